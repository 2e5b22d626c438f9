"""One place decides whether an answer is what was asked for."""

from __future__ import annotations

import re

import pytest

from glossator.actions.rewrite.acceptance import Wish, accepted
from glossator.errors import NoUsableAnswerError
from tests.actions.rewrite.places import place_in

BODY = "    a = 1\n    b = call()\n    return a + b"
METHOD = "class A:\n│    def two(self):\n        a = 1\n        b = call()\n        return a + b│\n"


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("```\ndef two(self):\n    a = 2\n    # ... existing code ...\n```", "left code out"),
        ("```\ndef two(self):\n    a = 2\n```", "left out `b = call()`"),
        ("```\na = 2\nb = call()\nreturn a + b\n```", "not valid"),
        (f"```\ndef three(self):\n{BODY}\n```", "`two` is missing"),
        ("```\ndef two(self):\n    a = 1\n    b = call()\n    return (a + b\n```", "not valid"),
        ("```\ndef two(self):\n    a = 1\n    b = call()\n    return a + b\n```", "as it was"),
        ("```diff\n-    z = 1\n+    z = 2\n```", "diff that does not fit"),
        (f"```\nSIX = 6\n```\n```\ndef two(self):\n{BODY.replace('a + b', 'SIX')}\n```", "`SIX`"),
    ],
)
def test_what_was_not_asked_for_is_refused(answer: str, sentence: str) -> None:
    with pytest.raises(NoUsableAnswerError, match=re.escape(sentence)):
        accepted(*place_in(METHOD), Wish("improve it"), answer)


@pytest.mark.parametrize(
    "answer",
    [
        "```\ndef two(self):\n    a = 5\n    b = call()\n    return a + b\n```",
        "```\nx\n```\nor\n```\ndef two(self):\n    a = 5\n    b = call()\n    return a + b\n```",
        "```\nclass A:\n  def two(self):\n    a = 5\n    b = call()\n    return a + b\n```",
        "```diff\n def two(self):\n-    a = 1\n+    a = 5\n     b = call()\n```",
        "```\ndef two(self):\n        a = 5\n        b = call()\n        return a + b\n```",
    ],
)
def test_what_was_asked_for_is_taken_however_it_comes(answer: str) -> None:
    buffer, region = place_in(METHOD)
    wanted = buffer.text[slice(*region.span)].replace("a = 1", "a = 5")
    assert accepted(buffer, region, Wish("improve it"), answer) == (wanted, ())


def test_a_definition_that_comes_twice_is_refused() -> None:
    answer = f"```\ndef two(self):\n{BODY}\n\ndef two(self):\n{BODY}\n```"
    with pytest.raises(NoUsableAnswerError, match="comes more than once"):
        accepted(*place_in(METHOD), Wish("improve it"), answer)


def test_what_comes_twice_without_a_grammar_is_refused_unless_it_is_asked_for() -> None:
    place = place_in("SELECT 0;\n│SELECT 1;│\n", "sql")
    answer = "```\nSELECT 1;\nSELECT 1;\n```"
    with pytest.raises(NoUsableAnswerError, match="comes more than once"):
        accepted(*place, Wish("improve it"), answer)
    assert accepted(*place, Wish("duplicate it"), answer)


def test_what_was_asked_to_go_may_go() -> None:
    answer = "```\ndef two(self):\n    a = 1\n    return a\n```"
    assert accepted(*place_in(METHOD), Wish("remove b"), answer)


def test_no_code_is_nothing() -> None:
    assert accepted(*place_in(METHOD), Wish(), "I would rather not change it.") is None
