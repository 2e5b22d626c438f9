"""Each promise of SECURITY.md names the modules that keep it and the tests that hold it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
_ROW = re.compile(
    r"^\| (?P<promise>[^|]+) \| (?P<where>[^|]*)\| (?P<tests>[^|]+) \|$", re.MULTILINE
)
PROMISES = [
    match
    for title in ("What leaves", "What comes in")
    for match in _ROW.finditer(PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0])
    if match["promise"] != "promise" and match["promise"].strip("- ")
]


def test_the_promises_are_found() -> None:
    assert len(PROMISES) >= 20


@pytest.mark.parametrize("row", PROMISES, ids=lambda row: row["promise"][:50])
def test_a_promise_names_tests_and_modules_that_exist(row: re.Match[str]) -> None:
    tests = re.findall(r"\]\((tests/[^)]+)\)", row["tests"])
    assert tests
    for path in tests:
        assert re.search(r"^(?:async )?def test_|^    (?:async )?def test_",
                         (ROOT / path).read_text("utf-8"), re.MULTILINE), path  # fmt: skip
    for module in re.findall(r"`([^`]+)`", row["where"]):
        assert (ROOT / "server" / "glossator" / module).exists(), module
