"""What would be inserted for a model's answer: the whole way through the pure rooms."""

from __future__ import annotations

import random
from collections.abc import Iterator

from glossator.completion.cache import SuggestionCache
from glossator.completion.clean import StreamCleaner, clean
from glossator.completion.cursor import Cursor
from glossator.completion.insertion import insertion_of
from glossator.completion.segments import Segments
from glossator.completion.stop import end_of_suggestion, stop_rule_at
from glossator.models.thoughts import ThoughtFilter
from tests.completion.holes import Hole
from tests.completion.wrappings import WRAPPINGS, Said


def pieces(text: str, seed: int) -> Iterator[str]:
    """`text` in random pieces, as a service streams it."""
    dice, at = random.Random(seed), 0
    while at < len(text):
        size = dice.randint(1, 9)
        yield text[at : at + size]
        at += size


def inserted(answer: str, cursor: Cursor, *, chat: bool = True, seed: int = 0) -> str:
    """The buffer after the suggestion made of `answer` has been accepted."""
    cleaner, stop_rule, end = StreamCleaner(cursor, chat=chat), stop_rule_at(cursor), None
    for piece in pieces(answer, seed):
        cleaner.feed(piece)
        end = end_of_suggestion(cleaner.text, cursor, stop_rule)
        if end is not None or cleaner.ended:
            break
    else:
        cleaner.finish()
        end = end_of_suggestion(cleaner.text, cursor, stop_rule)
    suggestion = insertion_of(clean(cleaner.text[:end], cursor), cursor)
    return cursor.prefix + suggestion.text + cursor.suffix[suggestion.replace_right :]


def suggested(answer: str, cursor: Cursor, *, chat: bool, size: int) -> str:
    """The buffer after the first suggestion is accepted; empty where there is none.

    The answer comes in pieces of `size` code points, and a whole suggestion ends the stream.
    """
    cache = SuggestionCache()
    cleaner, segments = StreamCleaner(cursor, chat=chat), Segments(cache, cursor)
    thoughts, text = ThoughtFilter(passes=not chat), ""
    for start in range(0, len(answer), size):
        text += cleaner.feed(thoughts.feed(answer[start : start + size]))
        segments.take(text, whole=False)
        if cleaner.ended or segments.ended or segments.count:
            break
    else:
        text += cleaner.feed(thoughts.finish())
        text += cleaner.finish()
    segments.take(text, whole=True)
    texts = cache.get(cursor)
    if not texts:
        return ""
    insertion = insertion_of(texts[0], cursor)
    return cursor.prefix + insertion.text + cursor.suffix[insertion.replace_right :]


def attempt(hole: Hole, wrapping: str, place: str, seed: int = 0) -> str:
    """The program that comes of the right line for `hole`, said as `wrapping` says it."""
    column = hole.column(place)
    reply = Said(hole.above, hole.line[:column], hole.line[column:], hole.below)
    return inserted(WRAPPINGS[wrapping](reply), hole.cursor(place), seed=seed)
