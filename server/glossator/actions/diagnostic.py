"""A problem that another tool has reported in the code: an LSP diagnostic without LSP."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong at `span` (code points), as the tool `source` says it."""

    message: str
    span: tuple[int, int]
    source: str = ""
    code: str = ""
    page: str = ""
    """The address of what the tool has to say about the code, if it gives one."""

    @property
    def description(self) -> str:
        """pyright (reportCallIssue): Argument missing."""
        who = " ".join(filter(None, (self.source, f"({self.code})" if self.code else "")))
        return f"{who}: {self.message}" if who else self.message
