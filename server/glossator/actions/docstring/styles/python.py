"""What a style of documentation must say of itself, and the three styles of Python. Pure.

Google: https://google.github.io/styleguide/pyguide.html#38-comments-and-docstrings
NumPy: https://numpydoc.readthedocs.io/en/latest/format.html
reST: https://www.sphinx-doc.org/en/master/usage/domains/python.html#info-field-lists
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from glossator.syntax.signature import Parameter, Raised
from glossator.text.remembered import remembered

LONGEST_DEFAULT = 30
"""Code points; a longer default value is left to the signature."""


@dataclass(frozen=True, slots=True)
class Item:
    """Text to be wrapped: the first line begins with `first`, the others with `rest`."""

    text: str
    first: str = ""
    rest: str = ""


BLANK = Item("")
"""A line with nothing on it."""


class Style:
    """Writes what a docstring consists of; an empty `text` means that nothing is known.

    `paragraphs` is the most that a description may have, `parts` whether a blank line stands
    between parts. `is_multiline` asks for several lines even for a summary
    alone, `lists_all` for the parameters even if nobody described any of them. `outcome` is said of
    a result that nobody described.
    """

    paragraphs = 3
    parts = True
    is_multiline = False
    lists_all = False
    outcome = "The result."

    def tells_types(self, yields: bool) -> bool:
        """Whether the type of what comes back is written, so that it may stand alone."""
        return False

    def prose(self, text: str) -> str:
        """The text without what would be markup here."""
        return text

    def code(self, text: str) -> str:
        """A piece of code in a sentence."""
        return f"`{text}`"

    def sentence(self, text: str) -> str:
        """The first sentence without what stands around it."""
        return text

    def summary(self, text: str) -> list[Item]:
        """The first sentence."""
        return [Item(text)]

    def detail(self, text: str) -> list[Item]:
        """One paragraph of the description."""
        return [BLANK, Item(text)]

    def heading(self, title: str, is_first: bool) -> list[str]:
        """The lines that open a section; `title` is Args, Returns, Yields or Raises."""
        raise NotImplementedError

    def parameter(self, parameter: Parameter, text: str) -> list[Item]:
        """One parameter."""
        raise NotImplementedError

    def result(self, yields: bool, annotation: str, text: str) -> list[Item]:
        """What is returned, or yielded one by one."""
        raise NotImplementedError

    def raised_title(self, raised: Raised) -> str:
        """The title of the section in which an exception stands."""
        return "Raises"

    def raised(self, raised: Raised, text: str) -> list[Item]:
        """One exception."""
        raise NotImplementedError

    def when(self, raised: Raised, text: str) -> str:
        """What is said about an exception, or else the condition in the code."""
        return text or (f"If {self.code(raised.condition)}." if raised.condition else "")

    def with_default(self, text: str, parameter: Parameter) -> str:
        """The description, followed by the default value where it is short and not yet told."""
        if not parameter.default or not is_short(parameter) or "default" in text.lower():
            return text
        return f"{text} Defaults to {self.default(parameter.default)}.".lstrip()

    def default(self, value: str) -> str:
        """A default value in a sentence."""
        return self.code(value)


class PythonStyle(Style):
    """What Google's, NumPy's and Sphinx's styles have in common: reST in the text."""

    def tells_types(self, yields: bool) -> bool:
        """They do."""
        return True

    def code(self, text: str) -> str:
        """Inline code of reST."""
        return f"``{text}``"

    def default(self, value: str) -> str:
        """As it is."""
        return value


class Google(PythonStyle):
    """`Args:` with indented entries."""

    def heading(self, title: str, is_first: bool) -> list[str]:
        """`Args:`"""
        return ["", f"{title}:"]

    def parameter(self, parameter: Parameter, text: str) -> list[Item]:
        """`name (type, optional): text`"""
        optional = ", optional" if parameter.default else ""
        kind = f" ({parameter.annotation}{optional})" if parameter.annotation else ""
        text = self.with_default(text, parameter)
        return [Item(f"{parameter.name}{kind}: {text}".rstrip(), "    ", "        ")]

    def result(self, yields: bool, annotation: str, text: str) -> list[Item]:
        """`type: text`"""
        if annotation and text:
            return [Item(f"{annotation}: {text}", "    ", "        ")]
        return [Item(annotation or text, "    ", "    ")]

    def raised(self, raised: Raised, text: str) -> list[Item]:
        """`Name: text`"""
        return [Item(f"{raised.name}: {self.when(raised, text)}".rstrip(), "    ", "        ")]


