"""The definitions of shell scripts, drawn with the places of their documentation."""

from __future__ import annotations

import pytest

from tests.syntax.languages.outline import check

CASES = {
    "functions and what they read": (
        """\
#!/bin/sh
│# Adds.
add() {
  local a=$1 b=${2:-1}
  [ -n "$a" ] || return 2
  echo "$3"
}

│function sub {
  exit 1
}
""",
        [
            "function add($1 as a, $2 as b = 1, $3 as arg3) ->, documented",
            "function sub",
        ],
    ),
}


@pytest.mark.parametrize("title", CASES)
def test_definitions(title: str) -> None:
    drawn, outline = CASES[title]
    check("shellscript", drawn, *outline)
