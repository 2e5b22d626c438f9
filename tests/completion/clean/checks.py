"""One drawn example of a filter: a cursor, the model's reply, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor
from tests.completion.drawn import at


def check_head(
    filter_head: Callable[[Draft, Cursor], Draft],
    drawn: str,
    reply: str,
    kept: str,
    *,
    language: str = "python",
    chat: bool = True,
) -> None:
    """A filter on the stream keeps `kept` of the whole reply."""
    assert filter_head(Draft(reply, whole=True, chat=chat), at(drawn, language)).text == kept


def check_whole(
    filter_whole: Callable[[str, Cursor], str],
    drawn: str,
    reply: str,
    kept: str,
    language: str = "python",
) -> None:
    """A filter on the whole keeps `kept` of the reply."""
    assert filter_whole(reply, at(drawn, language)) == kept
