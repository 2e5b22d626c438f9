"""Which lines `bench.installed` takes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.installed import of_file


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("x.py", "import os\nimport requests\n\nos.getcwd()\nx = requests.get(1)\n",
         {"x = requests.get(1)": "get"}),
        ("x.py", "from own import f\nfrom a import g\n\nf(1)\ng(1)\n", {"g(1)": "g"}),
        ("x.py", "import requests\n\ns = requests.Session()\nif s.post(1): ...\n",
         {"s = requests.Session()": "Session", "post(1): ...": "post"}),
        ("x.ts", 'import { a, b as c } from "p";\nimport { d } from "./d";\n\na(1);\nd(1);\n',
         {"a(1);": "a"}),
        ("x.ts", 'import * as p from "p";\n\np.make(1);\n', {"p.make(1);": "make"}),
        ("x.go", 'import "a.org/x/log"\n\nlog.New(1)\n', {"log.New(1)": "New"}),
        ("x.rs", "use crate::A;\nuse p::{Base, q::C};\n\nlet b = Base::new(A::new());\n",
         {"let b = Base::new(A::new());": "Base"}),
    ],
)  # fmt: skip
def test_lines_that_call_something_of_a_package(
    name: str, code: str, expected: dict[str, str]
) -> None:
    made = list(of_file(Path(name), code, {"own"}))
    assert {each.text[each.begins : each.ends]: each.name for each in made} == expected
