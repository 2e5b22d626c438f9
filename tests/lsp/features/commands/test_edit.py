"""Edits of code: streamed over what was selected, one edit at the end for plain clients."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcRequestCancelled

from tests.e2e.editor import Buffer, Editor, until
from tests.standin.contract import CODE_MODEL
from tests.standin.scripts import Done, Endless, Finish, Reset, Say, Script, Stall, fenced, speak
from tests.standin.server import Request, StandIn

CODE = """\
import math


# return the area, too
def circle(radius):
    around = 2 * math.pi * radius
    return around


print(circle(1))
"""
START, END = CODE.index("def"), CODE.index("\n\n\nprint")
NEW = """\
def circle(radius):
    around = 2 * math.pi * radius
    area = math.pi * radius**2
    return around, area"""
WANTED = CODE[:START] + NEW + CODE[END:]


def argument(buffer: Buffer, **more: Any) -> dict[str, Any]:
    """What a thin client sends for the function."""
    place = buffer.range(START, END)
    return {"uri": buffer.uri, "range": _json(place), **more}


def _json(place: types.Range) -> dict[str, Any]:
    ends = {"start": place.start, "end": place.end}
    return {name: {"line": p.line, "character": p.character} for name, p in ends.items()}


async def test_the_selection_becomes_what_the_model_writes(
    editor: Editor, service: StandIn
) -> None:
    service.answer = lambda _: fenced(NEW, "Sure! Here is the code:\n\n", "It returns both.\n")
    buffer = editor.open("calc.py", CODE)
    answer = await editor.run("glossator.edit", argument(buffer, instruction="Return the area."))
    assert answer == {"text": NEW}
    assert buffer.text == WANTED
    (request,) = service.allowed
    assert request.model == CODE_MODEL
    assert "Return the area." in request.prompt
    assert "import math" in request.prompt


async def test_an_import_goes_to_those_of_the_file(editor: Editor, service: StandIn) -> None:
    new = NEW.replace("math.pi * radius**2", "cmath.pi * radius**2")
    service.answer = lambda _: fenced(f"import math\nimport cmath\n\n\n{new}")
    buffer = editor.open("calc.py", CODE)
    await editor.run("glossator.edit", argument(buffer, instruction="Return the area."))
    assert buffer.text == WANTED.replace(NEW, new).replace("math\n", "math\nimport cmath\n", 1)
    assert len({edit.label for edit in editor.edits}) == 1, "one step of undo where they are joined"


async def test_it_streams_under_one_label_and_its_end_is_told(
    vscode: Editor, service: StandIn
) -> None:
    service.answer = lambda _: fenced(NEW)
    buffer = vscode.open("calc.py", CODE)
    await vscode.run("glossator.edit", argument(buffer, instruction="Return the area."))
    assert len(vscode.edits) > 1
    (label,) = {edit.label for edit in vscode.edits}
    await until(lambda: vscode.ended)
    (ended,) = vscode.ended
    assert (ended.label, ended.uri) == (label, buffer.uri)
    assert buffer.text[buffer.offset(ended.range.start) : buffer.offset(ended.range.end)] == NEW


async def test_the_instruction_is_asked_for_where_the_client_can(
    asking: Editor, service: StandIn
) -> None:
    asking.typed = "Return the area."
    service.answer = lambda _: fenced(NEW)
    buffer = asking.open("calc.py", CODE)
    await asking.choose(buffer, "Edit selection…", START, END)
    (asked,) = asking.asked
    assert asked.title == "Edit selection"
    assert service.allowed[0].prompt.endswith("Return the area.")
    assert buffer.text == WANTED


async def test_a_user_who_gives_no_instruction_has_cancelled(
    asking: Editor, service: StandIn
) -> None:
    asking.typed = None
    buffer = asking.open("calc.py", CODE)
    assert await asking.run("glossator.edit", argument(buffer)) is None
    assert service.requests == []
    assert asking.messages == []


async def test_a_text_that_changed_while_the_user_was_asked_is_left_alone(
    asking: Editor, service: StandIn
) -> None:
    buffer = asking.open("calc.py", CODE)
    asking.typed, asking.on_ask = "Do it.", lambda: asking.type(buffer, 0, "# mine\n")
    with pytest.raises(JsonRpcException, match="changed meanwhile; select the code again"):
        await asking.run("glossator.edit", argument(buffer))
    assert buffer.text == f"# mine\n{CODE}"
    assert service.requests == []


async def test_without_a_client_that_can_it_is_the_comment_above(
    editor: Editor, service: StandIn
) -> None:
    service.answer = lambda _: fenced(NEW)
    buffer = editor.open("calc.py", CODE)
    await editor.choose(buffer, "Edit selection…", START, END)
    assert service.allowed[0].prompt.endswith("return the area, too")
    assert buffer.text == WANTED


async def test_without_any_instruction_there_is_no_action(editor: Editor, service: StandIn) -> None:
    buffer = editor.open("calc.py", CODE)
    offered = await editor.actions(buffer, START + 30, END)
    assert "Edit selection…" not in {action.title for action in offered}
    with pytest.raises(JsonRpcException, match="comment above the selection"):
        await editor.run(
            "glossator.edit", {"uri": buffer.uri, "position": {"line": 0, "character": 0}}
        )
    assert service.requests == []


NO_EDIT: dict[str, tuple[Script, str]] = {
    "nothing": (speak(""), "empty answer"),
    "prose": (speak("You should use the power operator.\n"), "no code"),
    "another language": (fenced("x = 1", language="ruby"), "ruby instead"),
    "not the language": (fenced("def circle(radius:\n    return ("), "not valid python"),
    "the same": (fenced(CODE[START:END]), "as it was"),
    "no end": ([Say("```python\n"), Endless("    x = 1\n")], "circles"),
    "cut short": ([Say("```python\nx = 1\n"), Finish("length"), Done()], "no end"),
    "a fault": ([Say(f"```python\n{NEW}\n"), Reset()], "127.0.0.1"),
}


@pytest.mark.parametrize("why", NO_EDIT)
async def test_an_answer_that_cannot_be_meant_is_no_edit(
    editor: Editor, service: StandIn, why: str
) -> None:
    script, sentence = NO_EDIT[why]
    service.answer = lambda _: script
    buffer = editor.open("calc.py", CODE)
    with pytest.raises(JsonRpcException, match=sentence):
        await editor.run("glossator.edit", argument(buffer, instruction="Return the area."))
    assert buffer.text == CODE
    assert editor.messages == []


@pytest.mark.parametrize("way", ["progress", "request"])
async def test_cancel_puts_the_old_code_back(vscode: Editor, service: StandIn, way: str) -> None:
    service.answer = lambda _: [Say(f"```python\n{NEW}\n"), Stall()]
    buffer = vscode.open("calc.py", CODE)
    if way == "progress":
        vscode.cancel_progress(when=lambda: "# mine" in buffer.text)
    params = types.ExecuteCommandParams("glossator.edit", [argument(buffer, instruction="Do it.")])
    pending = asyncio.create_task(
        vscode.client.protocol.send_request_async(types.WORKSPACE_EXECUTE_COMMAND, params, "edit-1")
    )
    await until(lambda: "area = " in buffer.text)
    vscode.type(buffer, len(buffer.text), "# mine\n")
    if way == "progress":
        assert await pending is None
    else:
        vscode.client.cancel_request(types.CancelParams(id="edit-1"))
        with pytest.raises(JsonRpcRequestCancelled):
            await pending
    await until(lambda: buffer.text == CODE + "# mine\n")
    await until(lambda: service.requests[0].hung_up_at)
    await until(lambda: vscode.ended)
    (ended,) = vscode.ended
    assert (
        buffer.text[buffer.offset(ended.range.start) : buffer.offset(ended.range.end)]
        == CODE[START:END]
    )
    assert ended.replaced == CODE[START:END]


async def test_an_edit_whose_place_is_gone_is_ended_without_a_place(
    vscode: Editor, service: StandIn
) -> None:
    service.answer = lambda _: [Say(f"```python\n{NEW}\n"), Stall()]
    buffer = vscode.open("calc.py", CODE)
    pending = asyncio.create_task(
        vscode.run("glossator.edit", argument(buffer, instruction="Do it."))
    )
    await until(lambda: "area = " in buffer.text)
    vscode.type(buffer, buffer.text.index("area = "), "my_")
    with pytest.raises(JsonRpcException, match="was changed at its place"):
        await pending
    await until(lambda: vscode.ended)
    assert [ended.range for ended in vscode.ended] == [None]


async def test_a_client_that_refuses_every_edit_hears_why(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: fenced(NEW)
    vscode.refuse_edits = True
    buffer = vscode.open("calc.py", CODE)
    with pytest.raises(JsonRpcException, match="read-only"):
        await vscode.run("glossator.edit", argument(buffer, instruction="Do it."))
    assert buffer.text == CODE


async def test_closing_the_file_ends_it(vscode: Editor, service: StandIn) -> None:
    service.answer = lambda _: [Say(f"```python\n{NEW}\n"), Stall()]
    buffer = vscode.open("calc.py", CODE)
    pending = asyncio.create_task(
        vscode.run("glossator.edit", argument(buffer, instruction="Do it."))
    )
    await until(lambda: "area = " in buffer.text)
    vscode.close(buffer)
    with pytest.raises(JsonRpcException, match="calc.py was closed. What it had written by then"):
        await pending
    await until(lambda: service.requests[0].hung_up_at)


async def test_a_secret_stays_at_home_and_in_its_place(editor: Editor, service: StandIn) -> None:
    secret = "ghp_" + "x7Kq2Lw9Rt4Yp1Zs6Vb3Nm8Hc5Jd0Fg2Ue7A"
    code = f'def connect():\n    token = "{secret}"\n    return token\n'

    def answer(request: Request) -> Script:
        (shown,) = re.findall(r"The code:\n```python\n(.*?)\n```", request.prompt, re.DOTALL)
        return fenced(shown.replace("    return", "    print('connected')\n    return"))

    service.answer = answer
    buffer = editor.open("calc.py", code)
    place = {"uri": buffer.uri, "range": _json(buffer.range(0, len(code)))}
    await editor.run("glossator.edit", {**place, "instruction": "Say so."})
    assert buffer.text == code.replace("    return", "    print('connected')\n    return")
    assert secret not in service.allowed[0].prompt
    assert all(secret not in str(edit) for edit in editor.edits)


async def test_a_slow_editor_does_not_hold_up_the_stream(vscode: Editor, service: StandIn) -> None:
    lines = [f"    x{number} = {number}\n" for number in range(60)]
    rest = CODE[CODE.index("    around") : END]
    code = f"def circle(radius):\n{''.join(lines)}{rest}\n"
    service.answer = lambda _: speak("```python\n", *code.splitlines(True), "```\n", between=0.01)
    vscode.edit_pause = 0.1
    buffer = vscode.open("calc.py", CODE)
    await vscode.run("glossator.edit", argument(buffer, instruction="Count."))
    assert buffer.text == CODE[:START] + code.rstrip() + CODE[END:]
    assert 1 < len(vscode.edits) < len(lines) / 2


async def test_a_buffer_that_was_never_saved_is_edited_too(
    editor: Editor, service: StandIn
) -> None:
    service.answer = lambda _: fenced(NEW)
    buffer = editor.open_uri("untitled:Untitled-1", CODE)
    await editor.run("glossator.edit", argument(buffer, instruction="Return the area."))
    assert buffer.text == WANTED


async def test_two_edits_at_once_do_not_disturb_each_other(
    vscode: Editor, service: StandIn
) -> None:
    def answer(request: Request) -> Script:
        return fenced(NEW) if "def circle" in request.prompt.split("The code:")[1] else fenced("1")

    service.answer = answer
    buffer = vscode.open("calc.py", CODE)
    at = buffer.position(buffer.text.index("print"))
    other = {"uri": buffer.uri, "position": {"line": at.line, "character": 0}}
    first = vscode.run("glossator.edit", argument(buffer, instruction="Return the area."))
    second = vscode.run("glossator.edit", {**other, "instruction": "Only the number."})
    await asyncio.gather(first, second)
    assert buffer.text == WANTED.replace("print(circle(1))", "1")
    assert len({edit.label for edit in vscode.edits}) == 2


async def test_a_place_where_an_edit_is_under_way_takes_no_second_one(
    editor: Editor, service: StandIn
) -> None:
    service.answer = lambda _: speak("```python\n", f"{NEW}\n```\n", between=0.5)
    buffer = editor.open("calc.py", CODE)
    first = asyncio.create_task(
        editor.run("glossator.edit", argument(buffer, instruction="Return the area."))
    )
    await until(lambda: service.requests)
    with pytest.raises(JsonRpcException, match="still being written at this place"):
        await editor.run("glossator.edit", argument(buffer, instruction="Again."))
    await first
    assert buffer.text == WANTED


async def test_a_client_that_tells_its_whole_text_each_time(
    vscode: Editor, service: StandIn
) -> None:
    service.answer = lambda _: fenced(NEW)
    buffer = vscode.open("calc.py", CODE)
    vscode.tells_whole_text = True
    await vscode.run("glossator.edit", argument(buffer, instruction="Return the area."))
    assert buffer.text == WANTED
