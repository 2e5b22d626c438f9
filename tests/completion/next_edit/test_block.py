"""The block that a model rewrites, and how its answer is read while it comes."""

from __future__ import annotations

import pytest

from glossator.completion.next_edit.block import MOST_LINES, Block, request, updated

TEXT = "\n".join(
    [
        *(f"# line {number}" for number in range(20)),
        "def g(a):",
        "    print(a)",
        "    return f(a)",
        "",
        "",
        "def h(a):",
        "    print(f(a))",
    ]
)


def block(text: str = TEXT, demanded: str = "return f(a)") -> Block:
    start = text.index(demanded)
    return Block.around(text, start, start + len(demanded))


def test_the_block_is_around_what_is_demanded() -> None:
    found = block()
    assert found.lines == tuple(TEXT.split("\n")[21:28])
    assert found.lines[found.demanded.start] == "    return f(a)"
    assert TEXT[found.start : found.end] == found.text
    assert found.above.endswith("def g(a):")


def test_a_block_is_never_long() -> None:
    found = Block.around(TEXT, 0, len(TEXT))
    assert len(found.lines) <= MOST_LINES
    assert found.demanded.stop <= len(found.lines)


def test_an_answer_leaves_the_blank_line_at_the_end() -> None:
    text = "a\nname = user.name\n"
    block = Block.around(text, 2, len(text) - 1)
    assert block.text == "a\nname = user.name"
    assert text[block.end :] == "\n"


def test_what_is_asked() -> None:
    prompt, sampling = request("a.py", [("def f(a):", "def f(a, b):")], block())
    system, user = prompt.messages
    assert (system.role, user.role) == ("system", "user")
    assert "=== Original ===\ndef f(a):\n=== Updated ===\ndef f(a, b):\n" in user.content
    assert user.content.endswith(f"=== The block to update ===\n{block().text}\n")
    assert sampling.max_tokens < 120


NEW = block().text.replace("return f(a)", "return f(a, b)")


@pytest.mark.parametrize(
    ("answer", "block_text"),
    [
        ("", None),
        ("```python\n", None),
        ("```python\n    print(a)\n", None),
        ("```python\n    print(a)\n    return f(a, b)\n", None),
        ("```python\n    print(a)\n    return f(a, b)\n\n\n", NEW),
        ("    print(a)\n    return f(a, b)\n\n\n", NEW),
        ("Here it is:\n```python\n    print(a)\n    return f(a, b)\n\n\ndef h(a):\n", NEW),
        ("```\n    print(a)\n    return f(a)\n\n", block().text),
        ("```\n    print(a)\n    return f(a, b)\n```\n", "    print(a)\n    return f(a, b)"),
        ("I have nothing to change here.\nAt all\n", None),
    ],
)
def test_an_answer_while_it_comes(answer: str, block_text: str | None) -> None:
    assert updated(block(), answer, is_whole=False) == block_text


@pytest.mark.parametrize(
    ("answer", "block_text"),
    [
        (NEW, NEW),
        (f"{NEW}\n\n", NEW),
        (f"```\n{NEW}\n```", NEW),
        ("I have nothing to change here.", None),
        ("", None),
    ],
)
def test_a_whole_answer(answer: str, block_text: str | None) -> None:
    assert updated(block(), answer, is_whole=True) == block_text


@pytest.mark.parametrize("answer", ["{}", "\n{}", "\n\n{}", "{}\n", "{}\n\n", "\n\n{}\n\n\n"])
@pytest.mark.parametrize("line_above", ["", "x = 1"])
def test_blank_lines_at_the_edges_are_those_of_the_block(answer: str, line_above: str) -> None:
    call = "print(area(\n    3,\n))"
    rows = block(f"{line_above}\n{call}\n", call)
    assert rows.text == f"{line_above}\n{call}"
    new = rows.text.replace("3,", "3,\n    4,")
    written = answer.format(new.strip())
    assert updated(rows, f"```\n{written}\n```\n", is_whole=False) == new
    assert updated(rows, written, is_whole=True) == new


def test_a_line_that_is_put_in_is_no_return() -> None:
    rows = Block.around("match e {\n    A => 1,\n    B => 2,\n}\nfn g() {}\n", 26, 30)
    so_far = "    A => 1,\n    B => 2,\n    C => 3,\n"
    assert updated(rows, so_far, is_whole=False) is None
    then = updated(rows, f"{so_far}}}\nfn g() {{}}\n", is_whole=False)
    assert then == f"{so_far}}}\nfn g() {{}}"


def test_an_answer_is_read_past_the_last_of_several_places() -> None:
    rows = Block.around(CALLERS, 4, 8, [(26, 30), (200, 204)])
    assert rows.lines[rows.last] == "b = f(2)"
    first = "a = f(1, 0)\nthe_first = 1\n"
    assert updated(rows, f"```\n{first}", is_whole=False) is None
    assert updated(rows, f"```\n{first}b = f(2)\n", is_whole=False) is None
    both = f"{first}b = f(2, 0)\nthe_second = 2\n"
    new = rows.text.replace("(1)", "(1, 0)").replace("(2)", "(2, 0)")
    assert updated(rows, f"```\n{both}", is_whole=False) == new
    unchanged = updated(rows, "```\na = f(1)\nthe_first = 1\nb = f(2)\n", is_whole=False)
    assert unchanged is None
    assert Block.around(CALLERS, 4, 8).last == 0


CALLERS = "a = f(1)\nthe_first = 1\nb = f(2)\nthe_second = 2\n" + "c = 3\n" * 30 + "d = f(4)\n"
