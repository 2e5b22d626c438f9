"""No secret leaves in a prompt: `redact` hides each one, `restore` brings it back in an answer.

Pure: text in, text out. Length is preserved, so an offset into the text is the same offset into
the redacted one. A text that is cut out of a file is best cut after it was redacted: half a private
key cannot always be told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from glossator.context.redaction.across_lines import opening_of, values_after
from glossator.context.redaction.assignments import assigned_secrets, may_hold_assigned_secrets
from glossator.context.redaction.escapes import in_escaped, may_be_escaped, unescaped
from glossator.context.redaction.flow_mappings import in_flow_mappings
from glossator.context.redaction.form import Format
from glossator.context.redaction.formats import formats_in, known_secrets
from glossator.context.redaction.key_blocks import may_hold_keys, private_keys
from glossator.context.redaction.opening import Opening
from glossator.context.redaction.parallel import parallel_secrets
from glossator.context.redaction.placeholders import is_placeholder, placeholder
from glossator.context.redaction.restore import MOST_PLACES, NEIGHBOURS, Originals, place_of
from glossator.text.diff import common_prefix
from glossator.text.lines import lines_between_line_feeds
from glossator.text.spans import Span

# A keystroke changes one line; all others of a prompt are found here, but for longer ones (in
# code points).
_MOST_LINES, _LONGEST_LINE = 8_192, 2_000
_Found = tuple[tuple[Span, ...], Opening | None]
_NOTHING: _Found = ((), None)
_found: dict[str, _Found] = {}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that holds secrets, or makes some of what the lines below it hold."""

    begins: int
    spans: tuple[Span, ...]
    opening: Opening | None


@dataclass(frozen=True, slots=True)
class _Signs:
    """What tells of the secrets of a text; in most texts there is nothing."""

    lines: tuple[_Line, ...] = ()
    of_keys: bool = False
    """Whether private keys may be there, which take several lines."""


