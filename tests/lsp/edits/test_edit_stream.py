"""Which edits are shown for consent first, and which grow in the buffer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from glossator.lsp.edits.edit_stream import SCREEN
from tests.e2e.editor import running
from tests.standin.scripts import Script, speak
from tests.standin.server import StandIn

HEAD, TAIL = "import a\n\n\n", "\n\nprint(f())\n"
SHORT = "def f():\n    return 0\n"
OTHER = "def f():\n    x = a.b()\n    y = x + 1\n    return y\n"
LONG = "def f():\n" + "".join(f"    a.step_{n}()\n" for n in range(SCREEN + 5)) + "    return 0\n"


def pieces(code: str) -> Script:
    lines = ["```python\n", *code.splitlines(keepends=True), "```\n"]
    return speak(*lines, between=0.005)


@pytest.mark.parametrize(
    ("preview", "old", "new", "grows", "asks"),
    [
        ("never", LONG, LONG.replace("a.", "b."), True, False),
        ("large", SHORT, OTHER, True, False),
        ("large", LONG, LONG.replace("return 0", "return 1"), False, False),
        ("large", LONG, LONG.replace("a.", "b."), False, True),
        ("large", SHORT, LONG, True, True),
        ("always", SHORT, OTHER, False, True),
    ],
)
@pytest.mark.parametrize("consents", [True, False])
async def test_an_edit_is_shown_first_by_its_size(
    tmp_path: Path,
    service: StandIn,
    options: dict[str, Any],
    preview: str,
    old: str,
    new: str,
    grows: bool,
    asks: bool,
    consents: bool,
) -> None:
    seen: list[tuple[bool, str]] = []
    async with running(tmp_path) as editor:
        own = {"previewEdits": preview, "client": {"groupsUndo": True}}
        await editor.initialize(options={**options, **own})
        service.answer = lambda _: pieces(new)
        buffer = editor.open("calc.py", HEAD + old + TAIL)

        async def look(params: Any) -> None:
            is_question = bool(params.edit.change_annotations)
            seen.append((is_question, buffer.text))
            editor.refuse_edits = is_question and not consents

        editor.before_edit = look
        place = buffer.range(len(HEAD), len(HEAD + old))
        ends = [{"line": p.line, "character": p.character} for p in (place.start, place.end)]
        argument = {"uri": buffer.uri, "range": dict(zip(("start", "end"), ends, strict=True))}
        answer = await editor.run("glossator.edit", {**argument, "instruction": "improve it"})
        assert [is_question for is_question, _ in seen].count(True) == asks
        assert (len(seen) > 1) == grows
        if asks:
            is_question, text = seen[-1]
            assert (is_question, text) == (True, HEAD + old + TAIL), "the whole edit is shown"
        stays = asks and not consents
        assert buffer.text == HEAD + (old if stays else new) + TAIL
        assert (answer is None) == stays
        assert editor.messages == []
