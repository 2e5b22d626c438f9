"""Lines that a shorter form of the language makes needless: a record needs no constructor. Pure."""

from __future__ import annotations

import re

from glossator.actions.rewrite.changes import Change
from glossator.actions.rewrite.code_line import CodeLine
from glossator.actions.rewrite.instruction import Instruction

_CONSTRUCTS = re.compile(
    r"\s*(?:def __init__|constructor\b|(?:self|this|@)\.?(\w+) = \1\b|val (\w+) = \2\b|"
    r"\$this->(\w+) = \$\3\b|(?:(?:public|final)\s+)*class\b)"
)
_GENERATED = re.compile(
    r"\b(?:__init__|__eq__|__repr__|__hash__|__str__|equals|hashCode|toString|Equals|GetHashCode|"
    r"ToString)\b"
)
"""What a record has without writing it."""
_MANAGES = re.compile(
    r"\b(?:__init__|__enter__|__exit__|class)\b|\s*self\.(\w+) = \1$|return self$"
)
_OWN = re.compile(r"\s*self\.(\w+) = (?!\1$)")
_DERIVED = re.compile(r"\s*impl\b.*\bfor\b")
_EXPORTS = re.compile(r"\s*(?:module\.)?exports\b")
_CLAUSES = frozenset({"haskell", "elm", "erlang"})
"""Languages in which a function is written as clauses, each with its name."""
_HAS_PARAMETERS = re.compile(
    r"\b(?:__construct|constructor|(?:class|record(?:\s+struct)?)\s+\w+)\s*\("
)
_FIELD = re.compile(
    r"\s*(?:(?:private|public|protected|readonly|final|val|var)\s+)+(?:[\w?|\\<>\[\]]+\s+)?"
    r"\$?([^\W\d]\w*)(?:\s*:[^=]+|\s*\{[\w\s;]*\})?;?\s*$"
)
_PARAMETER_FIELD = re.compile(
    r"(?:private|public|protected|readonly|val|var)\s+(?:[?\w|\\<>\[\]]+\s+)?\$?([^\W\d]\w*)"
)
_RECORD = re.compile(r"\brecord\b[^(]*\(([^)]*)\)")
_EXPRESSES = re.compile(r"=>(?!\s*\{\s*$)|\)[^{]*=\s*(?:[^\s{>]|$)|^\s*(?:export )?type\b.*=\s*\S")
"""The head of a function that gives back an expression."""
_LONGEST = 500
"""Code points of a line that are searched for it: the time grows with their square."""
_NULL = re.compile(r"\b(?:null|nil|None|undefined|NULL|nullptr|isset)\b")
_NULL_SAFE = re.compile(r"\?\.|\?\?|\?:|&\.|Nullable|\borElse|getOrElse|\?$")
_ASKS_FOR_ONE = re.compile(r"\s*if\b[\s(!]*\$?\w+\s*\)?\s*[{:]?\s*$")
_CATCH = re.compile(r"[\s}]*(?:try|catch|except|rescue)\b")
_CATCHES = re.compile(
    r"runCatching|\btry[?!]|\.catch\b|\brescue\b|\bsuppress\b|Try\s*[({]|\basync\s+(?:function|\()"
)
_WRAPPERS = frozenset("Ok Err Some None success failure Just Nothing Left Right error".split())
_ARM = re.compile(r"\s*(?:case\b|(?:Ok|Err|Some|None)\b.*=>)")
_UNWRAPS = re.compile(
    r"\?[;.),]|\?$|\b(?:try|await|yield)\b|<-|\b(?:if|guard) let\b|"
    r"\b(?:map|and_then|flatMap|ok_or\w*|unwrap_or\w*)\b"
)
"""What passes the other case on by itself."""
_ACCESSOR = frozenset({"get", "set"})
_ANONYMOUS = re.compile(r"\bnew\s+[\w.<>?, ]+\([^()]*\)\s*\{\s*$")
_MODULE_WORDS = frozenset({"require", "module", "exports"})
_CLOSURE = re.compile(r"=>|->|::")
_IMPLICIT = frozenset({"ruby", "rust", "swift", "kotlin", "scala", "elixir", "julia", "r"})
"""Languages in which the last expression of a body may be what it gives back."""


def gives_back_expression(line: CodeLine) -> bool:
    """Whether it is the head of a function that gives back an expression."""
    return _EXPRESSES.search(line.text[:_LONGEST]) is not None


