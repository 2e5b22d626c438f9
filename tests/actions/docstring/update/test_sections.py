from __future__ import annotations

import pytest

from glossator.actions.docstring.notation import Topic
from glossator.actions.docstring.update.sections import read_python

GOOGLE = """\
Adds.

Args:
    a (dict[str, int], optional): The first.
        Really.
    *rest: The others.

Keyword Args:
    key: A key.

Returns:
    list[int]: The sum.

Raises:
    a.ValueError: If so.

Note:
    Mind."""
NUMPY = """\
Adds.

Parameters
----------
a : {1, 2}, optional
    The first.
*rest
    The others.

Returns
-------
z : ndarray
    The sum.

Raises
------
ValueError
    If so.

See Also
--------
g : other"""
REST = """\
Adds.

:param dict[str, int] a: The first.
:type a: dict
:param rest: The others.
:returns: The sum.
:rtype: list[int]
:raises ValueError: If so.
:meta private:"""


@pytest.mark.parametrize(
    ("style", "text", "kinds"),
    [
        ("google", GOOGLE, ["dict[str, int]", "list[int]"]),
        ("numpy", NUMPY, ["{1, 2}", "ndarray"]),
        ("rest", REST, ["dict[str, int]", "dict", "list[int]"]),
    ],
)
@pytest.mark.parametrize("fallback", ["google", "numpy", "rest"])
def test_each_style_is_known_by_what_it_has(
    style: str, text: str, kinds: list[str], fallback: str
) -> None:
    texts = text.split("\n")
    name, found = read_python(texts, fallback)
    assert name == style
    names = [name.lstrip("*") for entry in found.of(Topic.PARAMETER) for name in entry.names]
    assert dict.fromkeys(names) == dict.fromkeys(
        ["a", "rest", "key"] if style == "google" else ["a", "rest"]
    )
    assert [each.kind.of(texts) for each in found.entries if each.kind is not None] == kinds
    answer = [each.prose.of(texts) for each in found.entries if each.prose is not None]
    assert answer[0] == "Adds."
    assert "The sum." in answer
    assert "If so." in answer
    assert found.others


def test_several_results_stay_as_they_are() -> None:
    text = "Adds.\n\nReturns\n-------\na : int\n    One.\nb : int\n    Two."
    _, found = read_python(text.split("\n"), "google")
    (result,) = found.of(Topic.RESULT)
    assert result.prose is None


def test_a_docstring_without_entries_has_the_style_of_the_file() -> None:
    assert read_python(["Adds."], "numpy")[0] == "numpy"


def test_text_below_a_section_is_the_users_own() -> None:
    texts = "Adds.\n\nArgs:\n    a: One.\n\n>>> f(1)\n1".split("\n")
    assert read_python(texts, "google")[1].others == (5,)
