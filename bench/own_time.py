"""Processor time of an answer from the cache: `python -m bench.own_time` prints its median.

From the bytes of the request to the bytes of the answer, in this process; a busy machine does not
change it. Answers that waited for the model are left out.
"""

from __future__ import annotations

import argparse
import json
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any, ClassVar
from unittest.mock import patch

from bench import rpc, run
from bench.__main__ import options_of
from bench.clock import now

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


def main() -> None:
    """Type three stretches of Python."""
    with patch.object(run, "InMemory", Timed):
        for seed in (1, 2, 3):
            options = vars(options_of([])) | {"corpus": "python", "wire": "fim", "seed": seed}
            run.run("glossator", argparse.Namespace(**options))
    took = Timed.took
    print(f"{1000 * median(took):.2f} ms of processor time (p50 of {len(took)} answers)")


if __name__ == "__main__":
    main()
