"""What is worth running today, by kind of work and size of machine, from `worth_running.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Advice:
    """A model for a kind of work; `memory` is what the machine needs, in gigabytes.

    `source` is where it is said, `read` the day on which it was read there.
    """

    work: str
    memory: int
    model: str
    why: str
    source: str
    read: date


@cache
def worth_running() -> tuple[Advice, ...]:
    """All of the table, in its order: by kind of work, the smallest machine first."""
    text = files(__package__).joinpath("worth_running.toml").read_text("utf-8")
    return tuple(Advice(**entry) for entry in tomllib.loads(text)["model"])


def for_machine(memory: int) -> list[Advice]:
    """For each kind of work the model with the most memory that still fits."""
    fitting = {each.work: each for each in worth_running() if each.memory <= memory}
    return list(fitting.values())
