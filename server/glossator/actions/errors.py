"""Why an action ended without a result, in one sentence for the user."""

from __future__ import annotations

from glossator.text.sanitize import sentence


class NoUsableAnswer(Exception):
    """The model answered, but nothing in its answer can be used; the sentence may quote it."""

    def __init__(self, message: str) -> None:
        super().__init__(sentence(message))
