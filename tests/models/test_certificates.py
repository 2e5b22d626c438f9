from __future__ import annotations

import ssl
from pathlib import Path

import pytest
import trustme

from glossator.errors import NotConfiguredError
from glossator.models.certificates import trusted


@pytest.fixture
def own(tmp_path: Path) -> tuple[trustme.CA, Path]:
    """An authority of the user's own, and its certificate's file."""
    authority = trustme.CA()
    file = tmp_path / "own.pem"
    authority.cert_pem.write_to_path(str(file))
    return authority, file


def subjects(context: ssl.SSLContext) -> list[object]:
    return [each["serialNumber"] for each in context.get_ca_certs()]


def test_an_authority_of_the_users_own_is_added_to_the_usual_ones(
    own: tuple[trustme.CA, Path],
) -> None:
    usual, more = trusted(""), trusted(str(own[1]))
    assert len(subjects(more)) == len(subjects(usual)) + 1
    assert set(subjects(usual)) < set(subjects(more))
    assert more.verify_mode == ssl.CERT_REQUIRED
    assert more.check_hostname


@pytest.mark.parametrize(("text", "reason"), [("no certificate", "no PEM"), (None, "No such file")])
def test_a_file_that_cannot_be_read_is_told_with_its_setting(
    tmp_path: Path, text: str | None, reason: str
) -> None:
    file = tmp_path / "ca.pem"
    if text is not None:
        file.write_text(text)
    with pytest.raises(NotConfiguredError, match=reason) as caught:
        trusted(str(file))
    assert str(file) in str(caught.value)
    assert "glossator.caFile" in str(caught.value)


def test_a_file_of_the_environment_is_told_by_its_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "absent.pem"))
    with pytest.raises(NotConfiguredError, match="SSL_CERT_FILE"):
        trusted("")