class ShortForms:
    """Says of a missing line whether a shorter form among the new lines says it."""

    def __init__(self, change: Change, instruction: Instruction) -> None:
        self._change = change
        self._instruction = instruction
        self._promoted = _promoted(change)
        names = "|".join(map(re.escape, self._promoted)) or "(?!)"
        self._getters = re.compile(rf"\b(?:get|is)?(?:{names})\s*\(\s*\)", re.IGNORECASE)
        self._expresses = any(map(gives_back_expression, change.added))
        self._derives = any("derive" in line.tokens for line in change.added)
        self._manages = any("contextmanager" in line.tokens for line in change.added)
        self._imports = any(line.tokens[0] in ("import", "export") for line in change.added)
        self._unwraps = any(_UNWRAPS.search(line.text) for line in change.added)

    def say(self, line: CodeLine, rest: frozenset[str]) -> bool:
        """Whether `line`, which says the names in `rest`, is a part of what is said shorter."""
        if self._instruction.makes_record and _CONSTRUCTS.match(line.text):
            return True
        if self._instruction.makes_record and self._is_in(_GENERATED, line):
            return True
        if self._promoted and self._is_promoted(line):
            return True
        if self._instruction.makes_record and self._is_in(self._getters, line):
            return True
        if line.language in _CLAUSES and self._is_clause_of_another(line):
            return True
        if self._instruction.replaces and self._is_of_a_longer_form(line, rest):
            return True
        ends = line.text.lstrip().startswith(("}.", ").")) and not rest - {line.callee, *line.calls}
        return ends and self._ends_what_is_gone(line)

    def is_null_check(self, line: CodeLine) -> bool:
        """Whether it asks for a missing value, and something else does that now."""
        added = self._change.added
        asks = _NULL.search(line.text) or _ASKS_FOR_ONE.match(line.text)
        return bool(asks) and any(_NULL_SAFE.search(x.text) for x in added)

    def catches(self, line: CodeLine) -> bool:
        """Whether it catches errors, and something else does that now."""
        added = self._change.added
        return bool(_CATCH.match(line.text)) and any(_CATCHES.search(x.text) for x in added)

    def is_result(self, line: CodeLine) -> bool:
        """Whether the body ends in a new expression, which is given back without a word for it."""
        at = self._change.place[id(line)][0]
        here = [x for x in self._change.added if self._change.place[id(x)][0] == at]
        return line.language in _IMPLICIT and bool(here) and here[-1].kind in ("item", "effect")

    def _is_of_a_longer_form(self, line: CodeLine, rest: frozenset[str]) -> bool:
        """Whether only the longer form needs it: an arm that passes an error on, an accessor."""
        names = self._change.known
        if self._unwraps and _ARM.match(line.text) and line.atoms & _WRAPPERS:
            return line.atoms - _WRAPPERS - line.introduced <= names
        if self._expresses and line.atoms and line.atoms <= _ACCESSOR:
            return True
        if self._derives and self._is_in(_DERIVED, line):
            return True
        if self._manages and (found := _OWN.match(line.text)):
            return any(
                found[1] in x.bound and line.atoms - {"self"} <= x.atoms for x in self._change.added
            )
        if self._manages and _MANAGES.search(line.text):
            return True
        if self._imports and (_EXPORTS.match(line.text) or "require" in line.calls):
            return line.atoms - _MODULE_WORDS <= names
        if line.tokens[0] in ("global", "nonlocal"):
            return line.atoms - {line.tokens[0]} <= names
        if line.tokens[0] == "constructor":
            return line.atoms - {"constructor"} <= names
        if line.tokens[0] == "goto":
            return not rest
        if "prototype" in line.tokens:
            return line.atoms - {"prototype"} <= names
        return self._is_of_an_anonymous_class(line)

    def _is_in(self, heads: re.Pattern[str], line: CodeLine) -> bool:
        """Whether it is such a head that is gone, or stands below one."""
        if line.kind == "definition" and heads.search(line.text):
            return True
        indent = line.indent
        for each in reversed(self._change.old[: self._change.old.index(line)]):
            if each.indent < indent:
                indent = each.indent
                if each.kind == "definition" and heads.search(each.text):
                    return each in self._change.missing
        return False

    def _is_of_an_anonymous_class(self, line: CodeLine) -> bool:
        """Whether it heads the one method of a class for which a closure has come."""
        is_head = line.kind == "definition" or line.text.strip() == "@Override"
        if not is_head or not any(_CLOSURE.search(x.text) for x in self._change.added):
            return False
        outer = self._change.above(line)
        return outer is not None and _ANONYMOUS.search(outer.text) is not None

    def _ends_what_is_gone(self, line: CodeLine) -> bool:
        """Whether what it closes is said in another way."""
        above = [x for x in self._change.old if x.indent == line.indent]
        opening = above[above.index(line) - 1] if above.index(line) else None
        return opening in self._change.missing

    def _is_clause_of_another(self, line: CodeLine) -> bool:
        """Whether it is one of the clauses of a function that are all written in another way."""
        if "::" in line.text:  # the type of a function
            return False
        ours, theirs = (
            [x for x in lines if x.tokens[0] == line.tokens[0] and "::" not in x.text]
            for lines in (self._change.old, self._change.added)
        )
        gone = all(x in self._change.missing for x in ours)
        return self._instruction.replaces and gone and bool(theirs)

    def _is_promoted(self, line: CodeLine) -> bool:
        """Whether it declares or sets a field that is a parameter of the constructor now."""
        found = _FIELD.match(line.text) or _CONSTRUCTS.match(line.text)
        return bool(found and set(filter(None, found.groups())) & self._promoted)


def _promoted(change: Change) -> frozenset[str]:
    """The names of the fields that constructors declare among their parameters."""
    return frozenset(
        name
        for line in change.added
        if _HAS_PARAMETERS.search(line.text)
        for name in (*_PARAMETER_FIELD.findall(line.text), *_of_record(line.text))
    )


def _of_record(text: str) -> list[str]:
    """The names of the fields in the head of a record."""
    found = _RECORD.search(text)
    return re.findall(r"(\w+)\s*(?:,|$)", found[1]) if found else []
