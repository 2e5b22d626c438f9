"""What a line of code says, read roughly and in any language: names, calls, what it binds. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from glossator.languages import facts_of
from glossator.text.lexer import without_comment

Kind = Literal["definition", "effect", "binding", "mutation", "head", "leave", "item"]

_TOKEN = re.compile(r"\w+|[^\w\s]")
_DECLARES = (
    r"(?:(?:const|let|var|val|local|auto|final|mut|static|readonly|my|declare|typeset|int|long|"
    r"double|float|bool|boolean|char|string|String|usize|u?int\d*|[iuf]\d+|size_t|using|private|"
    r"public|protected)\b[\s\*]*|[A-Z][\w.]*(?:<[^=]*>)?(?:\[\])?[\s\*&]+)*"
)
_DECLARATION = re.compile(
    r"\s*(?:(?:var|let|local|my|private|public|protected)\s+)+(?:[\w.<>\[\]]+\s+)?(?P<name>[^\W\d]\w*)"
    r"(?:\s*:\s*[^=]+|\s+[\w.\[\]*]+)?\s*;?\s*$"
)
_GO_DECLARATION = re.compile(r"\s*var\s+(?P<name>[^\W\d]\w*)\s+[\w.\[\]*]+\s*$")
_TYPED_DECLARATION = re.compile(
    r"\s*(?!return\b)(?:[A-Za-z_][\w.]*(?:<[^=]*>)?(?:\[\])?[\s*&]+)+(?P<name>[^\W\d]\w*)(?:\[\w*\])*\s*;\s*$"
)
_BINDING = re.compile(
    rf"\s*{_DECLARES}[\$@]*(?P<name>[^\W\d]\w*)(?P<more>(?:\s*,\s*\w+)*)\s*(?::(?!=)\s*[^=]+)?\s*"
    r"(?:\|\||\?\?)?:?=(?![=>~])(?P<value>.*)$"
)
_ARROW_BINDING = re.compile(r"\s*(?P<name>[^\W\d][\w.]*)(?P<more>)\s*(?:<-|=(?!=))(?P<value>.*)$")
_BINDS_BY_ARROW = frozenset({"r", "haskell"})
_LOOP = re.compile(
    r"\s*for(?:each)?\b\W*(?:(?:const|let|var|val|auto|int|size_t|[A-Z]\w*)\s+)?\$?"
    r"(?P<name>[^\W\d]\w*)(?:\s*,\s*(?P<second>[^\W\d]\w*))?"
)
_AS = re.compile(
    r"\bas\s+\$?(?P<name>[^\W\d]\w*)|\|\s*(?P<block>[^\W\d]\w*)\s*\||\blet\s+(?P<let>\w+)"
)
_BEFORE_CALL = r"\s*(?:(?:await|go|defer|delete|new|yield|try[!?]?|co_await)\s+)*"
_CALL = re.compile(
    rf"{_BEFORE_CALL}(?P<name>\$?[^\W\d][\w.:>?$-]*)(?:<[^()]*>)?(?:[!?]{{0,2}}\s*\(|\s+[\"'$`]|\s*(?:do\b|\{{)\s*\|)"
)
_COMMAND = re.compile(r"\s*(?:delete|free|puts|print|raise_event|emit|require|echo|use)\s+\S")
_MUTATION = re.compile(
    r"\s*[\$@]*(?P<name>[^\W\d]\w*)\s*(?:(?:\.|->|::)\w+|\[[^\]]*\])*\s*"
    r"(?:[-+*/|&^%.]?=(?![=>])|<<|\+\+|--)|\s*(?:\+\+|--)\s*(?P<other>[^\W\d]\w*)"
)
_RECEIVER = re.compile(r"\s*[\$@]*(?P<name>[^\W\d]\w*)\s*(?:\.|->|\?\.|\[)")
_CALLED = re.compile(r"(?P<name>[^\W\d]\w*)(?:<[^()]*>)?[!?]?\s*\(")
_DEFINES = re.compile(
    r"\s*(?:(?:export|default|pub(?:\([\w:]*\))?|public|private|protected|internal|static|async|"
    r"abstract|final|override|open|local|suspend|unsafe|const|inline|virtual|sealed|data|extern|"
    r"synchronized|func|mutating)\s+)*(?:def|fn|func|function|fun|class|struct|enum|interface|"
    r"trait|impl|sub|module|namespace|type)\b|\s*[\w.]+\s*<-\s*function\b|"
    r"\s*(?:(?:public|private|internal|static|override|lazy)\s+)*var\s+\w+\s*:[^=]+\{\s*$"
)
_TYPED_DEFINES = re.compile(
    r"\s*(?!return\b|else\b|new\b|await\b|throw\b|case\b|delete\b|go\b|defer\b)"
    r"(?:[\w<>\[\],.?:&*]+\s+[*&]*)+[\w:~]+\s*\([^;]*\)\s*(?:const\s*)?(?:throws\s+[\w., ]+)?"
    r"(?:->.*)?(?:\{?\s*|=>.*)$"
)
_SHELL_DEFINES = re.compile(r"\s*[\w-]+\s*\(\s*\)\s*\{?\s*$")
_HEAD = re.compile(
    r"[\s}]*(?:(?:if|elif|elsif|elseif|else|unless|for|foreach|while|until|switch|match|case|when|"
    r"default|catch|except|finally|with|using|do|loop|guard|rescue|ensure|assert)\b(?!\s*\()|"
    r"(?:if|elseif|for|foreach|while|switch|match|catch|try|using|when)\s*\(|"
    r"(?:begin|try)\s*(?:[{:]|$))"
)
_LEAVE = re.compile(
    r"[\s}]*(?:return|break|continue|yield|raise|rethrow|throw|goto|panic|die|exit|abort|fatalError)\b"
)
KEYWORDS = frozenset(
    "if else elif elsif elseif unless for foreach while until in of let var val const local return "
    "try catch except finally case when default break continue pass def func fn function fun new "
    "and or not is null nil None NULL nullptr true false True False int void auto final static "
    "public private protected internal mut await async self this as switch match guard where defer "
    "yield throw raise class struct enum interface trait impl type char string String bool boolean "
    "double float long pub export assert goto".split()
)
_BLOCK_WORDS = frozenset("begin end fi done do then ensure rescue esac loop repeat".split())
"""What are keywords in languages whose blocks end in a word, and names in others."""
_BLOCK_LANGUAGES = frozenset({"ruby", "lua", "shellscript", "elixir", "julia", "pascal"})
_LEAVES = frozenset({"return", "break", "continue", "yield", "raise", "throw", "default"})
_CONTROL = frozenset("if elif elseif for foreach while switch match catch return await new".split())
_TYPED = frozenset({"java", "csharp", "c", "cpp", "dart"})
_NO_COMMENT = ("#[", "#include", "#define", "#!", "--[[")
_NAME = re.compile(r"[^\W\d]\w*")
_CLOSURE_PARAMETERS = re.compile(
    r"\(([^()]*)\)\s*(?::[^=]*)?[=-]>|(?<![\w.>])(\w+)\s*=>|\|([\w\s,&:]+)\||\blambda\s+([\w\s,]+):|"
    r"\b(?:function|func|fn)\s*\(([^()]*)\)|\{\s*([\w\s,]+?)\s*(?:->|\bin\b)"
)
_LONGEST = 500
"""Code points of a line in which closures are looked for: longer ones a program wrote."""
_LABEL = re.compile(r"\s*(?!default\b)(?P<name>[^\W\d]\w*):\s*$")
_LABELLED = frozenset({"c", "cpp", "csharp", "go"})
_PLAIN_STRING = re.compile(r"\"[^\"${}#]*\"|'[^'${}#]*'")
_CLASS = re.compile(r"\b(?:class|struct|interface|enum|trait|record|type|union|module|data)\b")
_FIELD = re.compile(r"\s*(?:private|public|protected|readonly)\b")
_STREAM = re.compile(r"\s*(?:std::)?(?:cout|cerr|clog)\s*<<")


@dataclass(frozen=True, eq=False)
class CodeLine:
    """A line that says something to the machine."""

    text: str
    tokens: tuple[str, ...]
    language: str

    @property
    def key(self) -> str:
        """What the line says, however it is spaced."""
        return " ".join(self.tokens)

    @property
    def is_class(self) -> bool:
        """Whether it is the head of a class, or of what a language has for one."""
        return self.kind == "definition" and _CLASS.search(self.text) is not None

    @property
    def is_field(self) -> bool:
        """Whether it declares what every object of a class has."""
        return _FIELD.match(self.text) is not None and "(" not in self.tokens

    @property
    def indent(self) -> int:
        """Code points of white space before the line."""
        return len(self.text) - len(self.text.lstrip())

    @cached_property
    def atoms(self) -> frozenset[str]:
        """Its names and numbers, and the words of its strings."""
        return frozenset(filter(_is_word, self.tokens)) - keywords(self.language) - {"_"}

    @cached_property
    def said(self) -> frozenset[str]:
        """Its atoms, but those that are only words of a string."""
        words = _TOKEN.findall(_PLAIN_STRING.sub('""', self.text))
        return self.atoms & frozenset(words)

    @cached_property
    def kind(self) -> Kind:
        """What it is: the head of a definition or of a block, a call on its own, and so on."""
        text = self.text
        if _LEAVE.match(text):
            return "leave"
        if _HEAD.match(text):
            return "head"
        if self.language == "shellscript" and _SHELL_DEFINES.match(text):
            return "definition"
        if _DEFINES.match(text) or (self.language in _TYPED and _TYPED_DEFINES.match(text)):
            return "definition"
        if self._binding.match(text):
            uses = re.findall(r"(?<![.\w/])[^\W\d]\w*", _PLAIN_STRING.sub('""', self.value))
            return "mutation" if self.bound & frozenset(uses) else "binding"
        if _MUTATION.match(text) and not _STREAM.match(text):
            return "mutation"
        if self.callee:
            return "effect"
        return "binding" if self._declaration.match(text) else "item"

    @property
    def _binding(self) -> re.Pattern[str]:
        return _ARROW_BINDING if self.language in _BINDS_BY_ARROW else _BINDING

    @property
    def _declaration(self) -> re.Pattern[str]:
        if self.language == "go":
            return _GO_DECLARATION
        return _TYPED_DECLARATION if self.language in _TYPED else _DECLARATION

    @cached_property
    def path(self) -> tuple[str, ...]:
        """The names of what a line calls that is a call, such as `log` and `info`; else none."""
        if call := _CALL.match(self.text):
            return tuple(x for x in _NAME.findall(call["name"]) if x not in _CONTROL)
        is_command = self.language == "shellscript" and not self.text.rstrip().endswith("{")
        if is_command or _COMMAND.match(self.text):
            return next(((word,) for word in self.tokens if _is_word(word)), ())
        return ("std", "cout") if _STREAM.match(self.text) else ()

    @property
    def callee(self) -> str:
        """The last name of what a line calls that is a call; "" for other lines."""
        return self.path[-1] if self.path else ""

    @cached_property
    def receiver(self) -> str:
        """The name on which a line calls something, or that it changes; "" where it has none."""
        found = (
            _RECEIVER.match(self.text)
            or _MUTATION.match(self.text)
            or self._binding.match(self.text)
        )
        return next(filter(None, found.groups()), "") if found else ""

    @cached_property
    def bound(self) -> frozenset[str]:
        """The names that the line gives to values, parameters of a definition among them."""
        if _DEFINES.match(self.text) or (
            self.language in _TYPED and _TYPED_DEFINES.match(self.text)
        ):
            names = _NAME.findall(_PLAIN_STRING.sub('""', self.text).partition("(")[2])
        else:
            names = [
                name
                for pattern in (self._binding, _LOOP, self._declaration)
                if (found := pattern.match(self.text))
                for key, text in found.groupdict().items()
                if key != "value" and text
                for name in _NAME.findall(text)
            ]
            names += [name for found in _AS.finditer(self.text) for name in found.groups() if name]
            if self.language in _LABELLED and (label := _LABEL.match(self.text)):
                names.append(label["name"])
        return (frozenset(names) - keywords(self.language)) & self.atoms

    @cached_property
    def defines(self) -> str:
        """The name of the function that it is the head of; "" for other lines."""
        names = _CALLED.findall(self.text) if self.kind == "definition" else []
        return next((name for name in names if name not in KEYWORDS), "")

    @cached_property
    def introduced(self) -> frozenset[str]:
        """The names that it binds, the parameters of its closures among them."""
        inside = frozenset(_closure_parameters(self.text)) - keywords(self.language)
        return self.bound | (inside & self.atoms)

    @cached_property
    def value(self) -> str:
        """What a binding binds; "" for other lines."""
        found = self._binding.match(self.text)
        return found["value"] if found else ""

    @cached_property
    def calls(self) -> frozenset[str]:
        """The names that are called anywhere in the line."""
        return frozenset(_CALLED.findall(self.text)) - KEYWORDS


def _closure_parameters(text: str) -> Iterator[str]:
    """The names of the parameters of the closures in a line."""
    for found in _CLOSURE_PARAMETERS.finditer(text[:_LONGEST]):
        yield from _NAME.findall("".join(filter(None, found.groups())))


def code_lines(lines: Iterable[str], language: str) -> list[CodeLine]:
    """Those of `lines` that say something: no comments, no lone brackets and no lone keywords."""
    marks = tuple(facts_of(language).comments.split()) or ("<!--",)
    found = []
    in_comment = False
    for text in lines:
        bare = text.strip()
        if in_comment or bare.startswith(("/*", "<!--", "{/*")):
            in_comment = not bare.endswith(("*/", "-->", "*/}"))
            continue
        if bare.startswith(marks) and not bare.startswith(_NO_COMMENT):
            continue
        code = without_comment(text, language)
        tokens = tuple(_TOKEN.findall(code.rstrip(" \t,;\\")))
        words = set(filter(_is_word, tokens))
        if words and ("(" in tokens or not words <= keywords(language) or words & _LEAVES):
            found.append(CodeLine(text, tokens, language))
    return found


def keywords(language: str) -> frozenset[str]:
    """The words of a language that name nothing."""
    return KEYWORDS | _BLOCK_WORDS if language in _BLOCK_LANGUAGES else KEYWORDS


def names_of(lines: Sequence[CodeLine]) -> frozenset[str]:
    """The atoms of all lines."""
    return frozenset[str]().union(*(line.atoms for line in lines))


def _is_word(token: str) -> bool:
    return token[0].isalnum() or token[0] == "_"
