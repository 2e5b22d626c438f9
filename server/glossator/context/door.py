"""The door that all text for a model passes: ignored files stay home, secrets are hidden."""

from __future__ import annotations

from dataclasses import dataclass, replace

from glossator.context.code import Buffer
from glossator.context.ignore import Ignore
from glossator.context.secrets import Redacted, redact


class Withheld(Exception):
    """No model may see the file; the text is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """A buffer as a model may see it: each secret hidden by a placeholder of the same length.

    Offsets are those of the real buffer.
    """

    buffer: Buffer
    _redacted: Redacted

    def restore(self, text: str) -> str:
        """What a model wrote, with the secrets back in; for the user's own buffer only."""
        return self._redacted.restore(text)


def admit(buffer: Buffer, ignore: Ignore) -> Admitted:
    """Let a buffer out.

    Raises:
        Withheld: when it must stay on this machine.
    """
    reason = ignore.reason(buffer.path)
    if reason is not None:
        raise Withheld(f"No model may see {buffer.name}: {reason}.")
    redacted = redact(buffer.text)
    return Admitted(replace(buffer, text=redacted.text), redacted)
