from __future__ import annotations

import pytest

from glossator.actions.prompts import (
    CUT,
    Explained,
    docstring_messages,
    explanation_messages,
    follow_up_messages,
    shortened,
)
from glossator.syntax.documentable import documentables


@pytest.mark.parametrize("budget", [30, 60, 200])
def test_a_text_that_is_too_long_loses_whole_lines_in_its_middle(budget: int) -> None:
    text = "".join(f"line {number}\n" for number in range(100))
    kept = shortened(text, budget)
    assert len(kept) <= budget
    head, tail = kept.split(CUT)
    assert text.startswith(head)
    assert text.endswith(tail)
    assert text[len(head)] == "\n" or not head
    assert len(head) >= len(tail)
    assert shortened(text, len(text)) == text


def test_the_lines_of_a_docstring_are_asked_for_by_name() -> None:
    source = (
        "class A:\n    def f(self, a, *b):\n        if a:\n            raise ValueError\n"
        "        return 1\n"
    )
    _, subject = documentables(source, "python")
    system, user = docstring_messages(
        subject, "Python", "a.py", "def f…", "Old.", "Be short."
    ).messages
    assert system.content.startswith("You document Python code.")
    assert user.content == (
        "class A:\ndef f…\n\nKeep what is still true of this:\nOld.\n\n"
        "Describe this method in one sentence, then a, b, Returns, Raises ValueError. Be short."
    )


def test_a_docstring_is_told_what_the_code_uses_before_the_code() -> None:
    (subject,) = documentables("def f(): ...\n", "python")
    used = [("b.py", "class Failure(Exception)"), ("a.py", "def g() -> int")]
    _, user = docstring_messages(subject, "Python", "a.py", "def f…", "", "", used).messages
    assert user.content == (
        "Declarations that the code uses:\n\nb.py:\nclass Failure(Exception)\n\n"
        "a.py:\ndef g() -> int\n\nThe code:\n\ndef f…\n\n"
        "Describe this function in one sentence."
    )


def test_the_code_has_first_claim_on_what_fits() -> None:
    whole = Explained("a.py", "python", "Explain:", "c" * 10, "s" * 10, ("d" * 10, "e" * 2))
    assert whole.within(100) == whole
    fitted = whole.within(22)
    assert (fitted.code, fitted.scope, fitted.definitions) == ("c" * 10, "s" * 10, ("e" * 2,))


def test_an_explanation_names_the_file_and_ends_with_the_code() -> None:
    explained = Explained("a.py", "python", "Explain:", "f()", "", ("def f(): ...",))
    system, user = explanation_messages(explained, "German").messages
    assert system.content.endswith("Write in German.")
    assert user.content == (
        "File: a.py (python)\n\nDefinitions from the same file that the code uses:\n"
        "```python\ndef f(): ...\n```\n\nExplain:\n```python\nf()\n```"
    )


def test_a_question_follows_what_was_asked_and_answered_before() -> None:
    chat = explanation_messages(Explained("a.py", "python", "Explain:", "f()"), "English")
    turns = [("", "It calls f."), ("Why?", "Because.")]
    system, user = follow_up_messages(chat, turns, "When?", "English").messages
    assert user.role == "user"
    assert "Answer the question" in system.content
    assert user.content.endswith(
        "Answer: It calls f.\n\nQuestion: Why?\n\nAnswer: Because.\n\nQuestion: When?"
    )
