"""What git knows of a repository, asked of git itself: what is staged, and the last subjects.

Git only reads here. What a repository's own settings would run is switched off, because whoever
wrote the repository wrote those too.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from glossator.errors import CommandError
from glossator.platforms import program

LONGEST_OUTPUT = 8_000_000
"""Bytes; more than a model could ever be shown."""
TIMEOUT = 20.0
"""Seconds."""
HARMLESS = (
    *("-c", "core.fsmonitor=false", "-c", "core.quotePath=true", "-c", "diff.external="),
    *("-c", "core.pager=cat", "-c", "color.ui=false", "-c", "diff.submodule=short"),
    *("-c", "diff.noprefix=false", "-c", "diff.mnemonicPrefix=false", "-c", "core.hooksPath="),
    *("-c", "log.showSignature=false", "-c", "i18n.logOutputEncoding=UTF-8"),
)
DIFF = (
    "diff",
    "--cached",
    "-M",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--unified=3",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    "--no-relative",
)
MESSAGE_FILE = "COMMIT_EDITMSG"


async def staged_diff(folder: Path) -> str:
    """The diff of what is staged in the repository of `folder`; "" where nothing is.

    Raises:
        CommandError: when git cannot tell.
    """
    diff = await _git(folder, *DIFF)
    if diff.strip():
        return diff
    # `git commit -a` and `git commit FILE` stage into an index of their own until they are done.
    git_folder = (await _git(folder, "rev-parse", "--absolute-git-dir")).strip()
    for index in _other_indexes(Path(git_folder)):
        diff = await _git(folder, *DIFF, index=index)
        if diff.strip():
            return diff
    return ""


async def last_subjects(folder: Path, count: int) -> list[str]:
    """The first lines of the last messages that are not merges; none in a new repository."""
    try:
        output = await _git(folder, "log", f"-{count}", "--no-merges", "--format=%s")
    except CommandError:
        return []
    return [line for line in output.split("\n") if line.strip()]


async def changed_since(folder: Path, commits: int) -> str:
    """The diff, without context, from so many commits ago to the files as they are now.

    Raises:
        CommandError: when git cannot tell.
    """
    count = int(await _git(folder, "rev-list", "--count", "--first-parent", "HEAD"))
    diff = ("diff", "--no-ext-diff", "--no-textconv", "--no-color", "--unified=0", "--no-renames")
    # The empty tree stands before the first commit.
    first = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
    since = f"HEAD~{commits}" if commits < count else first
    return await _git(folder, *diff, since, "--")


async def top_of(path: Path) -> Path:
    """The top folder of the working tree that a file or a folder belongs to.

    Raises:
        CommandError: when it is in no repository.
    """
    output = await _git(_folder_of(path), "rev-parse", "--show-toplevel")
    return Path(output.strip())


def _folder_of(path: Path) -> Path:
    folder = path if path.is_dir() else path.parent
    pointer = folder / "gitdir"  # of a worktree; .git/worktrees/NAME holds its message
    if path.name == MESSAGE_FILE and pointer.is_file():
        folder = Path(pointer.read_text(encoding="utf-8").strip()).parent
    elif path.name == MESSAGE_FILE and folder.name == ".git":
        folder = folder.parent
    return folder


def _other_indexes(git_folder: Path) -> list[Path]:
    locks = git_folder.glob("*index*.lock")
    return sorted(lock for lock in locks if lock.stat().st_size)


async def _git(folder: Path, *arguments: str, index: Path | None = None) -> str:
    environ = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    environ.pop("GIT_EXTERNAL_DIFF", None)
    if index is not None:
        environ["GIT_INDEX_FILE"] = str(index)
    try:
        process = await asyncio.create_subprocess_exec(
            program("git") or "git",
            *HARMLESS,
            *arguments,
            cwd=folder,
            env=environ,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
    except OSError as error:
        raise CommandError(f"git could not be run in {folder}: {error.strerror}.") from None
    try:
        async with asyncio.timeout(TIMEOUT):
            output = await _output(process)
    except TimeoutError:
        raise CommandError(f"git did not answer within {TIMEOUT:.0f} seconds.") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return output


async def _output(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    assert process.stderr is not None
    complaint = asyncio.ensure_future(process.stderr.read())
    try:
        parts = bytearray()
        while len(parts) < LONGEST_OUTPUT and (part := await process.stdout.read(1 << 16)):
            parts += part
        if len(parts) >= LONGEST_OUTPUT:
            return parts[: parts.rfind(b"\n")].decode("utf-8", "replace")
        message = (await complaint).decode("utf-8", "replace").strip()
        if await process.wait():
            first = message.split("\n", 1)[0].removeprefix("fatal: ")
            raise CommandError(f"git says: {first or 'it failed'}.")
        return parts.decode("utf-8", "replace")
    finally:
        complaint.cancel()
