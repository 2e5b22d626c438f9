"""What the simulated model answers to a prompt, token by token, in the manner of its route.

A chat model puts its code into a fence more often than not, sometimes with prose around it or
the current line before it, and stops after a block. A raw completion goes on until nothing is
missing any more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from random import Random

from bench.knowledge import Knowledge, Token
from bench.places import Found, Places, agreement
from bench.tokens import tokenize

CHAT_LINES = 10
"""Lines after which a chat model stops if no blank line has ended its block before."""
FIM_PREFIX, FIM_SUFFIX, FIM_MIDDLE = "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"
_PROSE = "Here is the code that continues at the cursor:\n\n"
_AFTERWORD = "\n\nThis completes the code as the surrounding lines suggest."


@dataclass(frozen=True, slots=True)
class Manner:
    """How a chat model dresses its code; shares of all answers, each decided by the place.

    `prose` is a share of the fenced answers; `echo` repeats the cursor's line before the code,
    and happens more often where the prompt asks for a repetition.
    """

    fence: float = 0.8
    prose: float = 0.2
    echo: float = 0.3
    echo_if_asked: float = 0.9


BARE = Manner(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Piece:
    """One token, and how many characters of code the answer holds once it has come."""

    token: Token
    code: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer.

    `key` is the keystroke that it belongs to (None: a prompt about no place, a probe); `road` is
    the text from that keystroke's cursor on: what the prompt already assumed, then the code.
    """

    key: int | None
    assumed: str
    road: str
    pieces: tuple[Piece, ...]


class Model:
    """Answers prompts out of what it knows."""

    def __init__(
        self,
        knowledge: Knowledge,
        places: Places,
        manner: Manner,
        language: str,
        lines: int = 0,
    ) -> None:
        self._knowledge = knowledge
        self._places = places
        self._manner = manner
        self._language = language
        self._lines = lines

    def chat(self, prompt: str) -> Answer:
        """The answer to a rendered chat prompt."""
        found = self._places.find(prompt)
        if found is None:
            return _answer(None, "", [], [Token(text) for text in tokenize("OK")], [])
        assumed, code = self._code(found, prompt, chat=True)
        code = _block(code, self._lines or CHAT_LINES)
        before, after = self._dress(found, assumed, asked="repeat" in prompt.lower())
        return _answer(found.place.key, assumed, before, code, after)

    def complete(self, prompt: str) -> Answer:
        """The answer to a raw prompt: what is missing at the end, or between Qwen's FIM tokens."""
        prefix = prompt
        if FIM_MIDDLE in prompt:
            prefix = prompt.rsplit(FIM_PREFIX, 1)[-1].split(FIM_SUFFIX, 1)[0]
        found = self._places.find(prefix)
        if found is None:
            return _answer(None, "", [], _probed(prompt), [])
        assumed, code = self._code(found, prefix, chat=False)
        if self._lines:
            code = _block(code, self._lines)
        return _answer(found.place.key, assumed, [], code, [])

    def _code(self, found: Found, prompt: str, *, chat: bool) -> tuple[str, list[Token]]:
        """The text that the prompt assumes beyond the place, and the code that follows."""
        place, knowledge = found.place, self._knowledge
        if not place.known:
            return "", knowledge.invention(place.tail[-80:])
        following = prompt[found.stop :]
        belief = knowledge.continuation(place.start, place.end)
        reply = "".join(token.text for token in belief)
        truth = knowledge.finished[place.start : place.end]
        true_steps = agreement(following, truth)
        steps = max(true_steps, agreement(following, reply))
        if chat and following[:steps].endswith("\n"):  # the line end before a closing tag or fence
            steps, true_steps = steps - 1, min(steps - 1, true_steps)
        if true_steps == steps:
            rest = knowledge.continuation(place.start + steps, place.end)
        else:
            rest = _without(belief, steps)
        return following[:steps], rest

    def _dress(self, found: Found, assumed: str, *, asked: bool) -> tuple[list[Token], list[Token]]:
        place = found.place
        random = Random(f"{place.tail[-80:]}{assumed}")
        before, after = "", ""
        if random.random() < self._manner.fence:
            before, after = f"```{self._language}\n", "\n```"
            if random.random() < self._manner.prose:
                before, after = _PROSE + before, after + _AFTERWORD
        if random.random() < (self._manner.echo_if_asked if asked else self._manner.echo):
            before += (place.tail + assumed).rsplit("\n", 1)[-1]
        return [Token(t) for t in tokenize(before)], [Token(t) for t in tokenize(after)]


def stopped(answer: Answer, stops: tuple[str, ...], most: int) -> tuple[Answer, str]:
    """The answer as cut by stop strings and the most tokens allowed, and its finish reason.

    Tokens of a stop string are still decoded, with no text.
    """
    text = "".join(piece.token.text for piece in answer.pieces)
    cuts = [at for at in (text.find(stop) for stop in stops if stop) if at >= 0]
    ends = [text.find(stop) + len(stop) for stop in stops if stop and stop in text]
    reason, at = "stop", 0
    pieces: list[Piece] = []
    for piece in answer.pieces:
        if cuts and at >= max(min(cuts), min(ends)):
            break
        if len(pieces) == most:
            reason = "length"
            break
        kept = piece.token.text[: max(0, min(cuts) - at)] if cuts else piece.token.text
        pieces.append(replace(piece, token=replace(piece.token, text=kept)))
        at += len(piece.token.text)
    return replace(answer, pieces=tuple(pieces)), reason


def _answer(
    key: int | None, assumed: str, before: list[Token], code: list[Token], after: list[Token]
) -> Answer:
    pieces = [Piece(token, 0) for token in before]
    written = 0
    for token in code:
        written += len(token.text)
        pieces.append(Piece(token, written))
    pieces += [Piece(token, written) for token in after]
    road = assumed + "".join(token.text for token in code)
    return Answer(key, assumed, road, tuple(pieces))


def _block(code: list[Token], most: int) -> list[Token]:
    """The first block: up to a blank line or so many line ends, without blanks at its end."""
    text, lines, stop = "", 0, 0
    for token in code:
        if text.strip() and token.text.startswith("\n"):
            lines += 1
            if lines == most or text.rstrip(" \t").endswith("\n"):
                break
        text += token.text
        stop += 1
    while stop and text.strip() and code[stop - 1].text.isspace():
        stop -= 1
    return code[:stop]


def _without(tokens: list[Token], characters: int) -> list[Token]:
    """The tokens after so many characters of their text."""
    rest = []
    for token in tokens:
        text = token.text[characters:] if characters else token.text
        characters = max(0, characters - len(token.text))
        if text:
            rest.append(replace(token, text=text))
    return rest


def _probed(prompt: str) -> list[Token]:
    """A plain answer for prompts about no place, such as a client's probes at start-up.

    With FIM tokens it is the word in quotes after the gap, if there is one.
    """
    after = prompt.split(FIM_SUFFIX, 1)[-1] if FIM_MIDDLE in prompt else ""
    word = re.search(r'"(\w+)"', after)
    return [Token(text) for text in tokenize(word[1] if word else "pass")]
