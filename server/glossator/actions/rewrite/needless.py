"""Whether a line that is gone is needed no more: what it did is done by other lines. Pure."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from glossator.actions.rewrite.changes import Change
from glossator.actions.rewrite.code_line import CodeLine, names_of
from glossator.actions.rewrite.instruction import Instruction
from glossator.actions.rewrite.likeness import is_done_by

_CLOSES = frozenset(
    "close Close dispose Dispose free fclose release delete unlock shutdown".split()
)
_OWNS = re.compile(
    r"\b(?:with|using|try\s*\(|defer|unique_ptr|make_unique|shared_ptr|make_shared|use\s*\{)"
)
_IDIOMS = frozenset(
    "len range size length count isset empty iter i j k it then value isInstanceOf asInstanceOf "
    "instanceof typeof isinstance cat seq".split()
)
_MUTATES = frozenset(
    "append push add Add put insert extend concat set emplace_back push_back".split()
)
_CONVERSIONS = frozenset("list tuple set sorted reversed copy clone toList ToList".split())
_ITERATES = frozenset({"forEach", "each", "for_each"})
_LOOPING = frozenset("map flatMap filter foreach forEach each select collect reduce".split())
_METHOD = re.compile(r"(\w+)(?:\.|->|\?\.)(\w+)\s*\(")
_METHODS = re.compile(r"[.>](\w+)")
_EXPRESSES = re.compile(r"=>(?!\s*\{\s*$)|\)[^{]*=\s*(?:[^\s{>]|$)|^\s*(?:export )?type\b.*=\s*\S")
"""The head of a function that gives back an expression."""
_CLOSURE = re.compile(r"\blambda\b|=>|->|\|[^|]*\|")
"""What may give back an expression without a word for it."""
_NULL = re.compile(r"\b(?:null|nil|None|undefined|NULL|nullptr|isset)\b")
_NULL_SAFE = re.compile(r"\?\.|\?\?|\?:|&\.|Nullable|\borElse|getOrElse|\?$")
_CATCH = re.compile(r"[\s}]*(?:try|catch|except|rescue)\b")
_CATCHES = re.compile(r"runCatching|\btry[?!]|\.catch\b|\brescue\b|\bsuppress\b|Try\s*[({]")
_IS_CLOSURE = re.compile(
    r"\s*(?:async\s+)?(?:function\b|lambda\b|fn\b|\(.*[=-]>|\w+\s*[=-]>|\||\{)"
)
_CONSTRUCTS = re.compile(
    r"\s*(?:def __init__|constructor\b|(?:self|this|@)\.?(\w+) = \1\b|val (\w+) = \2\b|"
    r"\$this->(\w+) = \$\3\b|(?:(?:public|final)\s+)*class\b)"
)
_MEMBER = re.compile(r"\s*\$?\w+(?:\.|->)\w+\s*=")
_CLAUSES = frozenset({"haskell", "elm", "erlang"})
"""Languages in which a function is written as clauses, each with its name."""
_HAS_PARAMETERS = re.compile(r"\b(?:__construct|constructor|class\s+\w+)\s*\(")
_FIELD = re.compile(
    r"\s*(?:(?:private|public|protected|readonly|final|val|var)\s+)+(?:[\w?|\\<>\[\]]+\s+)?"
    r"\$?([^\W\d]\w*)(?:\s*:[^=]+)?;?\s*$"
)
_PARAMETER_FIELD = re.compile(
    r"(?:private|public|protected|readonly|val|var)\s+(?:[?\w|\\<>\[\]]+\s+)?\$?([^\W\d]\w*)"
)


class Judge:
    """Says of a missing line whether what it did is done by others, or needed no more.

    `loose` are the new lines that are no missing line, changed; `variants_of` has for the id of a
    missing line the new one that is.
    """

    def __init__(
        self,
        change: Change,
        loose: list[CodeLine],
        instruction: Instruction,
        variants_of: dict[int, CodeLine],
    ) -> None:
        self._change = change
        self._loose = loose
        self._instruction = instruction
        self._variants_of = variants_of
        self._dead = change.dead
        self._local = change.dead | change.rebound
        self._added = names_of(change.added)
        self._known = self._added | self._dead
        """Names that new lines have, or that nothing needs: a line of no others may be done."""
        self._owns = any(_OWNS.search(line.text) for line in change.added)
        self._leaves = any(line.kind == "leave" for line in change.added)
        self._promoted = _promoted(change)

    @cached_property
    def _free(self) -> frozenset[str]:
        """As what is known, but of new lines that may do what is gone: loose, or one for all."""
        added = self._change.added
        single = len(added) == 1 < len(self._change.missing)
        merges = single and (
            added[0].kind not in ("definition", "effect")
            or _EXPRESSES.search(added[0].text) is not None
        )
        return names_of(added if merges else self._loose) | self._dead

    @cached_property
    def _news(self) -> frozenset[str]:
        """As what is known, but of what is new in new lines: a variant's other names are old."""
        news = names_of(self._loose) | self._dead
        for line in self._change.missing:
            if (other := self._variants_of.get(id(line))) is not None:
                news |= other.atoms - line.atoms
        return news

    @cached_property
    def _binds(self) -> frozenset[str]:
        """The names that new lines bind."""
        binding = (line.bound for line in self._change.added if line.kind != "mutation")
        return frozenset[str]().union(*binding)

    @cached_property
    def _gone(self) -> list[CodeLine]:
        """The missing lines that have no variant."""
        return [line for line in self._change.missing if id(line) not in self._variants_of]

    @cached_property
    def _loose_at(self) -> Counter[int]:
        """How many loose lines came, by the number of their hunk."""
        return Counter(self._change.place[id(line)][0] for line in self._loose)

    def _leaves_at(self, hunk: int, lines: list[CodeLine]) -> int:
        """How many of these lines of a hunk leave the function."""
        return sum(x.kind == "leave" and self._change.place[id(x)][0] == hunk for x in lines)

    @cached_property
    def _loops_otherwise(self) -> bool:
        """Whether a head is gone for which no other came, or a line that only has an effect."""
        return any(
            line.kind == "effect" or (line.kind == "head" and not self._has_as_many(line))
            for line in self._gone
        )

    def is_needless(self, line: CodeLine) -> bool:
        """Whether nothing is lost with `line`."""
        rest = frozenset(x for x in line.atoms - self._dead - _IDIOMS if not x.isdigit())
        if self._instruction.replaces:
            rest -= _LOOPING & set(_METHODS.findall(line.text))
        if line.kind != "effect":
            rest -= {method for name, method in _METHOD.findall(line.text) if name in self._local}
        if self._is_written_anew(line, rest):
            return True
        match line.kind:
            case "effect":
                return self._is_done(line, rest)
            case "mutation":
                return self._is_put_elsewhere(line, rest)
            case "binding":
                return self._is_bound_elsewhere(line, rest)
            case "leave":
                return self._is_left_elsewhere(line, rest)
            case "head":
                is_known = (
                    self._has_loose_at(line)
                    or self._is_loop_of_closures(line)
                    or self._is_null_check(line)
                    or self._has_as_many(line)
                )
                known = self._known if is_known else self._free | self._news
                is_caught = self._is_caught_otherwise(line)
                return is_caught or (bool(self._change.added) and rest <= known)
            case "definition":
                return bool(rest) and rest <= self._free and self._is_defined_otherwise(line)
            case _ if line.text.lstrip().startswith("."):
                return rest <= self._known
            case _ if line.atoms & self._dead or ("=>" in line.text and self._instruction.replaces):
                return rest <= self._known
            case _:
                return bool(self._free) and line.atoms - self._dead <= self._free

    def _ends_what_is_gone(self, line: CodeLine) -> bool:
        """Whether what it closes is said in another way."""
        above = [x for x in self._change.old if x.indent == line.indent]
        opening = above[above.index(line) - 1] if above.index(line) else None
        return opening in self._change.missing

    def _is_written_anew(self, line: CodeLine, rest: frozenset[str]) -> bool:
        """Whether it is a part of what the language has a shorter form for."""
        if self._instruction.makes_record and _CONSTRUCTS.match(line.text):
            return True
        if self._promoted and self._is_promoted(line):
            return True
        if line.language in _CLAUSES and self._is_clause_of_another(line):
            return True
        ends = line.text.lstrip().startswith(("}.", ").")) and not rest - {line.callee, *line.calls}
        return ends and self._ends_what_is_gone(line)

    def _is_put_elsewhere(self, line: CodeLine, rest: frozenset[str]) -> bool:
        if _MEMBER.match(line.text):
            rest = line.atoms - self._dead
        others = rest - {line.receiver}
        if self._instruction.replaces and line.bound and self._change.came_with(line):
            others -= line.calls if others - line.calls else _CONVERSIONS
        is_free = line.receiver in self._local and others <= self._known
        is_replaced = self._loops_otherwise or self._is_put_otherwise(line, rest)
        return is_free and (is_replaced or line.receiver in self._dead)

    def _is_put_otherwise(self, line: CodeLine, rest: frozenset[str]) -> bool:
        """Whether what it puts into a value is new where it stood, or a loop counts it."""
        heads = (each for each in self._change.added if each.kind == "head")
        is_counted = any(line.receiver in each.bound for each in heads)
        others = rest - {line.receiver}
        at = self._change.place[id(line)][0]
        here = [x for x in self._change.added if self._change.place[id(x)][0] == at]
        is_new = others <= self._news and any(
            line.receiver in x.atoms and others <= x.atoms for x in here
        )
        calls = [x for x in here if x.kind == "effect" and x in self._loose]
        is_new = is_new or any(others and others <= x.atoms for x in calls)
        return is_counted or (self._change.came_with(line) > 0 and is_new)

    def _is_defined_otherwise(self, line: CodeLine) -> bool:
        """Whether another definition, or a name for a closure, may be what it defines."""
        added = self._change.added
        closures = (x for x in added if x.kind == "binding" and _IS_CLOSURE.match(x.value))
        definitions = (x for x in added if x.kind == "definition")
        return any(line.atoms & x.atoms for x in (*closures, *definitions))

    def _has_loose_at(self, line: CodeLine) -> bool:
        """Whether where it stood a line came that is no other one, changed."""
        return self._loose_at[self._change.place[id(line)][0]] > 0

    def _has_as_many(self, line: CodeLine) -> bool:
        """Whether as many heads with its first word have come as have gone."""
        come, gone = (
            sum(x.kind == "head" and x.tokens[0] == line.tokens[0] for x in lines)
            for lines in (self._change.added, self._change.missing)
        )
        return come >= gone

    def _is_caught_otherwise(self, line: CodeLine) -> bool:
        added = self._change.added
        return bool(_CATCH.match(line.text)) and any(_CATCHES.search(x.text) for x in added)

    def _is_null_check(self, line: CodeLine) -> bool:
        """Whether it asks for a missing value, and something else does that now."""
        added = self._change.added
        return bool(_NULL.search(line.text)) and any(_NULL_SAFE.search(x.text) for x in added)

    def _is_loop_of_closures(self, line: CodeLine) -> bool:
        """Whether it is a loop, and closures may do what it did."""
        is_loop = line.tokens[0] in ("for", "foreach")
        return is_loop and any(_CLOSURE.search(each.text) for each in self._change.added)

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

    def _is_done(self, line: CodeLine, rest: frozenset[str]) -> bool:
        if line.callee in self._free or any(is_done_by(line, each) for each in self._loose):
            return True
        if self._owns and line.atoms & _CLOSES | {line.tokens[0]} & _CLOSES:
            return True
        is_loop = line.callee in _ITERATES
        if is_loop or (line.bound and line.bound <= self._dead):  # `xs.each do |x|`
            return rest - {line.callee} <= self._known
        is_first = f"{line.callee}!(" in line.text  # `push!(xs, x)`
        first = line.tokens[line.tokens.index("(") + 1] if is_first else ""
        changed = {line.receiver, first} & self._local
        is_mutation = bool(changed) and line.callee in _MUTATES
        return is_mutation and rest - changed - {line.callee} <= self._known

    def _is_bound_elsewhere(self, line: CodeLine, rest: frozenset[str]) -> bool:
        calls = line.calls - self._added
        if line.bound <= self._dead:
            others = (each for each in self._change.old if each is not line)
            is_used = any(line.bound & each.atoms for each in others)
            return not calls and (is_used or (bool(rest) and rest <= self._added))
        if not rest - line.bound:
            is_said = self._instruction.replaces and not line.value and line.bound <= self._free
            return is_said or bool(line.bound & self._binds)
        return not calls and rest <= self._free

    def _is_in_what_is_gone(self, line: CodeLine) -> bool:
        """Whether the block is gone that it stands in."""
        old = self._change.old
        above = (x for x in reversed(old[: old.index(line)]) if x.indent < line.indent)
        block = next(above, None)
        return any(x is block for x in self._gone)

    def _is_left_elsewhere(self, line: CodeLine, rest: frozenset[str]) -> bool:
        change = self._change
        if any(each.kind == "definition" and _EXPRESSES.search(each.text) for each in change.added):
            return True
        closures = [each for each in change.added if _CLOSURE.search(each.text)]
        if rest and any(rest <= each.atoms for each in closures):
            return True
        if not any(each.kind == "leave" for each in change.new):
            return False
        if rest and rest <= self._free:
            return True
        at = change.place[id(line)][0]
        count, came = self._leaves_at(at, self._gone), self._leaves_at(at, self._loose)
        is_replaced = count <= came if came else self._has_loose_at(line)
        if not rest:
            has_come = change.came_with(line) > 0 or self._is_in_what_is_gone(line)
            return self._leaves and has_come
        return self._leaves and (is_replaced or rest <= self._known)


def _promoted(change: Change) -> frozenset[str]:
    """The names of the fields that constructors declare among their parameters."""
    return frozenset(
        name
        for line in change.added
        if _HAS_PARAMETERS.search(line.text)
        for name in _PARAMETER_FIELD.findall(line.text)
    )
