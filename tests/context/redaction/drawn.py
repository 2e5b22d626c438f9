"""Secrets drawn between two marks, and what is shown of the text around them."""

from __future__ import annotations

from glossator.context.redaction.redact import redact


def check_hidden(drawn: str) -> None:
    """The secret between the marks is not shown, and all that stands around it is."""
    before, secret, after = drawn.split("│")
    shown = redact(f"{before}{secret}{after}").text
    assert secret not in shown
    assert shown.startswith(before)
    assert shown.endswith(after)
