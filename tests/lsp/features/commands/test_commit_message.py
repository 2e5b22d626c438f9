"""Commit messages: into the message's buffer, or as the answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from pygls.exceptions import JsonRpcException

from tests.actions.commit.repositories import repository, stage
from tests.e2e.editor import Editor
from tests.standin.scripts import speak
from tests.standin.server import StandIn

COMMENTS = "\n# Please enter the commit message for your changes.\n#\n"


async def test_the_message_stands_above_gits_comments(
    editor: Editor, service: StandIn, tmp_path: Path
) -> None:
    service.answer = lambda _: speak("Add x\n", "\nBecause of y.\n")
    top = repository(tmp_path / "r")
    stage(top, a__py="x = 1\n")
    message = top / ".git" / "COMMIT_EDITMSG"
    message.write_text(COMMENTS)
    buffer = editor.open_uri(message.as_uri(), COMMENTS, "gitcommit")
    await editor.choose(buffer, "Write the commit message", 0, 0)
    assert buffer.text == f"Add x\n\nBecause of y.\n{COMMENTS}"
    with pytest.raises(JsonRpcException, match="already"):
        await editor.run("glossator.commitMessage", {"uri": buffer.uri})


async def test_for_a_folder_the_message_is_the_answer(
    editor: Editor, service: StandIn, tmp_path: Path
) -> None:
    service.answer = lambda _: speak("Add x\n")
    top = repository(tmp_path / "r")
    argument = {"uri": top.as_uri()}
    with pytest.raises(JsonRpcException, match="Nothing is staged"):
        await editor.run("glossator.commitMessage", argument)
    assert not service.allowed
    stage(top, a__py="x = 1\n")
    assert await editor.run("glossator.commitMessage", argument) == {"text": "Add x"}
