"""One change of a buffer, as offsets and texts. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """What was `removed` at the offset `start`, and what was `inserted` there."""

    start: int
    removed: str
    inserted: str

    @property
    def removed_end(self) -> int:
        """The end of what was removed, an offset before the change."""
        return self.start + len(self.removed)

    @property
    def inserted_end(self) -> int:
        """The end of what was inserted, an offset after the change."""
        return self.start + len(self.inserted)

    @property
    def growth(self) -> int:
        """By how much longer the text is after the change."""
        return len(self.inserted) - len(self.removed)

    def applied_to(self, text: str) -> str:
        """The text after the change."""
        return text[: self.start] + self.inserted + text[self.removed_end :]

    def undone_in(self, text: str) -> str:
        """The text before the change; `text` is the one after it."""
        return text[: self.start] + self.removed + text[self.inserted_end :]

    def moved(self, offset: int) -> int:
        """Where an offset is after the change; the end of it for one in what was removed."""
        if offset < self.start:
            return offset
        return self.inserted_end if offset < self.removed_end else offset + self.growth
