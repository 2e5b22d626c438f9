"""Which imports may be from a file."""

from __future__ import annotations

import pytest

from glossator.completion.next_edit.origin import is_from


@pytest.mark.parametrize(
    ("statement", "uri", "may_be"),
    [
        ("from calc import area", "file:///shop/calc.py", True),
        ("from shop import area", "file:///shop/calc.py", True),
        ("from . import area", "file:///shop/calc.py", True),
        ("from .. import area", "file:///shop/calc.py", True),
        ("from requests import area", "file:///shop/calc.py", False),
        ("from .other import area", "file:///shop/calc.py", False),
        ('import { area } from "./calc";', "file:///shop/calc.ts", True),
        ('import { area } from "./calc-more";', "file:///shop/calc.ts", False),
        ('import { area } from "../shop";', "file:///shop/index.ts", True),
        ('import { area } from "..";', "file:///shop/calc.ts", True),
        ('import { area } from "lib";', "file:///shop/calc.ts", False),
        ("use crate::calc::area;", "file:///shop/src/calc.rs", True),
        ("use shop::area;", "file:///shop/src/lib.rs", True),
        ("use crate::{other, area};", "file:///shop/src/lib.rs", True),
        ("use crate::area;", "file:///shop/src/calc.rs", True),
        ("use crate::area as room;", "file:///shop/src/calc.rs", True),
        ("use crate::other::area;", "file:///shop/src/calc.rs", False),
        ("use std::fs::area;", "file:///shop/src/calc.rs", False),
        ("import static shop.Calc.area;", "file:///shop/Calc.java", True),
        ("use function Shop\\area;", "file:///shop/functions.php", True),
    ],
)
def test_an_import_names_its_file_or_what_hands_it_on(
    statement: str, uri: str, may_be: bool
) -> None:
    assert is_from(statement, uri) == may_be
