"""The three layouts of Python docstrings: how each writes what belongs below the summary. Pure.

Google: https://google.github.io/styleguide/pyguide.html#38-comments-and-docstrings
NumPy: https://numpydoc.readthedocs.io/en/latest/format.html
reST: https://www.sphinx-doc.org/en/master/usage/domains/python.html#info-field-lists
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from glossator.syntax.signature import Parameter

LONGEST_DEFAULT = 30
"""Code points; a longer default value is left to the signature."""


@dataclass(frozen=True, slots=True)
class Item:
    """Text to be wrapped: the first line begins with `first`, the others with `rest`."""

    text: str
    first: str = ""
    rest: str = ""


class Style(Protocol):
    """Writes what belongs below the summary; an empty `text` means that nothing is known."""

    def heading(self, title: str, is_first: bool) -> list[str]:
        """The lines that open a section; `title` is Args, Returns, Yields or Raises."""

    def parameter(self, parameter: Parameter, text: str) -> list[Item]:
        """One parameter."""

    def result(self, yields: bool, annotation: str, text: str) -> list[Item]:
        """What is returned, or yielded one by one."""

    def raised(self, name: str, text: str) -> list[Item]:
        """One exception."""


class Google:
    """`Args:` with indented entries."""

    def heading(self, title: str, is_first: bool) -> list[str]:
        """`Args:`"""
        return ["", f"{title}:"]

    def parameter(self, parameter: Parameter, text: str) -> list[Item]:
        """`name (type, optional): text`"""
        optional = ", optional" if parameter.default else ""
        kind = f" ({parameter.annotation}{optional})" if parameter.annotation else ""
        text = with_default(text, parameter)
        return [Item(f"{parameter.name}{kind}: {text}".rstrip(), "    ", "        ")]

    def result(self, yields: bool, annotation: str, text: str) -> list[Item]:
        """`type: text`"""
        if annotation and text:
            return [Item(f"{annotation}: {text}", "    ", "        ")]
        return [Item(annotation or text, "    ", "    ")]

    def raised(self, name: str, text: str) -> list[Item]:
        """`Name: text`"""
        return [Item(f"{name}: {text}".rstrip(), "    ", "        ")]


class Numpy:
    """Underlined headings; the type beside the name, the description below it."""

    def heading(self, title: str, is_first: bool) -> list[str]:
        """`Parameters`, underlined."""
        title = {"Args": "Parameters"}.get(title, title)
        return ["", title, "-" * len(title)]

    def parameter(self, parameter: Parameter, text: str) -> list[Item]:
        """`name : type, default: value`, the text below it."""
        if not parameter.annotation:
            return [Item(parameter.name), *_below(with_default(text, parameter))]
        default = f"default: {parameter.default}" if is_short(parameter) else "optional"
        optional = f", {default}" if parameter.default else ""
        return [Item(f"{parameter.name} : {parameter.annotation}{optional}"), *_below(text)]

    def result(self, yields: bool, annotation: str, text: str) -> list[Item]:
        """`type`, the text below it."""
        return [Item(annotation), *_below(text)] if annotation else [Item(text)]

    def raised(self, name: str, text: str) -> list[Item]:
        """`Name`, the text below it."""
        return [Item(name), *_below(text)]


class Rest:
    """Sphinx's field lists: `:param name: …`."""

    def heading(self, title: str, is_first: bool) -> list[str]:
        """One blank line before all fields."""
        return [""] if is_first else []

    def parameter(self, parameter: Parameter, text: str) -> list[Item]:
        """`:param name: text` and `:type name: type`."""
        name = parameter.name.lstrip("*")
        described = [_field(f":param {name}:", with_default(text, parameter))]
        kind = [_field(f":type {name}:", parameter.annotation)] if parameter.annotation else []
        return described + kind

    def result(self, yields: bool, annotation: str, text: str) -> list[Item]:
        """`:returns: text` and `:rtype: type`."""
        verb, kind = (":yields:", ":ytype:") if yields else (":returns:", ":rtype:")
        described = [_field(verb, text)] if text else []
        return described + ([_field(kind, annotation)] if annotation else [])

    def raised(self, name: str, text: str) -> list[Item]:
        """`:raises Name: text`"""
        return [_field(f":raises {name}:", text)]


STYLES: Mapping[str, Style] = {"google": Google(), "numpy": Numpy(), "rest": Rest()}

EVIDENCE = {
    "google": re.compile(r"^[ \t]+(?:Args|Arguments|Returns|Raises|Yields):[ \t]*\r?$", re.M),
    "numpy": re.compile(
        r"^[ \t]+(?:Parameters|Returns|Raises|Yields)[ \t]*\r?\n[ \t]+-{3,}[ \t]*\r?$", re.M
    ),
    "rest": re.compile(r"^[ \t]+:(?:param|type|returns?|rtype|raises)\b[^:\n]*:", re.M),
}


def style_for(setting: str, text: str) -> Style:
    """The style that is set; with `auto` the one most used in the file, Google's in a new one."""
    if setting in STYLES:
        return STYLES[setting]
    counts = {name: len(pattern.findall(text)) for name, pattern in EVIDENCE.items()}
    return STYLES[max(counts, key=lambda name: counts[name])]


def with_default(text: str, parameter: Parameter) -> str:
    """The description, followed by the default value where it is short and not yet told."""
    if not parameter.default or not is_short(parameter) or "default" in text.lower():
        return text
    return f"{text} Defaults to {parameter.default}.".lstrip()


def is_short(parameter: Parameter) -> bool:
    """Whether the default value reads well in a sentence."""
    return len(parameter.default) <= LONGEST_DEFAULT


def _below(text: str) -> list[Item]:
    return [Item(text, "    ", "    ")] if text else []


def _field(name: str, text: str) -> Item:
    return Item(f"{name} {text}".rstrip(), "", "    ")
