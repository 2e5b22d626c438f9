from __future__ import annotations

import pytest

from glossator.actions.commit.style import style_of


@pytest.mark.parametrize(
    ("subjects", "answer", "unsaid"),
    [
        (["feat: add a", "fix: mend b", "docs: tell c"], "such as feat:", "scope"),
        (["feat(a): add", "fix(b): mend", "chore(c): go"], "scope in parentheses", "capital"),
        (["Add a", "Mend b", "Tell c"], "Begin it with a capital", "feat"),
        (["add a", "mend b", "tell c"], "Begin it with a small letter", "feat"),
        (["Add a.", "Mend b.", "Tell c."], "full stop", "feat"),
        (["ABC-1 Add a", "ABC-2 Mend", "ABC-3 Tell"], "ticket", "feat"),
    ],
)
def test_the_style_is_what_most_subjects_have(
    subjects: list[str], answer: str, unsaid: str
) -> None:
    assert answer in style_of(subjects)
    assert unsaid not in style_of(subjects)


def test_few_subjects_show_no_style() -> None:
    assert style_of(["feat: one"]) == ""
