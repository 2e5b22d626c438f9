from __future__ import annotations

import pytest

from glossator import __version__
from glossator.lsp.client.versions import older_of


@pytest.mark.parametrize(
    ("client", "server", "older"),
    [
        ("0.1.0", "0.1.0", None),
        ("0.1.7", "0.1.0", None),
        ("0.1.0", "0.2.0", "editor"),
        ("0.9.0", "0.10.0", "editor"),
        ("1.0.0", "0.10.3", "server"),
        (None, "0.1.0", None),
        (7, "0.1.0", None),
        ("main", "0.1.0", None),
        ("9" * 5000 + ".1.0", "0.1.0", None),
    ],
)
def test_the_older_of_two_releases_is_named(client: object, server: str, older: str | None) -> None:
    sentence = older_of(client, server)
    begins = {None: None, "editor": "The editor's part", "server": "Glossator's server"}[older]
    assert sentence is None if begins is None else sentence and sentence.startswith(begins)


def test_this_release_is_one() -> None:
    assert older_of("99.0.0", __version__) is not None
