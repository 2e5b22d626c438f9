"""Where the documentation of a file goes: below what stays on top, over what is there.

The marks show the slot: between them what the documentation takes the place of.
"""

from __future__ import annotations

import pytest

from glossator.syntax.documentable import documentable_at

TABLE = [
    ("javascript", "││import a from 'b';\n"),
    ("javascript", "#!/usr/bin/env node\n││import a from 'b';\n"),
    ("javascript", "│/** A. */│\n\nimport a from 'b';\n"),
    ("javascript", "/* Copyright 2020 A. */\n││import a from 'b';\n"),
    ("javascript", "/* eslint-env node */\n││import a from 'b';\n"),
    ("javascript", "│/** @file A. */│\nimport a from 'b';\n"),
    ("rust", "│//! A.\n//! B.│\n\nuse a::b;\n"),
    ("rust", "// SPDX-License-Identifier: MIT\n││use a::b;\n"),
    ("go", "// Copyright 2020 A.\n\n││package a\n"),
    ("go", "│// Package a adds.│\npackage a\n"),
    ("go", "//go:build linux\n\n││package a\n"),
    ("php", "<?php\n││\nnamespace A;\n"),
    ("shellscript", "#!/bin/sh\n││set -e\n"),
    ("shellscript", "#!/bin/sh\n│# A.│\n\nset -e\n"),
    ("ruby", "# frozen_string_literal: true\n││require 'a'\n"),
    ("lua", "││local a = require('b')\n"),
    ("c", "│/** @file A. */│\n#include <a.h>\n"),
    ("c", "/* Licensed under MIT. */\n││#include <a.h>\n"),
]


@pytest.mark.parametrize(("language", "drawn"), TABLE)
def test_what_must_stay_on_top_stays(language: str, drawn: str) -> None:
    text = drawn.replace("│", "")
    found = documentable_at(text, 0, language)
    assert found is not None
    start, end = found.slot.span
    shown = f"{text[:start]}│{text[start:end]}│{text[end:]}"
    assert (found.kind, shown) == ("module", drawn)
    assert found.docstring == (None if "││" in drawn else found.slot.span)


def test_a_comment_right_above_a_definition_is_not_the_files() -> None:
    found = documentable_at("/** A. */\nfunction a() {}\n", 0, "javascript")
    assert found is not None
    assert found.kind == "function"


@pytest.mark.parametrize(
    ("language", "text"), [("java", "import a.B;\n"), ("go", "// A.\n"), ("javascript", "")]
)
def test_a_file_without_code_or_without_such_documentation_has_none(
    language: str, text: str
) -> None:
    assert documentable_at(text, 0, language) is None
