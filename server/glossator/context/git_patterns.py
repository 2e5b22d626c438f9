"""The patterns of ignore files, parsed and matched as git does (`wildmatch.c`), byte by byte. Pure.

Neither a pattern nor a path makes matching go back: a star takes as little as the rest allows, and
what follows it is found at its first place. A pattern that git takes for none matches nothing.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass

_Run = bytes | tuple[int, ...]
"""What stands between two stars: a literal text, or for each byte the set of those that it may be.

A set of bytes is a number in which the bit of each is 1.
"""

_ANY = (1 << 256) - 1


def _set(letters: str) -> int:
    return sum(1 << ord(letter) for letter in letters)


_UPPER = _set(string.ascii_uppercase)
_CLASSES = {
    b"alpha": _set(string.ascii_letters),
    b"digit": _set(string.digits),
    b"alnum": _set(string.ascii_letters + string.digits),
    b"lower": _set(string.ascii_lowercase),
    b"upper": _UPPER,
    b"xdigit": _set(string.hexdigits),
    b"blank": _set(" \t"),
    b"space": _set(" \t\n\r\f\v"),
    b"punct": _set(string.punctuation),
    b"cntrl": _set("".join(map(chr, (*range(32), 127)))),
    b"graph": _set(string.ascii_letters + string.digits + string.punctuation),
    b"print": _set(string.ascii_letters + string.digits + string.punctuation + " "),
}


class TooMuchWorkError(Exception):
    """More patterns, or longer ones, than a verdict may take."""


@dataclass(slots=True)
class Work:
    """What a verdict may still cost; a unit takes half a microsecond or less."""

    left: int

    def spend(self, units: int) -> None:
        """Take units away.

        Raises:
            TooMuchWorkError: when none is left.
        """
        self.left -= units
        if self.left < 0:
            raise TooMuchWorkError


@dataclass(frozen=True, slots=True)
class _Segment:
    """What a pattern says of one folder or file name: its runs, with a star between each two."""

    runs: tuple[_Run, ...]

    @property
    def is_deep(self) -> bool:
        """Whether it is `**`, which stands for any number of folders."""
        return len(self.runs) > 2 and not any(self.runs)

    def matches(self, name: bytes, work: Work) -> bool:
        work.spend(1)
        first, *between = self.runs
        if not between:
            return len(name) == len(first) and _stands(first, name, 0, work)
        last = between.pop()
        at, end = len(first), len(name) - len(last)
        if at > end or not _stands(first, name, 0, work) or not _stands(last, name, end, work):
            return False
        for run in between:
            found = _find(run, name, at, end, work)
            if found < 0:
                return False
            at = found + len(run)
        return True


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of an ignore file; `ignores` is False for a negation."""

    line: int
    text: str
    ignores: bool
    folders_only: bool
    names_only: bool
    blocks: tuple[tuple[_Segment, ...], ...]
    """What stands between two `**`; the first counts from the path's start, the last to its end."""

    def matches(self, path: bytes, is_folder: bool, work: Work) -> bool:
        """Whether it means the folder or file at `path`, from the ignore file's folder on.

        Raises:
            TooMuchWorkError: when that takes more than `work` has left.
        """
        if self.folders_only and not is_folder:
            return False
        if self.names_only:
            return self.blocks[0][0].matches(path.rpartition(b"/")[2], work)
        names = path.split(b"/")
        first, *between = self.blocks
        if not between:
            return len(names) == len(first) and _agree(first, names, 0, work)
        last = between.pop()
        at, end = len(first), len(names) - len(last)
        if at > end or not _agree(first, names, 0, work) or not _agree(last, names, end, work):
            return False
        for block in between:
            places = range(at, end - len(block) + 1)
            found = next((each for each in places if _agree(block, names, each, work)), None)
            if found is None:
                return False
            at = found + len(block)
        return True


def patterns(data: bytes, fold: bool = False) -> Iterator[Pattern]:
    """The patterns of an ignore file; with `fold` the case of ASCII letters does not count.

    The paths to match must then be in lower case.
    """
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.startswith(b"#"):
            continue
        text = _without_trailing_spaces(line.removesuffix(b"\r").partition(b"\0")[0])
        if (found := _pattern(number, text, fold)) is not None:
            yield found


