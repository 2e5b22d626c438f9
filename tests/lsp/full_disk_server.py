"""The real server, which cannot write a byte into any file."""

from __future__ import annotations

import resource

from glossator.lsp.server.start import serve_stdio

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    serve_stdio()
