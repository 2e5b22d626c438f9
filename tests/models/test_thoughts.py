"""Thoughts never reach a caller as an answer, however they are spelled and cut."""

from __future__ import annotations

import pytest

from glossator.errors import OnlyThoughtsError
from glossator.models.requests import Chat, Fim, Message, Work
from glossator.models.thoughts import Opening, ThoughtFilter, filter_for
from tests.models.conftest import CHAT, SAMPLING, Client
from tests.standin.scripts import Done, Endless, Event, Finish, Say, Step, speak
from tests.standin.server import Request, StandIn

SPELLINGS = {
    "Qwen3": "<think>\nHm.\n```python\nno\n```\n</think>\n\nyes",
    "several": "<think>Hm.</think>\n<think>So.</think>yes",
    "empty": "<think>\n\n</think>\n\nyes",
    "Claude-like": "<thinking>Hm.</thinking>\nyes",
    "Exaone": "<thought>\nHm.\n</thought>\n\nyes",
    "Seed": "<seed:think>Hm.</seed:think>yes",
    "Magistral": "[THINK]Hm.[/THINK]yes",
    "gpt-oss": "<|channel|>analysis<|message|>Hm.<|end|>"
    "<|start|>assistant<|channel|>final<|message|>yes<|return|>",
    "gpt-oss, two thoughts": "<|channel|>analysis<|message|>Hm.<|end|>"
    "<|start|>assistant<|channel|>commentary<|message|>So.<|end|>"
    "<|start|>assistant<|channel|>final<|message|>yes",
    "gpt-oss without its tokens": "analysisWe need a word.assistantfinalyes",
    "gpt-oss without a thought": "<|channel|>final<|message|>yes<|return|>",
    "Gemma": "<|channel>thought\nHm.<channel|>yes",
    "Gemma without a line break": "<|channel>thoughtHm.<channel|>yes",
    "shouted": "<REASONING_SCRATCHPAD>\nHm.\n</REASONING_SCRATCHPAD>\nyes",
    "a heading": "<Thinking>Hm.</Thinking>yes",
    "of a prompt for analysis": "<analysis>\nHm.\n</analysis>\n\nyes",
    "of a prompt for two tags": "<reasoning>Hm.</reasoning>\n<Rationale>So.</Rationale>\nyes",
    "of a name of several words": "<chain_of_thought>Hm.</chain_of_thought>yes",
    "without a word in it": "<analysis></analysis>yes",
    "of a trainer's prompt": "<start_working_out>Hm.<end_working_out>yes",
    "Open WebUI": '<details type="reasoning" done="true">\n> Hm.\n</details>\nyes',
    "gpt-oss without its first token": "assistant<|channel|>final<|message|>yes",
    "gpt-oss without its first tokens": "final<|message|>yes<|return|>",
    "MedGemma": "<unused94>thought\nHm.<unused95>yes",
    "Command": "<|START_THINKING|>Hm.<|END_THINKING|><|START_RESPONSE|>yes<|END_RESPONSE|>",
    "OpenThinker": "<|begin_of_thought|>Hm.<|end_of_thought|>\n\n"
    "<|begin_of_solution|>yes<|end_of_solution|>",
    "Apertus": "<|inner_prefix|>Hm.<|inner_suffix|>yes",
    "Kimi": "◁think▷Hm.◁/think▷yes",
    "Granite": "Here is my thought process: Hm.Here is my response:\n\nyes",
    "R1, whose template opens the thought": "Okay, so I need a word.\n</think>\n\nyes",
    "its thoughts at once at their end": "</think>\n\nyes",
}
ANSWERS = {
    "code": "return [x for x in y if x < 3]",
    "an array of arrays": "[[1, 2], [3, 4]]",
    "an element named as thoughts are": "<analysis>\n  <rationale>a</rationale>\n</analysis>",
    "an HTML tag": "<table>\n<thead><tr>",
    "a sentence": "It opens the file, and analysis follows.",
    "a sentence like a thought": "Okay, this adds two numbers.",
    "about thinking": "Thinking of tags: `<think>` begins one.",
    "a word": "analysis",
    "indented": "    return a",
    "less than at the end": "a <",
    "nothing": "",
    "blank lines": "\n" * 500,
}


def given(filter_: ThoughtFilter, text: str, size: int, *, cut: bool = False) -> str:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return "".join(map(filter_.feed, pieces)) + filter_.finish(cut=cut)


@pytest.mark.parametrize("size", [1, 2, 8, 10_000])
@pytest.mark.parametrize("case", SPELLINGS)
def test_the_thoughts_are_taken_out(case: str, size: int) -> None:
    thoughts = ThoughtFilter()
    assert given(thoughts, SPELLINGS[case], size) == "yes"
    assert not thoughts.leaked


@pytest.mark.parametrize("size", [1, 7, 10_000])
@pytest.mark.parametrize("case", ANSWERS)
def test_an_answer_without_thoughts_stays_as_it_is(case: str, size: int) -> None:
    thoughts = ThoughtFilter()
    assert given(thoughts, ANSWERS[case], size) == ANSWERS[case]
    assert (thoughts.size, thoughts.opened) == (0, False)


