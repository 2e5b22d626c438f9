"""What `cut_extra_closers` cuts, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.cut_extra_closers import cut_extra_closers
from tests.completion.clean.checks import check_whole


@pytest.mark.parametrize(
    ("drawn", "reply", "kept"),
    [
        ("if (a) {\n    │\n}\n", "b();\n}", "b();"),
        ("f(() => {\n  │\n});\n", "g();\n});", "g();"),
        ("if (a) {\n    │\n    }\n", "b();\n}", "b();"),
        ("// too much to count\n" * 700 + "if (a) {\n    │\n    }\n", "b();\n}", "b();"),
        ("if (a) {\n    if (b) {\n        │\n}\n", "c();\n    }", None),
        ("namespace a {\nif (b) {\n│\n}\n", "c();\n}", None),
        ("if (a) {\n    │\n\nb();\n", "c();\n}", None),
        ("f([\n  {\n    │\n  },\n]);\n", "},\n]", ""),
        ("f([\n  {\n    │\n  },\n]);\n", "a,\n  },\n]);", "a,"),
        ("f([\n  {\n  │\n]);\n", "},\n]);", "},"),
        ("if (a) {\n    │\n}\n", "if (b) {\n        c();\n    }", None),
    ],
)
def test_a_bracket_is_closed_once(drawn: str, reply: str, kept: str | None) -> None:
    check_whole(cut_extra_closers, drawn, reply, reply if kept is None else kept, "javascript")
