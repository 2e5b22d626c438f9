from __future__ import annotations

import re
from itertools import chain

import pytest

from glossator.languages import (
    TABLE,
    are_related,
    facts_of,
    facts_of_file,
    is_foreign,
    language_id,
    language_of_text,
)


def test_no_name_and_no_file_belongs_to_two_languages() -> None:
    names = list(chain.from_iterable((facts.id, *facts.aliases.split()) for facts in TABLE))
    files = list(chain.from_iterable(facts.files.split() for facts in TABLE))
    assert len(names) == len(set(names))
    assert len(files) == len(set(files))
    assert all(re.fullmatch(r"\.?[a-z0-9]+(\.txt)?|commit_editmsg", file) for file in files)


@pytest.mark.parametrize(
    ("called", "known"),
    [
        *(("sh", "shellscript"), ("cs", "csharp"), ("tsx", "typescriptreact"), ("go", "go")),
        *(("make", "makefile"), ("rst", "restructuredtext"), ("brainfuck", "brainfuck")),
        *((None, ""), ("", "")),
    ],
)
def test_editors_names_of_languages_become_those_of_lsp(called: str | None, known: str) -> None:
    assert language_id(called) == known


@pytest.mark.parametrize(
    ("name", "language"),
    [
        *(("a.py", "python"), ("A.PY", "python"), ("a.b.tsx", "typescriptreact"), ("a.h", "c")),
        *(("Makefile", "makefile"), ("Dockerfile", "dockerfile"), ("rules.mk", "makefile")),
        *(("CMakeLists.txt", "cmake"), ("notes.txt", "plaintext"), ("py", ""), ("a.xyz", "")),
    ],
)
def test_a_file_tells_its_language_by_its_name(name: str, language: str) -> None:
    assert facts_of_file(name).id == language


@pytest.mark.parametrize(
    ("fence", "language", "foreign"),
    [
        *(("py", "python", False), ("Python", "python", False), ("bash", "python", True)),
        *(("tsx", "javascript", False), ("html", "vue", False), ("bash", "makefile", False)),
        *(("c++", "c", False), ("java", "kotlin", True), ("", "go", False), ("diff", "go", False)),
    ],
)
def test_a_fence_of_another_language_is_foreign(fence: str, language: str, foreign: bool) -> None:
    assert is_foreign(fence, language) is foreign


@pytest.mark.parametrize(
    ("one", "other", "related"),
    [
        *(("java", "kotlin", True), ("c", "cpp", True), ("vue", "typescript", True)),
        *(("python", "ruby", False), ("unknown", "unknown", True), ("unknown", "other", False)),
    ],
)
def test_files_of_one_family_are_related(one: str, other: str, related: bool) -> None:
    assert are_related(one, other) is related


@pytest.mark.parametrize(
    ("language", "line_comment"),
    [
        *(("python", "#"), ("lua", "--"), ("rust", "//"), ("clojure", ";"), ("css", "")),
        *(("json", ""), ("bash", "#"), ("unknown", "//")),
    ],
)
def test_what_begins_a_comment_to_the_end_of_the_line(language: str, line_comment: str) -> None:
    assert facts_of(language).line_comment == line_comment


@pytest.mark.parametrize(
    ("called", "name", "text", "language"),
    [
        ("c", "a.h", "#pragma once\nint f(void);\n", "c"),
        (
            "c",
            "a.h",
            "/*\nclass of things, using words\n@class Point\n*/\nint f(int class);\n",
            "c",
        ),
        ("c", "a.h", "namespace a::b {\nint f();\n}\n", "cpp"),
        ("c", "a.h", "template <typename T> T f();\n", "cpp"),
        ("c", "a.h", "class Point : public Shape {\npublic:\n", "cpp"),
        ("cpp", "a.h", "/** @class Point */\nclass Point;\n", "cpp"),
        ("cpp", "file:///a.h", "#import <Foundation/Foundation.h>\n", "objective-c"),
        ("c++", "a.h", "@interface Point : NSObject\r\n@end\r\n", "objective-c"),
        ("c", "a.c", "template <typename T> T f();\n", "c"),
        ("cpp", "a.cpp", "@end\n", "cpp"),
        ("py", "a.h", "@end\n", "python"),
        (None, "a.h", "@end\n", ""),
    ],
)
def test_a_header_tells_its_language_by_its_text(
    called: str | None, name: str, text: str, language: str
) -> None:
    assert language_of_text(called, name, text) == language


def test_every_language_with_a_grammar_has_a_name_for_people() -> None:
    assert {facts.id for facts in TABLE if facts.grammar} == {
        facts.id for facts in TABLE if facts.name
    }
