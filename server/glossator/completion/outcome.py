"""What became of the last request for ghost text, in a sentence for the user who asks."""

from __future__ import annotations

import time
from enum import StrEnum


class Outcome(StrEnum):
    """What the last suggestion was made from, or why none came, as far as no time is in it."""

    CACHED = "The last suggestion was made from an answer that the model gave before."
    ANSWERED = "The last suggestion was made from a new answer of the model."
    WORD = "None came: the cursor stands in the middle of a word."
    TYPED_KEY = "None came: a key or a password is being typed, so nothing is sent."
    DELETING = "None yet: it waits, because you were deleting."
    PAUSE = "None yet: it waits for a pause in your typing."
    READING = "None yet: the model has been asked, and its answer is on its way."
    LATE = "None in time: the model's answer is on its way, and shows when it comes."
    EMPTY = "None came: the model's answer holds nothing that fits here."
    GIVES_WAY = (
        "None came: the service answers one request at a time, and what you asked for has it."
    )
    USED = "None came: all that the model answered here was shown already, or rejected."


def rests(seconds: float) -> str:
    """The sentence while a service that failed gets no request for so many seconds more."""
    until = time.strftime("%H:%M:%S", time.localtime(time.time() + seconds))
    return f"None came: the service failed, and rests until {until}; a key of yours asks it now."
