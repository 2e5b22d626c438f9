"""Everything that a service may do wrong, and what the user reads of it.

A script is made of the good one, which is different for each action and wire.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.standin.contract import invalid
from tests.standin.scripts import (
    Done,
    Event,
    Finish,
    Raw,
    Reply,
    Reset,
    Say,
    Script,
    Stall,
    Step,
    Wait,
    error_in_stream,
    refused,
)

Good = Sequence[Step]

WELL = "well"
"""The user gets what was asked for, and reads nothing beside it."""
NOTHING = "nothing"
"""The user gets nothing, and reads nothing."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`reads` is the user's sentence, with {service}, {model}; `otherwise` by action.

    `settings` are in force meanwhile.
    """

    script: Callable[[Good], Script]
    reads: str
    otherwise: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


IMPATIENT = {"stallTimeout": 1.0}
HASTY = {"completionDeadline": 0.5, "requestDeadline": 2.0}
HUNDRED_MB = [Raw(b"x" * 1_000_000)] * 100
PAGE = b"<html><body><h1>502 Bad Gateway</h1>nginx</body></html>"
TOO_LONG = "inputs must have less than 4096 tokens. Given: 5000"
BROKE_OFF = "{service} broke off in the middle of its answer; ask again."
EMPTY = "{service} sent an answer with nothing in it; ask again."
BROKEN = "{service} answered with broken JSON; is glossator.baseUrl the address of a model service?"
SILENT = "{service} sent nothing for 1 seconds."
KEY = (
    "set the right one as GLOSSATOR_API_KEY or in your editor as glossator.apiKey (in VS Code by "
    "“Glossator: Set API key”)."
)


def whole(status: int, body: bytes = b"", **headers: str) -> Callable[[Good], Script]:
    """An answer that is no stream."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: Reply(status, body, headers=named)


def bytewise(good: Good) -> Script:
    """The first event, one byte a second."""
    event = b'data: {"choices": [{"index": 0}]}\n\n'
    return [step for byte in event for step in (Raw(bytes([byte])), Wait(1.0))]


def on_and_on(good: Good) -> Script:
    """Never the same, never done."""
    return [step for n in range(100_000) for step in (Say(f"word{n} "), Wait(0.01))]


def half_a_character(good: Good) -> Script:
    """The stream is cut within an é."""
    return [good[0], Raw('data: {"choices": [{"text": "café'.encode()[:-1])]


FAULTS: dict[str, Fault] = {
    "silence before the answer": Fault(lambda _: [Stall()], SILENT, settings=IMPATIENT),
    "silence in the answer": Fault(lambda good: [good[0], Stall()], SILENT, settings=IMPATIENT),
    "one byte a second": Fault(bytewise, SILENT, settings=IMPATIENT),
    "reset in the answer": Fault(lambda good: [good[0], Reset()], BROKE_OFF),
    "400": Fault(
        whole(400, b'{"error": {"message": "no such thing"}}'),
        '{service} does not take the request (400): "no such thing".',
    ),
    "401": Fault(whole(401), "{service} refuses the key (401); " + KEY),
    "403": Fault(whole(403), "{service} refuses the key (403); " + KEY),
    "404": Fault(
        whole(404),
        "{service} does not know the model {model} or has no such route (404); check the model's "
        "name and the base URL.",
    ),
    "413": Fault(
        whole(413),
        "The text is longer than {model} at {service} takes; select less.",
    ),
    "422": Fault(
        lambda _: refused(invalid("`messages` is odd")),
        '{service} does not take the request (422): "Input validation error: `messages` is odd '
        '(validation)".',
    ),
    "429": Fault(whole(429), "{service} is busy; try again in a moment."),
    "429 with Retry-After": Fault(
        whole(429, Retry_After="17"), "{service} is busy; try again in 17 seconds."
    ),
    "500": Fault(
        whole(500, b'{"error": "CUDA out of memory"}'),
        '{service} failed (500): "CUDA out of memory"; try again in a moment.',
    ),
    "502 with a page": Fault(whole(502, PAGE), "{service} failed (502); try again in a moment."),
    "503": Fault(whole(503), "{service} failed (503); try again in a moment."),
    "an endless error": Fault(
        lambda _: Reply(500, b"x" * 100_000_000),
        '{service} failed (500): "' + "x" * 200 + '…"; try again in a moment.',
    ),
    "an error in the stream": Fault(
        lambda _: error_in_stream("Request failed during generation: CUDA"),
        '{service} failed while answering: "Request failed during generation: CUDA".',
    ),
    "an error after a piece": Fault(
        lambda good: [good[0], Event({"error": {"message": "CUDA"}}), Done()],
        '{service} failed while answering: "CUDA".',
    ),
    "broken JSON": Fault(lambda good: [good[0], Event('{"choices": ['), Done()], BROKEN),
    "cut off in a character": Fault(half_a_character, BROKE_OFF),
    "half a character": Fault(
        lambda good: [good[0], Raw(b'data: {"choices": [{"text": "\xc3"}]}\n\n'), *good[1:]],
        "{service} sent an answer that is not UTF-8.",
    ),
    "a byte order mark": Fault(lambda good: [Raw(b"\xef\xbb\xbf"), *good], WELL),
    "no [DONE]": Fault(lambda good: [step for step in good if step != Done()], WELL),
    "no reason for the end": Fault(lambda good: [step for step in good if step != Finish()], WELL),
    "cut off without a word": Fault(lambda good: good[:1], BROKE_OFF),
    "nothing": Fault(lambda _: [Done()], EMPTY),
    "no end": Fault(
        on_and_on, "{service} was not done within 2 seconds.", {"ghost": NOTHING}, settings=HASTY
    ),
    "100 MB in a line": Fault(
        lambda good: [good[0], Raw(b"data: "), *HUNDRED_MB],
        "{service} sent an answer that is far too long.",
    ),
    "a redirect": Fault(
        whole(307, Location="https://elsewhere.invalid/v1"),
        "{service} sends the request on to https://elsewhere.invalid, where the key must not "
        "follow; if that is the right address, set it as glossator.baseUrl.",
    ),
}
