"""The insertion of a suggestion: how much of the text after the cursor it replaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from glossator.completion.cursor import Cursor, scan_before
from glossator.completion.readings import Reading, choose
from glossator.text.indentation import indent_width, leading_space
from glossator.text.lexer import CLOSER_OF, Scan, scan

_PUNCTUATION = re.compile(r"\W+$")
_LOOK_BACK = 1_000  # code points of the cursor's line
_TEXT = "plaintext"
_CLOSING = ")]};, "
_CLOSERS = frozenset(CLOSER_OF.values())
_SOLID = 4  # code points that the rest of a line needs to be known as repeated


_AT_END = " \t;,"
"""What a model leaves out, or adds, that says the rest of a line again."""
_TOKENS = re.compile(r"\w+|[^\w\s]")
_MOST_TOKENS = 40  # of the rest of the line


def insertion_of(text: str, cursor: Cursor) -> Reading:
    """The insertion of `text`, which replaces what it repeats: closers or the rest of the line."""
    tail = cursor.line_after
    if not text or not tail.strip():
        return Reading(text, len(tail) if text else 0)
    if text.rstrip() == tail.rstrip():
        return Reading("")
    return _insertion(text, cursor)


@lru_cache(maxsize=64)
def _insertion(text: str, cursor: Cursor) -> Reading:
    return choose(_readings(text, cursor), cursor)


def _readings(text: str, cursor: Cursor) -> Iterator[Reading]:
    """What the text may replace; first what brackets say, on the cursor's line alone."""
    tail = cursor.line_after
    if _says_closers_again(text.rstrip(), tail.strip(), cursor):
        yield Reading(text, len(tail.rstrip()), f"says {tail.strip()!r} again")
        return
    closed = _closed_by(text, cursor)
    if _repeats_tail(text, tail.rstrip(), closed):
        usual = len(tail.rstrip())
    else:
        usual = _overlap(closed, tail)
        if tail[usual:].strip() == text.rstrip()[-1:] == ";":
            usual = len(tail.rstrip())
    lengths = dict.fromkeys([usual, 0, *_replaceable(text, tail, cursor)])
    quote = scan_before(cursor).quote
    ends = [len(tail), tail.find(quote) if quote else -1]  # an answer may end with the string
    block = _closed_block(text, cursor)
    for length in lengths:
        rests = (tail[length:end].strip(_AT_END) for end in ends if end > length)
        repeats = any(text.rstrip(_AT_END).endswith(rest) and _says_enough(rest) for rest in rests)
        yield Reading(text, length, f"replaces {tail[:length]!r}", repeats)
        if block and tail[length:].strip():
            yield Reading(block, length, f"closes its block, replaces {tail[:length]!r}", repeats)
    if cut := _without_rest(text.rstrip(), tail.rstrip()):
        yield Reading(cut, 0, "without the rest of the line behind its closers")


def _says_closers_again(text: str, tail: str, cursor: Cursor) -> bool:
    """Whether the text is whole without the closers at its end, which are those on the line.

    Where the line with them has nothing open, no fault elsewhere makes them others.
    """
    if not text.endswith(tail) or tail.strip(_CLOSING) or scan_before(cursor).quote:
        return False
    inner = scan(text.removesuffix(tail), cursor.language)
    line = scan(cursor.line_before[-_LOOK_BACK:] + text, cursor.language)
    return not (inner.opened or inner.closers or inner.quote or line.opened or line.quote)


def _without_rest(text: str, tail: str) -> str:
    """The text up to what it repeats of the tail behind the closers that stand first in there.

    Its own last bracket looks like the first of these: `f(` + `g(1)(a)` before `)(a)`.
    """
    run = len(tail) - len(tail.lstrip("".join(_CLOSERS)))
    lengths = range(min(len(tail) - 1, len(text)), len(tail) - run - 1, -1)
    for rest in (tail[-length:] for length in lengths if length):
        if text.endswith(rest):
            return text[: -len(rest)]
    return ""


