"""`python -m tests.standin --port N`: the stand-in as a process, for editors and for trying out."""

from __future__ import annotations

import argparse
import asyncio
import contextlib

from tests.standin.asked import wants_docstring
from tests.standin.contract import PROSE_MODEL
from tests.standin.scripts import Script, speak
from tests.standin.server import KEY, Request, StandIn

EXPLANATION = (
    "This function adds its two arguments. It takes `a` and `b` and returns their sum. "
    "It has no side effects, so the same arguments always give the same result."
)
DOCSTRING = "Add two numbers and return their sum."
CODE = "return a + b"


def sensible(request: Request, between: float) -> Script:
    """Prose of the prose model, a docstring where one is asked for, else a line of code."""
    if request.model == PROSE_MODEL:
        text = EXPLANATION
    else:
        text = DOCSTRING if wants_docstring(request) else CODE
    first, *words = text.split(" ")
    return speak(first, *(f" {word}" for word in words), first=between, between=between)


async def main() -> None:
    """Serve until interrupted; the first line printed is the base URL."""
    parser = argparse.ArgumentParser(prog="python -m tests.standin", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes any that is free")
    parser.add_argument("--key", default=KEY, help="the key that is accepted")
    parser.add_argument("--between", type=float, default=0.02, help="seconds between two words")
    parser.add_argument("--raw", action="store_true", help="serve /v1/completions and /infill too")
    given = parser.parse_args()
    service = StandIn(key=given.key, port=given.port, completions=given.raw, infill=given.raw)
    service.answer = lambda request: sensible(request, given.between)
    async with service:
        print(service.base_url, flush=True)
        print(f"The key is {service.key}", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main())
