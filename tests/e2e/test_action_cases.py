"""Buffers after public reports about other tools: what an action makes of each, word for word.

A case has a text with a selection or a cursor, a command, the answer of a model, and what must and
must not stand in the buffer, on the page, in the menu and in the prompt afterwards.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.e2e.editor import Buffer, Editor
from tests.standin.scripts import Done, Finish, Say, Script
from tests.standin.server import StandIn

CASES: list[dict[str, Any]] = [
    case
    for name in ("action_cases.json", "action_cases_more.json", "action_cases_reports.json")
    for case in json.loads(Path(__file__).with_name(name).read_text("utf-8"))
]
"""The first file holds reported buffers, the second the same faults in other languages, the third
buffers after further reports."""
EDITS = frozenset({"document", "documentAll", "edit", "fix", "annotate", "own"})
FILES = {"python": "py", "typescript": "ts", "typescriptreact": "tsx", "javascript": "js"}
PARSERS = {
    "python-run": ([sys.executable, "-I"], "py"),
    "go": (["gofmt", "-e", "-l"], "go"),
    "bash": (["bash", "-n"], "sh"),
}


async def test_every_case_comes_out_as_expected(
    vscode: Editor, service: StandIn, tmp_path: Path
) -> None:
    wrong = {}
    for number, case in enumerate(CASES):
        if why := await _fault(case, number, vscode, service, tmp_path):
            wrong[case["id"]] = why
    assert not wrong, "\n".join(f"{name}: {why}" for name, why in wrong.items())


async def _fault(
    case: dict[str, Any], number: int, editor: Editor, service: StandIn, folder: Path
) -> str:
    """What is not as the case expects; empty where all is."""
    language = case["language"]
    name = f"case{number}/mod.{FILES.get(language, language)}"
    uri = case.get("uri") or (folder / name).as_uri()
    buffer = editor.open_uri(uri, case["text"], language)
    place = _place(case.get("selection") or {"start": case["cursor"], "end": case["cursor"]})
    finish = case.get("finish_reason", "stop")
    service.answer = lambda _: _script(case["model_answer"], finish)
    asked = len(service.requests)
    argument = case.get("argument") or {}
    titles = [each.title for each in await _menu(editor, buffer, place, argument)]
    if case.get("client") == "lower first":
        editor.before_edit = _lower_first()
    error, pages = "", list[str]()
    try:
        for result in await _run(case, editor, buffer, place, service):
            if isinstance(result, dict) and "uri" in result:
                pages.append(editor.page(result["uri"]))
    except JsonRpcException as failure:
        error = failure.message
    finally:
        editor.before_edit = None
    prompts = [_prompt(request.body) for request in service.requests[asked:] if request.body]
    text = buffer.text
    editor.close(buffer)
    found = Outcome(text, "\n".join(pages), titles, prompts[-1] if prompts else "", error)
    return "; ".join(found.faults(case, folder))


class Outcome:
    def __init__(self, text: str, page: str, titles: list[str], prompt: str, error: str) -> None:
        self.text, self.page, self.titles = text, page, titles
        self.prompt, self.error = prompt, error

    def faults(self, case: dict[str, Any], folder: Path) -> list[str]:
        check = case["check"]
        untouched = self.text == case["text"] and case["command"] in EDITS
        found = []
        if not (untouched and check.get("unchanged_ok")):
            if "texts" in check and self.text not in check["texts"]:
                found.append("another text")
            found += _words("text", self.text, check.get("contains"), check.get("lacks"))
            found += _words("page", self.page, check.get("page_contains"), check.get("page_lacks"))
            wanted, unwanted = check.get("prompt_contains"), check.get("prompt_lacks")
            found += _words("prompt", self.prompt, wanted, unwanted)
            found += [
                each for kind in check.get("parses", []) if (each := self._parse(kind, folder))
            ]
        found += _words("menu", self.titles, check.get("menu_contains"), check.get("menu_lacks"))
        if check.get("no_error") and self.error:
            found.append(self.error)
        return found

    def _parse(self, kind: str, folder: Path) -> str:
        if kind == "python":
            try:
                compile(self.text.removeprefix("\ufeff"), "mod.py", "exec", dont_inherit=True)
            except SyntaxError as error:
                return str(error)
            return ""
        if kind not in PARSERS or shutil.which(PARSERS[kind][0][0]) is None:
            return ""
        command, ending = PARSERS[kind]
        path = folder / f"parsed.{ending}"
        path.write_text(self.text, "utf-8", newline="")
        done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=False)
        return "" if done.returncode == 0 and "warning" not in done.stderr else done.stderr


def _words(where: str, text: Any, wanted: Any, unwanted: Any) -> list[str]:
    lacking = [f"the {where} lacks {each!r}" for each in wanted or [] if each not in text]
    return lacking + [f"the {where} has {each!r}" for each in unwanted or [] if each in text]


async def _run(
    case: dict[str, Any], editor: Editor, buffer: Buffer, place: types.Range, service: StandIn
) -> list[Any]:
    """Run the command, at several places at once where the case says so."""
    if not case["command"]:
        return []
    name, more = f"glossator.{case['command']}", case.get("argument") or {}
    starts = [_place({"start": at, "end": at}) for at in case.get("also_at", [])]
    arguments = [{"uri": buffer.uri, "range": _json(each), **more} for each in [place, *starts]]
    if case["command"] == "documentAll":
        arguments = [{"uri": buffer.uri}]
    results = list(await asyncio.gather(*(editor.run(name, each) for each in arguments)))
    if case.get("then") == "change the file and ask":
        editor.type(buffer, 0, "# a new line\n")
        service.answer = lambda _: _script("Because.", "stop")
        page = {"page": results[0]["uri"], "question": "Why?"}
        results.append(await editor.run("glossator.ask", page))
    return results


async def _menu(
    editor: Editor, buffer: Buffer, place: types.Range, argument: dict[str, Any]
) -> list[types.CodeAction]:
    problems = []
    if problem := argument.get("diagnostic"):
        problems = [types.Diagnostic(_place(problem["range"]), problem["message"])]
    start, end = buffer.offset(place.start), buffer.offset(place.end)
    return await editor.actions(buffer, start, end, *problems)


def _lower_first() -> Any:
    """Of the first two edits the lower one is made first."""
    lines: list[int] = []
    both = asyncio.Event()

    async def wait(params: types.ApplyWorkspaceEditParams) -> None:
        (part,) = params.edit.document_changes or []
        assert isinstance(part, types.TextDocumentEdit)
        line = part.edits[0].range.start.line
        lines.append(line)
        if len(lines) == 2:
            both.set()
        if len(lines) <= 2:
            await both.wait()
            if line == min(lines[:2]):
                await asyncio.sleep(0.1)

    return wait


def _script(text: str, finish: str) -> Script:
    pieces = [text[at : at + 7] for at in range(0, len(text), 7)]
    return [*map(Say, pieces), Finish(finish), Done()]


def _prompt(body: Any) -> str:
    messages = body.get("messages") or [{"content": ""}]
    return str(messages[-1]["content"])


def _place(place: dict[str, Any]) -> types.Range:
    ends = (types.Position(place[end]["line"], place[end]["character"]) for end in ("start", "end"))
    return types.Range(*ends)


def _json(place: types.Range) -> dict[str, Any]:
    ends = {"start": place.start, "end": place.end}
    return {name: {"line": at.line, "character": at.character} for name, at in ends.items()}
