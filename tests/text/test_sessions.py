from __future__ import annotations

import pytest

from glossator.text.sessions import SESSION_PROMPTS


@pytest.mark.parametrize(
    ("language", "line", "code"),
    [
        ("python", ">>> a = 1", "a = 1"),
        ("python", "...     b", "    b"),
        ("python", "...", ""),
        ("shellscript", "$ ls -l", "ls -l"),
    ],
)
def test_the_code_behind_a_prompt(language: str, line: str, code: str) -> None:
    found = SESSION_PROMPTS[language].match(line)
    assert found and (found["line"] or "") == code


@pytest.mark.parametrize(
    ("language", "line"),
    [("python", "..., a"), ("python", ">>>= 2"), ("shellscript", "$a"), ("shellscript", "$ ")],
)
def test_what_is_no_prompt(language: str, line: str) -> None:
    assert not SESSION_PROMPTS[language].match(line)
