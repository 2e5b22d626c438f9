"""The real server, which waits a moment for what its client owes instead of half a minute."""

from __future__ import annotations

from glossator.lsp.client import owed
from glossator.lsp.server.start import serve_stdio

if __name__ == "__main__":
    owed.ANSWER_TIMEOUT = 0.5
    serve_stdio()
