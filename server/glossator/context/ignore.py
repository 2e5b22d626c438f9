"""Which files no model may see: ignored ones, those the user named, and those that hold secrets.

`.gitignore` is read as git reads it: from the repository's top down to the file, each folder on
the way judged for itself, deeper files before shallower ones, the last pattern that matches wins.
So are the repository's `info/exclude` and the user's own list for all repositories. `.ignore` and
`.glossatorignore` beside `.gitignore` are read after it and by the same rules.

pathspec translates the patterns. It judges whole paths, though, where git judges folder by folder,
so that walk is done here. Importing it takes 40 ms: import this module when it is needed.
"""

from __future__ import annotations

import os
import platform
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

from glossator.context.git_excludes import exclude_files, repository_above
from glossator.context.redaction.files import holds_secrets

IGNORE_FILES = (".gitignore", ".ignore", ".glossatorignore")

# Seconds for which a verdict, and an ignore file as it was read, are taken for current.
_CURRENT = 1.0
_MOST_VERDICTS = 10_000

_CLASSES = {
    "alpha": "a-zA-Z",
    "digit": "0-9",
    "alnum": "a-zA-Z0-9",
    "lower": "a-z",
    "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
    "blank": " \t",
    "space": " \t\n\r\f\v",
}
_CLASS = re.compile(rf"\[:({'|'.join(_CLASSES)}):\]")
_TRAILING_SPACES = re.compile(r"(?<!\\) +$")

# Windows and macOS do not tell `Build` from `build`, and neither does git there.
_FLAGS = re.NOFLAG if platform.system() == "Linux" else re.IGNORECASE


@dataclass(frozen=True, slots=True)
class _Rule:
    """One line of an ignore file; `ignores` is False for a negation."""

    pattern: re.Pattern[str]
    ignores: bool
    folders_only: bool
    line: int
    text: str

    def matches(self, path: str, is_folder: bool) -> bool:
        return (is_folder or not self.folders_only) and self.pattern.fullmatch(path) is not None


@dataclass(frozen=True, slots=True)
class _IgnoreFile:
    """An ignore file as it was read at `checked`; `stamp` tells when to read it again."""

    checked: float
    stamp: tuple[int, int] | None
    rules: tuple[_Rule, ...]


