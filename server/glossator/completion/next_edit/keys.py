"""A key that was renamed in a file of data: its uses in the code of other open files, as text.

Exact, without a model. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from glossator.completion.next_edit.burst import Burst
from glossator.completion.next_edit.pending import PendingEdit
from glossator.completion.next_edit.swap import swap_in
from glossator.context.buffer import Buffer
from glossator.languages import facts_of
from glossator.text.indentation import leading_space
from glossator.text.lines import line_end, line_start

KIND = "key"
DATA = frozenset({"json", "jsonc", "yaml", "toml"})
TELLING = 4
"""Code points of a key from which on the same text elsewhere is no chance."""
_MEMBERS = frozenset({"javascript", "javascriptreact", "typescript", "typescriptreact", "vue"})
"""Languages that read a key of data as a member of an object."""


@dataclass(frozen=True, slots=True)
class KeyRename:
    """A key of the file `uri`, what it is called now, and what its line begins with."""

    uri: str
    language: str
    old: str
    new: str
    indent: str


def key_rename_in(burst: Burst, language: str) -> KeyRename | None:
    """The rename of a key, where a burst did nothing else."""
    if language not in DATA or (swap := swap_in(burst)) is None:
        return None
    end = swap.offsets[0] + len(swap.old)
    before = burst.before[max(0, swap.offsets[0] - 1) : swap.offsets[0]]
    if not re.match(r"[\"']?\s*[:=]", burst.before[end : end + 4]) or before in ("-", "."):
        return None
    return KeyRename(burst.uri, language, swap.old, swap.new, leading_space(burst.old))


def key_edits(rule: KeyRename, buffer: Buffer) -> list[PendingEdit]:
    """The lines of a buffer that use the key, with its new name."""
    if buffer.uri == rule.uri:
        pattern = _as_key(rule)
    elif buffer.language in DATA or facts_of(buffer.language).prose or len(rule.old) < TELLING:
        return []
    else:
        pattern = rf"(?<=[\"'`]){re.escape(rule.old)}(?=[\"'`])"
        pattern += rf"|(?<=\.){re.escape(rule.old)}\b" if buffer.language in _MEMBERS else ""
    edits, last = list[PendingEdit](), -1
    for found in re.finditer(pattern, buffer.text):
        start, end = line_start(buffer.text, found.start()), line_end(buffer.text, found.start())
        if start != last:
            line = buffer.text[start:end]
            edits.append(
                PendingEdit(buffer.uri, start, line, re.sub(pattern, rule.new, line), KIND)
            )
            last = start
    return edits


def uses_new_key(rule: KeyRename, buffer: Buffer) -> bool:
    """Whether a buffer uses the key by its new name."""
    return bool(key_edits(replace(rule, old=rule.new, new=rule.old), buffer))


def _as_key(rule: KeyRename) -> str:
    """What finds the key in its own file: in the entries beside the changed one, as deep as it."""
    name = re.escape(rule.old)
    if rule.language in ("json", "jsonc"):
        return rf"(?m)(?<=^{rule.indent}\"){name}(?=\"\s*:)"
    return rf"(?m)(?<=^{rule.indent}){name}(?=\s*{':' if rule.language == 'yaml' else '='})"
