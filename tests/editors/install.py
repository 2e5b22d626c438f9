"""Installs the editors under `.editors`: `python -m tests.editors.install`, as `make editors` does.

Each part says whether it is there already, so that a second run takes no time.
"""

from __future__ import annotations

import sys

from tests.editors import debian
from tests.editors.vscode import install as vscode


def main() -> None:
    """Install all of them; ends with one line where something is missing."""
    debian.main()
    try:
        vscode.install()
    except vscode.NotInstallableError as missing:
        sys.exit(str(missing))


if __name__ == "__main__":
    main()
