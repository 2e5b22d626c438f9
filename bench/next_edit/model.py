"""A model that knows how a block goes on, or errs as models err; it takes the gateway's place."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from random import Random
from types import SimpleNamespace
from typing import Any

from glossator.models.requests import Chat
from glossator.models.stream import Piece

Truth = Callable[[str], str]
"""Makes the right block of a block."""
PIECE = 4
"""Code points of a piece, which counts as a token."""
ERRORS = (
    "unchanged", "taken back", "cut", "blank", "prose", "unclosed", "other line", "twice"
)  # fmt: skip


def same(block: str) -> str:
    """The block as it is."""
    return block


@dataclass
class Model:
    """Answers requests for blocks by `truth`, and errs in `errs` of them; counts what it gave."""

    random: Random
    errs: float = 1 / 3
    truth: Truth = same
    requests: int = 0
    tokens: int = 0

    async def capabilities(self, _: object) -> Any:
        """What the service can do."""
        return SimpleNamespace(ghost_wire="chat")

    def stream(self, _work: object, prompt: Chat, _sampling: object, **_: object) -> _Answer:
        """The answer to a request."""
        self.requests += 1
        answer = prompt.messages[-1].content
        block = answer.partition("=== The block to update ===\n")[2].removesuffix("\n")
        right = self.truth(block)
        if self.random.random() < self.errs:
            old = re.findall(r"=== Original ===\n(.*?)\n=== Updated", answer, re.DOTALL)
            return _Answer(self, self._wrong(block, right, old[-1] if old else ""))
        return _Answer(self, f"```\n{right}\n```")

    def _wrong(self, block: str, right: str, former: str) -> str:
        lines = right.split("\n")
        match self.random.choice(ERRORS):
            case "unchanged":
                return f"```\n{block}\n```"
            case "taken back":
                return f"```\n{former}\n{block}\n```"
            case "cut":
                return "```\n" + "\n".join(lines[: len(lines) // 2]) + "\n```"
            case "blank":
                return "```\n" + "\n".join(f"{line} " for line in lines) + "\n```"
            case "prose":
                return "Nothing has to be changed here, because the code is right as it is."
            case "unclosed":
                return "```\n" + right.replace(")", "", 1) + "\n```"
            case "other line":
                return "```\n" + "\n".join(["# made up", *block.split("\n")[1:]]) + "\n```"
            case _:
                return f"```\n{right}\n{right}\n```"


class _Answer:
    """A text in pieces; what was not read is not counted."""

    def __init__(self, model: Model, text: str) -> None:
        self._model = model
        self._text = text

    async def __aenter__(self) -> _Answer:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def __aiter__(self) -> AsyncIterator[Piece]:
        for at in range(0, len(self._text), PIECE):
            self._model.tokens += 1
            yield Piece(self._text[at : at + PIECE])
