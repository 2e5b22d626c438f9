"""How much a prompt shows, where a context is short or a service slow."""

from __future__ import annotations

from dataclasses import dataclass, replace

from glossator.completion.prompt.window import MOST

DENSITY = 2.7
"""Code points of code in a token, the least of the usual models, until the model's own is known."""
ANSWER = 320
"""Tokens for a block, and for the chat template."""
LEAST_PREFIX = 300
RELATED_SHARE = 0.25
"""Of the characters that may be shown, where these are too few for all."""
SLOW_SHARE = 0.5
"""At a service that is slow to read, or that reads on when it is hung up on."""


@dataclass(frozen=True, slots=True)
class Size:
    """Code points: of the window before the cursor, of other files, and of what is always there.

    Of this `uncached` is what no prefix cache holds: it changes, or follows what changes.
    """

    prefix: int
    related: int
    fixed: int
    uncached: int

    def within(
        self, context: int | None, density: float | None = None, *, slow: bool = False
    ) -> Size:
        """What of it fits into a context of so many tokens; None is one that is long enough.

        `density` is how many code points a token holds, None where it is not known.
        A slow service is shown half, since it reads all that is new before it answers.
        """
        if slow:
            prefix, related = int(SLOW_SHARE * self.prefix), int(SLOW_SHARE * self.related)
            return replace(self, prefix=prefix, related=related).within(context, density)
        if context is None:
            return self
        available = int((density or DENSITY) * (context - ANSWER)) - self.fixed
        if available >= MOST * self.prefix + self.related:
            return self
        related = min(self.related, max(0, int(RELATED_SHARE * available)))
        prefix = min(self.prefix, max(LEAST_PREFIX, int((available - related) / MOST)))
        return replace(self, prefix=prefix, related=related)