class Ignore:
    """Judges files, most of them of one workspace folder.

    `root` is that folder, from whose repository's top ignore files count. A file is judged from the
    top of its own repository, too, wherever it lies; one in none, from its folder. `patterns` are
    the user's, in .gitignore's syntax; they only add up, so a negation among them does nothing.
    `clock` counts seconds.
    """

    def __init__(
        self,
        root: Path | None,
        patterns: tuple[str, ...],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._roots = [] if root is None else list(dict.fromkeys([_absolute(root), root.resolve()]))
        self._users = [rule for rule in _rules(patterns) if rule.ignores]
        self._clock = clock
        self._files: dict[Path, _IgnoreFile] = {}
        self._excludes: dict[Path, tuple[Path, ...]] = {}
        self._verdicts: dict[Path, tuple[float, str | None]] = {}

    def reason(self, path: Path | None) -> str | None:
        """Why no model may see the file at `path`, in one short sentence; None where it may.

        A link is judged by its own path and by what it leads to. A buffer without a file (None)
        may be seen.
        """
        if path is None:
            return None
        now = self._clock()
        known = self._verdicts.get(path)
        if known is not None and now - known[0] < _CURRENT:
            return known[1]
        if len(self._verdicts) >= _MOST_VERDICTS:
            self._verdicts.clear()
        places = dict.fromkeys([_absolute(path), Path(os.path.realpath(path))])
        verdict = next(filter(None, map(self._judge, places)), None)
        self._verdicts[path] = (now, verdict)
        return verdict

    def _judge(self, path: Path) -> str | None:
        if holds_secrets(path):
            return f"it holds secrets by its name ({path.name})"
        root = next((root for root in self._roots if path.is_relative_to(root)), None)
        base = root or Path(path.anchor)
        for folder_or_file in _way_down(base, path):
            rule = _last_match(self._users, base, folder_or_file, folder_or_file != path)
            if rule is not None:
                return f"your setting glossator.ignore excludes it (`{rule.text}`)"
        tops = [] if root is None else [repository_above(root) or root]
        tops.append(repository_above(path.parent) or root or path.parent)
        return next(
            filter(None, (self._ignored_in(top, path) for top in dict.fromkeys(tops))), None
        )

    def _ignored_in(self, top: Path, path: Path) -> str | None:
        if top not in self._excludes:
            self._excludes[top] = exclude_files(top)
        for folder_or_file in _way_down(top, path):
            is_folder = folder_or_file != path
            beside = _sources(top, folder_or_file.parent)
            for source, base in (*beside, *((each, top) for each in self._excludes[top])):
                rule = _last_match(self._read(source), base, folder_or_file, is_folder)
                if rule is not None:
                    if rule.ignores:
                        inside = source.is_relative_to(top)
                        name = source.relative_to(top) if inside else source
                        return f"`{name.as_posix()}` line {rule.line} `{rule.text}` excludes it"
                    break
        return None

    def _read(self, path: Path) -> tuple[_Rule, ...]:
        """The rules of an ignore file, read again only when it has changed on disk."""
        now = self._clock()
        known = self._files.get(path)
        if known is not None and now - known.checked < _CURRENT:
            return known.rules
        stamp = _stamp(path)
        if known is not None and stamp == known.stamp:
            rules = known.rules
        else:
            rules = () if stamp is None else tuple(_rules(_lines(path)))
        self._files[path] = _IgnoreFile(now, stamp, rules)
        return rules


def _absolute(path: Path) -> Path:
    # Without following links, as Path.resolve() would.
    return Path(os.path.abspath(path))  # noqa: PTH100


def _way_down(base: Path, path: Path) -> Iterator[Path]:
    """The folders from below `base` to `path`, and `path`."""
    for part in path.relative_to(base).parts:
        base = base / part
        yield base


def _sources(top: Path, folder: Path) -> Iterator[tuple[Path, Path]]:
    """The ignore files that hold in `folder`, the strongest first, and where each counts from."""
    while True:
        for name in reversed(IGNORE_FILES):
            yield folder / name, folder
        if folder == top:
            return
        folder = folder.parent


def _last_match(rules: Sequence[_Rule], base: Path, path: Path, is_folder: bool) -> _Rule | None:
    if not rules:
        return None
    relative = path.relative_to(base).as_posix()
    return next((rule for rule in reversed(rules) if rule.matches(relative, is_folder)), None)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_bytes().decode("utf-8-sig", "surrogateescape")
    except OSError:
        return []
    return [line.removesuffix("\r") for line in text.split("\n")]


def _rules(lines: Iterable[str]) -> Iterator[_Rule]:
    for number, line in enumerate(lines, 1):
        text = _TRAILING_SPACES.sub("", line)
        core = text.removesuffix("/")
        try:
            translated = GitIgnoreSpec.from_lines([_itself(core)]).patterns
        except ValueError:  # git passes over a pattern that is none, too
            continue
        for pattern in translated:
            if pattern.include is not None and pattern.regex is not None:
                regex = re.compile(pattern.regex.pattern, _FLAGS)
                yield _Rule(regex, pattern.include, core != text, number, text)


def _itself(pattern: str) -> str:
    """`pattern` so written that pathspec matches the path itself and not what lies below it.

    For `*` and `**` at the end pathspec has shortcuts that say yes to more than the path itself,
    and classes such as `[[:digit:]]` it does not know.
    """
    pattern = _CLASS.sub(lambda named: _CLASSES[named[1]], pattern)
    head, slash, last = pattern.rpartition("/")
    negation, last = ("!", last[1:]) if not slash and last.startswith("!") else ("", last)
    if last == "**" and slash:
        return f"{head}/**/?*"
    if last in ("*", "**"):
        return f"{head}{slash}{negation}?*"
    return pattern
