"""llama.cpp's own server: `python -m tests.servers.llama_cpp PORT KEY MODEL`, with a GGUF file.

It tells what its slots do, and counts the tokens that it has read.
"""

from __future__ import annotations

import sys
import threading

import xllamacpp

NAME = "smollm2"
CONTEXT = 4096
SLOTS = 2


def main() -> None:
    """Serve until the process is ended."""
    port, key, model = sys.argv[1:4]
    parameters = xllamacpp.CommonParams()
    parameters.model.path = model
    parameters.model_alias = {NAME}
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = int(port)
    parameters.api_keys = [key] if key != "none" else []
    parameters.n_parallel = SLOTS
    parameters.kv_unified = False
    parameters.n_ctx = SLOTS * CONTEXT
    # `/infill` cuts what follows the gap to a quarter of this.
    parameters.n_batch = parameters.n_ubatch = 160
    # Two threads that wait for each other starve on a busy machine.
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 1
    parameters.offline = True
    parameters.ui = False
    parameters.verbosity = 1
    parameters.endpoint_metrics = parameters.endpoint_slots = True
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
