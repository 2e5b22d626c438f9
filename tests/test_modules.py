"""Every module can be imported alone, and has its test at the mirrored place."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import glossator

SOURCES = Path(glossator.__file__).parent
TESTS = Path(__file__).parent
MODULES = sorted(path.relative_to(SOURCES) for path in SOURCES.rglob("*.py"))

OVER_STDIO = "seen from a client only: the tests of the commands and features play it over stdio"
PROCESS = "a process of its own: tests/lsp/server and tests/e2e start, signal and end it"
NO_LOGIC = "data or a signature without logic of its own"
DOCTOR = "played as a command by tests/cli/test_doctor.py"
UNTESTED = {
    "__init__.py": NO_LOGIC,
    "__main__.py": "run as a program by tests/cli/test_app.py",
    "cli/__init__.py": "run as a program by tests/cli/test_app.py",
    "cli/demo_sample.py": NO_LOGIC,
    "cli/doctor_checks.py": DOCTOR,
    "cli/doctor_report.py": DOCTOR,
    "cli/doctor_table.py": DOCTOR,
    "cli/run.py": "every test of tests/cli runs its command through it",
    "cli/serve.py": PROCESS,
    "cli/user_file.py": "written and read by tests/cli/test_model.py and test_key.py",
    "completion/request.py": NO_LOGIC,
    "completion/segments.py": "its parts are what tests/completion/test_engine.py reads",
    "completion/stream.py": "opened, shared and closed by tests/completion/test_engine.py",
    "lsp/backend.py": OVER_STDIO,
    "lsp/client/background.py": OVER_STDIO,
    "lsp/client/capabilities.py": OVER_STDIO,
    "context/redaction/form.py": NO_LOGIC,
    "context/redaction/opening.py": NO_LOGIC,
    "context/redaction/names.py": "patterns; test_assignments.py finds values by them",
    "lsp/client/client.py": OVER_STDIO,
    "lsp/client/progress.py": OVER_STDIO,
    "lsp/documents/position_map.py": "every test of a document and of a snapshot converts with it",
    "lsp/features/code_action.py": OVER_STDIO,
    "lsp/features/commands/accepted.py": OVER_STDIO,
    "lsp/features/commands/ask.py": OVER_STDIO,
    "lsp/features/commands/next_edit_accepted.py": OVER_STDIO,
    "lsp/features/commands/page_stream.py": OVER_STDIO,
    "lsp/features/commands/rewrite_edit.py": OVER_STDIO,
    "lsp/features/commands/status.py": OVER_STDIO,
    "lsp/features/menu.py": NO_LOGIC,
    "lsp/headless_client.py": "the client of tests/cli and of the demo",
    "lsp/server/base_server.py": PROCESS,
    "lsp/server/parent_process.py": PROCESS,
    "lsp/server/registration.py": OVER_STDIO,
    "lsp/server/server.py": PROCESS,
    "lsp/session.py": OVER_STDIO,
    "models/stream.py": "each fault of it is a case of tests/models/test_gateway.py",
    "settings.py": "read from every source by tests/test_config.py",
    "syntax/comments/rules.py": NO_LOGIC,
    "syntax/language.py": NO_LOGIC,
}
"""Modules without a test of their own at the mirrored place, each with the reason."""

ALONE = """
import importlib, json, sys, traceback

failed = {}
for name in json.load(sys.stdin):
    for loaded in [each for each in sys.modules if each.partition(".")[0] == "glossator"]:
        del sys.modules[loaded]
    try:
        importlib.import_module(name)
    except BaseException:
        failed[name] = traceback.format_exc(limit=-3)
print(json.dumps(failed))
"""
"""Imports each module as the first of this package; other libraries stay, which is faster."""


def dotted(path: Path) -> str:
    return ".".join(("glossator", *path.with_suffix("").parts)).removesuffix(".__init__")


def test_each_module_can_be_imported_alone() -> None:
    names = [dotted(path) for path in MODULES if path.name != "__main__.py"]
    assert len(names) > 100
    ran = subprocess.run(
        [sys.executable, "-c", ALONE],
        input=json.dumps(names),
        capture_output=True,
        text=True,
        check=True,
    )
    failed = json.loads(ran.stdout)
    assert not failed, "\n".join(f"{name}: {trace}" for name, trace in failed.items())


def is_bare(path: Path) -> bool:
    """Whether a module is a docstring alone, as that of most packages."""
    return path.name == "__init__.py" and len(path.read_text("utf-8").split("\n")) <= 2


def mirrored(path: Path) -> Path:
    """Where a module's test lies; that of a package is called after the package."""
    if path.name == "__init__.py":
        return TESTS / path.parent / f"test_{path.parent.name}.py"
    return TESTS / path.parent / f"test_{path.name}"


def test_each_module_has_its_test_at_the_mirrored_place() -> None:
    missing = {
        path.as_posix()
        for path in MODULES
        if not is_bare(SOURCES / path) and not mirrored(path).exists()
    }
    untold, stale = sorted(missing - UNTESTED.keys()), sorted(UNTESTED.keys() - missing)
    assert not untold, f"without a test, and without a reason in UNTESTED: {', '.join(untold)}"
    assert not stale, f"in UNTESTED without need: {', '.join(stale)}"


ROOMS = [
    path
    for path in sorted({(TESTS / each).parent for each in MODULES})
    if path.is_dir() and path != TESTS
]


@pytest.mark.parametrize("folder", ROOMS, ids=lambda folder: folder.relative_to(TESTS).as_posix())
def test_each_test_is_named_for_a_module(folder: Path) -> None:
    """`test_<module>.py`, or `test_<module>_<aspect>.py`: a test does not outlive its module."""
    names = {path.stem for path in (SOURCES / folder.relative_to(TESTS)).glob("*.py")}
    names = names - {"__init__"} | {folder.name}
    homeless = [
        test.name
        for test in folder.glob("test_*.py")
        if not any(f"{test.stem}_".startswith(f"test_{name}_") for name in names)
    ]
    assert homeless == []
