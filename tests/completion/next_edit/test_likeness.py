"""A change of one line, done to the lines like it."""

from __future__ import annotations

import pytest

from glossator.completion.next_edit.burst import Burst
from glossator.completion.next_edit.likeness import edits_alike, likeness_of

URI = "file:///a"


@pytest.mark.parametrize(
    ("language", "old", "new", "others", "then"),
    [
        (
            "python",
            'log.info("a: %s", a)',
            'log.info("a=%s", a)',
            ['log.info("bb: %s", bb)', "x = 1", 'log.warn("c: %s", c)'],
            ['log.info("bb=%s", bb)', "x = 1", 'log.warn("c: %s", c)'],
        ),
        (
            "go",
            '\tlog.Printf("a: %v", a)',
            '\tlog.Printf("a: %v (%T)", a, a)',
            ['\tlog.Printf("b: %v", b)'],
            ['\tlog.Printf("b: %v (%T)", b, b)'],
        ),
        (
            "rust",
            '    println!("a {}", a);',
            '    println!("[a] {}", a);',
            ['    println!("b {}", b);', '    println!("b {}", b.c);'],
            ['    println!("[b] {}", b);', '    println!("b {}", b.c);'],
        ),
        (
            "ruby",
            'logger.info "a: #{a}"',
            'logger.info "a=#{a}"',
            ['logger.info "b: #{b}"', 'logger.warn "b: #{b}"'],
            ['logger.info "b=#{b}"', 'logger.warn "b: #{b}"'],
        ),
        (
            "python",
            "        self.first = first",
            "        self.first = first or 1",
            ["        self.second = second"],
            ["        self.second = second"],
        ),
    ],
)
def test_lines_alike(language: str, old: str, new: str, others: list[str], then: list[str]) -> None:
    before = "\n".join([old, *others, ""])
    burst = Burst.between(URI, before, "\n".join([new, *others, ""]))
    rule = likeness_of(burst, language)
    assert rule is not None
    text = burst.after
    for edit in reversed(edits_alike(rule, text)):
        text = edit.change.applied_to(text)
    assert text == "\n".join([new, *then, ""])


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("python", "timeout = 30", "timeout = 60"),
        ("python", "total = a", "total = b"),
        ("python", "", "total = b"),
        ("python", "total = b", ""),
        ("markdown", "one: two", "one = two"),
        ("python", "first = 1", "first = 1\nsecond = 2"),
    ],
)
def test_what_is_done_to_one_line_alone(language: str, old: str, new: str) -> None:
    before, after = f"x\n{old}\ny\n", f"x\n{new}\ny\n"
    assert likeness_of(Burst.between(URI, before, after), language) is None


def test_far_lines_are_alike_by_chance() -> None:
    line = 'log.info("a: %s", a)\n'
    before = line + "\n" * 100 + line
    burst = Burst.between(URI, before, before.replace(": ", "=", 1))
    rule = likeness_of(burst, "python")
    assert rule is not None
    assert edits_alike(rule, burst.after) == []
