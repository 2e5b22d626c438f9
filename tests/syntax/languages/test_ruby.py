"""The definitions of Ruby, drawn with the places of their documentation."""

from __future__ import annotations

import pytest

from tests.syntax.languages.outline import check

CASES = {
    "members of a class in a module": (
        """\
│# Sums.
module N
  │class Sum < Base
    attr_reader :a

    │def initialize(a, b = 1, *c, d:, **e, &f)
      raise ArgumentError unless a
    end

    │def self.of(a)
      return a
    end

    │def each
      yield 1
    end
  end
end
""",
        [
            "trait N, documented",
            "in module N",
            "  class Sum",
            "in class Sum < Base",
            "  constructor initialize(a, b = 1, *c, d, **e, &f)",
            "    raises ArgumentError",
            "  method of(a) ->",
            "  method each yields",
        ],
    ),
}


@pytest.mark.parametrize("title", CASES)
def test_definitions(title: str) -> None:
    drawn, outline = CASES[title]
    check("ruby", drawn, *outline)
