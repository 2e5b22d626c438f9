"""What `unwrap_patch` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.unwrap_patch import unwrap_patch
from tests.completion.clean.checks import check_head

BODY = "def f():\n    │\n"


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("@@ -1,2 +1,2 @@\n def f():\n-    \n+    return 1", "def f():\n    return 1"),
        ("--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n+x\n@@ -9 +9 @@\n+y", "x"),
        ("*** Begin Patch\n*** Update File: a.py\n@@ def f():\n+    x\n*** End Patch", "    x"),
        ("<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE", "b\n"),
        ("<<<<<<< SEARCH\na\n=======\nb", "b"),
        ("--x", "--x"),
        ("@@count = 0", "@@count = 0"),
        ("difference = a - b", "difference = a - b"),
    ],
)
def test_the_new_side_of_a_patch_is_kept(reply: str, kept: str) -> None:
    check_head(unwrap_patch, BODY, reply, kept)


def test_the_side_of_a_conflict_in_the_file_is_code() -> None:
    side = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other"
    check_head(unwrap_patch, "<<<<<<< HEAD\n│\n", side, side)
