"""The next edit while its file is changed by others, closed or renamed, in unusual files and in
those that are not open."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.e2e.editor import Buffer
from tests.liveness import LIVENESS
from tests.lsp.features.test_next_edit import PRICES, User, user

RENAMED = ("net", "amount")
UNUSUAL = {
    "CR LF": "def f(net):\r\n    return net\r\n",
    "both": "\ufeffdef f(net):\r\n    return net\n",
    "no line end": "def f(net):\n    return net",
    "Han and emoji": "def f(net):\n    '漢字👩\u200d👩\u200d👧e\u0301'; return net\n",
    "Han as a name": "def f(net, 量):\n    '🎉'; return 量 and net\n",
}


def loaded_anew(me: User, buffer: Buffer, text: str) -> None:
    """The file was changed on disk, and the editor takes over what it is now."""
    buffer.text = text
    buffer.version += 1
    document = {"uri": buffer.uri, "version": buffer.version}
    params = {"textDocument": document, "contentChanges": [{"text": text}]}
    me.client.notify("textDocument/didChange", params)


async def test_in_unusual_files_it_is_made_in_its_place(tmp_path: Path) -> None:
    async with user(tmp_path) as me:
        for number, text in enumerate(UNUSUAL.values()):
            buffer = me.open(f"file:///shop/{number}.py", "python", text)
            me.replace(buffer, *RENAMED)
            (edit,) = await me.edits(buffer)
            me.take(edit)
            assert buffer.text == text.replace(*RENAMED)
            assert await me.edits(buffer) == []


async def test_a_file_that_is_loaded_anew_has_it_in_its_place_or_not_at_all(tmp_path: Path) -> None:
    async with user(tmp_path) as me:
        buffer = me.open("file:///shop/prices.py", "python", PRICES)
        me.replace(buffer, *RENAMED)
        lines = list[int | None]()
        for old, new in (("", ""), ("def total", "# new\ndef total"), ("gross", "whole")):
            loaded_anew(me, buffer, buffer.text.replace(old, new))
            (edit,) = await me.edits(buffer)
            lines.append(edit["range"]["start"]["line"])
        assert lines == [1, 2, 2]
        me.take(edit)
        assert "whole = amount + tax" in buffer.text
        loaded_anew(me, buffer, "x = 1\n")
        assert await me.edits(buffer) == []


async def test_a_file_that_becomes_what_it_was_has_none(tmp_path: Path) -> None:
    async with user(tmp_path) as me:
        buffer = me.open("file:///shop/prices.py", "python", PRICES)
        me.replace(buffer, *RENAMED)
        assert await me.edits(buffer) != []
        loaded_anew(me, buffer, PRICES)
        assert await me.edits(buffer) == []


async def test_a_file_that_is_closed_or_has_another_name_has_none(tmp_path: Path) -> None:
    async with user(tmp_path) as me:
        use = me.open("file:///shop/use.py", "python", "from calc import area\n")
        own = me.open("file:///shop/calc.py", "python", "def area():\n    return 1\n")
        me.replace(own, "area", "room")
        for _ in range(2):
            (edit,) = await me.edits(own)
            assert edit["textDocument"]["uri"] == use.uri
            me.client.notify("textDocument/didClose", {"textDocument": {"uri": use.uri}})
            assert await me.edits(own) == []
            me.open(use.uri, "python", use.text)
        me.client.notify("textDocument/didClose", {"textDocument": {"uri": own.uri}})
        renamed = me.open("file:///shop/rooms.py", "python", own.text)
        assert await me.edits(renamed) == []


async def test_in_another_folder_the_same_name_is_another_thing(tmp_path: Path) -> None:
    uris = [(tmp_path / name).as_uri() for name in ("one", "two")]
    folders = [{"uri": uri, "name": uri} for uri in uris]
    async with user(tmp_path, folders=folders) as me:
        for uri in uris:
            use = me.open(f"{uri}/use.py", "python", "from calc import area\n")
        own = me.open(f"{uris[0]}/calc.py", "python", "def area():\n    return 1\n")
        me.replace(own, "area", "room")
        (edit,) = await me.edits(own)
        assert edit["textDocument"]["uri"] == f"{uris[0]}/use.py"
        me.take(edit)
        assert await me.edits(own) == []
        assert use.text == "from calc import area\n"


async def test_uses_in_files_that_are_not_open_are_offered_but_for_ignored_ones(
    tmp_path: Path,
) -> None:
    root = tmp_path / "shop"
    root.mkdir()
    calc, text = "def area():\n    return 1\n", "from calc import area\n\nprint(area())\n"
    for name, each in {"calc": calc, "use": text, "hidden": text, "changed": text}.items():
        (root / f"{name}.py").write_text(each)
    (root / ".gitignore").write_text("hidden.py\n")
    (root / "changed.py").write_text("from calc import area\n")
    folders = [{"uri": root.as_uri(), "name": "shop"}]
    async with user(tmp_path, folders=folders) as me:
        own = me.open((root / "calc.py").as_uri(), "python", calc)
        me.replace(own, "area", "room")
        told = await me.changed(1)
        assert told == {"uri": (root / "changed.py").as_uri(), "available": True}
        (edit,) = await me.edits(own)
        assert edit["textDocument"] == {"uri": told["uri"], "version": None}
        assert edit["range"]["start"] == {"line": 0, "character": 17}
        (root / "changed.py").write_text("x = 1\n")
        (edit,) = await me.edits(own)
        assert edit["textDocument"] == {"uri": (root / "use.py").as_uri(), "version": None}
        use = me.open(edit["textDocument"]["uri"], "python", text)
        me.client.notify("textDocument/didClose", {"textDocument": {"uri": use.uri}})
        assert await me.edits(own) == [edit]  # a client may close what only it has opened
        use = me.open(use.uri, "python", text)
        while edits := await me.edits(own):
            assert edits[0]["textDocument"] == {"uri": use.uri, "version": use.version}
            me.take(edits[0])
        assert use.text == text.replace("area", "room")


async def test_the_code_action_has_the_use_in_a_file_that_is_not_open(tmp_path: Path) -> None:
    (tmp_path / "use.py").write_text("from calc import area\n")
    folders = [{"uri": tmp_path.as_uri(), "name": "shop"}]
    async with user(tmp_path, folders=folders, draws=False) as me:
        text = "def area():\n    return 1\n"
        own = me.open((tmp_path / "calc.py").as_uri(), "python", text)
        me.replace(own, "area", "room")
        assert await me.edits(own) == []
        async with asyncio.timeout(LIVENESS):
            while not (actions := await me.next_edit_actions(own)):
                await asyncio.sleep(0.05)
        (action,) = actions
        assert action["title"] == "Next edit: use.py, line 1: from calc import room"
        (change,) = action["edit"]["documentChanges"]
        uri = (tmp_path / "use.py").as_uri()
        assert change["textDocument"] == {"uri": uri, "version": None}
        (tmp_path / "use.py").write_text("x = 1\n")
        assert await me.next_edit_actions(own) == []


async def test_a_use_by_way_of_a_file_that_hands_the_name_on_is_offered(tmp_path: Path) -> None:
    calc, text = "def area():\n    return 1\n", "from api import area\n\nprint(area())\n"
    files = {"shop/calc": calc, "api": "from shop.calc import *\n", "use": text, "desk": text}
    (tmp_path / "shop").mkdir()
    for name, each in files.items():
        (tmp_path / f"{name}.py").write_text(each)
    async with user(tmp_path, folders=[{"uri": tmp_path.as_uri(), "name": "all"}]) as me:
        desk = me.open((tmp_path / "desk.py").as_uri(), "python", text)
        own = me.open((tmp_path / "shop/calc.py").as_uri(), "python", calc)
        me.replace(own, "area", "room")
        seen = list[tuple[str, int]]()
        while len(seen) < 4:
            async with asyncio.timeout(LIVENESS):
                while not (edits := await me.edits(own)):
                    await asyncio.sleep(0.05)
            (edit,) = edits
            uri = edit["textDocument"]["uri"]
            seen.append((Path(uri).stem, edit["range"]["start"]["line"]))
            if edit["textDocument"]["version"] is None:
                me.open(uri, "python", text)
                (edit,) = await me.edits(own)
            me.take(edit)
        assert seen == [("desk", 0), ("desk", 2), ("use", 0), ("use", 2)]
        assert desk.text == text.replace("area", "room")
        assert await me.edits(own) == []
