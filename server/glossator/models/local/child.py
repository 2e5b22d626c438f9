"""The process that runs the local model: `python -m glossator.models.local.child`.

`process.py` starts it and says how they talk. It imports xllamacpp, llama.cpp's own server as a
library, and must be imported by nothing else.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from pathlib import Path
from typing import TextIO

import xllamacpp

# Ghost text and an explanation run side by side, each with the whole context to itself.
_SLOTS = 2
# llama.cpp sees a new request or a hang-up only between two batches of prompt, so on a CPU a large
# batch means seconds of deafness; 128 costs 5 % of prompt speed against the default of 2048.
_BATCH_TOKENS = 128
# Earlier prompts kept for reuse, when the user goes back to another file.
_PROMPT_CACHE_MIB = 512
_ERRORS_ONLY = 1
_IPV4, _IPV6 = "127.0.0.1", "::1"


def main() -> None:
    """Load the model, say where it listens, and serve until stdin ends."""
    # Ctrl-C in a terminal reaches the whole process group; the parent decides what ends with it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    replies = _reserve_stdout()
    orders = json.loads(sys.stdin.readline())
    parameters = _parameters(Path(orders["model"]), orders["context"], orders["key"])
    try:
        server = xllamacpp.Server(parameters)
    except RuntimeError as error:
        sys.exit(str(error))
    print(
        json.dumps({"address": server.listening_address, "name": Path(orders["model"]).stem}),
        file=replies,
        flush=True,
    )
    sys.stdin.read()
    # Not sys.exit: llama.cpp's threads would first finish what nobody waits for any more.
    os._exit(0)


def _reserve_stdout() -> TextIO:
    """Keep stdout for the reply; whatever else is printed, also by native code, goes to stderr."""
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return replies


def _parameters(model: Path, context: int, key: str) -> xllamacpp.CommonParams:
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model)
    # Without an alias the answers would name the model by its path on this machine.
    parameters.model_alias = {model.stem}
    parameters.hostnames = [_loopback()]
    parameters.port = 0
    parameters.api_keys = [key]
    parameters.n_parallel = _SLOTS
    # One pool shared by the slots fails both requests as soon as they outgrow it together.
    parameters.kv_unified = False
    parameters.n_ctx = _SLOTS * context
    parameters.n_batch = parameters.n_ubatch = _BATCH_TOKENS
    parameters.cache_ram_mib = _PROMPT_CACHE_MIB
    parameters.offline = True
    parameters.ui = False
    parameters.verbosity = _ERRORS_ONLY
    return parameters


def _loopback() -> str:
    """The address at which this machine alone can ask; IPv6's where there is no other."""
    with socket.socket(socket.AF_INET) as tried:
        try:
            tried.bind((_IPV4, 0))
        except OSError:
            return _IPV6
    return _IPV4


if __name__ == "__main__":
    main()
