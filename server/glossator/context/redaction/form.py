"""What a form of secret is, and the pieces that its patterns share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A form of secret: `marker` must occur in the line, group 1 of `pattern` is the secret."""

    marker: str
    pattern: str
    is_secret: Callable[[str], bool] | None = None


# The start of a word, also right after an escape (`\n`) or a percent escape (`%3D`) in a literal.
START = r"(?:(?<![A-Za-z0-9])|(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2}))"
# Hexadecimal digits take in the letters of placeholders, so that those are known again.
HEX = "[0-9a-fjqx-z]"
ANY_HEX = "[0-9A-Fa-fJQX-Zjqx-z]"
HEX_UUID = rf"{ANY_HEX}{{8}}(?:-{ANY_HEX}{{4}}){{3}}-{ANY_HEX}{{12}}"
WEB = r"[A-Za-z0-9_-]"


def key(prefix: str, body: str, marker: str = "") -> Format:
    """A key that is told by its `prefix`, a pattern; `marker` where the prefix is no literal."""
    return Format(
        marker=marker or prefix.replace("\\", ""),
        pattern=f"{START}{prefix}({body})",
    )
