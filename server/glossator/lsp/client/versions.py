"""The versions of a Glossator client and its server: they work together, and the older is named.

What either can do beyond LSP is agreed on by flags (`extensions.py`), never by versions: a flag
that the server does not know is not heeded, and nothing is sent without one.
"""

from __future__ import annotations

import re

_VERSION = re.compile(r"(\d{1,6})\.(\d{1,6})(?:\.|$)")


def older_of(client: object, server: str) -> str | None:
    """The sentence for a user whose client and server are of releases with other features.

    None where they are not, or where the client says no version.
    """
    if not isinstance(client, str) or (clients := _release(client)) is None:
        return None
    servers = _release(server)
    if servers is None or clients == servers:
        return None
    shown = ".".join(map(str, clients))
    if clients < servers:
        return (
            f"The editor's part of Glossator ({shown}) is older than its server ({server}); "
            "update it to have all that the server can do."
        )
    return (
        f"Glossator's server ({server}) is older than the editor's part ({shown}); update it, "
        "with `uv tool upgrade`, `pipx upgrade` or `pip install --upgrade`, to have all of it."
    )


def _release(version: str) -> tuple[int, int] | None:
    """The first two numbers: a third one stands for mended faults alone."""
    found = _VERSION.match(version)
    return (int(found[1]), int(found[2])) if found else None
