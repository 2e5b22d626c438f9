"""The uses of a name that the user has renamed where it is made known: exact, without a model.

Imports tree-sitter: import it lazily.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from glossator.completion.next_edit.burst import Burst
from glossator.completion.next_edit.origin import is_from
from glossator.completion.next_edit.pending import PendingEdit
from glossator.completion.next_edit.swap import swap_in
from glossator.context.buffer import Buffer
from glossator.languages import are_related
from glossator.syntax.name_uses import NameUse, name_at, name_uses
from glossator.syntax.registry import LANGUAGES
from glossator.text.lines import line_end, line_start
from glossator.text.spans import Span

KIND = "rename"

_IMPLICIT_THIS = frozenset({"java", "kotlin", "swift", "csharp", "cpp", "php", "ruby"})
"""Languages in which a member may be named without its object."""
_NAMES_ARGUMENTS = frozenset({"python", "kotlin", "swift", "csharp"})
_IMPORTS_MEMBERS = frozenset({"java", "kotlin"})
_SAME_PACKAGE = frozenset({"go", "java", "kotlin", "swift", "csharp", "c", "cpp", "ruby", "php"})
"""Languages in which a file sees names of others without naming them in an import."""


_SEPARATOR = re.compile(r"\.|::|->")


@dataclass(frozen=True, slots=True)
class Rename:
    """A name, what it is called now, and the binding that was renamed in `uri`.

    `anchor` is where the binding stands now. The files `importing` the name are known to do so,
    whatever they seem to import.
    """

    uri: str
    language: str
    old: str
    new: str
    binding: NameUse
    anchor: int
    importing: frozenset[Path] = frozenset()

    @property
    def is_local(self) -> bool:
        """Whether nothing outside of the binding's scope can use the name."""
        return self.binding.scope is not None


def rename_in(burst: Burst, language: str) -> Rename | None:
    """The rename that a burst has begun: it changed the binding of a name, and nothing else."""
    if language not in LANGUAGES or (swap := swap_in(burst)) is None:
        return None
    old = name_at(burst.before, swap.offsets[0], language)
    if swap.old not in old:
        return None
    new = old.replace(swap.old, swap.new)
    uses = name_uses(burst.before, old, language)
    changed = {offset - old.index(swap.old) for offset in swap.offsets}
    bound = [each for each in uses if each.start in changed and _makes_known(each)]
    if not bound:
        return None
    taken = name_uses(burst.before, new, language)
    if any(_makes_known(each) and each.scope == bound[0].scope for each in taken):
        return None
    earlier = sum(start < bound[0].start for start in changed)
    anchor = bound[0].start + earlier * (len(new) - len(old))
    return Rename(burst.uri, language, old, new, bound[0], anchor)


def uses_left(rename: Rename, buffer: Buffer) -> list[Span]:
    """Where a buffer still uses the old name, in the order of the text."""
    if rename.is_local and buffer.uri != rename.uri:
        return []
    if buffer.uri == rename.uri:
        return _in_same_file(rename, buffer.text)
    if not are_related(buffer.language, rename.language) or buffer.language not in LANGUAGES:
        return []
    return _in_other_file(rename, buffer)


def stands_in(rename: Rename, text: str) -> bool:
    """Whether the document that makes the name known still calls it as the rename does."""
    return rename.anchor < len(text) and rename.new == name_at(text, rename.anchor, rename.language)


def edits_of(rename: Rename, text: str, uri: str, spans: Sequence[Span]) -> list[PendingEdit]:
    """An edit for each line that holds uses."""
    uses = name_uses(text, rename.old, rename.language) if spans else []
    shorthands = {each.start for each in uses if each.role == "shorthand"}
    edits = list[PendingEdit]()
    for first in spans:
        start, end = line_start(text, first[0]), line_end(text, first[0])
        if edits and edits[-1].start == start:
            continue
        here = [span for span in spans if start <= span[0] < end]
        line = _renamed(rename, text, (start, end), here, shorthands)
        edits.append(PendingEdit(uri, start, text[start:end], line, KIND))
    return edits


def _renamed(
    rename: Rename, text: str, line: Span, spans: Iterable[Span], shorthands: Container[int]
) -> str:
    pieces, at = list[str](), line[0]
    for first, last in spans:
        new = f"{rename.old}: {rename.new}" if first in shorthands else rename.new
        pieces += [text[at:first], new]
        at = last
    return "".join([*pieces, text[at : line[1]]])


