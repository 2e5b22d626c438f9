"""The simulated service: what it charges, what it knows, and where it finds the cursor."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import pytest

from bench import wire
from bench.answers import BARE, Answer, Manner, Model, stopped
from bench.knowledge import DOUBTFUL, PLAUSIBLE, Knowledge
from bench.places import Place, Places
from bench.service import Client, Http, Service, Setup
from bench.tokens import BLOCK, PrefixCache, tokenize

FINISHED = """\
def area(width, height):
    return width * height


def volume(width, height, depth):
    return area(width, height) * depth
"""


def text_of(answer: Answer) -> str:
    return "".join(piece.token.text for piece in answer.pieces)


def place_at(start: int, key: int = 0, end: int | None = None) -> Place:
    stop = len(FINISHED) if end is None else end
    return Place(key, FINISHED[max(0, start - 300) : start], start, stop)


def model(*, wrong: float = 0.0, manner: Manner = BARE, places: Places | None = None) -> Model:
    knowledge = Knowledge(FINISHED, wrong=wrong, seed=1)
    return Model(knowledge, places or Places(), manner, "python")


def fast(*, slots: int = 2, fim: bool = True) -> Setup:
    return Setup(
        FINISHED,
        "python",
        round_trip=0.0,
        prefill_rate=1e6,
        decode_rate=1e4,
        slots=slots,
        wrong=0.0,
        fim=fim,
        bare=True,
    )


def asked(prompt: str, *, stream: bool = True) -> wire.Asked:
    body = {"messages": [{"role": "user", "content": prompt}], "stream": stream}
    return wire.read("/v1/chat/completions", body)


@pytest.mark.parametrize("text", [FINISHED, "", "a\r\n\tb  c", "naïve ☃ x1234567", "))))\n\n\n"])
def test_tokens_are_the_text_in_pieces(text: str) -> None:
    assert "".join(tokenize(text)) == text


def test_the_prefix_cache_finds_whole_blocks_up_to_the_first_difference() -> None:
    cache, tokens = PrefixCache(), [str(number) for number in range(5 * BLOCK + 3)]
    assert cache.found(tokens) == 0
    cache.store(tokens)
    assert cache.found(tokens) == 5 * BLOCK
    changed = [*tokens]
    changed[2 * BLOCK + 1] = "other"
    assert cache.found(changed) == 2 * BLOCK
    assert cache.found(tokens[1:]) == 0


def test_the_prefix_cache_forgets_what_was_used_longest_ago() -> None:
    cache = PrefixCache(blocks=4)
    old, new = (["old"] * (2 * BLOCK)), (["new"] * (3 * BLOCK))
    cache.store(old)
    cache.store(new)
    assert cache.found(new) == 3 * BLOCK
    assert cache.found(old) == BLOCK


def test_a_model_without_errors_tells_the_finished_text() -> None:
    knowledge = Knowledge(FINISHED, wrong=0.0, seed=1)
    result = knowledge.continuation(20, len(FINISHED))
    assert "".join(token.text for token in result) == FINISHED[20:]
    assert knowledge.knows_line(20, len(FINISHED))


def test_an_error_is_right_up_to_a_token_and_forgotten_once_the_typist_is_past_it() -> None:
    knowledge = Knowledge(FINISHED, wrong=1.0, seed=1)
    error = knowledge.error_at(0)
    assert error is not None
    line = FINISHED.index("\n")
    result = "".join(token.text for token in knowledge.continuation(0, len(FINISHED)))
    assert result[:error] == FINISHED[:error]
    assert result[error] != FINISHED[error]
    assert not knowledge.knows_line(0, len(FINISHED))
    assert knowledge.knows_line(error + 1, line)
    again = "".join(token.text for token in knowledge.continuation(error + 1, line))
    assert again == FINISHED[error + 1 : line]


def test_the_share_of_lines_with_an_error_is_about_what_was_asked() -> None:
    text = "".join(f"value_{number} = compute({number}, other)\n" for number in range(400))
    knowledge = Knowledge(text, wrong=0.5, seed=3)
    starts = [at for at in range(len(text)) if at == 0 or text[at - 1] == "\n"]
    wrong = sum(knowledge.error_at(at) is not None for at in starts)
    assert 160 < wrong < 240


def test_doubts_mark_most_errors_and_few_right_tokens() -> None:
    text = "".join(f"value_{number} = compute({number}, other)\n" for number in range(400))
    knowledge = Knowledge(text, wrong=1.0, seed=3)
    tokens = knowledge.continuation(0, len(text))
    doubted = sum(token.logprob == DOUBTFUL for token in tokens)
    after_errors = sum(token.logprob == PLAUSIBLE for token in tokens)
    assert 250 < doubted < 700
    assert after_errors > doubted


@pytest.mark.parametrize(
    ("prompt", "start"),
    [
        ("File:\n{before}", 54),
        ("Code:\n{before}<CURSOR>{after}", 54),
        ("Below:\n{after}\nAbove:\n{before}\n```\nNow complete.", 54),
        ("{before}\n=== repeat this line ===\n{line}", 40),
    ],
)
def test_the_cursor_is_found_whatever_the_prompt_says_around_it(prompt: str, start: int) -> None:
    places = Places()
    for key, at in enumerate(range(start - 10, start + 1)):
        places.register(place_at(at, key))
    before, after = FINISHED[:start], FINISHED[start:]
    line = before.rsplit("\n", 1)[-1]
    answer = model(places=places).chat(prompt.format(before=before, after=after, line=line))
    assert answer.key == 10
    assert FINISHED[start:].startswith(answer.road)
    assert answer.road


def test_a_prompt_from_before_a_deletion_is_answered_for_its_own_text() -> None:
    places = Places()
    mistyped = FINISHED[:30] + "x"
    places.register(place_at(30, 0))
    places.register(Place(1, mistyped, -1, -1))
    places.register(place_at(30, 2))
    assert model(places=places).chat(f"{mistyped}\n").key == 1


def test_text_sent_as_if_accepted_is_taken_as_written() -> None:
    places = Places()
    places.register(place_at(30))
    prompt = f"<|fim_prefix|>{FINISHED[:44]}<|fim_suffix|><|fim_middle|>"
    answer = model(places=places).complete(prompt)
    assert answer.assumed == FINISHED[30:44]
    assert text_of(answer) == FINISHED[44:]


def test_a_prompt_about_nothing_typed_is_no_place() -> None:
    places = Places()
    places.register(place_at(30))
    assert model(places=places).chat("Say OK.").key is None


def test_a_probe_that_shares_the_indentation_is_about_no_place() -> None:
    places = Places()
    places.register(Place(0, "a line of the file\n\n    ", 20, 30))
    probe = '<|fim_prefix|>def owner():\n    return "<|fim_suffix|>"\n\n    <|fim_middle|>'
    assert model(places=places).complete(probe).key is None


def test_a_chat_answer_wears_fence_prose_and_the_repeated_line() -> None:
    places = Places()
    places.register(place_at(34))
    manner = Manner(fence=1, prose=1, echo=1, echo_if_asked=1)
    answer = text_of(model(places=places, manner=manner).chat(FINISHED[:34]))
    before, code, after = answer.split("```")
    assert before.strip()
    assert code == f"python\n{FINISHED[25:50]}\n"
    assert after.strip()


def test_stop_strings_and_limits_cut_and_say_so() -> None:
    places = Places()
    places.register(place_at(20))
    answer = model(places=places).complete(FINISHED[:20])
    cut, reason = stopped(answer, ("\n",), 99)
    assert (text_of(cut), reason) == (FINISHED[20:24], "stop")
    cut, reason = stopped(answer, (), 2)
    assert (len(cut.pieces), reason) == (2, "length")


class LeavesAtTheFirstToken(Client):
    def send(self, data: bytes, delay: float) -> None:
        self.hung_up = 0.0


async def test_requests_beyond_the_slots_wait_for_one() -> None:
    service = Service(fast(slots=1))
    service.places.register(place_at(30))
    ask = asked(FINISHED[:30])
    await asyncio.gather(*(service.answer(ask, Client()) for _ in range(3)))
    first, second, third = sorted(service.log, key=lambda charge: charge.ended)
    assert first.sent[-1] <= second.sent[0]
    assert second.sent[-1] <= third.sent[0]
    assert first.cached == 0
    assert second.cached == third.cached == first.prompt // BLOCK * BLOCK


async def test_who_hangs_up_frees_the_slot_at_the_next_token() -> None:
    service = Service(fast(slots=1))
    service.places.register(place_at(0))
    gone = Client()
    gone.hung_up = 0.0
    await service.answer(asked("def"), gone)
    service.places.register(place_at(30))

    await service.answer(asked(FINISHED[:30]), LeavesAtTheFirstToken())
    queued, left = service.log
    assert (queued.sent, queued.slot_seconds) == ([], 0.0)
    assert len(left.sent) == 2


async def http(service: Service, method: str, path: str, body: object = None) -> tuple[int, bytes]:
    server = await asyncio.start_server(Http(service).connected, "127.0.0.1", 0)
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        data = b"" if body is None else json.dumps(body).encode()
        head = f"{method} {path} HTTP/1.1\r\nContent-Length: {len(data)}\r\n\r\n"
        writer.write(head.encode() + data)
        status = int((await reader.readline()).split()[1])
        end = b"0\r\n\r\n" if isinstance(body, dict) and body.get("stream") else b"}"
        answer = await reader.readuntil(b"\r\n\r\n")
        while not answer.endswith(end):
            answer += await reader.read(65536)
        writer.close()
        await writer.wait_closed()
    return status, answer


async def test_it_speaks_openais_format() -> None:
    service = Service(fast())
    service.places.register(place_at(20))
    status, answer = await http(service, "GET", "/v1/models")
    assert (status, wire.MODEL.encode() in answer) == (200, True)
    body = {"prompt": FINISHED[:20], "max_tokens": 1, "stream": True}
    status, answer = await http(service, "POST", "/v1/completions", body)
    assert status == 200
    assert b'"text": "ht"' in answer
    assert b'"finish_reason": "length"' in answer
    assert b"data: [DONE]" in answer


@pytest.mark.parametrize("result", [True, False])
async def test_doubts_are_told_to_who_asks_if_the_service_tells_them(result: bool) -> None:
    service = Service(replace(fast(), logprobs=result))
    service.places.register(place_at(20))
    raw = {"prompt": FINISHED[:20], "logprobs": 1, "stream": True}
    _, answer = await http(service, "POST", "/v1/completions", raw)
    assert (b'"token_logprobs": [-0.04]' in answer) is result
    chat = {"messages": [{"role": "user", "content": FINISHED[:20]}], "stream": True}
    _, answer = await http(service, "POST", "/v1/chat/completions", chat | {"logprobs": True})
    assert (b'"logprob": -0.04' in answer) is result
    _, answer = await http(service, "POST", "/v1/chat/completions", chat)
    assert b"logprob" not in answer


async def test_a_chat_only_service_knows_no_raw_completion() -> None:
    service = Service(fast(fim=False))
    status, _ = await http(service, "POST", "/v1/completions", {"prompt": "x"})
    assert status == 404
    status, _ = await http(service, "POST", "/v1/chat/completions", {"model": "x"})
    assert status == 422
