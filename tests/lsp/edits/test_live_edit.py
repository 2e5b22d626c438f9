"""A live edit against a simulated editor: versions, delays, refusals, and a user who types.

The two sides are joined by queues; Hypothesis chooses who moves next. Whatever the order, what the
user typed stays, and the streamed text comes whole or is taken back whole where it was untouched.
"""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from glossator.lsp.client.owed import UnansweredError
from glossator.lsp.documents.documents import Document
from glossator.lsp.edits import live_edit
from glossator.lsp.edits.live_edit import LiveEdit, RegionLostError
from tests.lsp.simulated_editor import (
    FIRST_MARK,
    JOBS,
    TEXT,
    Client,
    Editor,
    Job,
    come_to_rest,
    idle,
)


async def _stream(edit: LiveEdit, job: Job, document: Document, *, streams: bool) -> str:
    """What the command does: grow line by line, or come whole at the end; take back on cancel."""
    text = ""
    try:
        for line in job.lines:
            text += line
            if streams:
                await edit.become(text)
            await asyncio.sleep(0)
        await edit.become(text)
    except RegionLostError:
        return "lost"
    except asyncio.CancelledError:
        if not await edit.take_back():
            return "left"
        assert document.text[slice(*edit.span)] == job.old
        return "taken back"
    return "whole"


@dataclass(frozen=True)
class Move:
    kind: str
    place: int = 0
    removed: int = 0
    job: int = 0


MOVES = st.one_of(
    st.builds(
        Move,
        st.just("type"),
        st.integers(0, 200),
        st.sampled_from([0, 0, 0, 1, 3, 30]),
    ),
    st.just(Move("to_editor")),
    st.just(Move("to_editor")),
    st.just(Move("to_server")),
    st.just(Move("to_server")),
    st.just(Move("to_server")),
    st.builds(Move, st.just("cancel"), job=st.integers(0, len(JOBS) - 1)),
)
JOB_LISTS = st.lists(st.sampled_from(JOBS), min_size=1, unique=True)


async def _play(jobs: list[Job], moves: list[Move], editor: Editor, *, streams: bool) -> None:
    with ExitStack() as stack:
        tasks = []
        for job in jobs:
            edit = LiveEdit(Client(editor), editor.document, job.span, job.old)
            stack.enter_context(edit)
            stream = _stream(edit, job, editor.document, streams=streams)
            tasks.append(asyncio.create_task(stream))
        await idle()
        for move in moves:
            match move.kind:
                case "type":
                    editor.type(move.place, move.removed)
                case "to_editor" if editor.to_editor:
                    editor.to_editor.popleft()()
                case "to_server" if editor.to_server:
                    editor.to_server.popleft()()
                case "cancel" if move.job < len(tasks) and not tasks[move.job].cancelling():
                    tasks[move.job].cancel()
            await idle()
        await come_to_rest(editor, tasks)
        for job, task in zip(jobs, tasks, strict=True):
            _check(editor, job, await task)


