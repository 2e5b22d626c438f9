"""`glossator.el` and a server of other releases: the older is named once, and ghost text comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.editors.others.test_glossator_el import LINES, in_line_2

pytestmark = pytest.mark.real_editor
ALL_MESSAGES = "\x08e"
OLDER = {
    "0.0.9": "The editor's part of Glossator (0.0) is older",
    "99.1.0": "Glossator's server (0.1.0) is older",
}
SPEAKS_AS = """
(cl-defmethod eglot-initialization-options :around ((_server glossator-server))
  (let ((options (cl-call-next-method)))
    (plist-put (plist-get options :client) :version "{version}")
    options))
"""


@pytest.mark.parametrize("release", OLDER)
async def test_the_older_is_named_once_and_ghost_text_comes(
    release: str, tmp_path: Path, env: dict[str, str]
) -> None:
    async with in_line_2(tmp_path, env, LINES + SPEAKS_AS.format(version=release)) as screen:
        screen.type("r")
        await screen.shows("    return a + b")
        screen.type(ALL_MESSAGES)
        await screen.shows(lambda text: text.replace("\\\n", "").count(OLDER[release]) == 1)
