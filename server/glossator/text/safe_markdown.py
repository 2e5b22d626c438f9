r"""Markdown from a model, written anew so that showing it does nothing: no link, no image, no HTML.

What a renderer makes of Markdown depends on its extensions: math, diagrams and directives of VS
Code's own preview load images and make links where CommonMark sees code. So nothing here is judged
by a parser. What is known to be inert is kept (headings, lists, quotes, emphasis, code), and every
other character that any extension gives a meaning is escaped, so that it shows as it was written.

- A block of code stands at the left edge between fences that its content cannot close, with a
  language of a list, because an extension may take any other (`mermaid`) for its own. Tables are
  shown as such a block: in one, a cell ends where a code span does not.
- A code span is kept where its content would do nothing outside of one either; else its backticks
  are shown.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossator.text.fences import fence_for, is_closing
from glossator.text.lines import split_lines

LANGUAGES = frozenset(
    "ada asm awk bash bat c clojure cmake cmd console cpp c++ cs csharp css csv dart diff "
    "dockerfile elixir elm erlang fish fortran fsharp gleam go golang gradle graphql groovy "
    "haskell hcl html http ini java javascript js json json5 jsonc jsonl jsx julia kotlin "
    "less lisp log lua make makefile markdown md matlab nim nix objc ocaml pascal perl php "
    "plaintext powershell prisma properties proto protobuf ps1 py python python3 r rb rs "
    "ruby rust scala scss sh shell sql svelte swift tcl terraform text toml ts tsx txt "
    "typescript vb vim vue wasm xml yaml yml zig zsh".split()
)
"""What a block of code may be called: names that colour it and do nothing else."""

_OPENER = re.compile(
    r"(?P<space>\s*)(?P<marker>(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?P<marks>`{3,}|~{3,})[ \t]*"
    r"(?P<info>[^`]*)$"
)
_NAME = re.compile(r"[\w+#-]+")
_TABLE_ROW = re.compile(r"\s*\|")
# What begins a line of a directive, a definition, a fence within a quote, or an import.
_LINE_START = re.compile(
    r"(?P<before>[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*)(?P<mark>[:@~%]|!(?=!!)|\?(?=\?\?))"
)
_INLINE = re.compile(
    r"(?P<escape>\\[!#*+.>_~\\`$<\[|{&:@/-])"
    r"|(?P<unneeded>\\(?=[\]()}]))"
    r"|(?<!`)`(?P<code>[^`]+)`(?!`)"
    r"|(?P<special>[\\`$\[|{]|<(?=[A-Za-z/!?])|&(?=\#|\w+;)|@(?=\w)|~(?=~~)|(?<=~~)~|(?<=/)/"
    r"|(?<=\bwww)\.|:(?=:))",
    re.IGNORECASE,
)
# Content that would act if what stands around it ended the code span: links, tags, templates, TeX.
_ACTS = re.compile(
    r"\]\s*[(\[:]|!\[|\[[\[^]|<[A-Za-z/!?]|\{[{%]|\\[A-Za-z]{3,}|\$[^$]*\\|\\[^$]*\$"
)
_RULE = re.compile(r"\s*(?:-\s*){3,}$|\s*(?:\+\s*){3,}$")


def harmless(text: str) -> str:
    """The same text as Markdown that is inert in every renderer."""
    lines = split_lines(text)
    if lines and _RULE.match(lines[0]):
        lines.insert(0, "")  # else it could open the metadata of a page
    # Some know `\[` and `\]` as the ends of a formula: where the last may stand in code, no
    # bracket may look like the first.
    bracket = "&#91;" if "\\]" in text else "\\["
    return "\n".join(_shown(lines, bracket))


def _shown(lines: list[str], bracket: str) -> Iterator[str]:
    at = 0
    while at < len(lines):
        if found := _OPENER.match(lines[at]):
            marker = found["marker"] or ""
            if marker.strip():
                yield found["space"] + marker.rstrip()
            end = _end_of_block(lines, at + 1, found["marks"])
            indent = len(found["space"]) + len(marker)
            yield from _block(
                [_dedented(line, indent) for line in lines[at + 1 : end]], found["info"]
            )
            at = end + 1
        elif _TABLE_ROW.match(lines[at]):
            end = at
            while end < len(lines) and _TABLE_ROW.match(lines[end]):
                end += 1
            yield from _block([line.strip() for line in lines[at:end]], "")
            at = end
        else:
            yield _line(lines[at], bracket)
            at += 1


def _end_of_block(lines: list[str], at: int, marks: str) -> int:
    closing = (number for number in range(at, len(lines)) if is_closing(lines[number], marks))
    return next(closing, len(lines))


def _block(content: list[str], info: str) -> Iterator[str]:
    named = _NAME.match(info.strip())
    language = named[0].lower() if named else ""
    fence = fence_for(*content)
    yield ""
    yield f"{fence}{language if language in LANGUAGES else 'text'}"
    yield from content
    yield fence


def _dedented(line: str, indent: int) -> str:
    return line[min(indent, len(line) - len(line.lstrip())) :]


def _line(line: str, bracket: str) -> str:
    if found := _LINE_START.match(line):
        line = f"{found['before']}\\{line[found.end() - 1 :]}"
    return _inert(line, bracket)


def _inert(text: str, bracket: str) -> str:
    def shown(found: re.Match[str]) -> str:
        if found["unneeded"]:
            return ""
        if (code := found["code"]) is not None:
            return f"\\`{_inert(code, bracket)}\\`" if _ACTS.search(code) else found[0]
        escaped = found["escape"] or f"\\{found['special']}"
        return {"\\[": bracket, "\\|": "&#124;"}.get(escaped, escaped)

    return _INLINE.sub(shown, text)