def _in_same_file(rename: Rename, text: str) -> list[Span]:
    uses = name_uses(text, rename.old, rename.language)
    renamed = name_uses(text, rename.new, rename.language)
    binding = next((each for each in renamed if each.start == rename.anchor), None)
    if binding is None or not _makes_known(binding):
        return []
    if binding.scope is not None:
        found = [u for u in uses if _resolved(u, uses, binding) == binding.scope]
        found = [u for u in found if u.role not in ("member", "argument", "import")]
        return _until_bound_again(found, rename.language)
    if any(each.role == "binding" and each.scope is None for each in uses):
        return []  # something else of this name is seen as far
    return list(_seen_everywhere(rename, uses))


def _seen_everywhere(rename: Rename, uses: Sequence[NameUse]) -> Iterator[Span]:
    """The uses of what is not local, in the file that makes it known."""
    of_type = rename.binding.is_of_type
    for use in uses:
        if use.role == "member":
            wanted = of_type
        elif use.role == "argument":
            wanted = of_type and rename.language in _NAMES_ARGUMENTS
        else:
            wanted = not of_type or rename.language in _IMPLICIT_THIS or use.role == "shorthand"
            wanted = wanted and _resolved(use, uses, None) is None
        if wanted:
            yield use.start, use.end


def _in_other_file(rename: Rename, buffer: Buffer) -> list[Span]:
    uses = name_uses(buffer.text, rename.old, buffer.language)
    is_declared = any(each.role == "binding" and each.scope is None for each in uses)
    if is_declared and not _declares_too(rename, buffer):
        return []
    named = [*uses, *name_uses(buffer.text, rename.new, buffer.language)]
    imports = [each.owner for each in named if each.role == "import"]
    is_known = any(is_from(each, rename.uri) for each in imports)
    is_known = is_known or buffer.path in rename.importing
    if not imports:
        is_known = buffer.language in _SAME_PACKAGE
    is_of_type = rename.binding.is_of_type
    is_bare = not is_of_type or (bool(imports) and buffer.language in _IMPORTS_MEMBERS)
    module = PurePosixPath(rename.uri).stem
    found = list[Span]()
    for use in uses:
        if use.role == "member":
            wanted = is_of_type or _SEPARATOR.split(use.owner)[-1] == module
        elif use.role == "argument":
            wanted = is_of_type and rename.language in _NAMES_ARGUMENTS
        else:
            wanted = is_bare and is_known and _resolved(use, uses, None) is None
        if wanted:
            found.append((use.start, use.end))
    return found


def _declares_too(rename: Rename, buffer: Buffer) -> bool:
    """Whether a binding in a buffer is the same thing, declared twice as C has it."""
    path = PurePosixPath(rename.uri)
    if buffer.language not in ("c", "cpp") or rename.binding.is_of_type:
        return False
    includes = rf'#\s*include\s*["<](?:[^"<>\n]*/)?{re.escape(path.name)}[">]'
    return PurePosixPath(buffer.uri).stem == path.stem or bool(re.search(includes, buffer.text))


def _makes_known(use: NameUse) -> bool:
    return use.role == "binding" or (use.is_of_type and use.role == "member")


def _resolved(use: NameUse, uses: Sequence[NameUse], renamed: NameUse | None) -> Span | None:
    """The innermost scope in which the name is bound around a use; None where it is no local.

    `renamed` is a binding that has another name now, but binds this one still.
    """
    if use.role == "binding":
        return use.scope
    bindings = [each.scope for each in uses if each.role == "binding"]
    if renamed is not None:
        bindings.append(renamed.scope)
    around = [scope for scope in bindings if scope and scope[0] <= use.start < scope[1]]
    return min(around, key=lambda scope: scope[1] - scope[0], default=None)


def _until_bound_again(uses: Sequence[NameUse], language: str) -> list[Span]:
    """The spans of uses, up to where a language with declarations declares the name anew."""
    assigns = language in ("python", "ruby", "php", "shellscript")
    found = list[Span]()
    for use in uses:
        if use.role == "binding" and not assigns:
            break
        found.append((use.start, use.end))
    return found
