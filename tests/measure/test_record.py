from __future__ import annotations

from pathlib import Path

import pytest

from glossator.errors import CommandError
from glossator.measure.record import Record, read_record
from glossator.measure.scores import score_of


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    run = Record({"seed": 1})
    run.add("m, fim", "line a.py:1 0", score_of("a", "a"))
    run.add("m, fim", "block a.py:9 0", score_of("b", "a"))
    run.add("m, fim", "line a.py:2 0", score_of("", "a"), "The service is busy.")
    run.save(tmp_path / "run.json")
    got = read_record(tmp_path / "run.json")
    assert (got.about, got.scores, got.errors) == (run.about, run.scores, run.errors)
    assert got.has("m, fim", "line a.py:1 0")
    assert not got.has("m, fim", "line a.py:2 0")  # it failed: a later run asks for it again
    assert got.by_kind("m, fim", ["line"]) == [score_of("a", "a")]
    assert [each.name for each in tmp_path.iterdir()] == ["run.json"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{", "is not a run"),
        ("[]", "is not a run"),
        ('{"format": 0}', "another version"),
        ('{"format": 1, "about": {}, "errors": {}, "scores": {"m": {"h": {"x": 1}}}}', "not a run"),
    ],
)
def test_what_is_no_run_is_told(tmp_path: Path, text: str, found: str) -> None:
    file = tmp_path / "run.json"
    file.write_text(text)
    with pytest.raises(CommandError, match=found):
        read_record(file)


def test_a_run_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        read_record(tmp_path / "none.json")
    with pytest.raises(CommandError, match="could not be written"):
        Record().save(tmp_path / "no folder" / "run.json")
