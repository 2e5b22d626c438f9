"""From what a model answers to a commit message, line by line as it streams in. Pure.

The message is wrapped at 72 columns, and no line of it begins with git's mark of a comment.
"""

from __future__ import annotations

import re
import textwrap

from glossator.text.fences import is_fence
from glossator.text.refusals import is_no_answer

WIDTH = 72
MESSAGE_LANGUAGE = "git-commit"
"""The language of the file in which git has a message written."""
CHAT = re.compile(
    r"(?:sure|certainly|of course|okay|here(?:['’]s| is| are)\b.*|.*\bcommit message\b.*):?$|"
    r"(?:sure|certainly|of course|let me know|i hope|feel free)\b.*",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"\**(?:subject|title|summary|commit message|message|body)\**:\**\s*", re.IGNORECASE
)
BULLET = re.compile(r"(?P<mark>[-*•+]|\d+[.)])\s+(?P<text>.*)")
SCISSORS = re.compile(r"^(?P<mark>\S+) -{24} >8 -{24}\s*$", re.MULTILINE)
COMMENT = re.compile(r"(?P<mark>[#;@!$%^&|:/]{1,2})(?=\s|$)")
LEAST_COMMENTS = 3
"""Lines of comments from which on they are known; git writes more."""
TRAILER = re.compile(
    r"(?:Signed-off-by|Co-authored-by|Reviewed-by|Change-Id|Fixes|Closes):", re.IGNORECASE
)


class MessageReader:
    """Reads one answer; `feed` and `finish` give the lines of the message that are whole.

    `mark` is what git takes for a comment at the begin of a line.
    """

    def __init__(self, mark: str = "#") -> None:
        self._mark = mark
        self._partial = ""
        self._has_subject = False
        self._gap = False
        self.is_done = False

    @property
    def has_subject(self) -> bool:
        """Whether there is a message at all."""
        return self._has_subject

    def feed(self, text: str) -> list[str]:
        """The lines that are whole now that `text` has come."""
        *whole, self._partial = (self._partial + text).split("\n")
        return [made for line in whole for made in self._read(line.rstrip())]

    def finish(self) -> list[str]:
        """The lines that were waiting for more."""
        last, self._partial = self._partial, ""
        return self._read(last.rstrip())

    def _read(self, line: str) -> list[str]:
        if self.is_done:
            return []
        if is_fence(line):
            # What follows the fenced message is chat about it.
            self.is_done = self._has_subject
            return []
        if not self._has_subject:
            return self._subject(line.strip())
        if not line.strip():
            self._gap = True
            return []
        if CHAT.fullmatch(line.strip()):
            self.is_done = True
            return []
        return self._body(line)

    def _subject(self, line: str) -> list[str]:
        line = LABEL.sub("", line).strip(" `\"'*#")
        if not line or CHAT.fullmatch(line):
            return []
        if is_no_answer(line):
            self.is_done = True
            return []
        self._has_subject = self._gap = True
        first, *rest = textwrap.wrap(line, WIDTH, break_on_hyphens=False)
        return [first, *(["", *rest] if rest else [])]

    def _body(self, line: str) -> list[str]:
        label = LABEL.match(line)
        text = line[label.end() :] if label is not None else line
        if not text.strip() or TRAILER.match(text):
            return []
        bullet = BULLET.match(text.strip())
        if bullet is not None:
            mark = "-" if bullet["mark"] in "*•+" else bullet["mark"]
            made = self._wrapped(bullet["text"], f"{mark} ", " " * (len(mark) + 1))
        elif text.startswith(("    ", "\t")):
            made = [text]
        else:
            made = self._wrapped(text.strip(), "", "")
        gap, self._gap = ([""] if self._gap else []), False
        return [*gap, *(f" {each}" if each.startswith(self._mark) else each for each in made)]

    @staticmethod
    def _wrapped(text: str, first: str, rest: str) -> list[str]:
        return textwrap.wrap(
            text,
            WIDTH,
            initial_indent=first,
            subsequent_indent=rest,
            break_on_hyphens=False,
            break_long_words=False,
        )


def has_message(text: str) -> bool:
    """Whether anything stands above the comments in the file of a commit's message."""
    return bool(text[: comments_begin(text)].strip())


def comments_begin(text: str) -> int:
    """Where git's own comments begin in the file of a commit's message."""
    comment = re.search(rf"^{re.escape(comment_mark(text))}", text, re.MULTILINE)
    return comment.start() if comment is not None else len(text)


def comment_mark(text: str) -> str:
    """What git's comments begin with in a file: `#`, or what `core.commentChar` says.

    It is told from the line above the diff, or from the comments, with which the file ends.
    """
    if (scissors := SCISSORS.search(text)) is not None:
        return scissors["mark"]
    last = [line for line in text.rstrip().split("\n") if line.strip()][-LEAST_COMMENTS:]
    marks = {found["mark"] if (found := COMMENT.match(line)) else "" for line in last}
    is_comment = len(last) == LEAST_COMMENTS and len(marks) == 1
    return marks.pop() or "#" if is_comment else "#"
