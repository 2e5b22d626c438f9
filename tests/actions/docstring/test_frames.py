from __future__ import annotations

import pytest

from glossator.actions.docstring.frames import Block, Frame, Marks, Quotes, columns


@pytest.mark.parametrize(
    ("line", "source"), [("C:\\n", "C:\\\\n"), ('"""', '\\"\\"\\"'), ('""', '""'), ("\\", "\\\\")]
)
def test_a_line_is_the_same_after_python_has_read_it(line: str, source: str) -> None:
    assert Quotes("").escaped(line) == source


def drawn(frame: Frame, *parts: list[str], multiline: bool = True) -> str:
    """The docstring with a summary and further parts, as it stands in the file."""
    summary, *others = parts
    pieces = [frame.first(summary, multiline), *map(frame.more, others), frame.last(multiline)]
    return frame.opening + "".join(pieces) + frame.closing


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (Quotes("  "), '"""A\n  b.\n\n  c.\n  """'),
        (Block("  ", str), "/**\n   * A\n   * b.\n   *\n   * c.\n   */"),
        (Marks("  ", "///"), "/// A\n  /// b.\n  ///\n  /// c."),
        (Marks("", "#"), "# A\n# b.\n#\n# c."),
    ],
)
def test_lines_are_set_into_each_frame(frame: Frame, expected: str) -> None:
    assert drawn(frame, ["A", "b."], ["", "c."]) == expected


@pytest.mark.parametrize(
    ("frame", "width", "expected"),
    [
        (Quotes(""), 80, '"""Do it."""'),
        (Block("", str), 80, "/** Do it. */"),
        (Block("", str), 9, "/**\n * Do it.\n */"),
        (Quotes(""), 11, '"""Do it.\n"""'),
        (Marks("", "//"), 80, "// Do it."),
    ],
)
def test_a_summary_alone_stands_on_one_line_where_it_fits(
    frame: Frame, width: int, expected: str
) -> None:
    multiline = frame.is_multiline(["Do it."], width)
    assert drawn(frame, ["Do it."], multiline=multiline) == expected


def test_between_a_mark_and_a_tag_there_is_no_space() -> None:
    frame = Marks("", "---", no_space="@")
    assert frame.more(["@param a any"]) == "\n---@param a any"
    assert frame.more(["Do it."]) == "\n--- Do it."
    assert frame.more(["\tcode"]) == "\n---\tcode"


def test_what_would_end_the_comment_is_escaped() -> None:
    assert Block("", lambda line: line.replace("*/", "* /")).escaped("a */") == "a * /"


def test_a_tab_is_as_wide_as_four_columns() -> None:
    assert [columns(indent) for indent in ("", "  ", "\t", " \t ")] == [0, 2, 4, 5]
