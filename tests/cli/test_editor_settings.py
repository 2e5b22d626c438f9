from __future__ import annotations

import io

import click
import pytest

from glossator.cli.editor_settings import section_of


def test_an_object_is_taken_as_it_is() -> None:
    assert section_of(io.StringIO('{"codeModel": "x"}')) == {"codeModel": "x"}


@pytest.mark.parametrize("text", ["", "[]", "3", "{", "null"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter, match="it holds no JSON object"):
        section_of(io.StringIO(text))
