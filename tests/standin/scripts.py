"""What the stand-in answers: a list of steps, well-behaved or faulty.

service.answer = lambda request: speak("def ", "add(a, b):", between=0.02)
service.answer = lambda request: [Say("half"), Reset()]
service.answer = lambda request: Reply(429, headers={"Retry-After": "1"})
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.standin.contract import Refusal


@dataclass(frozen=True, slots=True)
class Say:
    """A chunk with this text, in the shape of the route that was asked."""

    text: str
    logprob: float | None = None


@dataclass(frozen=True, slots=True)
class Finish:
    """The chunk that tells why it ended, and the tokens spent where they were asked for."""

    reason: str = "stop"


@dataclass(frozen=True, slots=True)
class Done:
    """The end of the event stream."""


@dataclass(frozen=True, slots=True)
class Event:
    """One `data:` line, whatever it holds; a mapping is sent as JSON."""

    data: str | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes in the body as they are: comments, halves of characters, other line ends."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Wait:
    """Seconds of silence."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Stall:
    """Silence until the client hangs up."""


@dataclass(frozen=True, slots=True)
class Endless:
    """Chunks for as long as the client listens, this many seconds apart."""

    text: str = "more "
    between: float = 0.005


@dataclass(frozen=True, slots=True)
class Reset:
    """Drop the connection in the middle of the body."""


Step = Say | Finish | Done | Event | Raw | Wait | Stall | Endless | Reset


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer that is no stream; status 0 drops the connection without a word."""

    status: int
    body: bytes = b""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


Script = Iterable[Step] | Reply


def speak(*texts: str, first: float = 0.0, between: float = 0.0) -> list[Step]:
    """A good answer: the texts one chunk each, with seconds before the first and between."""
    steps: list[Step] = [Wait(first)] if first else []
    for number, text in enumerate(texts):
        if between and number:
            steps.append(Wait(between))
        steps.append(Say(text))
    return [*steps, Finish(), Done()]


def fenced(code: str, before: str = "", after: str = "", language: str = "python") -> Script:
    """Code in a Markdown fence, line by line."""
    text = f"{before}```{language}\n{code}\n```\n{after}"
    return speak(*text.splitlines(keepends=True), between=0.05)


def held(first: Iterable[Step], until: Callable[[], bool], rest: Iterable[Step]) -> Iterator[Step]:
    """The first steps, silence until something has happened, and the rest."""
    yield from first
    while not until():
        yield Wait(0.05)
    yield from rest


def html() -> Reply:
    """What a proxy or a wrong address answers."""
    return Reply(200, b"<html><body>Welcome</body></html>", "text/html")


def refused(refusal: Refusal, headers: Mapping[str, str] | None = None) -> Reply:
    """A refusal of the contract's, for instance `error(422, "…", "validation")`."""
    return Reply(refusal.status, refusal.body, headers=headers or {})


def error_in_stream(message: str) -> list[Step]:
    """How Text Generation Inference tells of an error with status 200, always as a 422."""
    return [Event({"error": {"message": message, "http_status_code": 422}}), Done()]


def error_in_body(message: str) -> Reply:
    """An error object with status 200."""
    return Reply(200, json.dumps({"error": {"message": message}}).encode())
