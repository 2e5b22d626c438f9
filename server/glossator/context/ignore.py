"""Which files no model may see: ignored ones, those the user named, and those that hold secrets.

`.gitignore` is read as git reads it: from the repository's top down to the file, each folder on
the way judged for itself, deeper files before shallower ones, the last pattern that matches wins.
So are the repository's `info/exclude` and the user's own list for all repositories. `.ignore` and
`.glossatorignore` add to that and take nothing back but what they said themselves.

A repository's ignore files may be made to hurt: each is read as a regular file of bounded size, and
what a verdict may cost is bounded. Where either fails, what the file may have named is not sent.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from glossator.context.git_excludes import exclude_chains, repository_above
from glossator.context.git_patterns import Pattern, TooMuchWorkError, Work, patterns
from glossator.context.redaction.files import holds_secrets
from glossator.platforms import folds_case
from glossator.regular_file import read_regular
from glossator.settings import Loaded

GIT_FILE = ".gitignore"
OWN_FILES = (".ignore", ".glossatorignore")
MOST_BYTES = 100_000
"""Bytes of an ignore file that are read."""
MOST_WORK = 200_000
"""What a verdict may cost: a unit for a byte parsed, for a pattern tried and for a step of one."""

# Seconds for which a verdict, and an ignore file as it was read, are taken for current.
_CURRENT = 1.0
_MOST_VERDICTS = 2_000
_MOST_FILES = 2_000
_MOST_TOPS = 500

_FOLDS = folds_case()

_Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Folder:
    """A workspace folder with rules of its own.

    `patterns` are in .gitignore's syntax; `unreadable` says why there may be others.
    """

    path: Path
    patterns: tuple[str, ...] = ()
    unreadable: str = ""


@dataclass(frozen=True, slots=True)
class _IgnoreFile:
    """An ignore file as it was read at `checked`; `stamp` tells when to read it again."""

    checked: float
    stamp: _Stamp
    rules: tuple[Pattern, ...] = ()
    problem: str = ""


class _UnreadableError(Exception):
    """An ignore file that is there and cannot be read; the text is the reason to withhold."""


class Ignore:
    """Judges files, most of them of one of the workspace's folders.

    A file is judged from the top of the repository that its workspace folder lies in, and from the
    top of its own, wherever it lies; one in none, from its folder. The patterns of a folder only
    add up, so a negation among them does nothing; those of `elsewhere` hold for files in no folder.
    `clock` counts seconds.
    """

    def __init__(
        self,
        folders: Iterable[Folder] = (),
        elsewhere: tuple[str, ...] = (),
        clock: Callable[[], float] = time.monotonic,
        *,
        asks_git: bool = True,
    ) -> None:
        self.folders, self.elsewhere = tuple(folders), elsewhere
        self._asks_git = asks_git
        self._folders: dict[Path, tuple[Folder, tuple[Pattern, ...]]] = {}
        for folder in self.folders:
            rules = _users_rules(folder.patterns)
            for path in (_absolute(folder.path), folder.path.resolve()):
                self._folders[path] = (folder, rules)
        self._elsewhere = _users_rules(elsewhere)
        self._clock = clock
        self._files: dict[Path, _IgnoreFile] = {}
        self._excludes: dict[Path, tuple[tuple[Path, ...], ...]] = {}
        self._verdicts: dict[Path, tuple[float, str | None]] = {}

    def of_installed(self, project: Path, packages: Path) -> Ignore:
        """The judge of the `packages` that are installed for a project, which git ignores.

        All other rules hold; the project's own are read from the packages' folder, too.
        """
        own = next((e for e in self.folders if e.path == project), Folder(project, self.elsewhere))
        folders = (*self.folders, replace(own, path=packages))
        return Ignore(folders, self.elsewhere, self._clock, asks_git=False)

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
        if len(self._files) >= _MOST_FILES:
            self._files.clear()
        if len(self._excludes) >= _MOST_TOPS:
            self._excludes.clear()
        work = Work(MOST_WORK)
        try:
            places = dict.fromkeys([_absolute(path), Path(os.path.realpath(path))])
            verdict = next(filter(None, (self._judge(place, work) for place in places)), None)
        except _UnreadableError as unreadable:
            verdict = str(unreadable)
        except UnicodeEncodeError:
            verdict = "its name is none that a file can have here"
        except TooMuchWorkError:
            verdict = "its ignore files hold more than can be judged"
        self._verdicts[path] = (now, verdict)
        return verdict

    def _judge(self, path: Path, work: Work) -> str | None:
        if holds_secrets(path):
            return f"it holds secrets by its name ({path.name})"
        within = [each for each in self._folders if path.is_relative_to(each)]
        base = within[0] if within else Path(path.anchor)
        for root in within or [base]:
            folder, rules = self._folders.get(root, (Folder(root), self._elsewhere))
            if folder.unreadable:
                return folder.unreadable
            for folder_or_file in _way_down(root, path):
                rule = _last_match(rules, root, folder_or_file, folder_or_file != path, work)
                if rule is not None:
                    return f"your setting glossator.ignore excludes it (`{rule.text}`)"
        if not self._asks_git:
            return self._ignored_by_own(path, base, work)
        tops = [repository_above(root) or root for root in within]
        tops.append(repository_above(path.parent) or (base if within else path.parent))
        reasons = (self._ignored_by_git(top, path, work) for top in dict.fromkeys(tops))
        return next(filter(None, reasons), None) or self._ignored_by_own(path, base, work)

    def _ignored_by_git(self, top: Path, path: Path, work: Work) -> str | None:
        chains = self._excludes.get(top)
        if chains is None:  # another thread may forget it at once
            chains = self._excludes[top] = exclude_chains(top)
        for chain in chains:
            for folder_or_file in _way_down(top, path):
                is_folder = folder_or_file != path
                sources = [(folder / GIT_FILE, folder) for folder in _up(folder_or_file, top)]
                for source, base in (*sources, *((each, top) for each in chain)):
                    rules = self._read(source, work)
                    rule = _last_match(rules, base, folder_or_file, is_folder, work)
                    if rule is not None:
                        if rule.ignores:
                            return _excluded_by(source, rule, top)
                        break
        return None

    def _ignored_by_own(self, path: Path, top: Path, work: Work) -> str | None:
        """Each file is judged alone, so none takes back what another says."""
        for folder in _up(path, Path(path.anchor)):
            for name in OWN_FILES:
                if not (rules := self._read(folder / name, work)):
                    continue
                for folder_or_file in _way_down(folder, path):
                    rule = _last_match(rules, folder, folder_or_file, folder_or_file != path, work)
                    if rule is not None and rule.ignores:
                        return _excluded_by(folder / name, rule, top)
        return None

    def _read(self, path: Path, work: Work) -> tuple[Pattern, ...]:
        """The rules of an ignore file, read again only when it has changed on disk."""
        now = self._clock()
        known = self._files.get(path)
        # A file that was not there may be there now: what it ignores must not leave meanwhile.
        if known is None or known.stamp is None or now - known.checked >= _CURRENT:
            stamp, problem = _stamp(path)
            if known is not None and stamp == known.stamp and not problem:
                known = _IgnoreFile(now, stamp, known.rules, known.problem)
            else:
                known = _read(path, now, stamp, problem, work)
            self._files[path] = known
        if known.problem:
            raise _UnreadableError(
                f"`{path.name}` in {path.parent} cannot be read: {known.problem}"
            )
        return known.rules


def ignore_of(loaded: Loaded) -> Ignore:
    """The judge of these settings, with the rules of each of their folders."""
    folders = (Folder(each.path, each.settings.ignore, each.unreadable) for each in loaded.folders)
    return Ignore(folders, loaded.settings.ignore)


def _absolute(path: Path) -> Path:
    # Without following links, as Path.resolve() would.
    return Path(os.path.abspath(path))  # noqa: PTH100


def _way_down(base: Path, path: Path) -> Iterator[Path]:
    """The folders from below `base` to `path`, and `path`."""
    for part in path.relative_to(base).parts:
        base = base / part
        yield base


def _up(path: Path, top: Path) -> Iterator[Path]:
    """The folders that `path` lies in, up to `top`."""
    for folder in path.parents:
        yield folder
        if folder == top:
            return


def _last_match(
    rules: Sequence[Pattern], base: Path, path: Path, is_folder: bool, work: Work
) -> Pattern | None:
    if not rules:
        return None
    relative = os.fsencode(path.relative_to(base).as_posix())
    relative = relative.lower() if _FOLDS else relative
    return next((rule for rule in reversed(rules) if rule.matches(relative, is_folder, work)), None)


def _excluded_by(source: Path, rule: Pattern, top: Path) -> str:
    name = source.relative_to(top) if source.is_relative_to(top) else source
    return f"`{name.as_posix()}` line {rule.line} `{rule.text}` excludes it"


def _stamp(path: Path) -> tuple[_Stamp, str]:
    """What changes with the file, None where there is none; and why that cannot be told."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None, ""
    except (OSError, ValueError) as error:
        return None, _words(error)
    return (found.st_mtime_ns, found.st_size, found.st_ino), ""


def _read(path: Path, now: float, stamp: _Stamp, problem: str, work: Work) -> _IgnoreFile:
    if stamp is None or problem:
        return _IgnoreFile(now, stamp, problem=problem)
    try:
        data = read_regular(path, MOST_BYTES)
        is_link = path.is_symlink()
    except (FileNotFoundError, IsADirectoryError):
        return _IgnoreFile(now, stamp)
    except OSError as error:
        return _IgnoreFile(now, stamp, problem=_words(error))
    work.spend(len(data))
    # Git does not follow a link here; what it leads to may only add.
    rules = (rule for rule in patterns(data, _FOLDS) if rule.ignores or not is_link)
    return _IgnoreFile(now, stamp, tuple(rules))


def _words(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _users_rules(lines: Iterable[str]) -> tuple[Pattern, ...]:
    data = "\n".join(lines).encode("utf-8", "surrogateescape")
    return tuple(rule for rule in patterns(data, _FOLDS) if rule.ignores)
