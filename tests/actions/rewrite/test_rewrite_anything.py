"""Whatever is selected and whatever a model says: an edit within the selection, or a sentence."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.actions.explain.explain import explanation
from glossator.actions.rewrite.annotate import can_annotate
from glossator.actions.rewrite.edit import instruction_above, messages
from glossator.actions.rewrite.region import Region, region_of
from glossator.actions.rewrite.rewrite import Written, rewrite
from glossator.actions.rewrite.test_file import can_test
from glossator.context.buffer import Buffer
from glossator.errors import NoUsableAnswerError
from glossator.settings import Settings
from tests.actions.canned import CannedModel
from tests.actions.docstring.documenting import buffer_of

PIECES = [
    "```",
    "```python\n",
    "```ruby\n",
    "~~~\n",
    "\n```\n",
    "````\n",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "    ",
    " ",
    "def f(a, b=1):\n",
    "    return 'a b' + \"c\"",
    "x = '''one\ntwo'''",
    "class A:\n",
    "f(a, (b)",
    "}",
    "# sort it\n",
    "Here is the new code:\n",
    "This is a sentence.\n",
    "- a list\n",
    "🎉",
    "é",
    "\ufeff",
    "\x0c",
    "`",
    "",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
LANGUAGES = st.sampled_from(["python", "typescript", "ruby", "plaintext", "nonsense"])
SPANS = st.tuples(st.integers(0, 200), st.integers(0, 200)).map(sorted)


async def _all(texts: AsyncGenerator[Written]) -> list[str]:
    return [text async for text, *_ in texts]


def _selected(text: str, language: str, span: list[int]) -> tuple[Buffer, Region, tuple[int, int]]:
    start, end = (min(offset, len(text)) for offset in span)
    buffer = buffer_of(text, language)
    return buffer, region_of(buffer, (start, end)), (start, end)


@settings(max_examples=400)
@given(TEXTS, LANGUAGES, SPANS, TEXTS, st.integers(1, 9), st.sampled_from(["stop", "length"]))
def test_an_edit_stays_within_the_selection_or_is_none(
    text: str, language: str, span: list[int], answer: str, piece: int, reason: str
) -> None:
    buffer, place, _ = _selected(text, language, span)
    model = CannedModel(answer, piece=piece, finish_reason=reason)
    chat = messages(buffer, place, "Do it.")
    try:
        steps = asyncio.run(_all(rewrite(buffer, place, chat, model, Settings())))
    except NoUsableAnswerError as error:
        assert str(error).endswith((".", "”"))
        return
    finally:
        assert model.closed
    assert steps[-1].startswith(place.head)
    assert steps[-1].endswith(place.tail)
    assert steps[-1].strip()


@settings(max_examples=400)
@given(TEXTS, LANGUAGES, SPANS)
def test_a_place_holds_what_was_selected_in_whole_lines(
    text: str, language: str, span: list[int]
) -> None:
    _, place, (start, end) = _selected(text, language, span)
    first, last = place.span
    lines = text[first:last].replace("\r\n", "\n").replace("\r", "\n")
    assert lines == "\n".join(place.lines)
    assert first == 0 or text[first - 1] in "\r\n\ufeff"
    assert last == len(text) or text[last] in "\r\n"
    selected = text[start:end].removeprefix("\ufeff" if start == 0 else "").strip()
    if selected:
        assert selected in text[first:last]
        assert place.selected in lines


@settings(max_examples=200)
@given(TEXTS, LANGUAGES, SPANS)
def test_every_question_of_the_menu_has_an_answer(
    text: str, language: str, span: list[int]
) -> None:
    buffer, place, selected = _selected(text, language, span)
    assert isinstance(can_annotate(buffer, place), bool)
    assert isinstance(can_test(buffer, selected), bool)
    assert "\n" not in instruction_above(buffer, place)
    if text.strip():
        assert explanation(buffer, selected, Settings()).context.startswith("line")
    else:
        with pytest.raises(NoUsableAnswerError):
            explanation(buffer, selected, Settings())
