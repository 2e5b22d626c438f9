"""The styles of languages whose documentation is Markdown, XML or plain text. Pure.

C#: https://learn.microsoft.com/dotnet/csharp/language-reference/xmldoc/recommended-tags
Go: https://go.dev/doc/comment, Rust: https://doc.rust-lang.org/rustdoc/how-to-write-documentation.html
Swift: https://www.swift.org/documentation/docc
Bash: https://google.github.io/styleguide/shellguide.html#function-comments
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from glossator.actions.docstring.styles.python import Item, Style
from glossator.syntax.signature import Kind, Parameter, Raised


class Xml(Style):
    """C#: each thing in its element."""

    paragraphs = 1
    parts = False

    def prose(self, text: str) -> str:
        """With entities for what would be markup."""
        return re.sub(r"`([^`]+)`", r"<c>\1</c>", escape(text, quote=False))

    def code(self, text: str) -> str:
        """`<c>`"""
        return f"<c>{escape(text, quote=False)}</c>"

    def summary(self, text: str) -> list[Item]:
        """`<summary>` on lines of its own, as editors write it."""
        return [Item("<summary>"), Item(text), Item("</summary>")]

    def detail(self, text: str) -> list[Item]:
        """`<remarks>`"""
        return [Item("<remarks>"), Item(text), Item("</remarks>")]

    def heading(self, title: str, is_first: bool) -> list[str]:
        """No heading."""
        return []

    def parameter(self, parameter: Parameter, text: str) -> list[Item]:
        """`<param name="…">` or `<typeparam name="…">`"""
        tag = "typeparam" if parameter.is_type else "param"
        name = parameter.name.lstrip("@")
        return [Item(f'<{tag} name="{name}">{self.with_default(text, parameter)}</{tag}>')]

    def result(self, yields: bool, annotation: str, text: str) -> list[Item]:
        """`<returns>`"""
        return [Item(f"<returns>{text}</returns>")]

    def raised(self, raised: Raised, text: str) -> list[Item]:
        """`<exception cref="…">`"""
        return [Item(f'<exception cref="{raised.name}">{self.when(raised, text)}</exception>')]


class Rustdoc(Style):
    """Markdown with a heading for each way in which a function can go wrong."""

    def heading(self, title: str, is_first: bool) -> list[str]:
        """`# Errors`"""
        return ["", f"# {title}", ""]

    def raised_title(self, raised: Raised) -> str:
        """Each has a section of its own."""
        return raised.name

    def raised(self, raised: Raised, text: str) -> list[Item]:
        """What is said, or what the signature and the condition say."""
        return [Item(text or _fallback(raised))]


def _fallback(raised: Raised) -> str:
    """What the signature or the condition says by itself."""
    code = f"`{raised.condition}`"
    if raised.name == "Errors":
        return f"Returns {code} if it fails." if raised.condition else "Returns what went wrong."
    if raised.name == "Panics":
        return f"Panics if {code}." if raised.condition else "It may panic."
    return "The caller must uphold what the unsafe code in it relies on."


@dataclass(frozen=True, slots=True)
class Swift(Style):
    """Markdown with `- Parameters:`; one parameter alone needs no list."""

    many: bool
    paragraphs: int = 3
    parts: bool = True
    is_multiline: bool = False

    def heading(self, title: str, is_first: bool) -> list[str]:
        """The list of parameters."""
        gap = [""] if is_first else []
        return [*gap, "- Parameters:"] if title == "Args" and self.many else gap

    def parameter(self, parameter: Parameter, text: str) -> list[Item]:
        """`- name: text`"""
        text = self.with_default(text, parameter)
        if self.many:
            return [Item(f"- {parameter.name}: {text}".rstrip(), "  ", "    ")]
        return [Item(f"- Parameter {parameter.name}: {text}".rstrip(), "", "  ")]

    def result(self, yields: bool, annotation: str, text: str) -> list[Item]:
        """`- Returns: text`"""
        return [Item(f"- Returns: {text}".rstrip(), "", "  ")]

    def raised(self, raised: Raised, text: str) -> list[Item]:
        """`- Throws: text`"""
        description = self.when(raised, text) or "An error if it fails."
        if raised.name != "Error" and raised.name not in description:
            description = f"`{raised.name}` {_lower(description)}"
        return [Item(f"- Throws: {description}", "", "  ")]