_NONE = _Signs()


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without its secrets, and the secrets, which never show in a repr."""

    text: str
    _originals: Originals = field(default_factory=Originals, repr=False)
    source: str = field(default="", repr=False)
    """The text with its secrets, where it was read as a whole."""
    signs: _Signs = field(default=_NONE, repr=False)

    def restore(self, answer: str) -> str:
        """`answer` with the user's own secret wherever its placeholder came back.

        Raises:
            NoUsableAnswerError: where it holds the placeholder of another text's secret.
        """
        return self._originals.restore(answer)

    def within(self, start: int, stop: int) -> Redacted:
        """The same; `restore` knows only the secrets that stand in this part of the text."""
        if not self._originals.secrets:
            return self
        return Redacted(self.text, self._originals.among(self.text[start:stop]))

    def hide(self, companion: str) -> str:
        """Another text without its secrets; `restore` knows them from now on.

        A secret that stands in both has one placeholder in both.
        """
        return _hidden(companion, _secrets(companion, _signs_in(companion)), self._originals)


_NAMED = (assigned_secrets, parallel_secrets, in_flow_mappings)
"""What finds secrets by their names in a line."""


def redact(text: str, former: Redacted | None = None) -> Redacted:
    """`text` with every secret replaced by a placeholder of the same length and kind.

    Of a text that has a `former` version only the lines that have changed are read.
    """
    signs = _signs_in(text) if former is None else _signs_since(former, text)
    originals = Originals()
    shown = _hidden(text, _secrets(text, signs), originals)
    return Redacted(shown, originals, text, signs)


def _signs_since(former: Redacted, text: str) -> _Signs:
    """The signs in `text`, of which those in the lines that have not changed are known."""
    source = former.source
    head = common_prefix(source, text)
    tail = min(len(source), len(text)) - head
    if source[len(source) - tail :] != text[len(text) - tail :]:  # not as by a key
        tail = common_prefix(source[head:][::-1], text[head:][::-1])
    begins, ends = text.rfind("\n", 0, head) + 1, text.find("\n", len(text) - tail)
    changed = _signs_in(text[begins : ends if ends >= 0 else len(text)], begins)
    grown = len(text) - len(source)
    above = (line for line in former.signs.lines if line.begins < begins)
    below = (line for line in former.signs.lines if 0 <= ends < line.begins + grown)
    moved = (replace(line, begins=line.begins + grown) for line in below)
    of_keys = changed.of_keys or (former.signs.of_keys and may_hold_keys(text))
    return _Signs((*above, *changed.lines, *moved), of_keys)


def _hidden(text: str, spans: Sequence[Span], originals: Originals) -> str:
    placeholders: dict[str, str] = {}
    pieces: list[str] = []
    end = 0
    following = [*(start for start, _ in spans[1:]), -1]
    for (start, stop), next_start in zip(spans, following, strict=False):
        secret = text[start:stop]
        if secret not in placeholders:
            placeholders[secret] = _known(secret, originals) or placeholder(
                secret, text, originals.secrets
            )
        before = text[max(end, start - NEIGHBOURS) : start]
        after = text[stop : stop + 1] if stop != next_start else ""
        shown = placeholders[secret]
        originals.secrets[shown] = secret
        places = originals.places.setdefault(shown, {})
        if len(places) < MOST_PLACES:
            places[place_of(shown, before, after)] = None
        pieces += (text[end:start], shown)
        end = stop
    return "".join((*pieces, text[end:]))


def _known(secret: str, originals: Originals) -> str:
    """The placeholder that a secret has in a text that goes out with this one."""
    return next((shown for shown, known in originals.secrets.items() if known == secret), "")


def _secrets(text: str, signs: _Signs) -> list[Span]:
    """Where the secrets of `text` are, in order, without overlap."""
    found = list(private_keys(text)) if signs.of_keys else []
    wanted = {line.opening.of for line in signs.lines if line.opening is not None}
    there = {of for of in wanted if not of or (of in text and of in lines_between_line_feeds(text))}
    for line in signs.lines:
        found += ((line.begins + start, line.begins + stop) for start, stop in line.spans)
        if line.opening is not None and line.opening.of in there:
            found += _below(line.begins, line.opening, text)
    return [span for span in _apart(found) if not is_placeholder(text[slice(*span)])]


def _below(begins: int, opening: Opening, text: str) -> Iterator[Span]:
    """The secrets that the line which begins there makes of what the lines below it hold."""
    starts = [begins]
    while len(starts) < opening.within + 2 and (end := text.find("\n", starts[-1])) >= 0:
        starts.append(end + 1)
    if len(starts) < opening.within + 2:
        starts.append(len(text) + 1)
    lines = [text[start : end - 1] for start, end in pairwise(starts)]
    for number, spans in values_after(lines, 0, opening):
        yield from ((starts[number] + start, starts[number] + stop) for start, stop in spans)


def _signs_in(text: str, begins: int = 0) -> _Signs:
    """The signs in `text`, which begins at an offset of a whole one."""
    lines, of_keys = lines_between_line_feeds(text), may_hold_keys(text)
    known = _known_of(lines)
    if known.count(_NOTHING) == len(known):  # as in most texts
        return _Signs((), of_keys)
    starts = accumulate((len(line) + 1 for line in lines), initial=begins)
    pairs = zip(starts, known, strict=False)
    signs = (_Line(at, *found) for at, found in pairs if found is not _NOTHING)
    return _Signs(tuple(signs), of_keys)


def _known_of(lines: Sequence[str]) -> list[_Found]:
    """What each line holds; `_NOTHING` where it has nothing."""
    known = [found for found in map(_found.get, lines) if found is not None]
    if len(known) == len(lines):
        return known
    of_line = {line: found for line in lines if (found := _found.get(line)) is not None}
    fresh = set(lines).difference(of_line)
    text = "\n".join(fresh)
    if may_be_escaped(text):
        text = f"{text}\n{unescaped(text)}"
    formats, named = formats_in(text), may_hold_assigned_secrets(text)
    for line in fresh:
        found = (_in_line(line, formats, named), opening_of(unescaped(line)))
        of_line[line] = _NOTHING if found == _NOTHING else found
    _remember(of_line, fresh)
    return [of_line[line] for line in lines]


def _remember(of_line: Mapping[str, _Found], fresh: Collection[str]) -> None:
    """Keep what was found in lines; threads look at texts at the same time."""
    if len(_found) + len(fresh) > _MOST_LINES:
        _found.clear()
        fresh = of_line
    if len(fresh) <= _MOST_LINES:
        _found.update((line, of_line[line]) for line in fresh if len(line) <= _LONGEST_LINE)


def _in_line(line: str, formats: Iterable[Format], named: bool) -> tuple[Span, ...]:
    """The secrets of a line, with those that are told only once another one is hidden."""
    known: list[Span] = []
    found, shown = _apart(_seen_in(line, formats, named)), line
    while found != known:
        known = found
        for start, stop in found:
            hidden = placeholder(line[start:stop], line, {})
            shown = shown[:start] + hidden + shown[stop:]
        again = _seen_in(shown, formats, named)
        wider = (span for span in again if not is_placeholder(shown[slice(*span)]))
        found = _apart((*known, *wider))
    return tuple(found)


def _seen_in(line: str, formats: Iterable[Format], named: bool) -> tuple[Span, ...]:
    seen = _written_in(line, formats, named)
    if may_be_escaped(line) and (meant := unescaped(line)) != line:
        return (*seen, *in_escaped(line, _written_in(meant, formats, named)))
    return seen


def _written_in(line: str, formats: Iterable[Format], named: bool) -> tuple[Span, ...]:
    # A placeholder claims its place as the secret did: nothing else is found around it.
    known = _apart(known_secrets(line, formats))
    assigned = [each for find in _NAMED for each in find(line)] if named else ()
    return (*known, *(span for span in assigned if not _touches(span, known)))


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The spans in order; those that overlap are one."""
    apart: list[Span] = []
    for start, stop in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(stop, apart[-1][1]))
        else:
            apart.append((start, stop))
    return apart


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < stop and start < span[1] for start, stop in others)
