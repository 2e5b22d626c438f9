from __future__ import annotations

import pytest

from glossator.text.embedded import alone, language_at

PAGE = "<p>é</p>\n<script>\nlet a;\n</script>\n<style lang='scss'>\nb {}\n</style>\n"
VUE = '<template>\n  <b/>\n</template>\n<script setup lang="ts">\nlet a: B;\n</script>\n'
TEXT = "# T\n\n```js\nf(1);\n```\n\n~~~text\nx\n~~~\n\n```py\ng(2)\n```\n"


@pytest.mark.parametrize(
    ("language", "text", "code", "inner"),
    [
        ("html", PAGE, "let a;", "javascript"),
        ("html", PAGE, "b {}", "scss"),
        ("html", PAGE, "<p>", "html"),
        ("vue", VUE, "let a: B;", "typescript"),
        ("vue", VUE, "<b/>", "vue"),
        ("markdown", TEXT, "f(1);", "javascript"),
        ("markdown", TEXT, "g(2)", "python"),
        ("markdown", TEXT, "# T", "markdown"),
        ("python", PAGE, "let a;", "python"),
    ],
)
def test_the_block_around_a_place_has_its_language_and_stays_there(
    language: str, text: str, code: str, inner: str
) -> None:
    start = text.index(code)
    span = start, start + len(code)
    assert language_at(text, span, language) == inner
    left = alone(text, span, language)
    assert left[slice(*span)] == code
    assert (len(left), left.count("\n")) == (len(text), text.count("\n"))
    assert (left.strip() == code) is (inner != language)


def test_what_reaches_over_the_block_is_of_the_page() -> None:
    start = PAGE.index("let a;")
    assert language_at(PAGE, (start - 12, start + 3), "html") == "html"