@dataclass(frozen=True, slots=True)
class Godoc(Style):
    """Plain sentences, the first of which begins with the name."""

    name: str
    kind: Kind
    paragraphs: int = 3
    parts: bool = True
    is_multiline: bool = False

    def sentence(self, text: str) -> str:
        """With the name in front."""
        return named(text, self.name, self.kind)

    def summary(self, text: str) -> list[Item]:
        """The sentence with the name in front."""
        return [Item(self.sentence(text))]


@dataclass(frozen=True, slots=True)
class Shell(Style):
    """The sections of Google's guide for shell scripts, whose functions have no other signature."""

    lists_all: bool = True
    outcome: str = "The exit status."

    def heading(self, title: str, is_first: bool) -> list[str]:
        """`Arguments:`"""
        return ["", f"{'Arguments' if title == 'Args' else title}:"]

    def parameter(self, parameter: Parameter, text: str) -> list[Item]:
        """`$1 - text`"""
        text = self.with_default(text, parameter)
        description = text or _position(parameter)
        return [Item(f"{parameter.name} - {description}".removesuffix(" - "), "  ", "    ")]

    def result(self, yields: bool, annotation: str, text: str) -> list[Item]:
        """The exit status."""
        return [Item(text, "  ", "  ")]


ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def _position(parameter: Parameter) -> str:
    """What is known of a position: the variable that it is put into, or which one it is."""
    number = parameter.name.lstrip("$")
    if not parameter.alias.startswith("arg") or not number.isdigit():
        return f"{parameter.alias}." if parameter.alias != "arguments" else "All arguments."
    place = ORDINALS[int(number) - 1] if int(number) <= len(ORDINALS) else f"{number}th"
    return f"The {place} argument."


THIRD_PERSON = re.compile(r"(?:is|has|does|was|[a-z]{2,}(?<!s)s)\b")
MODALS = frozenset({"will", "can", "may", "must", "should"})
NOUN_FIRST = re.compile(r"(?:an?|the|this|these|its?|some|all|each|every|no|one)\b", re.IGNORECASE)


def named(text: str, name: str, kind: Kind) -> str:
    """`Add two numbers.` -> `Add adds two numbers.`; Go's documentation begins with the name."""
    subject = f"Package {name}" if kind == "module" else name
    if text.startswith(f"{subject[:1].upper()}{subject[1:]} "):
        text = subject + text[len(subject) :]  # the model's sentence began with a capital
    if re.match(rf"{re.escape(subject)}\b", text) and text != f"{subject}.":
        second = text.removeprefix(subject).split()[0]
        is_order = kind in ("function", "method") and second.isalpha() and second.islower()
        if not is_order or THIRD_PERSON.fullmatch(second) or second in MODALS:
            return text
    quoted = re.match(rf"`{re.escape(name)}(?:\(\))?` (?=[a-z])", text)
    if quoted is not None:
        return f"{subject} {text[quoted.end() :]}"
    first, _, rest = text.partition(" ")
    if re.match(
        r"(?:this|the) (?:function|method|type|struct|package|code|interface)\b", text, re.I
    ):
        return f"{subject} {rest.partition(' ')[2]}"
    if NOUN_FIRST.match(text):
        return f"{subject} is {_lower(text)}"
    if not first.isalpha() or not rest:
        return f"{subject}: {text}"
    verb = first.lower()
    return f"{subject} {verb if THIRD_PERSON.fullmatch(verb) else third_person(verb)} {rest}"


def third_person(verb: str) -> str:
    """`try` -> `tries`."""
    irregular = {"be": "is", "have": "has", "do": "does", "go": "goes"}
    if verb in irregular:
        return irregular[verb]
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ies"
    return f"{verb}{'es' if re.search(r'(?:s|x|z|ch|sh)$', verb) else 's'}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
