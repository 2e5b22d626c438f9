from __future__ import annotations

import pytest

from glossator.actions.rewrite.acceptance import Wish
from glossator.actions.rewrite.preview import Preview
from tests.actions.rewrite.places import place_in

DRAWN = "import os\n\n\n@dec\n│def f(a):\n    b = 1\n    return a│\n\n\ndef g(): pass\n"


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (["def f(a):", "    b = 2"], 2),
        (["def f(a, c):", "    b = 2"], 2),
        (["import os", "def f(a):"], 0),
        (["@dec", "def f(a):"], 0),
        (["1 def f(a):", "2    b = 2"], 0),
        (["@@ -1 +1 @@", "-def f(a):"], 0),
        (["def f(a):", "    # ... the rest", "    return a"], 1),
    ],
)
def test_lines_show_until_they_may_not_be_the_code(lines: list[str], shown: int) -> None:
    preview = Preview(*place_in(DRAWN), Wish())
    assert [preview.shows(line) for line in lines] == [n < shown for n in range(len(lines))]


def test_nothing_shows_of_an_answer_that_something_is_taken_from() -> None:
    buffer, region = place_in(DRAWN)
    preview = Preview(buffer, region, Wish(extract=lambda *_: []))
    assert not preview.shows("def f(a):")
