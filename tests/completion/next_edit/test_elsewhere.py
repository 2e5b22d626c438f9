"""The next edit in files that are not open: sought once a burst, held or dropped when opened."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bench.clock import simulate
from glossator.completion.next_edit.changes import Change
from glossator.completion.next_edit.next_edits import PAUSE, NextEdits
from glossator.context.buffer import Buffer
from glossator.context.index.indexing import stamp_of
from glossator.context.index.using import ClosedFile, Using

CALC = "def area():\n    return 1\n"
USE = "from calc import area\n\nprint(area())\n"


class User:
    """A user with some files of a folder open; the others are what a search finds."""

    def __init__(self, root: Path, *, delay: float = 0.0, **texts: str) -> None:
        self.root = root
        self.texts = {"calc": CALC, **texts}
        self.sought: list[str] = []
        self.told: list[tuple[str, bool]] = []
        self.importing: list[str] = []
        self._delay = delay
        self._version = 0
        self._closed: list[ClosedFile] = []
        self.edits = NextEdits(
            self._buffers, lambda uri, on: self.told.append((uri, on)), search=self._search
        )

    def uri(self, name: str) -> str:
        return self._path(name).as_uri()

    def on_disk(self, name: str, text: str) -> None:
        path = self._path(name)
        path.write_text(text)
        stamp = stamp_of(path)
        assert stamp is not None
        self._closed.append(ClosedFile(self._buffer(name, text), path, stamp))

    def replace(self, old: str, new: str, name: str = "calc") -> None:
        change = Change(self.texts[name].index(old), old, new)
        self._version += 1
        self.texts[name] = change.applied_to(self.texts[name])
        self.edits.note_change(self.uri(name), change, self.texts[name], self._version)

    def open(self, name: str, text: str) -> None:
        self.texts[name] = text
        self.edits.note_opened(self._path(name))

    async def pause(self) -> None:
        await asyncio.sleep(PAUSE + 0.1)

    def offered(self) -> tuple[str, str] | None:
        """The name of the file and the new lines."""
        pending = self.edits.pending
        return None if pending is None else (Path(pending.uri).stem, pending.new)

    def take(self) -> None:
        assert self.edits.pending is not None
        name, change = Path(self.edits.pending.uri).stem, self.edits.pending.change
        self.texts[name] = change.applied_to(self.texts[name])
        self.edits.note_change(self.uri(name), change, self.texts[name], 1)

    async def _search(self, uri: str, name: str) -> Using:
        self.sought.append(name)
        await asyncio.sleep(self._delay)
        assert uri == self.uri("calc")
        files = [each for each in self._closed if each.path.stem not in self.texts]
        return Using(files, frozenset(map(self._path, self.importing)))

    def _path(self, name: str) -> Path:
        return self.root / f"{name}.py"

    def _buffer(self, name: str, text: str) -> Buffer:
        return Buffer(self.uri(name), text, "python", 1, self._path(name), self.root)

    def _buffers(self) -> list[Buffer]:
        return [self._buffer(name, text) for name, text in self.texts.items()]


def test_a_use_in_a_file_that_is_not_open_is_offered_and_held_when_it_is_opened(
    tmp_path: Path,
) -> None:
    async def play() -> None:
        me = User(tmp_path)
        me.on_disk("use", USE)
        me.replace("area", "room")
        await me.pause()
        assert me.offered() == ("use", "from calc import room")
        assert me.edits.pending is not None
        identity = me.edits.pending.identity
        me.open("use", USE)
        assert me.offered() == ("use", "from calc import room")
        assert me.edits.pending.identity == identity
        assert me.told == [(me.uri("use"), True)] * 2
        me.take()
        await me.pause()
        assert me.offered() == ("use", "print(room())")
        me.take()
        await me.pause()
        assert me.offered() is None
        assert me.texts["use"] == USE.replace("area", "room")
        assert me.sought == ["area"]

    simulate(play())


def test_those_of_open_files_come_first(tmp_path: Path) -> None:
    async def play() -> None:
        me = User(tmp_path, desk="from calc import area\n")
        me.on_disk("use", "from calc import area\n")
        me.replace("area", "room")
        await me.pause()
        assert me.offered() == ("desk", "from calc import room\n".strip())
        me.take()
        await me.pause()
        assert me.offered() == ("use", "from calc import room")

    simulate(play())


def test_an_edit_that_does_not_hold_in_the_opened_text_is_looked_for_anew_there(
    tmp_path: Path,
) -> None:
    async def play() -> None:
        for text, offered in (
            ("# new\n" + USE, ("use", "from calc import room")),
            (USE.replace("import area", "import room"), ("use", "print(room())")),
            ("x = 1\n", None),
        ):
            me = User(tmp_path)
            me.on_disk("use", USE)
            me.replace("area", "room")
            await me.pause()
            me.open("use", text)
            assert me.offered() == offered
            pending = me.edits.pending
            assert pending is None or pending.stands_in(text)

    simulate(play())


def test_a_file_that_has_changed_on_the_disk_is_offered_no_more(tmp_path: Path) -> None:
    async def play() -> None:
        me = User(tmp_path)
        me.on_disk("use", USE)
        me.on_disk("view", USE)
        me.replace("area", "room")
        await me.pause()
        (tmp_path / "use.py").write_text("# new\n" + USE)
        me.edits.drop_changed()
        assert me.offered() == ("view", "from calc import room")
        (tmp_path / "view.py").unlink()
        me.edits.end_burst()
        assert me.offered() is None

    simulate(play())


def test_it_is_looked_for_once_a_burst_and_only_for_what_others_see(tmp_path: Path) -> None:
    async def play() -> None:
        far = "\n" * 9
        me = User(tmp_path, calc=f"def area(): pass{far}def f(side):\n    return side\n")
        me.replace("area", "room")
        await me.pause()
        for _ in range(3):
            me.edits.end_burst()
        assert me.sought == ["area"]
        me.replace("side", "edge")
        await me.pause()
        assert me.offered() == ("calc", "    return edge")
        assert me.sought == ["area"]

    simulate(play())


def test_what_is_found_too_late_is_not_offered(tmp_path: Path) -> None:
    async def play() -> None:
        for late in ("typed on", "taken back", "closed"):
            me = User(tmp_path, delay=5.0)
            me.on_disk("use", USE)
            me.replace("area", "room")
            await me.pause()
            if late == "typed on":
                me.replace("room", "rooms")
            elif late == "taken back":
                me.replace("room", "area")
            else:
                me.edits.forget(me.uri("calc"))
                del me.texts["calc"]
            await asyncio.sleep(4.5)
            assert me.offered() is None
            me.edits.close()

    simulate(play())


def test_it_is_found_while_the_user_types_elsewhere(tmp_path: Path) -> None:
    async def play() -> None:
        me = User(tmp_path, delay=5.0, desk="x = 1\n")
        me.on_disk("use", USE)
        me.replace("area", "room")
        await me.pause()
        me.replace("def", "\ndef")
        me.replace("1", "2", "desk")
        await asyncio.sleep(6)
        assert me.offered() == ("use", "from calc import room")

    simulate(play())


def test_what_imports_the_name_by_way_of_another_file_is_known_open_or_not(tmp_path: Path) -> None:
    async def play() -> None:
        text = "from front import area\n\nprint(area())\n"
        me = User(tmp_path, desk=text, other="from elsewhere import area\n")
        me.importing = ["use", "desk"]
        me.on_disk("use", text)
        me.replace("area", "room")
        await me.pause()
        for name in ("desk", "use"):
            assert me.offered() == (name, "from front import room")
            if name == "use":
                me.open("use", text)
            me.take()
            await me.pause()
            assert me.offered() == (name, "print(room())")
            me.take()
            await me.pause()
        assert me.offered() is None

    simulate(play())


def test_an_edit_is_offered_still_when_the_client_closes_what_it_has_opened(tmp_path: Path) -> None:
    async def play() -> None:
        me = User(tmp_path)
        me.on_disk("use", USE)
        me.replace("area", "room")
        await me.pause()
        for _ in range(2):
            me.open("use", USE)
            del me.texts["use"]
            me.edits.forget(me.uri("use"))
            assert me.offered() == ("use", "from calc import room")
            assert me.edits.closed(me.uri("use")) is not None
            assert me.told[-1] == (me.uri("use"), True)
        me.open("use", USE)
        (tmp_path / "use.py").write_text("# saved\n" + USE)
        del me.texts["use"]
        me.edits.forget(me.uri("use"))
        assert me.offered() is None

    simulate(play())