@pytest.mark.parametrize(
    ("opening", "cut", "answer"),
    [("thought", True, ""), ("thought", False, "Yes, it is."), ("answer", True, "Yes, it is.")],
)
def test_what_has_no_end_tag_is_a_thought_only_if_it_was_cut(
    opening: Opening, cut: bool, answer: str
) -> None:
    assert given(ThoughtFilter(opening), "Yes, it is.", 3, cut=cut) == answer


@pytest.mark.parametrize("text", ["<think>Hm.", "<think>", "[THINK]Hm", "<|channel|>analysis<|mes"])
def test_a_thought_that_does_not_end_is_no_answer(text: str) -> None:
    assert given(ThoughtFilter(), text, 3, cut=True) == ""


def test_code_about_the_tags_is_no_thought() -> None:
    text = 'Splits at `</think>`:\n\n    head, _, tail = text.partition("</think>")\n'
    assert given(ThoughtFilter(quotes=True), text, 5) == text


@pytest.mark.parametrize(("page", "kept"), [("<Analysis>", True), ("<analyses>", False)])
def test_an_element_of_the_prompt_is_no_thought(page: str, kept: bool) -> None:
    text = "<analysis>done</analysis>\n"
    asked = Chat((Message("user", f"<report>\n{page}"),))
    assert given(filter_for(asked, "unknown", 99), text, 3) == (text if kept else "")


def think(text: str, field: str = "reasoning_content") -> Event:
    """A chunk with a thought in a field of its own, as vLLM, llama.cpp and Ollama send it."""
    delta = {"role": "assistant", "content": None, field: text}
    return Event({"choices": [{"index": 0, "delta": delta, "finish_reason": None}]})


@pytest.mark.parametrize("field", ["reasoning_content", "reasoning"])
async def test_thoughts_in_a_field_are_not_the_answer(
    client: Client, service: StandIn, field: str
) -> None:
    service.answer = lambda _: [think("Hm. ", field), think("So.", field), *speak("yes")]
    async with client.gateway.stream(Work.PROSE, CHAT, SAMPLING, deadline=30) as answer:
        assert [piece.text async for piece in answer] == ["yes"]
    assert answer.thought_size == len("Hm. So.")
    assert client.gateway.quirks.thinks(answer.endpoint)


async def test_mistrals_list_of_parts_is_read(client: Client, service: StandIn) -> None:
    parts = [{"type": "thinking", "thinking": [{"type": "text", "text": "Hm."}]}]
    reply = [{"type": "text", "text": "yes"}]
    service.answer = lambda _: [
        *(Event({"choices": [{"index": 0, "delta": {"content": c}}]}) for c in (parts, reply)),
        Finish(),
        Done(),
    ]
    assert await client.text() == "yes"


@pytest.mark.parametrize(
    "steps",
    [
        [think("Hm. "), Finish("length"), Done()],
        [Say("<think>Hm. "), Finish("length"), Done()],
        [Say("<think>Hm.</think>"), Finish(), Done()],
        [Endless("<think>hm ", between=0.0)],
    ],
    ids=["field", "tag", "silence after it", "endless"],
)
async def test_thoughts_alone_are_told(client: Client, service: StandIn, steps: list[Step]) -> None:
    service.answer = lambda _: steps
    with pytest.raises(OnlyThoughtsError, match="said nothing; ask for less"):
        await client.text()
    asked = len(service.allowed)
    assert asked == 2  # the second time with room for thoughts
    with pytest.raises(OnlyThoughtsError):
        await client.text()
    assert len(service.allowed) == asked + 1


async def test_a_model_that_was_not_known_to_think_is_known_from_then_on(
    client: Client, service: StandIn
) -> None:
    service.answer = lambda _: speak("A word that ", "means hot.\n", "</think>\n\n", "yes")
    with pytest.raises(OnlyThoughtsError, match="ask again"):
        await client.text()
    assert await client.text() == "yes"


async def test_an_answer_streams_where_the_model_is_known_not_to_think_aloud(
    client: Client, service: StandIn
) -> None:
    service.answer = lambda _: speak("Okay, ", "it ", "adds.")
    for pieces in (["Okay, it adds."], ["Okay, ", "it ", "adds."]):
        async with client.gateway.stream(Work.PROSE, CHAT, SAMPLING, deadline=30) as answer:
            assert [piece.text async for piece in answer] == pieces


async def test_raw_code_may_hold_any_tag(client: Client, service: StandIn) -> None:
    service.answer = lambda _: speak("<think>", "x</think>")
    assert await client.text(Fim("a", "b"), work=Work.CODE) == "<think>x</think>"


async def test_a_prompt_about_the_tags_is_answered(client: Client, service: StandIn) -> None:
    def quoting(request: Request) -> list[Step]:
        return speak("It looks for ", "</think>", " and cuts.")

    service.answer = quoting
    asked = Chat((Message("user", 'Explain `text.partition("</think>")`.'),))
    assert await client.text(asked) == "It looks for </think> and cuts."
