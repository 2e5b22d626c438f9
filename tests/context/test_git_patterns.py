"""Patterns one by one; `test_ignore_like_git.py` holds many together against git itself."""

from __future__ import annotations

import pytest

from glossator.context.git_patterns import TooMuchWorkError, Work, patterns

MATCHES = [
    ("a.py", "a.py x/a.py", "aa.py a.py/b"),
    ("/a.py", "a.py", "x/a.py"),
    ("a/b", "a/b", "x/a/b a/b/c"),
    ("*.log", "a.log x/.log", "a.log.1"),
    ("a*c*e", "ace abcde x/aXcYe", "ac ae abced"),
    ("a/*/c", "a/b/c", "a/c a/b/b/c"),
    ("a/**/c", "a/c a/b/c a/b/b/c", "c ac"),
    ("**/c", "c a/c a/b/c", "c/d"),
    ("a/**", "a/b a/b/c", "a b/a"),
    ("a**b", "ab aXb", "a/b"),
    ("?", "a x/b", "ab é"),
    ("??", "ab é", "a"),
    ("[z-a]", "z", "a m"),
    ("[a-c]x", "ax bx", "dx x"),
    ("[!a-c]x", "dx", "ax"),
    ("[]x]", "] x", "[ a"),
    ("[a-]", "a -", "b"),
    ("[[:digit:]_]", "1 _", "a"),
    ("[[:none:]]", "", "n :"),
    ("[", "", "["),
    ("a\\", "", "a a\\"),
    ("\\*", "*", "a"),
    ("a\\ ", "a\\x20", ""),
]


@pytest.mark.parametrize(("pattern", "yes", "no"), MATCHES)
def test_what_a_pattern_matches(pattern: str, yes: str, no: str) -> None:
    found = list(patterns(pattern.encode()))

    def matched(path: str) -> bool:
        name = path.replace("\\x20", " ").encode()
        return any(each.matches(name, False, Work(1_000)) for each in found)

    assert [each for each in yes.split() if not matched(each)] == []
    assert [each for each in no.split() if matched(each)] == []


def test_lines_that_are_no_patterns_count_as_lines() -> None:
    (found,) = patterns(b"\xef\xbb\xbf# no\n\n   \n/\n!\n\r\n!a/ \r\n")
    assert (found.line, found.text, found.ignores, found.folders_only) == (7, "!a/", False, True)


def test_in_folded_patterns_case_does_not_count() -> None:
    for pattern in (b"BUILD", b"B[T-V]ild", b"*LD"):
        (found,) = patterns(pattern, fold=True)
        assert found.matches(b"build", True, Work(100))


def test_work_is_bounded() -> None:
    (found,) = patterns(b"*" + b"[a-z]" * 100 + b"[0-9]*")
    assert not found.matches(b"a" * 250, False, Work(10_000))
    with pytest.raises(TooMuchWorkError):
        found.matches(b"a" * 250, False, Work(1_000))
