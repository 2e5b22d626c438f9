"""The tree of errors: plain sentences without keys, all of them below one that a user reads."""

from __future__ import annotations

import inspect
import re

import pytest

from glossator import errors, masks
from glossator.errors import ModelError, OverloadedError, UserFacingError
from tools import docs

EVERY = [
    each
    for _, each in inspect.getmembers(errors, inspect.isclass)
    if each.__module__ == errors.__name__
]
KEY = "sk-errors-0123456789"


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_each_error_is_a_plain_sentence_without_keys(kind: type[UserFacingError]) -> None:
    masks.mask(KEY)
    assert issubclass(kind, UserFacingError)
    text = str(kind(f"The service said\x1b[31m “{KEY}”\nand\u202e more."))
    assert KEY not in text
    assert "[key]" in text
    assert not {"\x1b", "\u202e"} & set(text)


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_each_error_that_is_raised_has_a_section_of_its_own(kind: type[UserFacingError]) -> None:
    page = (docs.PAGES / "troubles.md").read_text("utf-8")
    anchors = [
        title.lower().replace(" ", "-") for title in re.findall("^## (.*)$", page, re.MULTILINE)
    ]
    is_base = kind in (UserFacingError, ModelError)  # nothing raises these two
    assert anchors.count(kind.section()) == (0 if is_base else 1)
    assert len(anchors) == len(EVERY) - 2


def test_each_error_stands_in_the_tree_of_the_docstring() -> None:
    lines = re.findall(r"^( *)(\w+Error)\b", errors.__doc__ or "", re.MULTILINE)
    named = {name: len(space) for space, name in lines}
    assert named.keys() == {kind.__name__ for kind in EVERY}
    for kind in EVERY:
        depth = len([base for base in kind.__mro__ if base in EVERY]) - 1
        assert named[kind.__name__] == 4 * depth, kind


def test_what_the_service_said_and_when_to_come_back_are_kept() -> None:
    error = OverloadedError("It is busy.", "slow down", retry_after=2.5)
    assert (str(error), error.reply, error.retry_after) == ("It is busy.", "slow down", 2.5)


def test_only_what_may_pass_is_worth_retrying() -> None:
    worth = {
        kind.__name__ for kind in EVERY if issubclass(kind, ModelError) and kind.worth_retrying
    }
    assert worth == {"UnreachableError", "ServiceFailedError", "LoadingError"}


def test_a_dropped_question_names_its_service_and_the_reason() -> None:
    assert str(errors.dropped("api.example")) == (
        "The question to api.example was dropped, because the settings changed."
    )
