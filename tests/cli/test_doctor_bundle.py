"""What a report for a bug holds, and what it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from glossator.cli import doctor
from glossator.cli.app import glossator
from glossator.log import PROMPTS
from tests.standin.server import KEY

LOG = f"""\
2026-11-30 01:00:00,000 INFO glossator.a: reads {Path.home()}/glossator.toml
2026-11-30 01:00:01,000 INFO {PROMPTS}: asked /completions: {{"prompt": "def secret_plan"}}
continued secret_plan
2026-11-30 01:00:02,000 ERROR glossator.b: failed \x1b[31m
Traceback (most recent call last):
2026-11-30 01:00:03,000 INFO {PROMPTS}: said: "secret_plan"
"""


@pytest.fixture
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "log"
    folder.mkdir()
    (folder / "server-1.log").write_text(LOG, "utf-8")
    monkeypatch.setattr(doctor, "log_folder", lambda: folder)
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.usefixtures("logs")
def test_it_holds_what_helps_and_no_key_no_code_no_prompt(tmp_path: Path) -> None:
    environ = {"GLOSSATOR_BASE_URL": "http://127.0.0.1:9", "GLOSSATOR_API_KEY": KEY}
    ran = CliRunner().invoke(glossator, ["doctor", "--bundle"], env=environ)
    assert "glossator-report.md" in ran.stdout
    report = (tmp_path / "glossator-report.md").read_text("utf-8")
    for part in ("127.0.0.1:9", "openai ", "reads ~/glossator.toml", "Traceback", "Python 3"):
        assert part in report
    for part in (KEY, "secret_plan", "asked", str(Path.home()), "\x1b"):
        assert part not in report


def test_without_a_log_it_says_so(tmp_path: Path, logs: Path) -> None:
    (logs / "server-1.log").unlink()
    environ = {"GLOSSATOR_BASE_URL": "http://127.0.0.1:9"}
    CliRunner().invoke(glossator, ["doctor", "--bundle"], env=environ)
    report = (tmp_path / "glossator-report.md").read_text("utf-8")
    assert report.endswith("## Log\n\n~~~~\nnothing\n~~~~\n")
