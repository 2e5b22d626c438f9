"""What a burst has begun, and the edits that go on with it."""

from __future__ import annotations

from dataclasses import replace

from glossator.completion.next_edit.burst import Burst
from glossator.completion.next_edit.changes import Change
from glossator.completion.next_edit.demands import Demand, demand_of
from glossator.completion.next_edit.keys import KeyRename, key_edits, key_rename_in
from glossator.completion.next_edit.likeness import Likeness, edits_alike, likeness_of
from glossator.completion.next_edit.pending import PendingEdit
from glossator.completion.next_edit.rename import Rename, edits_of, rename_in, uses_left
from glossator.context.buffer import Buffer

Rule = Rename | KeyRename | Likeness | Demand


def rule_of(burst: Burst, language: str) -> Rule | None:
    """What a burst has begun; None where nothing that goes on elsewhere."""
    return (
        rename_in(burst, language)
        or key_rename_in(burst, language)
        or demand_of(burst, language)
        or likeness_of(burst, language)
    )


def followed(rule: Rule, uri: str, change: Change) -> Rule:
    """The rule after a change of the document `uri`."""
    if isinstance(rule, Rename | Likeness) and rule.uri == uri:
        return replace(rule, anchor=change.moved(rule.anchor))
    return rule


def exact_edits(rule: Rule, buffer: Buffer) -> list[PendingEdit]:
    """The edits of a buffer that need no model, those after the burst first."""
    match rule:
        case Rename():
            edits = edits_of(rule, buffer.text, buffer.uri, uses_left(rule, buffer))
        case KeyRename():
            return key_edits(rule, buffer)
        case Likeness():
            edits = edits_alike(rule, buffer.text) if buffer.uri == rule.uri else []
        case Demand():
            return []
    if buffer.uri != rule.uri:
        return edits
    return sorted(edits, key=lambda edit: edit.start < rule.anchor)
