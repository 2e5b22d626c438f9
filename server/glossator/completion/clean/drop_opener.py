"""Filter on the stream: the sign, bracket, quote or tag before the cursor, said again.

A chat model that is to begin with the last word before the cursor often begins with less of it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor, scan_before
from glossator.completion.insertion import insertion_of
from glossator.completion.readings import Reading, choose
from glossator.text.lexer import CLOSER_OF, scan

_LOOK_BACK = 300  # code points of the cursor's line
_SIGNS = ("->", "::", "?.", "$", "@", "\\", ".")
_NAME = re.compile(r"[A-Za-z_{(]")
_MEANT_TWICE = {"makefile": "$", "latex": "$", "markdown": "$", "ruby": "@"}
_PAIRS = (
    "{{",
    "{%",
    "<%=",
    "<%",
    "<?=",
    "#(",
    "${",
    "#{",
    "\\(",
    "$(",
    "(",
    "[",
    "{",
    '"""',
    '"',
    "'",
    "`",
)
_SPACED = ("( ", "[ ", "{ ", "{% ", "<% ", "<%= ", "<?= ")
_TAG = re.compile(r"<[A-Za-z][\w.-]*(?:\s[^<>]*)?>$")
_GROUP = re.compile(r"\((?P<inner>[^,()]*(?:\([^()]*\)[^,()]*)*)\)[;,:]?\s*$")


def drop_opener(answer: Draft, cursor: Cursor) -> Draft:
    """Drop what is said twice: a sign at once, an opener where syntax finds it no worse without.

    Of openers, brackets in brackets and a tuple in parentheses may be meant.
    """
    before = cursor.line_before[-_LOOK_BACK:]
    if before.endswith(_SPACED):
        before = before[:-1]
    if not answer.chat or answer.placed or not before or before[-1].isspace() or not answer.text:
        return answer
    if cursor.facts.prose and cursor.language != "latex":
        return answer
    opener = _said_again(answer.text, before, cursor)
    if opener is None:
        is_undecided = not answer.whole and _may_grow(answer.text, before)
        return answer.nothing_yet() if is_undecided else answer
    if opener in _SIGNS:
        follows = answer.text[len(opener) :]
        if not follows and not answer.whole:
            return answer.nothing_yet()
        return answer.without_head(len(opener)) if _NAME.match(follows) else answer
    first, newline, _ = answer.text.partition("\n")
    is_bare = not first[len(opener) :].strip()
    if not answer.whole and (not newline or is_bare):
        return answer.nothing_yet()
    text = answer.text.rstrip() if is_bare else first
    is_meant = _is_better_said(text, opener, cursor)
    return answer if is_meant else answer.without_head(len(opener))


def _said_again(text: str, before: str, cursor: Cursor) -> str | None:
    """The end of the cursor's line with which the answer begins."""
    if (tag := _TAG.search(before)) and text.startswith(tag.group()):
        return tag.group()
    for sign in (*_PAIRS, *_SIGNS):
        if before.endswith(sign) and text.startswith(sign):
            return None if _MEANT_TWICE.get(cursor.language) == sign else sign
    return None


def _may_grow(text: str, before: str) -> bool:
    """Whether the answer so far may become what stands before the cursor."""
    tag = _TAG.search(before)
    ends = [sign for sign in (*_PAIRS, *_SIGNS) if before.endswith(sign)]
    return any(
        end.startswith(text) and end != text for end in [*ends, *([tag.group()] if tag else [])]
    )


@lru_cache(8)
def _is_better_said(text: str, opener: str, cursor: Cursor) -> bool:
    bare = _reading(text, "as answered", cursor)
    without = _reading(text[len(opener) :], f"without {opener!r}, which stands there", cursor)
    in_text = bool(scan_before(cursor).quote) and opener not in ('"', "'", "`", '"""')
    is_lisp = cursor.facts.line_comment == ";"  # a list in a list is common there
    is_group = opener == "(" and bool(_GROUP.match(text)) and not is_lisp
    is_once = opener[0] == "<" or opener == "#("  # no function of Clojure holds another such one
    likely = [without, bare] if in_text or is_group or is_once else [bare, without]
    return choose(likely, cursor) == bare


def _reading(text: str, name: str, cursor: Cursor) -> Reading:
    if not text:
        return Reading("", 0, name)
    inserted = insertion_of(text, cursor)
    opened = scan(inserted.text, cursor.language).opened
    ends = "".join(CLOSER_OF[bracket] for bracket, _ in reversed(opened))
    return Reading(inserted.text + ends, inserted.replace_right, name, inserted.repeats)
