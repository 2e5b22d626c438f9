from __future__ import annotations

import pytest

from glossator.actions.rewrite.code_line import code_lines
from glossator.actions.rewrite.instruction import Instruction


@pytest.mark.parametrize(
    ("words", "removes"),
    [
        ("remove the logging", True),
        ("drop the cache", True),
        ("entferne das Log", True),
        ("删除日志", True),
        ("add a check", False),
        ("improve it", False),
        ("simplify this", False),
    ],
)
def test_removal_is_asked_for(words: str, removes: bool) -> None:
    assert Instruction(words).removes is removes


@pytest.mark.parametrize(
    ("words", "replaces"),
    [
        ("use slog", True),
        ("puts -> logger", True),
        ("println to tracing", True),
        ("Optional statt null", True),
        ("improve it", False),
        ("add a check", False),
    ],
)
def test_another_way_is_asked_for(words: str, replaces: bool) -> None:
    assert Instruction(words).replaces is replaces


def test_a_rename_is_asked_for() -> None:
    assert Instruction("Rename f to g").renames
    assert not Instruction("add a check").renames


@pytest.mark.parametrize(
    ("words", "name", "mentioned"),
    [
        ("remove the logging", "logger", True),
        ("use pathlib", "path", True),
        ("remove print", "println", True),
        ("drop the cache", "cacheKey", True),
        ("drop the cache", "save", False),
        ("add it", "a", False),
    ],
)
def test_names_are_mentioned_in_any_form(words: str, name: str, mentioned: bool) -> None:
    assert Instruction(words).mentions(name) is mentioned


def test_a_name_is_spoken_of_with_all_its_parts() -> None:
    assert Instruction("null check for name").mentions("requireNonNull")
    assert not Instruction("null check for name").names(["requireNonNull"])


def test_what_prints_is_meant_by_debugging() -> None:
    printing, saving = code_lines(["console.log(a);", "save(a);"], "javascript")
    assert Instruction("get rid of the debugging").means(printing)
    assert not Instruction("get rid of the debugging").means(saving)


def test_what_is_replaced_is_named() -> None:
    (line,) = code_lines(["float: left;"], "css")
    assert Instruction("flexbox instead of float").replaces_it(line)
    assert not Instruction("float instead of flexbox").replaces_it(line)
