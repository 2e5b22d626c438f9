"""The styles whose entries are lines that begin with a tag, such as `@param name …`. Pure.

JSDoc: https://jsdoc.app, TSDoc: https://tsdoc.org
Javadoc: https://docs.oracle.com/en/java/javase/21/docs/specs/javadoc/doc-comment-spec.html
KDoc: https://kotlinlang.org/docs/kotlin-doc.html
Doxygen: https://www.doxygen.nl/manual/commands.html
PHPDoc: https://docs.phpdoc.org/guide/references/phpdoc/index.html
YARD: https://rubydoc.info/gems/yard/file/docs/Tags.md
LuaLS: https://luals.github.io/wiki/annotations
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from glossator.actions.docstring.styles.python import Item, Style, is_short
from glossator.syntax.signature import MARKS, Parameter, Raised

CONTINUED = "    "
TAG = re.compile(r"(?<!\S)@(?=\w)")
NO_TYPE = re.compile(r" (?:\{\{)?\[?\{type\}\]?(?:\}\})?")


@dataclass(frozen=True, slots=True)
class Tags(Style):
    """Entries as forms with `{name}`, `{type}` and `{text}`; a form that is empty is left out.

    The forms are Javadoc's where a style says nothing else, and what is yielded has that of what is
    returned.

    `opening` begins the documentation, `command` finds what in prose would be a tag and `at`
    stands for it, `untyped` for a type that nobody wrote, `marks` stay before names of parameters.
    `is_html` says that the text is HTML.
    """

    parameter_form: str = "@param {name} {text}"
    result_form: str = "@return {text}"
    yields_form: str = ""
    raised_form: str = "@throws {name} {text}"
    type_form: str = ""
    optional_form: str = ""
    property_form: str = ""
    opening: tuple[str, ...] = ()
    code_form: str = "`{}`"
    command: re.Pattern[str] = TAG
    at: str = ""
    untyped: str = ""
    marks: str = ""
    is_multiline: bool = False
    is_html: bool = False
    paragraphs: int = 3
    parts: bool = True

    def tells_types(self, yields: bool) -> bool:
        """Where the form has a place for one."""
        return "{type}" in self._result_form(yields)

    def prose(self, text: str) -> str:
        """A word with `@` in front would be a tag at the begin of a line."""
        if self.is_html:
            text = as_html(text)
        return self.command.sub(lambda match: self.at or f"\\{match[0]}", text)

    def code(self, text: str) -> str:
        """A piece of code in a sentence."""
        return self.code_form.format(text)

    def summary(self, text: str) -> list[Item]:
        """The first sentence; after the tag that says that it is about the file."""
        *before, last = self.opening or ("",)
        return [*(Item(line) for line in before), Item(f"{last}{text}")]

    def heading(self, title: str, is_first: bool) -> list[str]:
        """One blank line before all tags."""
        return [""] if is_first and self.parts else []

    def parameter(self, parameter: Parameter, text: str) -> list[Item]:
        """A parameter, or one in angle brackets."""
        if parameter.is_type:
            return self._item(self.type_form, parameter.name, "", text or parameter.annotation)
        if parameter.is_property and self.property_form:
            return self._item(self.property_form, parameter.name, "", text)
        bare = parameter.name.lstrip(MARKS)
        name = parameter.name if self.marks or not bare else bare
        if parameter.is_optional and self.optional_form:
            equals = f"={parameter.default}" if parameter.default and is_short(parameter) else ""
            return self._item(self.optional_form, name + equals, parameter.annotation, text)
        text = self.with_default(text, parameter)
        return self._item(self.parameter_form, name, parameter.annotation, text)

    def result(self, yields: bool, annotation: str, text: str) -> list[Item]:
        """The result."""
        return self._item(self._result_form(yields), "", annotation, text)

    def raised(self, raised: Raised, text: str) -> list[Item]:
        """One exception."""
        return self._item(self.raised_form, raised.name, "", self.when(raised, text))

    def _result_form(self, yields: bool) -> str:
        return self.yields_form if yields and self.yields_form else self.result_form

    def _item(self, form: str, name: str, kind: str, text: str) -> list[Item]:
        if not form:
            return []
        if not (kind or self.untyped):
            form = NO_TYPE.sub("", form)
        filled = form.format(name=name, type=kind or self.untyped, text=text)
        return [Item(" ".join(filled.split()).removesuffix(" -"), "", CONTINUED)]


JSDOC = Tags(
    parameter_form="@param {{{type}}} {name} - {text}",
    optional_form="@param {{{type}}} [{name}] - {text}",
    result_form="@returns {{{type}}} {text}",
    yields_form="@yields {{{type}}} {text}",
    raised_form="@throws {{{name}}} {text}",
)
TSDOC = replace(
    JSDOC,
    parameter_form="@param {name} - {text}",
    optional_form="",
    result_form="@returns {text}",
    yields_form="@yields {text}",
    type_form="@typeParam {name} - {text}",
    raised_form="@throws {{@link {name}}} {text}",
)
JAVADOC = Tags(
    type_form="@param <{name}> {text}",
    code_form="{{@code {}}}",
    at="&#64;",
    is_html=True,
)
KDOC = replace(
    JAVADOC,
    is_html=False,
    type_form="@param {name} {text}",
    property_form="@property {name} {text}",
    code_form="`{}`",
)
DOXYGEN = replace(
    JAVADOC,
    is_html=False,
    type_form="@tparam {name} {text}",
    code_form="`{}`",
    command=re.compile(r"(?<!\S)[@\\](?=\w)"),
    at="",
)
PHPDOC = Tags(
    parameter_form="@param {type} {name} {text}",
    result_form="@return {type} {text}",
    untyped="mixed",
    marks="$&.",
)
YARD = Tags(
    parameter_form="@param {name} [{type}] {text}",
    result_form="@return [{type}] {text}",
    yields_form="@yield {text}",
    raised_form="@raise [{name}] {text}",
)
LUALS = Tags(
    parameter_form="@param {name} {type} {text}",
    result_form="@return {type} {text}",
    raised_form="",
    untyped="any",
    parts=False,
)


CODE = re.compile(r"`([^`]+)`")
INLINE_TAG = re.compile(r"\{@(?:code|link|linkplain|literal|value)\b[^{}]*\}")
MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "{@": "&#123;&#64;"}
IN_MARKUP = re.compile(r"&(?!#?\w+;)|[<>]|\{@")


def as_html(text: str) -> str:
    """What a model says in Markdown, for Javadoc: code in `{@code …}`, the rest escaped."""
    parts = re.split(f"({CODE.pattern.replace('(', '(?:')}|{INLINE_TAG.pattern})", text)
    return "".join(
        _code(part) if number % 2 else IN_MARKUP.sub(lambda m: MARKUP[m[0]], part)
        for number, part in enumerate(parts)
    )


def _code(part: str) -> str:
    if not part.startswith("`"):
        return part
    code = part.strip("`")
    # Within the tag braces are counted.
    if code.count("{") == code.count("}") and "@" not in code:
        return f"{{@code {code}}}"
    return IN_MARKUP.sub(lambda m: MARKUP[m[0]], code)


def with_backslashes(style: Tags) -> Tags:
    """Doxygen's other spelling of its commands."""
    forms = ("type_form", "parameter_form", "result_form", "yields_form", "raised_form")
    spelt = {name: getattr(style, name).replace("@", "\\", 1) for name in forms}
    opening = tuple(line.replace("@", "\\", 1) for line in style.opening)
    return replace(style, **spelt, opening=opening)
