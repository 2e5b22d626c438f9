"""What is asked of a model, in the project's own terms; each wire format translates them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Literal


class Work(Enum):
    """Which of the two models a request is for."""

    CODE = "code"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a chat; the Empathy AI API knows these two roles only."""

    role: Literal["system", "user"]
    content: str


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation, answered by one assistant turn.

    A `whole` one makes no sense with a part left out: it is refused where it is too long. Most of
    the answer is likely to be in `prediction`, so that some services need not decode it.
    """

    messages: tuple[Message, ...]
    whole: bool = False
    prediction: str = ""


@dataclass(frozen=True, slots=True)
class Fim:
    """Fill-in-the-middle: what belongs between `prefix` and `suffix`.

    `related_files` are (path, text) pairs of other files, those that change least first; with any
    of them the repository-level format is used.
    """

    prefix: str
    suffix: str
    path: str = ""
    repository: str = ""
    related_files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Continuation:
    """Continue `text`, for models without FIM tokens."""

    text: str


Prompt = Chat | Fim | Continuation


def rewritten(prompt: Prompt, change: Callable[[str], str]) -> Prompt:
    """The prompt with every text in it changed."""
    match prompt:
        case Chat(messages):
            changed = tuple(replace(each, content=change(each.content)) for each in messages)
            return replace(prompt, messages=changed, prediction=change(prompt.prediction))
        case Fim():
            return Fim(
                change(prompt.prefix),
                change(prompt.suffix),
                change(prompt.path),
                change(prompt.repository),
                tuple((change(path), change(text)) for path, text in prompt.related_files),
            )
        case Continuation(text):
            return Continuation(change(text))


@dataclass(frozen=True, slots=True)
class Sampling:
    """How to sample; whatever a service refuses is not sent to it again.

    Of `stop` the first four are sent, as many as every service takes. `logprobs` asks for the
    probability of each token.
    """

    max_tokens: int
    temperature: float = 0.0
    stop: tuple[str, ...] = ()
    seed: int | None = None
    logprobs: bool = False


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens spent, as the service counts them; `cached_tokens` are part of the prompt's."""

    prompt_tokens: int
    completion_tokens: int
    cached_tokens: int = 0
