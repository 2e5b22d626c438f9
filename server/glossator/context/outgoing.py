"""The one way out for text to a model: ignored files are withheld, secrets are redacted."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from glossator.context.buffer import Buffer
from glossator.context.ignore import Ignore
from glossator.context.redaction.key_blocks import LONGEST_KEY
from glossator.context.redaction.redact import Redacted, redact
from glossator.context.redaction.unfinished import is_within_secret
from glossator.errors import FileWithheldError
from glossator.text.sanitize import sentence

STEP = 15_000
"""Code points by which a window moves: between two steps it begins with the same text."""
BEFORE = 15_000
"""Code points that a window shows before its offset, and up to `STEP` more."""
AFTER = 8_000
"""Code points that a window shows after its offset."""
LONGEST_LINE = 10_000
"""Code points around a window that are searched for the rest of a line that it cuts."""
_LINES_ABOVE = 5
"""Lines above a window that are searched for the names of its values."""

_MOST_WINDOWS = 8
_windows: dict[str, Redacted] = {}
"""The last window of each document, those asked for last at the end."""

_MARK = 80  # as long as the line that ends a key block may be


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A buffer as a model may see it: each secret hidden by a placeholder of the same length.

    The buffer's text begins at the offset `begins` of the real one: 0 unless it is a window.
    """

    buffer: Buffer
    begins: int
    _redacted: Redacted
    _first: int = 0
    """The offset in the real buffer at which the redacted text begins."""

    def hide(self, text: str) -> str:
        """Another text that goes out with the buffer: the user's instruction, a diagnostic.

        Tools name files by where they lie on this machine: of that the folders go.
        """
        return self._redacted.hide(_without_folders(text, self.buffer.root))

    def restore(self, text: str) -> str:
        """What a model wrote, with the secrets back in; for the user's own buffer only.

        Raises:
            NoUsableAnswerError: where it holds what stands for a secret of another file.
        """
        return self._redacted.restore(text)

    def within(self, start: int, stop: int) -> Outgoing:
        """The same; `restore` knows only the secrets of this part of the real buffer."""
        known = self._redacted.within(start - self._first, stop - self._first)
        return self if known is self._redacted else replace(self, _redacted=known)


def outgoing_of(buffer: Buffer, ignore: Ignore) -> Outgoing:
    """Let a whole buffer out.

    Raises:
        FileWithheldError: when it must stay on this machine.
    """
    _hold_back(buffer, ignore)
    redacted = redact(buffer.text)
    return Outgoing(replace(buffer, text=redacted.text), 0, redacted)


def outgoing_window(buffer: Buffer, ignore: Ignore, offset: int) -> Outgoing:
    """Let out what stands around `offset`, in a time that the length of the file does not change.

    A secret that the window cuts in two is hidden all the same.

    Raises:
        FileWithheldError: when it must stay on this machine.
    """
    _hold_back(buffer, ignore)
    text = buffer.text
    begins = max(0, (offset - BEFORE) // STEP * STEP)
    ends = min(len(text), offset + AFTER)
    first, last = _whole(text, begins, ends)
    redacted = _redacted(buffer.uri, text[first:last])
    shown = redacted.text[begins - first : ends - first]
    return Outgoing(replace(buffer, text=shown), begins, redacted, first)


def is_typing_secret(buffer: Buffer, offset: int) -> bool:
    """Whether a secret is being typed at the offset: then no window around it may leave."""
    return is_within_secret(buffer.text, offset, buffer.language, without_secrets)


def without_secrets(text: str) -> str:
    """Any text as it may leave; what was redacted before is not changed again."""
    return redact(text).text


def why_withheld(buffer: Buffer, ignore: Ignore) -> str | None:
    """The sentence that says why a buffer must stay on this machine; None where it may leave."""
    reason = next(filter(None, map(ignore.reason, _places(buffer))), None)
    return None if reason is None else sentence(f"No model may see {buffer.name}: {reason}.")


def _without_folders(text: str, root: Path | None) -> str:
    """The text with paths below the workspace's folder and the home made relative to them."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path's raises where there is no home
    for folder, name in ((root, ""), (home, "~/")):
        if folder is None or not folder.is_absolute() or len(folder.parts) < 2:
            continue
        spellings = {
            folder.as_uri(),
            folder.as_posix(),
            str(folder),
            str(folder).replace("\\", "\\\\"),
        }
        for spelling in sorted(spellings, key=len, reverse=True):
            ends = r"(?:/|\\\\|\\|(?![\w-]|\.\w))"
            text = re.sub(re.escape(spelling) + ends, name, text)
    return text


def _redacted(uri: str, text: str) -> Redacted:
    """The window of a document, of which each keystroke changes a line."""
    redacted = _windows[uri] = redact(text, _windows.pop(uri, None))
    if len(_windows) > _MOST_WINDOWS:
        del _windows[next(iter(_windows))]
    return redacted


def _hold_back(buffer: Buffer, ignore: Ignore) -> None:
    if (why := why_withheld(buffer, ignore)) is not None:
        raise FileWithheldError(why)


def _places(buffer: Buffer) -> Iterator[Path]:
    """The files that a document stands for: its own, or what its URI says (`git:/work/.env`).

    A name without a folder, such as that of `untitled:.env`, counts from the workspace's.
    """
    if buffer.path is not None:
        yield buffer.path
        if not buffer.path.as_posix().startswith("//"):
            return
    with suppress(ValueError):
        path = unquote(urlsplit(buffer.uri).path, errors="surrogateescape")
        if name := path.replace("\\", "/").partition("\0")[0]:
            yield (buffer.root or Path("/")) / name


def _whole(text: str, begins: int, ends: int) -> tuple[int, int]:
    """The span with the rest of the lines and of the key blocks that its ends cut.

    Lines above come with it, in which the name of a value may stand.
    """
    before = max(0, begins - LONGEST_LINE)
    first = begins + 1
    for _ in range(_LINES_ABOVE + 1):
        first = max(before, text.rfind("\n", before, max(first - 1, before)) + 1)
    key = text.find("-----BEGIN", max(0, begins - LONGEST_KEY), begins)
    last = text.find("\n", ends, ends + LONGEST_LINE)
    last = min(ends + LONGEST_LINE, len(text)) if last < 0 else last
    key_ends = text.rfind("-----END", ends, ends + LONGEST_KEY)
    if key_ends >= 0:
        last = max(last, min(key_ends + _MARK, len(text)))
    return (first if key < 0 else min(first, key)), last
