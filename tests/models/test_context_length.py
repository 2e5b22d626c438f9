"""How a context's length is learnt: from what is told, refused, or cut without a word."""

from __future__ import annotations

import pytest

from glossator.errors import ModelError, TooLongError
from glossator.models.context_length import ContextLengths
from glossator.models.endpoints import Endpoint
from glossator.models.fitting import length
from glossator.models.requests import Chat, Continuation, Message, Prompt, Sampling, Usage, Work
from glossator.models.service_memory import ServiceMemory
from tests.models.conftest import Client, Connect
from tests.standin.contract import error
from tests.standin.scripts import Done, Event, Finish, Say, Script, refused, speak
from tests.standin.server import Request, StandIn

HERE = Endpoint("http://127.0.0.1:11434/v1", "", "coder")
REFUSALS = {
    "llama.cpp": (
        "request (2815 tokens) exceeds the available context size (2048 tokens), try increasing it",
        2048,
    ),
    "vLLM": (
        "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.",
        4096,
    ),
    "TGI": (
        "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 1512. Given: 2000",
        1512,
    ),
    "TGI, the input alone": (
        "Input validation error: `inputs` must have less than 1000 tokens. Given: 1234",
        1000,
    ),
    "no number": ("the prompt is too long", None),
}


def code(size: int) -> Chat:
    return Chat((Message("system", "Explain."), Message("user", "x = 1\n" * (size // 6))))


@pytest.fixture
def contexts() -> ContextLengths:
    return ContextLengths(ServiceMemory(None))


@pytest.mark.parametrize("words", REFUSALS)
def test_a_refusal_tells_the_length(contexts: ContextLengths, words: str) -> None:
    reply, tokens = REFUSALS[words]
    assert contexts.learn(HERE, TooLongError("Too long.", reply)) == (tokens is not None)
    assert contexts.of(HERE) == tokens


def test_the_tokens_counted_for_prompts_tell_how_much_a_token_holds(
    contexts: ContextLengths,
) -> None:
    assert contexts.density(HERE) is None
    for _ in range(40):
        contexts.note_answer(HERE, code(6_000), Usage(prompt_tokens=3_000, completion_tokens=1))
    assert contexts.density(HERE) == pytest.approx(0.9 * length(code(6_000)) / 3_000, rel=0.01)
    assert contexts.density(Endpoint(HERE.base_url, "", "other")) is None


def test_another_error_teaches_nothing(contexts: ContextLengths) -> None:
    assert not contexts.learn(HERE, ModelError("No.", "context size (2048 tokens)"))
    assert contexts.of(HERE) is None


def test_a_prompt_is_made_to_fit(contexts: ContextLengths) -> None:
    contexts.note_stated(HERE, 2048)
    assert contexts.fit(HERE, code(900), Sampling(100)) == code(900)
    short = contexts.fit(HERE, code(20_000), Sampling(100))
    assert 4_000 < length(short) < 3.3 * 2048


def test_what_must_be_whole_is_refused_before_it_is_sent(contexts: ContextLengths) -> None:
    contexts.note_stated(HERE, 2048)
    whole = Chat(code(20_000).messages, whole=True)
    with pytest.raises(TooLongError, match=r"longer than the 2,048 tokens that coder at 127"):
        contexts.fit(HERE, whole, Sampling(100))


def test_a_text_that_is_dense_gets_shorter_with_each_refusal(contexts: ContextLengths) -> None:
    reply = TooLongError("Too long.", REFUSALS["llama.cpp"][0])
    lengths = []
    while contexts.learn(HERE, reply):
        lengths.append(length(contexts.fit(HERE, code(20_000), Sampling(100))))
    assert len(lengths) == 3
    assert lengths == sorted(set(lengths), reverse=True)


@pytest.mark.parametrize(
    ("counted", "cut"),
    [
        ([(20_000, 6_000), (21_000, 6_300)], False),
        ([(40_000, 4_096), (44_000, 4_096)], True),
        ([(40_000, 4_096), (40_000, 4_096)], False),  # the same prompt says nothing new
        ([(40_000, 4_096), (44_000, 3_000)], False),  # cached tokens left out, perhaps
        ([(40_000, 4_096), (9_000, 2_800), (44_000, 4_096)], True),
        ([(20_000, 0), (21_000, 0)], False),
        ([(20_000, 17), (21_000, 17)], False),
        ([(300, 300), (400, 300)], False),
    ],
)
def test_a_silent_cut_shows_in_the_tokens(
    contexts: ContextLengths, counted: list[tuple[int, int]], cut: bool
) -> None:
    found = [contexts.note_answer(HERE, code(size), Usage(n, 10)) for size, n in counted]
    assert any(found) == cut
    assert contexts.of(HERE) == (4_096 if cut else None)
    assert not contexts.note_answer(HERE, code(50_000), Usage(4_096, 10)) or not cut


def test_what_was_cut_is_remembered(contexts: ContextLengths) -> None:
    memory = ServiceMemory(None)
    one = ContextLengths(memory)
    for size in (40_000, 44_000):
        one.note_answer(HERE, code(size), Usage(4_096, 10))
    another = ContextLengths(memory)
    another.note_stated(HERE, 32_768)  # what the model could take; the server gives it less
    assert another.of(HERE) == 4_096


class Narrow:
    """A service with a short context, which refuses what is longer or cuts it."""

    def __init__(self, *, cuts: bool) -> None:
        self.cuts = cuts

    def __call__(self, request: Request) -> Script:
        tokens = len(request.prompt) // 3
        if tokens <= 2048:
            return speak("short enough")
        if not self.cuts:
            reply = f"request ({tokens} tokens) exceeds the available context size (2048 tokens)"
            return refused(error(400, reply, "exceed_context_size_error"))
        usage = {"prompt_tokens": 2048, "completion_tokens": 1}
        return [Say("cut"), Finish(), Event({"choices": [], "usage": usage}), Done()]


async def test_a_refused_prompt_is_sent_again_shorter(client: Client, service: StandIn) -> None:
    service.answer = Narrow(cuts=False)
    assert await client.text(code(20_000)) == "short enough"
    assert len(service.requests) == 2
    assert await client.text(code(30_000)) == "short enough"
    assert len(service.requests) == 3


@pytest.mark.parametrize("prompt", [code(30_000), Continuation("x = 1\n" * 5_000)])
async def test_a_cut_prompt_is_told_once_and_then_sent_shorter(
    connect: Connect, service: StandIn, prompt: Prompt
) -> None:
    service.answer = Narrow(cuts=True)
    result: list[str] = []
    client = connect(warn=result.append)
    reply = [await client.text(each) for each in (code(40_000), code(44_000), prompt, prompt)]
    assert reply == ["cut", "cut", "short enough", "short enough"]
    (sentence,) = result
    assert "reads 2,048 tokens of a longer prompt" in sentence


async def test_the_probe_asks_where_it_may_be_told(client: Client, service: StandIn) -> None:
    service.rules.llama_cpp = True
    service.pages["/props"] = {"default_generation_settings": {"n_ctx": 2048}}
    assert (await client.gateway.capabilities(Work.CODE)).context == 2048
    await client.text(code(30_000), work=Work.CODE)
    last = service.requests[-1]
    assert len(last.prompt) < 7_000
    assert last.body["return_progress"], "so that llama.cpp sees a hang-up while it reads"
    assert not last.refused
