from __future__ import annotations

import pytest

from glossator.syntax.code_lines import is_code_line


@pytest.mark.parametrize(
    "line",
    [
        "function add(a, b) {",
        "export default async function add(a) {",
        "const x = await add(1)",
        "x = add(1)",
        "return total;",
        "return add(1)",
        "}",
        "items.map((x) => x + 1)",
        "public static void main(String[] args)",
        "private final int size = 1;",
        "class Sum",
        "#include <stdio.h>",
        "package sums",
        "func (s *Sum) Add(a int)",
        "if err != nil {",
        "pub async fn add(a: i32) -> i32",
        "#[derive(Debug)]",
        "<?php",
        "def add(a, b)",
        "end",
        "puts add(1)",
        "fun add(a: Int) = a",
        "local function add(a)",
        "fi",
        'echo "$x"',
        "println(add(1))",
    ],
)
def test_code_is_recognised(line: str) -> None:
    assert is_code_line(line, "javascript")


@pytest.mark.parametrize(
    "line",
    [
        "Add two numbers.",
        "Returns the sum (of a and b).",
        "return the sum of a and b",
        "a: The first.",
        "a: the first (or none)",
        "Returns: The sum.",
        "Raises ValueError: If x is negative.",
        "public functions are counted",
        "static files are served",
        "use it with care",
        "The class of the sum",
        "class names are kept as they are",
        "import the module and run it",
        "echo is what it does",
        "Print the line",
        "",
    ],
)
def test_prose_is_not_taken_for_code(line: str) -> None:
    assert not is_code_line(line, "javascript")
