"""Whether a line that is gone is needed no more: what it did is done by other lines. Pure."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from glossator.actions.rewrite.changes import Change
from glossator.actions.rewrite.code_line import CodeLine, names_of
from glossator.actions.rewrite.instruction import Instruction
from glossator.actions.rewrite.likeness import is_done_by, is_of_another
from glossator.actions.rewrite.rewritten import MEMBER, Rewritten
from glossator.actions.rewrite.short_forms import ShortForms, gives_back_expression

_CLOSES = frozenset(
    "close Close dispose Dispose free fclose release delete unlock shutdown".split()
)
_OWNS = re.compile(
    r"\b(?:vector<|with|using|try\s*\(|defer|unique_ptr|make_unique|shared_ptr|make_shared|use\s*\{)"
)
_IDIOMS = frozenset(
    "len range size length count Count Length isset empty iter i j k it then value isInstanceOf "
    "asInstanceOf instanceof typeof isinstance cat seq".split()
)
_MUTATES = frozenset(
    "append push add Add put insert extend concat set emplace_back push_back".split()
)
_EMPTY = re.compile(
    r"\s*(?:(?:new\s+)?(?:[\w:.]+[.:])?[A-Z]\w*\s*(?:<.*>)?\s*(?:\(\s*\)|::new\(\))|\[\]|\{\}|\(\)|"
    r"\"\"|''|0|0\.0|nil|null|None|(?:list|dict|set)\(\)|String::new\(\)|Vec::new\(\))\s*;?\s*$"
)
"""A value that holds nothing yet."""
_CONVERSIONS = frozenset("list tuple set sorted reversed copy clone toList ToList".split())
_ITERATES = frozenset({"forEach", "each", "for_each"})
_LOOPING = frozenset("map flatMap filter foreach forEach each select collect reduce".split())
_METHOD = re.compile(r"(\w+)(?:\.|->|\?\.)(\w+)\s*\(")
_NAME = re.compile(r"[^\W\d]\w*")
_METHODS = re.compile(r"[.>](\w+)")
_CLOSURE = re.compile(r"\blambda\b|=>|->|\|[^|]*\|")
"""What may give back an expression without a word for it."""
_IS_CLOSURE = re.compile(
    r"\s*(?:async\s+)?(?:function\b|lambda\b|fn\b|\(.*[=-]>|\w+\s*[=-]>|\||\{)"
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
        self._local = change.local
        self._added = change.added_names
        self._known = change.known
        self._owns = any(_OWNS.search(line.text) for line in change.added)
        self._leaves = any(line.kind == "leave" for line in change.added)
        self._forms = ShortForms(change, instruction)
        self._rewritten = Rewritten(change, loose, instruction, variants_of)

    @cached_property
    def _free(self) -> frozenset[str]:
        """As what is known, but of new lines that may do what is gone: loose, or one for all."""
        added = self._change.added
        single = len(added) == 1 < len(self._change.missing)
        merges = single and (
            added[0].kind not in ("definition", "effect") or gives_back_expression(added[0])
        )
        return names_of(added if merges else self._loose) | self._dead

    @cached_property
    def _told(self) -> frozenset[str]:
        """As what is free, but for names that new lines give to values and do not use."""
        bindings = [x for x in self._loose if x.kind == "binding"]
        used = names_of([x for x in self._loose if x.kind != "binding"]).union(
            *(x.atoms & frozenset(_NAME.findall(x.value)) for x in bindings)
        )
        return self._free - (frozenset[str]().union(*(x.bound for x in bindings)) - used)

    @cached_property
    def _passed(self) -> frozenset[str]:
        """The parameters of new functions beside the old ones."""
        heads = (x for x in self._change.added if x.defines in self._change.new_functions)
        return frozenset[str]().union(*(x.bound for x in heads))

    @cached_property
    def _gone_functions(self) -> frozenset[str]:
        """The functions that are defined no more and called no more, where that is asked for."""
        words = self._instruction
        if not (words.replaces or words.removes):
            return frozenset()
        names = frozenset(x.defines for x in self._change.missing if x.defines)
        used = names_of([x for x in self._change.old if x.kind != "definition"])
        return (names & used) - self._change.names

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
        known = self._change.old_functions
        binding = (
            x.introduced
            for x in self._change.added
            if x.kind != "mutation" and (x.kind != "definition" or x.defines in known)
        )
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
            if self._rewritten.is_swapped:
                calls = _METHOD.findall(line.text)
                rest -= {name for name, method in calls if method in self._added}
        if line.kind != "definition":
            rest -= self._gone_functions
        if line.kind == "leave":
            rest -= line.introduced
        if line.kind != "effect":
            rest -= {method for name, method in _METHOD.findall(line.text) if name in self._local}
        said = self._forms.say(line, rest) or self._is_said_elsewhere(line, rest)
        return said or self._rewritten.covers(line, rest)

    def _is_said_elsewhere(self, line: CodeLine, rest: frozenset[str]) -> bool:
        if not line.atoms and line.kind in ("item", "effect") and self._instruction.replaces:
            return self._change.came_with(line) > 0
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
                return self._is_asked_elsewhere(line, rest)
            case "definition":
                if line.is_class and self._is_made_by_a_function(line):
                    return True
                is_inlined = line.defines in self._gone_functions and self._instruction.inlines
                is_new = bool(rest) and rest <= self._free
                return is_inlined or (is_new and self._is_defined_otherwise(line))
        if line.receiver in self._local:
            rest -= _CONVERSIONS
        if line.text.lstrip().startswith(".") or line.atoms & self._dead:
            return rest <= self._known
        if "=>" in line.text and self._instruction.replaces:
            return rest <= self._known
        return bool(self._free) and line.atoms - self._dead <= self._free

    def _is_asked_elsewhere(self, line: CodeLine, rest: frozenset[str]) -> bool:
        """Whether the head of a block is not needed."""
        is_known = (
            self._has_loose_at(line)
            or self._is_loop_of_closures(line)
            or self._forms.is_null_check(line)
            or self._has_as_many(line)
        )
        known = self._known if is_known else self._free | self._news
        is_asked = rest <= known or self._is_said_of_what_is_bound(rest)
        return self._forms.catches(line) or (bool(self._change.added) and is_asked)

    def _is_put_elsewhere(self, line: CodeLine, rest: frozenset[str]) -> bool:
        target = f"{line.key.partition(' = ')[0]} = "
        within = (x for x in self._change.added if f" {target}" in x.key)
        if any(line.atoms - self._dead <= x.atoms for x in within):
            return True
        if MEMBER.match(line.text):
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
        if line.is_class and not any(x.is_class and line.atoms & x.atoms for x in added):
            used = names_of([x for x in self._change.new if x.kind != "definition"])
            return not line.atoms & used and any(line.atoms & x.atoms for x in added)
        closures = (x for x in added if x.kind == "binding" and _IS_CLOSURE.match(x.value))
        definitions = (x for x in added if x.kind == "definition")
        return any(line.atoms & x.atoms for x in (*closures, *definitions))

    def _is_made_by_a_function(self, line: CodeLine) -> bool:
        """Whether a function is named after the class that it heads, and nothing uses the class."""
        heads = [x.defines.lower() for x in self._change.added if x.defines]
        name = next((x for x in line.tokens if x[0].isupper()), "")
        is_used = name in self._change.names
        return bool(name) and not is_used and any(name.lower() in x for x in heads)

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

    def _is_loop_of_closures(self, line: CodeLine) -> bool:
        """Whether it is a loop, and closures may do what it did."""
        is_loop = line.tokens[0] in ("for", "foreach")
        return is_loop and any(_CLOSURE.search(each.text) for each in self._change.added)

    @cached_property
    def _called(self) -> frozenset[str]:
        """The names among what is free that are not only words of a string."""
        said = frozenset[str]().union(*(x.said for x in self._change.added))
        return self._free & (said | self._dead)

    def _is_done(self, line: CodeLine, rest: frozenset[str]) -> bool:
        callers = [x for x in self._loose if line.callee in x.atoms]
        is_other = [is_of_another(line, x, self._change) for x in callers]
        is_called = line.callee in self._called and not (is_other and all(is_other))
        if is_called or any(is_done_by(line, each) for each in self._loose):
            return True
        if self._owns and line.atoms & _CLOSES | {line.tokens[0]} & _CLOSES:
            return True
        is_loop = line.callee in _ITERATES
        if is_loop or (line.bound and line.bound <= self._dead):  # `xs.each do |x|`
            return rest - {line.callee} <= self._known
        is_first = f"{line.callee}!(" in line.text  # `push!(xs, x)`
        first = line.tokens[line.tokens.index("(") + 1] if is_first else ""
        changed = {line.receiver, first} & self._local
        others = rest - {line.callee}
        is_called = any(line.callee in x.said for x in self._change.added)
        if self._instruction.replaces and is_called and others and others <= self._free:
            return True
        is_mutation = bool(changed) and line.callee in _MUTATES
        return is_mutation and rest - changed - {line.callee} <= self._known

    def _is_bound_elsewhere(self, line: CodeLine, rest: frozenset[str]) -> bool:
        calls = frozenset[str]() if _EMPTY.match(line.value) else line.calls - self._added
        if line.bound <= self._dead:
            others = (each for each in self._change.old if each is not line)
            is_used = any(line.bound & each.atoms for each in others)
            return not calls and (is_used or (bool(rest) and rest <= self._added))
        if not rest - line.bound:
            if line.is_field:
                return False
            is_said = (
                self._instruction.replaces
                and not line.value
                and line.bound <= self._free - self._passed
            )
            return is_said or bool(line.bound & self._binds)
        if self._rewritten.is_swapped and line.bound & self._binds and rest <= self._known:
            return True
        return not calls and (rest <= self._free or self._is_said_of_what_is_bound(rest))

    def _is_said_of_what_is_bound(self, rest: frozenset[str]) -> bool:
        """Whether what it says is new, but for names that are bound and used in new lines."""
        others = rest - self._change.introduced
        is_new = bool(others) and others <= self._free | self._news
        return self._instruction.replaces and is_new and rest <= self._known

    def _asked_above(self, line: CodeLine) -> frozenset[str]:
        """What the head of the block that it stands in says now, where that has changed."""
        other = self._variants_of.get(id(self._change.above(line)))
        return other.atoms if other and other.atoms - self._change.old_names else frozenset()

    def _is_in_what_is_gone(self, line: CodeLine) -> bool:
        """Whether the block is gone that it stands in."""
        block = self._change.above(line)
        return any(x is block for x in self._gone)

    def _is_left_elsewhere(self, line: CodeLine, rest: frozenset[str]) -> bool:
        change = self._change
        if any(each.kind == "definition" and gives_back_expression(each) for each in change.added):
            return True
        closures = [each for each in change.added if _CLOSURE.search(each.text)]
        if rest and any(rest <= each.atoms for each in closures):
            return True
        if rest <= self._known and self._forms.is_result(line):
            return True
        if not rest and self._instruction.replaces and any(map(gives_back_expression, closures)):
            return True
        if not any(each.kind == "leave" for each in change.new):
            return False
        if rest and rest <= self._told:
            return True
        if rest and self._instruction.replaces and rest <= self._asked_above(line):
            return True
        at = change.place[id(line)][0]
        count, came = self._leaves_at(at, self._gone), self._leaves_at(at, self._loose)
        is_replaced = count <= came if came else self._has_loose_at(line)
        if not rest:
            has_come = change.came_with(line) > 0 or self._is_in_what_is_gone(line)
            return self._leaves and has_come
        is_done = not line.calls - {line.tokens[0]} - change.names or self._rewritten.is_swapped
        return self._leaves and is_done and (is_replaced or rest <= self._known)
