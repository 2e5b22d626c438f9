"""Imports with which an answer begins go where those of the file are."""

from __future__ import annotations

import re

import pytest

from glossator.actions.rewrite.acceptance import Wish, accepted, with_imports
from glossator.actions.rewrite.import_block import import_slot
from glossator.errors import NoUsableAnswerError
from tests.actions.rewrite.places import place_in


def _edited(drawn: str, language: str, answer: str) -> str:
    buffer, region = place_in(drawn, language)
    made = accepted(buffer, region, Wish("improve it"), f"```\n{answer}\n```")
    assert made is not None
    start, end = region.span
    after = buffer.text[:start] + made.text + buffer.text[end:]
    return with_imports(buffer, after, start, made.imports)


@pytest.mark.parametrize(
    ("language", "drawn", "answer", "wanted"),
    [
        (
            "python",
            "import os\n\n\nclass A:\n│    def f(self):\n        return g()│\n",
            "import re\nfrom typing import Any, cast\n\ndef f(self):\n    return re.sub(cast(g()))",
            "import os\nimport re\nfrom typing import cast\n\n\nclass A:\n    def f(self):\n"
            "        return re.sub(cast(g()))\n",
        ),
        (
            "python",
            '"""A."""\n\n\n│def f():\n    return g()│\n',
            "import re\nimport os\n\n\ndef f():\n    return re.sub(g())",
            '"""A."""\n\n\nimport re\n\n\ndef f():\n    return re.sub(g())\n',
        ),
        (
            "typescript",
            "import { a } from './a';\n\nclass A {\n│  f() {\n    return a();\n  }│\n}\n",
            "import { a, b } from './a';\nimport C, { d } from 'c';\n\nf() {\n  return b(a(d));\n}",
            "import { a } from './a';\nimport { b } from './a';\nimport { d } from 'c';\n\n"
            "class A {\n  f() {\n    return b(a(d));\n  }\n}\n",
        ),
        (
            "javascript",
            "'use strict';\n\n│function f() {\n  return g();\n}│\n",
            "const { h } = require('h');\n\nfunction f() {\n  return h(g());\n}",
            "'use strict';\n\nconst { h } = require('h');\n\nfunction f() {\n  return h(g());\n}\n",
        ),
        (
            "go",
            'package a\n\nimport (\n\t"fmt"\n)\n\n│func f() string {\n\treturn g()\n}│\n',
            'package a\n\nimport (\n\t"fmt"\n\t"strings"\n)\n\nfunc f() string {\n'
            "\treturn strings.ToUpper(g())\n}",
            'package a\n\nimport (\n\t"fmt"\n\t"strings"\n)\n\nfunc f() string {\n'
            "\treturn strings.ToUpper(g())\n}\n",
        ),
        (
            "go",
            "package a\n\n│func f() string {\n\treturn g()\n}│\n",
            'import "strings"\n\nfunc f() string {\n\treturn strings.ToUpper(g())\n}',
            'package a\n\nimport "strings"\n\nfunc f() string {\n'
            "\treturn strings.ToUpper(g())\n}\n",
        ),
        (
            "java",
            "package a;\n\nclass A {\n│  int f() {\n    return g();\n  }│\n}\n",
            "import java.util.List;\nimport java.util.Map;\n\nint f() {\n  return List.of(g());\n}",
            "package a;\n\nimport java.util.List;\n\nclass A {\n  int f() {\n"
            "    return List.of(g());\n  }\n}\n",
        ),
        (
            "kotlin",
            "package a\n\nimport b.C\n\nclass A {\n│    fun f(): Int {\n"
            "        return g()\n    }│\n}\n",
            "import kotlin.math.abs\n\nfun f(): Int {\n    return abs(g())\n}",
            "package a\n\nimport b.C\nimport kotlin.math.abs\n\nclass A {\n    fun f(): Int {\n"
            "        return abs(g())\n    }\n}\n",
        ),
        (
            "csharp",
            "using System;\n\nclass A\n{\n│    int F()\n    {\n        return G();\n    }│\n}\n",
            "using System.Linq;\n\nint F()\n{\n    return G().Sum();\n}",
            "using System;\nusing System.Linq;\n\nclass A\n{\n    int F()\n    {\n"
            "        return G().Sum();\n    }\n}\n",
        ),
        (
            "rust",
            "use a::B;\n\nmod c {\n    use super::*;\n\n│    fn f() -> i32 {\n"
            "        g()\n    }│\n}\n",
            "use std::cmp::max;\n\nfn f() -> i32 {\n    max(g(), 1)\n}",
            "use a::B;\n\nmod c {\n    use super::*;\n    use std::cmp::max;\n\n"
            "    fn f() -> i32 {\n        max(g(), 1)\n    }\n}\n",
        ),
        (
            "rust",
            "//! Docs.\n\nuse a::{\n    B,\n};\n\n│fn f() -> i32 {\n    g()\n}│\n",
            "use std::cmp::max;\n\nfn f() -> i32 {\n    max(g(), 1)\n}",
            "//! Docs.\n\nuse a::{\n    B,\n};\nuse std::cmp::max;\n\nfn f() -> i32 {\n"
            "    max(g(), 1)\n}\n",
        ),
        (
            "php",
            "<?php\n\nnamespace A;\n\nclass B\n{\n│    function f() {\n"
            "        return g();\n    }│\n}\n",
            "<?php\n\nuse C\\D;\n\nfunction f() {\n    return D::g();\n}",
            "<?php\n\nnamespace A;\n\nuse C\\D;\n\nclass B\n{\n    function f() {\n"
            "        return D::g();\n    }\n}\n",
        ),
        (
            "cpp",
            "#pragma once\n#include <a>\n\n│int f() {\n  return g();\n}│\n",
            "#include <vector>\n\nint f() {\n  return std::vector{g()}[0];\n}",
            "#pragma once\n#include <a>\n#include <vector>\n\nint f() {\n"
            "  return std::vector{g()}[0];\n}\n",
        ),
        (
            "c",
            "/* Licence. */\n\n│int f(void) {\n  return g();\n}│\n",
            "#include <math.h>\n\nint f(void) {\n  return abs(g());\n}",
            "/* Licence. */\n\n#include <math.h>\n\nint f(void) {\n  return abs(g());\n}\n",
        ),
        (
            "ruby",
            "# frozen_string_literal: true\n\nrequire 'a'\n\nclass A\n"
            "│  def f\n    g\n  end│\nend\n",
            "require 'json'\n\ndef f\n  g.to_json\nend",
            "# frozen_string_literal: true\n\nrequire 'a'\nrequire 'json'\n\nclass A\n  def f\n"
            "    g.to_json\n  end\nend\n",
        ),
        (
            "swift",
            "import UIKit\n\nclass A {\n│    func f() -> Int {\n        return g()\n    }│\n}\n",
            "import Foundation\n\nfunc f() -> Int {\n    return abs(g())\n}",
            "import UIKit\nimport Foundation\n\nclass A {\n    func f() -> Int {\n"
            "        return abs(g())\n    }\n}\n",
        ),
        (
            "lua",
            'local a = require("a")\n\n│local function f()\n  return g()\nend│\n',
            'local b = require("b")\n\nlocal function f()\n  return b(g())\nend',
            'local a = require("a")\nlocal b = require("b")\n\nlocal function f()\n'
            "  return b(g())\nend\n",
        ),
        (
            "scala",
            "package a\n\nobject A {\n│  def f = g│\n}\n",
            "import scala.math.max\n\ndef f = max(g, 1)",
            "package a\n\nimport scala.math.max\n\nobject A {\n  def f = max(g, 1)\n}\n",
        ),
        (
            "dart",
            "import 'a.dart';\n\nclass A {\n│  int f() => g();│\n}\n",
            "import 'dart:math';\n\nint f() => max(g(), 1);",
            "import 'a.dart';\nimport 'dart:math';\n\nclass A {\n  int f() => max(g(), 1);\n}\n",
        ),
        (
            "haskell",
            "module A where\n\n│f = g│\n",
            "import Data.List (sort)\n\nf = sort g",
            "module A where\n\nimport Data.List (sort)\n\nf = sort g\n",
        ),
    ],
)
def test_new_imports_go_to_those_of_the_file(
    language: str, drawn: str, answer: str, wanted: str
) -> None:
    assert _edited(drawn, language, answer) == wanted