def _check(editor: Editor, job: Job, outcome: str) -> None:
    assert editor.document.text == editor.text, "both sides hold the same text"
    kept = [mark for mark in editor.text if FIRST_MARK < ord(mark) <= FIRST_MARK + editor.typed]
    assert kept == editor.marks, "no keystroke is lost, and none changes its place"
    if outcome == "whole":
        assert job in editor.were_whole
    if outcome == "taken back":
        assert not any(line.strip() in editor.text for line in job.lines if line not in job.old)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here all that will ever come has come when the queues are empty."""
    monkeypatch.setattr(live_edit, "ARRIVAL_TIMEOUT", 0.05)
    monkeypatch.setattr(live_edit, "REFUSAL_GRACE", 0.02)


@settings(max_examples=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    JOB_LISTS,
    st.lists(MOVES, max_size=40),
    st.sampled_from(["each", "merged", "whole"]),
    st.booleans(),
    st.booleans(),
)
@example([JOBS[0]], [Move("type", 3), Move("to_editor"), Move("to_server")], "each", False, True)
@example(  # the user removes elsewhere as much as taking back does
    [JOBS[0]],
    [
        *(Move("to_editor"), Move("to_server"), Move("to_server"), Move("cancel")),
        *(Move("to_editor"), Move("type", 0, 3), Move("type", 0, 3), Move("type", 81, 30)),
    ],
    "each",
    False,
    True,
)
def test_nothing_of_the_users_is_lost_whatever_the_order(
    jobs: list[Job], moves: list[Move], tells: str, errs: bool, streams: bool
) -> None:
    asyncio.run(_play(jobs, moves, Editor(TEXT, tells, errs), streams=streams))


@pytest.mark.parametrize("errs", [False, True])
@pytest.mark.parametrize("streams", [True, False])
@pytest.mark.parametrize("tells", ["each", "merged", "whole"])
def test_typing_elsewhere_lets_every_text_come_whole(tells: str, streams: bool, errs: bool) -> None:
    async def play() -> None:
        editor = Editor(TEXT, tells, errs)
        with ExitStack() as stack:
            tasks = []
            for job in JOBS:
                edit = LiveEdit(Client(editor), editor.document, job.span, job.old)
                stack.enter_context(edit)
                stream = _stream(edit, job, editor.document, streams=streams)
                tasks.append(asyncio.create_task(stream))
            for number in range(12):
                if number % 3 == 0:
                    editor.type(len(editor.text) if number % 2 else 0, 0)
                await idle()
                for queue in (editor.to_editor, editor.to_server, editor.to_server):
                    if queue:
                        queue.popleft()()
                    await idle()
            await come_to_rest(editor, tasks)
            assert [await task for task in tasks] == ["whole"] * len(JOBS)
        for job in JOBS:
            assert job.new in editor.text

    asyncio.run(play())


def test_a_file_that_is_read_anew_unchanged_is_no_change() -> None:
    async def play() -> None:
        editor = Editor(TEXT, "whole")
        with LiveEdit(Client(editor), editor.document, JOBS[1].span, "Edit") as edit:
            editor.document.apply_change(types.TextDocumentContentChangeWholeDocument(TEXT))
            task = asyncio.create_task(edit.become(JOBS[1].new))
            await idle()
            while editor.to_editor or editor.to_server:
                for queue in (editor.to_editor, editor.to_server):
                    if queue:
                        queue.popleft()()
                    await idle()
            await task
        assert JOBS[1].new in editor.text

    asyncio.run(play())


@pytest.mark.parametrize("times", [0, 1, 2])
def test_a_change_around_the_place_is_harmless_if_it_brings_the_text_once(times: int) -> None:
    editor = Editor(TEXT)
    around = editor.document.range_of(0, len(TEXT))
    text = "".join(f"{number}: return 1\n" for number in range(times))
    with LiveEdit(Client(editor), editor.document, JOBS[1].span, "Edit") as edit:
        editor.document.apply_change(types.TextDocumentContentChangePartial(around, text))
        with nullcontext() if times == 1 else pytest.raises(RegionLostError, match="at its place"):
            edit.check_place()
            assert text[slice(*edit.span)] == "return 1"


@pytest.mark.parametrize(
    ("span", "touches"),
    [((0, 12), False), ((0, 13), True), ((15, 15), True), ((21, 21), True), ((22, 30), False)],
)
def test_another_edit_may_not_even_meet_it(span: tuple[int, int], touches: bool) -> None:
    editor, other = Editor(TEXT), Editor(TEXT)
    edit = LiveEdit(Client(editor), editor.document, JOBS[1].span, "Edit")
    assert edit.span == (13, 21)
    assert edit.touches(editor.document, span) is touches
    assert not edit.touches(other.document, span)


def test_what_the_client_tells_after_its_answer_is_taken_back_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live_edit, "ARRIVAL_TIMEOUT", 30)

    async def play() -> None:
        editor = Editor(TEXT)
        with LiveEdit(Client(editor), editor.document, JOBS[1].span, "Edit") as edit:
            writing = asyncio.create_task(edit.become(JOBS[1].new))
            await idle()
            editor.to_editor.popleft()()
            change, answer = editor.to_server
            editor.to_server.clear()
            answer()
            await idle()
            writing.cancel()
            taking_back = asyncio.create_task(edit.take_back())
            await idle()
            editor.to_server.append(change)
            await come_to_rest(editor, [taking_back])
            assert await taking_back
        assert editor.text == TEXT

    asyncio.run(play())


def test_a_removal_told_by_the_same_text_a_little_later_is_known_for_ours() -> None:
    """As Neovim does: the lines before and after begin with the same indentation."""

    async def play() -> None:
        editor = Editor(TEXT)
        document, job = editor.document, JOBS[0]
        with LiveEdit(Client(editor), document, job.span, "Edit") as edit:
            await come_to_rest(editor, [asyncio.create_task(edit.become(job.new))])
            start, end = edit.span
            taking_back = asyncio.create_task(edit.take_back())
            await idle()
            editor.to_editor.popleft()()
            _, answer = editor.to_server
            editor.to_server.clear()
            later = types.TextDocumentContentChangePartial(
                document.range_of(start + 4, end + 4), ""
            )
            document.apply_change(later)
            assert document.text == TEXT
            answer()
            await come_to_rest(editor, [taking_back])
            assert await taking_back

    asyncio.run(play())


def test_a_change_told_with_those_of_the_user_is_known_for_ours() -> None:
    async def play() -> None:
        editor = Editor(TEXT, "merged")
        job = JOBS[0]
        with LiveEdit(Client(editor), editor.document, job.span, "Edit") as edit:
            for work in (edit.become(job.new), edit.take_back()):
                task = asyncio.create_task(work)
                await idle()
                editor.to_editor.popleft()()
                editor.type(0, 0)
                editor.type(len(editor.text), 0)
                await come_to_rest(editor, [task])
                assert await task is not False
                here = editor.document.text[slice(*edit.span)]
                assert here == (job.new if edit.has_written else job.old)
        assert "".join(mark for mark in editor.text if mark not in editor.marks) == TEXT

    asyncio.run(play())


def test_what_the_user_has_confirmed_is_taken_back_without_another_question() -> None:
    async def play() -> None:
        editor = Editor(TEXT)
        span = JOBS[1].span
        with LiveEdit(Client(editor), editor.document, span, "Edit", confirm=True) as edit:
            await come_to_rest(editor, [asyncio.create_task(edit.become(JOBS[1].new))])
            assert JOBS[1].new in editor.text
            await come_to_rest(editor, [asyncio.create_task(edit.take_back())])
        assert (editor.text, editor.confirmed) == (TEXT, 1)

    asyncio.run(play())


class _Refusing(Client):
    """Refuses so many edits before it takes one, by an error if it `errs`."""

    def __init__(self, editor: Editor, refusals: int, *, errs: bool, reason: str | None) -> None:
        super().__init__(editor)
        self.asked = 0
        take = self.workspace_apply_edit_async

        async def refuse(
            params: types.ApplyWorkspaceEditParams,
        ) -> types.ApplyWorkspaceEditResult:
            self.asked += 1
            if self.asked <= refusals:
                if errs:
                    raise JsonRpcException("The buffer is read-only.", code=-32603)
                return types.ApplyWorkspaceEditResult(applied=False, failure_reason=reason)
            return await take(params)

        self.workspace_apply_edit_async = refuse


@pytest.mark.parametrize(
    ("errs", "reason", "reply"),
    [
        (False, None, "may be read-only"),
        (False, "The file is locked.", "takes no edit of a.py: The file is locked$"),
        (True, None, "is read-only"),
    ],
)
@pytest.mark.parametrize("refusals", [live_edit.REFUSALS - 1, live_edit.REFUSALS])
def test_a_client_that_refuses_is_asked_so_often(
    refusals: int, errs: bool, reason: str | None, reply: str
) -> None:
    async def play() -> None:
        editor = Editor(TEXT)
        client = _Refusing(editor, refusals, errs=errs, reason=reason)
        with LiveEdit(client, editor.document, JOBS[1].span, "Edit") as edit:
            task = asyncio.create_task(edit.become(JOBS[1].new))
            await come_to_rest(editor, [task])
            assert client.asked == live_edit.REFUSALS
            if refusals < live_edit.REFUSALS:
                await task
                assert JOBS[1].new in editor.text
            else:
                with pytest.raises(RegionLostError, match=reply):
                    await task

    asyncio.run(play())


@pytest.mark.parametrize("job", JOBS[1:])
def test_an_edit_that_the_client_makes_for_another_version_is_noticed(job: Job) -> None:
    async def play() -> None:
        editor = Editor(TEXT)
        with LiveEdit(Client(editor), editor.document, job.span, "Edit") as edit:
            task = asyncio.create_task(edit.become(job.new))
            await idle()
            editor.type(job.span[0], 0)
            editor.version = 1  # this client looks at no versions
            await come_to_rest(editor, [task])
            with pytest.raises(RegionLostError, match="an older version of it: undo it"):
                await task

    asyncio.run(play())


@pytest.mark.parametrize("tells", ["each", "merged"])
@pytest.mark.parametrize("first", [0, 1])
async def test_two_edits_that_put_in_the_same_text_are_told_apart(tells: str, first: int) -> None:
    editor = Editor(TEXT, tells)
    same = "    # the same\n"
    spans = [(TEXT.index("    return"),) * 2, (TEXT.index("print"),) * 2]
    with ExitStack() as stack:
        tasks = []
        for start, end in spans:
            edit = LiveEdit(Client(editor), editor.document, (start, end), "both")
            stack.enter_context(edit)
            tasks.append(asyncio.create_task(edit.become(same)))
        await idle()
        editor.to_editor.rotate(first)
        await come_to_rest(editor, tasks)
        await asyncio.gather(*tasks)
    wanted = TEXT.replace("    return", f"{same}    return").replace("print", f"{same}print")
    assert editor.text == wanted


async def test_a_client_that_owes_its_answer_ends_the_edit() -> None:
    class Owing(Client):
        asked = 0

        async def workspace_apply_edit_async(
            self, _: types.ApplyWorkspaceEditParams
        ) -> types.ApplyWorkspaceEditResult:
            self.asked += 1
            raise UnansweredError("it did not answer", code=-32803)

        def __init__(self, editor: Editor) -> None:
            self._editor = editor

    editor = Editor(TEXT)
    client = Owing(editor)
    with LiveEdit(client, editor.document, JOBS[1].span, "old") as edit:
        with pytest.raises(RegionLostError, match=r"a\.py, and it did not answer"):
            await edit.become(JOBS[1].new)
        assert not await edit.take_back()
    assert client.asked == 1, "it is asked no more"
