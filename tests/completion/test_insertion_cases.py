"""Cases from public reports about ghost text in other tools: what stands in the buffer after Tab.

`cases/ghost_text.json` has their sources; `█` is the cursor, and `<nothing>` stands for no
suggestion.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from glossator.completion.cursor import Cursor
from tests.completion.quality import suggested

CURSOR = "█"
NOTHING = "<nothing>"
FOLDER = Path(__file__).parent / "cases"
CASES: list[dict[str, Any]] = [
    case for path in sorted(FOLDER.glob("*.json")) for case in json.loads(path.read_text("utf-8"))
]


@pytest.mark.parametrize("size", [3, 100_000])
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']}-{case['language']}")
def test_what_is_inserted_fits(case: dict[str, Any], size: int) -> None:
    before, _, after = case["text"].partition(CURSOR)
    cursor = Cursor(before, after, case["language"], case.get("uri_name", "a"))
    wire = case.get("wire", "chat")
    seen = suggested(case["model_answer"], cursor, chat=wire == "chat", size=size) or NOTHING
    assert seen in case["expected"]