def _pattern(number: int, text: bytes, fold: bool) -> Pattern | None:
    negation = text.startswith(b"!")
    core = text[1:] if negation else text
    folders_only = core.endswith(b"/")
    core = core.removesuffix(b"/")
    names_only = b"/" not in core
    segments = _segments(core.removeprefix(b"/"), fold) if core else None
    if segments is None:
        return None
    blocks: list[list[_Segment]] = [[]]
    for index, segment in enumerate(segments):
        if names_only or not segment.is_deep:
            blocks[-1].append(segment)
        else:
            # At the end it needs something to stand for.
            blocks.append([_Segment((b"", b""))] if index + 1 == len(segments) else [])
    shown = text.decode("utf-8", "replace")
    made = tuple(map(tuple, blocks))
    return Pattern(number, shown, not negation, folders_only, names_only, made)


def _without_trailing_spaces(line: bytes) -> bytes:
    end = len(line.rstrip(b" "))
    slashes = end - len(line[:end].rstrip(b"\\"))
    return line[: end + (slashes % 2 if end < len(line) else 0)]


def _segments(core: bytes, fold: bool) -> list[_Segment] | None:
    """The pattern's segments; None for one that git takes for none."""
    if not any(special in core for special in (b"?", b"[", b"\\")):
        names = (core.lower() if fold else core).split(b"/")
        return [_Segment(tuple(name.split(b"*"))) for name in names]
    segments: list[_Segment] = []
    runs: list[list[int]] = [[]]
    at = 0
    while at < len(core):
        byte = core[at]
        if byte == ord("\\"):
            at += 1
            if at == len(core):
                return None
            byte = core[at]
            if byte != ord("/"):
                runs[-1].append(1 << byte)
                at += 1
                continue
        if byte == ord("/"):
            segments.append(_segment(runs, fold))
            runs = [[]]
        elif byte == ord("*"):
            runs.append([])
        elif byte == ord("?"):
            runs[-1].append(_ANY)
        elif byte == ord("["):
            found = _bracket(core, at + 1)
            if found is None:
                return None
            may_be, at = found
            runs[-1].append(may_be)
            continue
        else:
            runs[-1].append(1 << byte)
        at += 1
    return [*segments, _segment(runs, fold)]


def _segment(runs: list[list[int]], fold: bool) -> _Segment:
    return _Segment(tuple(_run(run, fold) for run in runs))


def _run(run: list[int], fold: bool) -> _Run:
    if fold:
        run = [each | (each & _UPPER) << 32 for each in run]
    elif all(each.bit_count() == 1 for each in run):
        return bytes(each.bit_length() - 1 for each in run)
    return tuple(run)


def _bracket(core: bytes, at: int) -> tuple[int, int] | None:
    """The set of bytes that begins at `at`, and where the pattern goes on; None without an end."""
    negated = core[at : at + 1] in (b"!", b"^")
    at += negated
    may_be, before, first = 0, 0, True
    while first or core[at : at + 1] != b"]":
        first = False
        if at >= len(core):
            return None
        byte = core[at]
        if byte == ord("-") and before and at + 1 < len(core) and core[at + 1] != ord("]"):
            at += 2 if core[at + 1] == ord("\\") else 1
            if at >= len(core):
                return None
            may_be |= max(0, (2 << core[at]) - (1 << before))
            before = 0
        elif core.startswith(b"[:", at) and (end := core.find(b"]", at + 2)) >= 0:
            name = core[at + 2 : end]
            if not name.endswith(b":"):
                may_be |= 1 << byte
                before = byte
            elif name[:-1] in _CLASSES:
                may_be |= _CLASSES[name[:-1]]
                at, before = end, 0
            else:
                return None
        else:
            if byte == ord("\\"):
                at += 1
                if at >= len(core):
                    return None
                byte = core[at]
            may_be |= 1 << byte
            before = byte
        at += 1
    return (_ANY & ~may_be if negated else may_be), at + 1


def _agree(block: tuple[_Segment, ...], names: list[bytes], at: int, work: Work) -> bool:
    if at + len(block) > len(names):
        return False
    return all(segment.matches(names[at + i], work) for i, segment in enumerate(block))


def _stands(run: _Run, name: bytes, at: int, work: Work) -> bool:
    if isinstance(run, bytes):
        return name.startswith(run, at)
    work.spend(1 + len(run) // 4)
    return at + len(run) <= len(name) and all(
        may_be >> name[at + i] & 1 for i, may_be in enumerate(run)
    )


def _find(run: _Run, name: bytes, at: int, end: int, work: Work) -> int:
    if isinstance(run, bytes):
        return name.find(run, at, end)
    places = range(at, end - len(run) + 1)
    return next((each for each in places if _stands(run, name, each, work)), -1)
