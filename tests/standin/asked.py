"""What a request is for, told by what its model would read."""

from __future__ import annotations

from glossator.actions.prompts import DOCUMENT_SYSTEM
from tests.standin.server import Request

_DOCSTRING, _, _ = DOCUMENT_SYSTEM.partition("{language}")


def wants_docstring(request: Request) -> bool:
    """Whether a docstring is asked for, in whatever language."""
    return _DOCSTRING in request.prompt