@pytest.mark.parametrize(
    ("language", "text", "before"),
    [
        ("haskell", "module A\n  ( f\n  ) where\n\nf = 1\n", "module A\n  ( f\n  ) where\n\n"),
        ("julia", "module A\nf() = 1\nend\n", "module A\n"),
        ("ruby", "module A\n  def f; end\nend\n", ""),
        ("shellscript", "f() { :; }\n", None),
        ("php", "<p>\n<?php\nf();\n", None),
        ("kotlin", '@file:JvmName("A")\n\n/** F. */\nfun f() = 1\n', '@file:JvmName("A")\n\n'),
        ("python", "#!/usr/bin/python\n# F.\ndef f(): ...\n", "#!/usr/bin/python\n"),
        (
            "dart",
            "library a;\n\nimport 'b.dart';\npart 'c.dart';\n\nf() {}\n",
            "library a;\n\nimport 'b.dart';\n",
        ),
        ("c", "#ifndef A\n#define A\n\nint f(void);\n#endif\n", "#ifndef A\n#define A\n\n"),
        ("rust", "#![no_std]\n//! A.\n\nfn f() {}\n", "#![no_std]\n//! A.\n\n"),
    ],
)
def test_where_imports_belong(language: str, text: str, before: str | None) -> None:
    slot = import_slot(text, language, len(text), "\n")
    assert (slot and text[: slot.offset]) == before


def test_imports_in_a_fence_of_their_own_count_too() -> None:
    answer = "import re\n```\nand\n```\ndef f():\n    return re.sub(g())"
    assert _edited("import os\n\n│def f():\n    return g()│\n", "python", answer) == (
        "import os\nimport re\n\ndef f():\n    return re.sub(g())\n"
    )


def test_what_the_file_defines_is_not_imported() -> None:
    drawn = "import os\n\ndef g(): ...\n\n│def f():\n    return g()│\n"
    answer = "from a import g\n\ndef f():\n    return g() + 1"
    assert "from a" not in _edited(drawn, "python", answer)


def test_imports_that_were_selected_stay_where_they_are() -> None:
    drawn = "│import os\n\ndef f():\n    return g()│\n"
    answer = "import os\nimport re\n\ndef f():\n    return re.sub(g())"
    assert _edited(drawn, "python", answer) == f"{answer}\n"


def test_the_refusal_names_what_is_not_imported_yet() -> None:
    drawn = "defmodule A do\n  require Logger\n\n│  def f do\n    g()\n  end│\nend\n"
    answer = "require Logger\nimport Enum\n\ndef f do\n  map(g())\nend"
    with pytest.raises(NoUsableAnswerError, match=re.escape("`import Enum`")):
        _edited(drawn, "elixir", answer)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_lines_end_as_in_the_file(newline: str) -> None:
    text = f"import a{newline}{newline}f(){newline}"
    slot = import_slot(text, "python", len(text) - 2, newline)
    assert slot is not None
    assert text[: slot.offset] == f"import a{newline}"
    assert slot.insertion(["import b", "import c"]) == f"import b{newline}import c{newline}"
