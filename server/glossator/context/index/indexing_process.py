"""A process that reads many files into an index: in this one a thread would hold up each key.

A thread has to be waited for where it holds Python's lock, longer the lower its priority is. The
process gets its orders as one JSON line on its stdin, whose end is the sign to stop, whatever has
become of this process. On stdout it says how many files are left, a line for each slice. It exits
with 0 once there is nothing more to do: all files are read, or the index is full.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from glossator.context.ignore import Folder, Ignore
from glossator.context.index.indexing import Indexing
from glossator.context.index.outlines import Outlines
from glossator.context.index.store import Store
from glossator.platforms import IDLE, NO_WINDOW

LOWEST = 19
"""The priority of the process, where 0 is what others have."""

log = logging.getLogger(__name__)


class IndexingProcess:
    """Reads `files` of the workspace folder `root` into its index in the folder `place`.

    `on_end` is called in a thread of its own once the process has ended.
    """

    def __init__(
        self,
        root: Path,
        place: Path,
        ignore: Ignore,
        files: Sequence[Path],
        on_end: Callable[[], None],
    ) -> None:
        self.left = len(files)
        """Files that are still to be read; 0 once it has ended."""
        self.failed = False
        """Whether it has ended before there was nothing more to do."""
        self._on_end = on_end
        orders = {
            "root": str(root),
            "place": str(place),
            "folders": [(str(e.path), e.patterns, e.unreadable) for e in ignore.folders],
            "elsewhere": ignore.elsewhere,
            "files": [str(file) for file in files],
        }
        # -P: without it `-m` would import from the working directory, which is somebody's.
        self._process = subprocess.Popen(  # noqa: S603 - of these fixed words
            (sys.executable, "-P", "-m", __name__),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=NO_WINDOW | IDLE,
        )
        self._following = threading.Thread(
            target=self._follow, args=(json.dumps(orders),), name="glossator-indexing", daemon=True
        )
        self._following.start()

    def stop(self) -> None:
        """End the process and wait until it is gone."""
        self._process.kill()
        self._following.join()

    def _follow(self, orders: str) -> None:
        with self._process as process:
            assert process.stdin is not None and process.stdout is not None
            with suppress(OSError):
                process.stdin.write(orders.encode() + b"\n")
                process.stdin.flush()
            for line in process.stdout:
                self.left = int(line)
        self.failed = process.returncode != 0
        self.left = 0
        self._on_end()


def main() -> None:
    """Do what the line on stdin orders, and end when there is nothing left or stdin ends."""
    with suppress(AttributeError, OSError):
        os.nice(LOWEST)
    orders = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with, args=(sys.stdin,), daemon=True).start()
    root = Path(orders["root"])
    folders = (
        Folder(Path(path), tuple(rules), problem) for path, rules, problem in orders["folders"]
    )
    outlines = Outlines(root, Ignore(folders, tuple(orders["elsewhere"])))
    store = Store(Path(orders["place"]), root)
    indexing = Indexing(root, store, outlines)
    indexing.wait_for(map(Path, orders["files"]))
    while indexing.left:
        indexing.read_some()
        if store.is_full:
            break
        sys.stdout.write(f"{indexing.left}\n")
        sys.stdout.flush()
    was_lost = store.is_broken
    store.close()
    sys.exit(was_lost)


def _end_with(stdin: IO[str]) -> None:
    """End this process when its parent is gone."""
    stdin.read()
    os._exit(1)


if __name__ == "__main__":
    main()
