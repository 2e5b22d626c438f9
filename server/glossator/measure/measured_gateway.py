"""A gateway whose wire for ghost text can be chosen, and that tells what its last answer cost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from glossator.models.fitting import length
from glossator.models.gateway import Gateway
from glossator.models.probe import Capabilities, GhostWire
from glossator.models.requests import Prompt, Sampling, Work
from glossator.models.stream import ModelStream

TOKEN = 4
"""Code points of a token, where a service does not count."""


class MeasuredGateway(Gateway):
    """The gateway of one model. `wire` is the wire for ghost text; None leaves it to the probe."""

    wire: GhostWire | None = None
    last: tuple[ModelStream, Prompt] | None = None

    async def capabilities(self, work: Work) -> Capabilities:
        """What the model can be asked for, with the chosen wire.

        Raises:
            ModelError: when it does not answer.
        """
        found = await super().capabilities(work)
        return found if self.wire is None else replace(found, ghost_wire=self.wire)

    def stream(self, work: Work, prompt: Prompt, sampling: Sampling, **how: Any) -> ModelStream:
        """An answer, which is remembered as the last one."""
        answer = super().stream(work, prompt, sampling, **how)
        self.last = answer, prompt
        return answer

    def spent(self) -> tuple[float | None, int, int]:
        """Of the last answer: seconds to its first piece, tokens read, tokens written."""
        if self.last is None or not self.last[0].was_sent:
            return None, 0, 0
        answer, prompt = self.last
        usage = answer.usage
        read = usage.prompt_tokens if usage else length(prompt) // TOKEN
        return (
            answer.first_piece_after,
            read,
            usage.completion_tokens if usage else answer.deltas_seen,
        )


def wires_of(found: Capabilities) -> list[GhostWire]:
    """The wires that a model can be measured over, the probe's choice first."""
    wires: list[GhostWire] = [found.ghost_wire]
    if found.chat and not found.thinks and found.ghost_wire == "fim":
        wires.append("chat")
    return [wire for wire in wires if wire != "none"]
