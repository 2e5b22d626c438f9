"""Ghost text while an item of the editor's own menu is selected."""

from __future__ import annotations

import pytest
from lsprotocol import types

from tests.e2e.editor import Buffer, Editor
from tests.standin.scripts import speak
from tests.standin.server import StandIn

CODE = 'party = "🎉"\nnames = []; party.ca'
WORD = CODE.rindex("ca")
SECRET = "ghp_wPq3T9xLm2Zr8VbNc5YdKj7FsHg4Ue1QaXo6"


async def ghost(
    editor: Editor, buffer: Buffer, selected: str, *, start: int = WORD, end: int = len(CODE)
) -> list[types.InlineCompletionItem]:
    """Ask with `selected` in the menu, which would replace the text from `start` to `end`."""
    params = editor.ghost_params(buffer, len(CODE))
    place = buffer.range(start, end)
    params.context.selected_completion_info = types.SelectedCompletionInfo(place, selected)
    answer = await editor.client.text_document_inline_completion_async(params)
    assert isinstance(answer, types.InlineCompletionList)
    return list(answer.items)


async def test_the_item_extends_what_is_selected_in_the_same_range(
    editor: Editor, service: StandIn
) -> None:
    service.answer = lambda _: speak("names = []; party.casefold()", ".strip()")
    buffer = editor.open("party.py", CODE)
    (item,) = await ghost(editor, buffer, "casefold")
    assert item.insert_text == "casefold().strip()"
    assert item.range == buffer.range(WORD, len(CODE))
    assert item.command is not None
    assert item.command.command == "glossator.accepted"
    (request,) = service.allowed
    assert "party.casefold" in request.prompt


async def test_the_document_stays_as_it_is(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: speak("names = []; party.casefold()")
    buffer = vscode.open("party.py", CODE)
    await ghost(vscode, buffer, "casefold")
    service.answer = lambda _: speak("names = []; party.capitalize()")
    (item,) = await vscode.ghost(buffer, len(CODE))
    assert item.insert_text == "pitalize()"


async def test_what_stands_right_of_the_cursor_already_is_not_brought_again(
    vscode: Editor, service: StandIn
) -> None:
    service.answer = lambda _: speak('print(casefold("A"))')
    text = "print(ca)"
    buffer = vscode.open("party.py", text)
    params = vscode.ghost_params(buffer, 8)
    selected = types.SelectedCompletionInfo(buffer.range(6, 8), "casefold")
    params.context.selected_completion_info = selected
    answer = await vscode.client.text_document_inline_completion_async(params)
    assert isinstance(answer, types.InlineCompletionList)
    (item,) = answer.items
    assert item.insert_text == 'casefold("A")'
    assert item.range == buffer.range(6, 8)


async def test_a_suggestion_that_replaces_what_is_right_of_the_range_is_not_shown(
    vscode: Editor, service: StandIn
) -> None:
    service.answer = lambda _: speak("names = []; party.casefold()")
    buffer = vscode.open("party.py", CODE + "  \n")
    assert await ghost(vscode, buffer, "casefold") == []


@pytest.mark.parametrize(
    ("selected", "start", "end"),
    [
        ("upper", WORD, len(CODE)),
        ("Casefold", WORD, len(CODE)),
        ("casefold", WORD, len(CODE) - 1),
        ("casefold", WORD, WORD),
        ("casefold", len(CODE), WORD),
    ],
    ids=["another word", "another case", "ends before", "empty", "reversed"],
)
async def test_where_no_item_can_be_shown_no_model_is_asked(
    vscode: Editor, service: StandIn, selected: str, start: int, end: int
) -> None:
    buffer = vscode.open("party.py", CODE)
    assert await ghost(vscode, buffer, selected, start=start, end=end) == []
    assert service.requests == []


async def test_secrets_and_ignored_files_stay_home(vscode: Editor, service: StandIn) -> None:
    (vscode.root / ".gitignore").write_text("private/\n")
    service.answer = lambda _: speak("; names.append(party)")
    buffer = vscode.open("party.py", CODE)
    (item,) = await ghost(vscode, buffer, f'casefold("{SECRET}")')
    assert isinstance(item.insert_text, str)
    assert SECRET in item.insert_text
    assert all(SECRET not in request.prompt for request in service.requests)
    asked = len(service.requests)
    hidden = vscode.open("private/party.py", CODE)
    assert await ghost(vscode, hidden, "casefold") == []
    assert len(service.requests) == asked
