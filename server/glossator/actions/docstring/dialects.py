"""How each language documents: its style, its frame, and how it reads what is there. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from glossator.actions.docstring import escapes
from glossator.actions.docstring.frames import Block, Frame, Marks, Quotes
from glossator.actions.docstring.notation import (
    AFTER_NAME,
    BEFORE_NAME,
    BRACES,
    BRACKETS,
    NO_TYPES,
    TypeNotation,
)
from glossator.actions.docstring.styles import tags
from glossator.actions.docstring.styles.markup import Godoc, Rustdoc, Shell, Swift, Xml
from glossator.actions.docstring.styles.python import STYLES, Style, style_for
from glossator.actions.docstring.update.entries import Existing
from glossator.actions.docstring.update.markup import read_markdown, read_shell, read_xml
from glossator.actions.docstring.update.sections import read_python
from glossator.actions.docstring.update.source_lines import comment_lines, literal_lines
from glossator.actions.docstring.update.tags import Order, read_tags
from glossator.actions.docstring.update.update import ExistingDocumentation
from glossator.syntax.signature import TYPES, Documentable

ORDERS = {BEFORE_NAME: Order("before"), BRACKETS: Order("[]"), AFTER_NAME: Order("after")}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How documentation of one definition is written and read.

    `says` asks the model for what is particular to the language, `types` is where its tags have
    types.
    """

    style: Style
    frame: Frame
    read: Callable[[Sequence[str]], Existing] | None
    says: str = ""
    types: TypeNotation = NO_TYPES

    def existing(self, source: str, indent: str) -> ExistingDocumentation | None:
        """The documentation whose source is `source`; None where it cannot be read."""
        if self.read is None:
            literal = literal_lines(source, indent)
            if literal is None:
                return None
            name = next(name for name, style in STYLES.items() if style is self.style)
            name, parsed = read_python(literal.texts, name)
            return ExistingDocumentation(literal, parsed, STYLES[name])
        lines = comment_lines(source, indent, getattr(self.frame, "no_space", "\0"))
        return ExistingDocumentation(lines, self.read(lines.texts), self.style)


@dataclass(frozen=True, slots=True)
class Case:
    """What is documented, in which file `text`; `setting` is `docstringStyle`."""

    language: str
    subject: Documentable
    text: str
    setting: str

    @property
    def indent(self) -> str:
        """What each line of the documentation begins with."""
        return self.subject.indent

    @property
    def is_file(self) -> bool:
        """Whether it is the file itself."""
        return self.subject.kind == "module"

    @property
    def former(self) -> str:
        """The source of its documentation, if it has some."""
        return self.text[slice(*self.subject.docstring)] if self.subject.docstring else ""

    def count(self, pattern: str) -> int:
        """How often a pattern is found in the file."""
        return len(re.findall(pattern, self.text, re.MULTILINE))


def dialect_for(language: str, subject: Documentable, text: str, setting: str) -> Dialect:
    """How `subject` is documented in the file `text`; `setting` is `docstringStyle`."""
    return DIALECTS[language](Case(language, subject, text, setting))


def _python(case: Case) -> Dialect:
    style = style_for(case.setting, case.text)
    return Dialect(style, Quotes(case.indent), read=None)


@dataclass(frozen=True, slots=True)
class _Tagged:
    """A language with tags in block comments, in which `escape` hides what must not be said.

    `file_tag` begins what is about the file.
    """

    style: tags.Tags
    escape: Callable[[str], str]
    file_tag: str = ""
    types: TypeNotation = NO_TYPES

    def __call__(self, case: Case) -> Dialect:
        style = replace(
            self.style,
            opening=(self.file_tag,) if case.is_file else (),
            is_multiline=case.is_file or case.subject.kind in TYPES,
        )
        frame: Frame = Block(case.indent, self.escape)
        if case.former.startswith("///"):  # Java 23
            frame = Marks(case.indent, "///", self.escape)
        read = partial(read_tags, order=ORDERS.get(self.types, Order()))
        return Dialect(style, frame, read, types=self.types)


_javascript = _Tagged(tags.JSDOC, escapes.javascript, "@file ", BRACES)
_typescript = _Tagged(tags.TSDOC, escapes.javascript, "@file ", BRACES)


def _doxygen(case: Case) -> Dialect:
    brief = ("@brief ",) if case.count(r"[@\\]brief\b") else ()
    style = replace(
        tags.DOXYGEN,
        opening=("@file", "@brief ") if case.is_file else brief,
        is_multiline=case.is_file or case.subject.kind in TYPES,
    )
    if case.count(r"^[ \t]*(?:\*|///?)?[ \t]*\\(?:param|brief|return)"):
        style = tags.with_backslashes(style)
    frame: Frame = Block(case.indent, escapes.spaced)
    if case.count(r"^[ \t]*///") > case.count(r"^[ \t]*/\*[*!]"):
        frame = Marks(case.indent, "///", escapes.whole_line)
    return Dialect(style, frame, partial(read_tags, order=Order()))


def _csharp(case: Case) -> Dialect:
    return Dialect(Xml(), Marks(case.indent, "///"), read_xml)


def _go(case: Case) -> Dialect:
    package = re.search(r"^package[ \t]+(\w+)", case.text, re.MULTILINE)
    name = case.subject.name or (package[1] if package else "main")
    starts = f"Package {name}" if case.is_file else name
    style, frame = Godoc(name, case.subject.kind), Marks(case.indent, "//")
    return Dialect(style, frame, read_markdown, f"Begin the sentence with `{starts}`.")


def _rust(case: Case) -> Dialect:
    frame = Marks(case.indent, "//!" if case.is_file else "///")
    return Dialect(Rustdoc(), frame, read_markdown)


def _swift(case: Case) -> Dialect:
    style = Swift(many=len(case.subject.signature.parameters) > 1)
    return Dialect(style, Marks(case.indent, "///"), read_markdown)


def _ruby(case: Case) -> Dialect:
    read = partial(read_tags, order=ORDERS[BRACKETS])
    return Dialect(tags.YARD, Marks(case.indent, "#"), read, types=BRACKETS)


def _lua(case: Case) -> Dialect:
    frame = Marks(case.indent, "---", no_space="@")
    read = partial(read_tags, order=ORDERS[AFTER_NAME])
    return Dialect(tags.LUALS, frame, read, types=AFTER_NAME)


def _shell(case: Case) -> Dialect:
    frame = Marks(case.indent, "#")
    rule = re.match(r"#{4,}(?=\r?\n)", case.former)
    if rule is not None:
        line = f"\n{case.indent}"
        frame = replace(frame, opening=f"{rule[0]}{line}", closing=f"{line}{rule[0]}")
    return Dialect(Shell(), frame, read_shell)


DIALECTS: Mapping[str, Callable[[Case], Dialect]] = {
    "python": _python,
    "javascript": _javascript,
    "javascriptreact": _javascript,
    "typescript": _typescript,
    "typescriptreact": _typescript,
    "java": _Tagged(tags.JAVADOC, escapes.java),
    "kotlin": _Tagged(tags.KDOC, escapes.kotlin),
    "php": _Tagged(tags.PHPDOC, escapes.spaced, types=BEFORE_NAME),
    "c": _doxygen,
    "cpp": _doxygen,
    "csharp": _csharp,
    "go": _go,
    "rust": _rust,
    "swift": _swift,
    "ruby": _ruby,
    "lua": _lua,
    "shellscript": _shell,
}