def _replaceable(text: str, tail: str, cursor: Cursor) -> Iterator[int]:
    """The lengths of the tail's beginnings whose tokens the text holds in their order, to its end.

    All of the tail is one where the text ends with it, however long. A quote that the editor closed
    where the language has none is in the way as well.
    """
    if text.rstrip(_AT_END).endswith(tail.strip(_AT_END)):
        lengths = [len(tail.rstrip(_AT_END)), len(tail.rstrip())]
        yield from reversed(lengths) if text.rstrip()[-1] in _AT_END else lengths
    given = _TOKENS.findall(text)
    last = given[-2:] if given[-1:] in ([";"], [","]) else given[-1:]
    is_stray = tail.startswith("'") and not cursor.facts.apostrophes
    wanted = list(islice(_TOKENS.finditer(tail, is_stray), _MOST_TOKENS))
    for count in range(len(wanted), 0, -1):
        if wanted[count - 1].group() in last and _is_within(wanted[:count], given):
            yield wanted[count - 1].end()
    if is_stray:
        yield 1


def _closed_block(text: str, cursor: Cursor) -> str:
    """The text with an end of the block that its first line opens, where it has come to none.

    Nothing right of the cursor can be the end of that: it ends what was open at the cursor.
    """
    quote = scan_before(cursor).quote
    code = text.rstrip().partition(quote)[2] if quote else text.rstrip()
    first, is_block, _ = code.partition("\n")
    is_opener = is_block or first.endswith("{")
    own = len(scan(code, cursor.language).opened)
    if not is_opener or not own or not scan(first, cursor.language).opened:
        return ""
    whole = cursor.line_before[-_LOOK_BACK:] + text.rstrip()
    lines = whole.split("\n")
    ends, below = text.rstrip(), -1
    for bracket, width in scan(whole, cursor.language).opened[::-1][:own]:
        if len(lines) > 1 and width != below:
            below = width
            ends += "\n" + leading_space(next(it for it in lines if indent_width(it) == width))
        ends += CLOSER_OF[bracket]
    return ends


def _is_within(wanted: list[re.Match[str]], given: list[str]) -> bool:
    """Whether the tokens `given` hold all that is wanted, in its order."""
    rest = iter(given)
    return all(any(token.group() == one for one in rest) for token in wanted)


def _says_enough(rest: str) -> bool:
    """Whether the rest of a line can be no coincidence: it has words, brackets, or it sets."""
    return (
        rest.startswith("= ")
        or sum(map(str.isalnum, rest)) >= _SOLID
        or any(one in CLOSER_OF for one in rest)
    )


def _closed_by(text: str, cursor: Cursor) -> str:
    """The closing brackets and quote in `text` that close what the cursor's line opened.

    A string may hold brackets of its own, as where code stands in it: `f"{name}"`.
    """
    line = cursor.line_before[-_LOOK_BACK:]
    language = _TEXT if scan_before(cursor).in_comment else cursor.language
    before = scan(line, language)
    if not before.quote:
        return _closers(before, scan(text, language))[0]
    quote = re.escape(before.quote)
    end = re.match(rf"(?P<inner>(?:\\.|(?!{quote})[^\\])*){quote}", text, re.DOTALL)
    string = scan(line.rpartition(before.quote)[2], _TEXT)
    closed, all_of_them = _closers(string, scan(end["inner"] if end else text, _TEXT))
    if not end or not all_of_them:
        return closed
    outside = _closers(before, scan(text[end.end() :], cursor.language))[0]
    return closed + before.quote + outside


def _closers(before: Scan, given: Scan) -> tuple[str, bool]:
    """The closers in `given` of what is open before it and stays closed; whether these are all."""
    wanted = "".join(CLOSER_OF[bracket] for bracket, _ in reversed(before.opened))
    closed = wanted[: _same(wanted, given.closers)]
    opened = "".join(CLOSER_OF[bracket] for bracket, _ in reversed(given.opened))
    return closed.removesuffix(opened), closed == wanted


def _repeats_tail(text: str, tail: str, closed: str) -> bool:
    if not text.rstrip().endswith(tail.strip()):
        return False
    closers = "".join(char for char in tail if char in ")]}\"'`")
    if closers:
        return closers in closed
    return bool(_PUNCTUATION.match(tail)) or len(tail.strip()) >= _SOLID


def _overlap(closed: str, tail: str) -> int:
    """How much of `tail` are exactly the closers that the suggestion brings.

    Of these the inner ones need not be there: not every editor closes every bracket.
    """
    outer = (closed[inner:] for inner in range(len(closed)))
    return max((_same(each, tail) for each in outer), default=0)


def _same(one: str, other: str) -> int:
    """The length of what both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
