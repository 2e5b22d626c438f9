"""A renamed key of data, and its uses."""

from __future__ import annotations

import pytest

from glossator.completion.next_edit.burst import Burst
from glossator.completion.next_edit.keys import key_edits, key_rename_in, uses_new_key
from glossator.context.buffer import Buffer

JSON = """\
[
  {"price": 1},
  {
    "price": 2,
    "at": {
      "price": 3
    }
  },
  {
    "price": 4
  }
]
"""


def renamed(text: str, uri: str, language: str, before: str, after: str, data: str) -> str:
    rule = key_rename_in(Burst.between("file:///a", before, after), data)
    assert rule is not None
    for edit in reversed(key_edits(rule, Buffer(uri, text, language, 1))):
        text = edit.change.applied_to(text)
    return text


def test_the_same_key_beside_it() -> None:
    after = JSON.replace('    "price": 2', '    "cost": 2')
    then = renamed(after, "file:///a", "json", JSON, after, "json")
    assert then == after.replace('    "price": 4', '    "cost": 4')


@pytest.mark.parametrize(
    ("data", "before", "after"),
    [
        ("json", '{"price": 1}', '{"cost": 1}'),
        ("yaml", "price: 1\n", "cost: 1\n"),
        ("toml", "price = 1\n", "cost = 1\n"),
    ],
)
@pytest.mark.parametrize(
    ("language", "text", "then"),
    [
        ("python", 'x["price"] + price.price', 'x["cost"] + price.price'),
        ("typescript", 'x["price"] + price.price', 'x["cost"] + price.cost'),
        ("go", '`json:"price"` "price list"', '`json:"cost"` "price list"'),
        ("markdown", 'the "price"', 'the "price"'),
        ("json", '{"price": 2}', '{"price": 2}'),
    ],
)
def test_its_uses_in_other_files(
    data: str, before: str, after: str, language: str, text: str, then: str
) -> None:
    assert renamed(text, "file:///b", language, before, after, data) == then


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"a": "price"}', '{"a": "cost"}'),
        ('{"a": 1}', '{"a": 2}'),
        ('{"price": 1}', '{"cost": 2}'),
    ],
)
def test_values_are_no_keys(before: str, after: str) -> None:
    assert key_rename_in(Burst.between("file:///a", before, after), "json") is None


def test_a_use_of_the_new_key_is_known() -> None:
    rule = key_rename_in(Burst.between("file:///a", "price: 1\n", "cost: 1\n"), "yaml")
    assert rule is not None
    texts = ['x["cost"]', 'x["price"]', "cost"]
    known = [uses_new_key(rule, Buffer("file:///b", each, "python", 1)) for each in texts]
    assert known == [True, False, False]
