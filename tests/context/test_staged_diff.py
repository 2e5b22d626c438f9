from __future__ import annotations

from glossator.context.staged_diff import read_diff, without_secrets

DIFF = r"""diff --git a/a b.py b/a b.py
index 1..2 100644
--- a/a b.py
+++ b/a b.py
@@ -1,2 +1,2 @@ def f():
-old
+new
 same
@@ -9 +9 @@
-x  =  1
+x = 1
diff --git a/old.py b/new.py
similarity index 100%
rename from old.py
rename to new.py
diff --git "a/\303\244.py" "b/\303\244.py"
new file mode 100644
--- /dev/null
+++ "b/\303\244.py"
@@ -0,0 +1 @@
+x
diff --git a/p.png b/p.png
new file mode 100644
Binary files /dev/null and b/p.png differ
diff --git a/gone b/gone
deleted file mode 100644
--- a/gone
+++ /dev/null
@@ -1 +0,0 @@
-diff --git a/x b/x
"""


def test_files_are_read_with_what_happened_to_them() -> None:
    files = list(read_diff(DIFF))
    assert [(f.verb, f.before, f.path, f.added, f.removed) for f in files] == [
        ("changed", "", "a b.py", 2, 2),
        ("renamed", "old.py", "new.py", 0, 0),
        ("added", "", "ä.py", 1, 0),
        ("added", "", "p.png", 0, 0),
        ("deleted", "", "gone", 0, 1),
    ]
    assert [hunk.is_blank for hunk in files[0].hunks] == [False, True]
    assert files[3].is_binary


KEY = "\n".join(
    [
        "-----BEGIN RSA PRIVATE KEY-----",
        *["MIIEpAIBAAKCAQEA7bq9" * 3] * 3,
        "-----END RSA PRIVATE KEY-----",
    ]
)


def test_secrets_of_both_sides_are_hidden() -> None:
    lines = KEY.split("\n")
    token = "ghp_" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5"
    body = [f"-{line}" for line in lines] + [f"+{line}" for line in lines]
    body += [f'-token = "{token}"', f'+token = "{token[:-1]}Q"', " x = 1"]
    diff = "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n" + "\n".join(body)
    (file,) = map(without_secrets, read_diff(diff))
    shown = "\n".join(file.hunks[0].lines)
    assert "MIIE" not in shown
    assert token[:20] not in shown
    assert shown.endswith(" x = 1")
    assert len(file.hunks[0].lines) == len(body)
