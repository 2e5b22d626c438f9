"""Remembering what was found out about texts, within a bound of their length."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

MOST_CHARACTERS = 1_200_000
"""Of the texts that one function is remembered for, together; the last one may be longer."""

P = ParamSpec("P")
R = TypeVar("R")


def remembered(
    most: int, characters: int = MOST_CHARACTERS
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """As `functools.lru_cache`, for a function of one or more texts, given by their places.

    A cache that counts only how many there are keeps as much memory as they are long.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        kept: OrderedDict[tuple[object, ...], R] = OrderedDict()
        keeping = threading.Lock()

        @wraps(function)
        def recall(*args: P.args, **kwargs: P.kwargs) -> R:
            with keeping:
                if args in kept:
                    kept.move_to_end(args)
                    return kept[args]
            found = function(*args, **kwargs)
            with keeping:
                kept[args] = found
                while len(kept) > 1 and (len(kept) > most or _length(kept) > characters):
                    kept.popitem(last=False)
            return found

        return recall

    return decorate


def _length(keys: OrderedDict[tuple[object, ...], R]) -> int:
    return sum(len(each) for key in keys for each in key if isinstance(each, str))