class Numpy(PythonStyle):
    """Underlined headings; the type beside the name, the description below it."""

    def heading(self, title: str, is_first: bool) -> list[str]:
        """`Parameters`, underlined."""
        title = {"Args": "Parameters"}.get(title, title)
        return ["", title, "-" * len(title)]

    def parameter(self, parameter: Parameter, text: str) -> list[Item]:
        """`name : type, default: value`, the text below it."""
        if not parameter.annotation:
            return [Item(parameter.name), *_below(self.with_default(text, parameter))]
        default = f"default: {parameter.default}" if is_short(parameter) else "optional"
        optional = f", {default}" if parameter.default else ""
        return [Item(f"{parameter.name} : {parameter.annotation}{optional}"), *_below(text)]

    def result(self, yields: bool, annotation: str, text: str) -> list[Item]:
        """`type`, the text below it."""
        return [Item(annotation), *_below(text)] if annotation else [Item(text)]

    def raised(self, raised: Raised, text: str) -> list[Item]:
        """`Name`, the text below it."""
        return [Item(raised.name), *_below(self.when(raised, text))]


class Rest(PythonStyle):
    """Sphinx's field lists: `:param name: …`."""

    def heading(self, title: str, is_first: bool) -> list[str]:
        """One blank line before all fields."""
        return [""] if is_first else []

    def parameter(self, parameter: Parameter, text: str) -> list[Item]:
        """`:param name: text` and `:type name: type`."""
        name = parameter.name.lstrip("*")
        described = [_field(f":param {name}:", self.with_default(text, parameter))]
        kind = [_field(f":type {name}:", parameter.annotation)] if parameter.annotation else []
        return described + kind

    def result(self, yields: bool, annotation: str, text: str) -> list[Item]:
        """`:returns: text` and `:rtype: type`."""
        verb, kind = (":yields:", ":ytype:") if yields else (":returns:", ":rtype:")
        described = [_field(verb, text)] if text else []
        return described + ([_field(kind, annotation)] if annotation else [])

    def raised(self, raised: Raised, text: str) -> list[Item]:
        """`:raises Name: text`"""
        return [_field(f":raises {raised.name}:", self.when(raised, text))]


STYLES: Mapping[str, Style] = {"google": Google(), "numpy": Numpy(), "rest": Rest()}

EVIDENCE = {
    "google": re.compile(r"^[ \t]+(?:Args|Arguments|Returns|Raises|Yields):[ \t]*\r?$", re.M),
    "numpy": re.compile(
        r"^[ \t]+(?:Parameters|Returns|Raises|Yields)[ \t]*\r?\n[ \t]+-{3,}[ \t]*\r?$", re.M
    ),
    "rest": re.compile(r"^[ \t]+:(?:param|type|returns?|rtype|raises)\b[^:\n]*:", re.M),
}


@remembered(4)
def style_for(setting: str, text: str) -> Style:
    """The style that is set; with `auto` the one most used in the file, Google's in a new one."""
    if setting in STYLES:
        return STYLES[setting]
    counts = {name: len(pattern.findall(text)) for name, pattern in EVIDENCE.items()}
    return STYLES[max(counts, key=lambda name: counts[name])]


def is_short(parameter: Parameter) -> bool:
    """Whether the default value reads well in a sentence."""
    return len(parameter.default) <= LONGEST_DEFAULT


def _below(text: str) -> list[Item]:
    return [Item(text, "    ", "    ")] if text else []


def _field(name: str, text: str) -> Item:
    return Item(f"{name} {text}".rstrip(), "", "    ")
