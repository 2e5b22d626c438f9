"""Which file an import means: one small workspace a case, on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossator.context.index.imports import imports_of
from glossator.context.index.listing import walk
from glossator.context.index.resolve import own_package, resolve
from glossator.languages import facts_of_file


def files(root: Path, text: str) -> None:
    """Make the files that a text names, `path` or `path: content`."""
    for line in text.strip().splitlines():
        name, _, content = line.strip().partition(": ")
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content.replace("\\n", "\n"))


@pytest.mark.parametrize(
    ("made", "source", "code", "meant"),
    [
        ("a/b.py", "a/x.py", "from .b import c", "a/b.py"),
        ("a/b.py", "a/d/x.py", "from ..b import c", "a/b.py"),
        ("a/__init__.py\na/b.py", "a/x.py", "from . import b", "a/__init__.py a/b.py"),
        ("src/a/b.py", "tests/x.py", "import a.b", "src/a/b.py"),
        ("lib/a/__init__.py", "x.py", "from a import b", "lib/a/__init__.py"),
        ("space/a/b.py", "x.py", "from space.a import b", "space/a/b.py"),
        ("a.pyi\na.py", "x.py", "import a", "a.pyi a.py"),
        ("a/b.cc\na/b.h\nz/a/b.h", "a/x.cc", '#include "a/b.h"', "a/b.h"),
        ("include/p/a/b.h\na/b.cc", "a/x.cc", "#include <p/a/b.h>", "include/p/a/b.h"),
        ("b.h", "x.cc", "#include <b>", ""),
        ("b.ts", "x.ts", "import { c } from './b.js'", "b.ts"),
        ("b/index.ts", "x.ts", "import { c } from './b'", "b/index.ts"),
        ('tsconfig.json: {"compilerOptions": {"paths": {"@/*": ["./src/*"]}},}\nsrc/a/b.ts',
         "src/x.ts", "import { c } from '@/a/b'", "src/a/b.ts"),
        ('package.json: {"imports": {"#core": "./src/core.js"}}\nsrc/core.ts',
         "src/x.ts", "import { c } from '#core'", "src/core.ts"),
        ('p/one/package.json: {"name": "@me/one"}\np/one/src/index.ts',
         "p/two/src/x.ts", "import { c } from '@me/one'", "p/one/src/index.ts"),
        ("src/a/b.ts", "src/x.ts", "import { c } from 'a/b'", "src/a/b.ts"),
        ("src/b.ts", "src/x.ts", "import { c } from 'b'", ""),
        ("go.mod: module m.com/m\nb/c.go\nb/c_test.go", "a/x.go", 'import "m.com/m/b"', "b/c.go"),
        ("go.mod: module m.com/m\\nreplace o.com/o => ./o\no/c.go", "x.go",
         'import "o.com/o"', "o/c.go"),
        ("Cargo.toml\nsrc/lib.rs\nsrc/a.rs", "src/x.rs", "use crate::a::B;", "src/a.rs"),
        ("Cargo.toml\nsrc/lib.rs\nsrc/a/mod.rs", "src/x.rs", "use crate::a::B;", "src/a/mod.rs"),
        ("Cargo.toml\nsrc/lib.rs\nsrc/a/b.rs", "src/a/x.rs", "use super::b::C;", "src/a/b.rs"),
        ("src/x/y.rs", "src/x.rs", "mod y;", "src/x/y.rs"),
        ("one/Cargo.toml\none/src/lib.rs", "two/src/x.rs", "use one::A;", "one/src/lib.rs"),
        ("include/a/b.h", "src/x.cpp", '#include "a/b.h"', "include/a/b.h"),
        ("src/main/java/a/B.java", "src/main/java/c/X.java", "import a.B;",
         "src/main/java/a/B.java"),
        ("src/B.php", "lib/X.php", "use Vendor\\B;", "src/B.php"),
        ("lib/a/b.rb", "x.rb", "require 'a/b'", "lib/a/b.rb"),
        ("a/b.lua", "x.lua", "local b = require('a.b')", "a/b.lua"),
        ("other.py", "x.py", "import json", ""),
    ],
)  # fmt: skip
def test_an_import_means_files(
    tmp_path: Path, made: str, source: str, code: str, meant: str
) -> None:
    files(tmp_path, f"{made}\n{source}")
    file, language = tmp_path / source, facts_of_file(source).id
    if language == "php":
        code = f"<?php\n{code}"
    listing = walk(tmp_path)
    found = [
        r for each in imports_of(code, language) for r in resolve(each, file, language, listing)
    ]
    names = dict.fromkeys(each.file.relative_to(tmp_path).as_posix() for each in found)
    assert " ".join(names) == meant


@pytest.mark.parametrize(
    ("source", "others"),
    [
        ("a/x.go", "a/y.go"),
        ("a/x_test.go", "a/y.go a/z_test.go"),
        ("a/x.java", "a/y.java"),
        ("a/x.py", ""),
        ("c/x.cc", "c/y.h c/z.hpp"),
        ("src/m/in.rs", "src/m/mod.rs src/macros/cfg.rs"),
        ("src/m/mod.rs", "src/lib.rs src/macros/cfg.rs"),
        ("src/n/in.rs", "src/macros/cfg.rs src/n.rs"),
    ],
)
def test_files_of_one_package(tmp_path: Path, source: str, others: str) -> None:
    files(tmp_path, f"{source}\na/y.go\na/z_test.go\na/y.java\na/y.py\nb/q.go")
    files(tmp_path, "c/y.h\nc/y.cc\nc/z.hpp")
    files(tmp_path, "Cargo.toml\nsrc/lib.rs\nsrc/m/mod.rs\nsrc/n.rs\nsrc/macros/cfg.rs")
    language = facts_of_file(source).id
    found = own_package(tmp_path / source, language, walk(tmp_path))
    assert " ".join(sorted(each.relative_to(tmp_path).as_posix() for each in found)) == others
