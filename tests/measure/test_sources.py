from __future__ import annotations

from pathlib import Path

import pytest

from glossator.context.ignore import ignore_of
from glossator.errors import CommandError
from glossator.measure.sources import Sources, changed_lines, sources_of
from glossator.settings import Loaded, Settings
from tests.actions.commit.repositories import git, repository, stage

DIFF = """\
diff --git a/shop/prices.py b/shop/prices.py
--- a/shop/prices.py
+++ b/shop/prices.py
@@ -3 +3,2 @@ def total():
-    return 1
+    value = 1
+    return value
@@ -9,2 +9,0 @@
-old
-lines
diff --git a/gone.py b/gone.py
--- a/gone.py
+++ /dev/null
@@ -1 +0,0 @@
-x
"""


def test_the_lines_that_a_diff_has_put_in() -> None:
    assert changed_lines(DIFF, Path("/r")) == {Path("/r/shop/prices.py"): {2, 3}}


async def look(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *places: str, settings: Settings | None = None
) -> Sources:
    monkeypatch.chdir(folder)
    loaded = Loaded(settings or Settings())
    wanted = [folder / place for place in places]
    return await sources_of(wanted, 1, loaded, ignore_of(loaded))


async def test_what_the_last_commits_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = repository(tmp_path / "r", ("First",))
    stage(top, a__py="one = 1\ntwo = 2\n", b__py="three = 3\n")
    git(top, "commit", "-qm", "Second")
    stage(top, a__py="one = 1\ntwo = 22\n", notes__bin="words")
    git(top, "commit", "-qm", "Third")
    found = await look(top, monkeypatch)
    (buffer,) = found.buffers
    assert buffer.name == "a.py"
    assert [found.may_take(buffer, line) for line in (0, 1)] == [False, True]


async def test_ignored_files_and_languages_that_are_off_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = repository(tmp_path / "r", ("First",))
    for name in ("a.py", "kept.py", "b.rb", "id_rsa"):
        (top / name).write_text("value = 1\n")
    (top / ".gitignore").write_text("a.py\n")
    found = await look(top, monkeypatch, ".", settings=Settings(languages={"ruby": False}))
    assert [each.name for each in found.buffers] == ["kept.py"]
    assert found.may_take(found.buffers[0], 0)


async def test_nothing_to_measure_on_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CommandError, match="no source file to measure on"):
        await look(tmp_path, monkeypatch, ".")
