"""Processor time of an answer from the cache, and of choosing what is inserted in a large file.

`python -m bench.own_time` prints both. An answer's is from the bytes of the request to the bytes of
the answer, in this process; those that waited for the model are left out. A choice's is that of
cleaning one answer and choosing its reading, at a new place each time.
"""

from __future__ import annotations

import argparse
import json
from random import Random
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any, ClassVar
from unittest.mock import patch

from bench import rpc, run
from bench.__main__ import options_of
from bench.clock import now
from glossator.completion.clean import clean
from glossator.completion.cursor import Cursor
from glossator.completion.insertion import insertion_of

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

REQUEST = "textDocument/inlineCompletion"


class Timed(rpc.InMemory):
    """Notes how long each answer took that came at the moment of its request."""

    took: ClassVar[list[float]] = []

    def __init__(self, server: LanguageServer, answered: rpc.Answered) -> None:
        super().__init__(server, answered)
        receive = self._receive

        def timed(body: bytes) -> None:
            self._began, self._at = process_time(), now()
            self._asked = json.loads(body)
            receive(body)

        self._receive = timed

    def write(self, data: bytes) -> None:
        answer: dict[str, Any] = json.loads(data.partition(b"\r\n\r\n")[2])
        is_answer = self._asked.get("id") == answer.get("id") and "result" in answer
        if is_answer and self._asked.get("method") == REQUEST and now() == self._at:
            self.took.append(process_time() - self._began)
        super().write(data)


LARGE = (
    """\
class Thing:
    def compute(self, value):
        value = compute(value, 1)
        return [value, {'a': value}]

"""
    * 5_000
)
"""A file of 25,000 lines."""
_CALL, _ARGUMENTS = "= compute(", "value, 1"


def choices(text: str, count: int) -> list[float]:
    """The seconds of each of `count` choices: a call's rest, said with the closer that is there."""
    dice, took = Random(1), []
    for _ in range(count):
        at = text.index(_CALL, dice.randrange(text.rindex(_CALL))) + len(_CALL)
        cursor = Cursor(text[:at], text[at + len(_ARGUMENTS) :], "python", "large.py")
        began = process_time()
        chosen = insertion_of(clean(f"{_ARGUMENTS})", cursor), cursor)
        took.append(process_time() - began)
        if (chosen.text[-1:] == ")") != bool(chosen.replace_right):
            raise AssertionError(chosen)
    return took


def main() -> None:
    """Type three stretches of Python; choose in a large file."""
    with patch.object(run, "InMemory", Timed):
        for seed in (1, 2, 3):
            options = vars(options_of([])) | {"corpus": "python", "wire": "fim", "seed": seed}
            run.run("glossator", argparse.Namespace(**options))
    took = Timed.took
    print(f"{1000 * median(took):.2f} ms of processor time (p50 of {len(took)} answers)")
    took = sorted(choices(LARGE, 300))
    p50, p99 = 1000 * median(took), 1000 * took[len(took) * 99 // 100]
    print(f"{p50:.2f} ms (p50) and {p99:.2f} ms (p99) for a choice in 25,000 lines")


if __name__ == "__main__":
    main()
