from __future__ import annotations

from pathlib import Path

import pytest

from glossator.actions.commit.commit import prepare, write
from glossator.context.ignore import Folder, Ignore
from glossator.errors import CommandError, NoUsableAnswerError
from glossator.models.requests import Work
from glossator.settings import Settings
from tests.actions.canned import CannedModel
from tests.actions.commit.repositories import repository, stage


async def test_the_model_sees_what_is_staged_and_may_be_seen(tmp_path: Path) -> None:
    top = repository(tmp_path / "r", ("feat: one", "feat: two", "fix: three"))
    token = "ghp_" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5"
    stage(top, a__py=f"x = 1\ntoken = '{token}'\n", __env="TOKEN=hidden\n", b__txt="ignored\n")
    (top / "c.py").write_text("unstaged\n")
    prepared = await prepare(top, Ignore([Folder(top, ("b.txt",))]))
    found = "\n".join(message.content for message in prepared.chat.messages)
    assert "+x = 1" in found
    assert "feat: two" in found
    assert "such as feat:" in found
    for secret in (token, "hidden", "ignored", "unstaged", ".env", "b.txt"):
        assert secret not in found
    assert prepared.note == "The message was written without 2 files that no model may see."


async def test_the_message_comes_in_whole_lines(tmp_path: Path) -> None:
    top = repository(tmp_path / "r")
    stage(top, a__py="x = 1\n")
    prepared = await prepare(top, Ignore([Folder(top)]))
    model = CannedModel("Add x\n\nBecause.\n")
    pieces = [piece async for piece in write(prepared, model, Settings())]
    assert pieces == ["Add x", "\n", "\nBecause."]
    assert model.asked[0][0] is Work.PROSE


async def test_where_there_is_nothing_to_tell_no_model_is_asked(tmp_path: Path) -> None:
    top = repository(tmp_path / "r", ("First",))
    with pytest.raises(CommandError, match="Nothing is staged"):
        await prepare(top, Ignore([Folder(top)]))
    stage(top, __env="TOKEN=hidden\n")
    with pytest.raises(CommandError, match="No model may see any"):
        await prepare(top, Ignore([Folder(top)]))


async def test_an_answer_without_a_message_says_so(tmp_path: Path) -> None:
    top = repository(tmp_path / "r")
    stage(top, a__py="x = 1\n")
    prepared = await prepare(top, Ignore([Folder(top)]))
    with pytest.raises(NoUsableAnswerError):
        [piece async for piece in write(prepared, CannedModel("I'm sorry, I can't."), Settings())]
