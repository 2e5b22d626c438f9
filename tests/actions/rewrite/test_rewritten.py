"""Lines that stood where code was written anew, and what is noticed there all the same."""

from __future__ import annotations

import pytest

from glossator.actions.rewrite.losses import lost_lines

FETCH = """\
def f(urls):
    out = []
    for url in urls:
        r = requests.get(url)
        out.append(r.json())
    save(out)
    return out
"""
WITH_HTTPX = """\
async def f(urls):
    async with httpx.AsyncClient() as c:
        out = [(await c.get(url)).json() for url in urls]
    save(out)
    return out
"""
TWICE = """\
def f(s):
    try:
        a()
    except E as e:
        log(e)
    try:
        b()
    except E as e:
        log(e)
"""
ONCE = """\
def f(s):
    for g in (a, b):
        try:
            g()
        except E as e:
            log(e)
"""
GOTO = """\
int f(int n)
{
    go(n);
    if (n < 0)
        goto end;
    int a = n;
    return a;
end:
    return -1;
}
"""
NO_GOTO = """\
int f(int n)
{
    go(n);
    if (n < 0)
        return -1;
    int a = n;
    return a;
}
"""


def _lost(instruction: str, old: str, new: str, language: str = "python") -> list[str]:
    return lost_lines(old.split("\n"), new.split("\n"), language, instruction)


@pytest.mark.parametrize(
    ("instruction", "old", "new"),
    [
        ("make it async with httpx", FETCH, WITH_HTTPX),
        ("reduce the duplication", TWICE, ONCE),
    ],
)
def test_code_may_be_written_anew_where_it_is_asked_for(
    instruction: str, old: str, new: str
) -> None:
    assert _lost(instruction, old, new) == []


def test_code_may_not_be_left_out_where_it_is_not() -> None:
    assert _lost("", TWICE, ONCE) != []


def test_a_statement_that_is_not_there_any_more_is_lost() -> None:
    new = WITH_HTTPX.replace("    save(out)\n", "")
    assert _lost("make it async with httpx", FETCH, new) == ["save(out)"]


def test_a_value_that_is_used_still_is_lost() -> None:
    old = "def f(p):\n    with open(p) as h:\n        for x in h:\n            go(x)"
    new = "def g(p):\n    for x in h:\n        yield x"
    assert "with open(p) as h:" in _lost("make it a generator", old, new)


def test_what_stood_under_a_condition_may_not_leave_always() -> None:
    assert _lost("avoid the goto", GOTO, NO_GOTO, "c") == []
    bare = NO_GOTO.replace("    if (n < 0)\n", "")
    assert "if (n < 0)" in _lost("avoid the goto", GOTO, bare, "c")
    assert "if (n < 0)" in _lost("avoid the goto", GOTO, bare.replace("    " * 2, "    "), "c")


def test_a_condition_may_not_lose_what_it_guards() -> None:
    new = GOTO.replace("    if (n < 0)\n        goto end;\n", "    if (n < 1) {\n    }\n")
    assert "goto end;" in _lost("make it clearer", GOTO, new, "c")
