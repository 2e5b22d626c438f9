"""The definitions of Lua, drawn with the places of their documentation."""

from __future__ import annotations

import pytest

from tests.syntax.languages.outline import check

CASES = {
    "functions in all notations": (
        """\
-- Adds.
│local function add(a, b, ...)
  if not a then
    error("a")
  end
  return a
end

│function M.f(a) end

│function M:g(a) end

│M.h = function(a) end
""",
        [
            "function add(a, b, ... as varargs) ->",
            "function f(a)",
            "function g(a)",
            "function h(a)",
        ],
    ),
}


@pytest.mark.parametrize("title", CASES)
def test_definitions(title: str) -> None:
    drawn, outline = CASES[title]
    check("lua", drawn, *outline)
