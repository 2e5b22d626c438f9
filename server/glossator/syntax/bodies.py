"""How a body is left: with a value, value by value, or with an exception that it does not catch.

For the languages with `return`, `yield`, `throw` and `try` in one spelling or another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.syntax.nodes import child, own_nodes, source
from glossator.syntax.signature import LONGEST_CONDITION, Raised

if TYPE_CHECKING:
    from tree_sitter import Node

CLASS_NAME = r"(?:[\w$]+(?:::|\.|\\))*_*[A-Z][\w$]*"


@dataclass(frozen=True, slots=True)
class Bodies:
    """The nodes that leave a body, in the terms of a grammar.

    `others` are functions and classes inside, which run at another time. `thrown` reads the name of
    the exception from the source of a statement of the types `throws`. A handler in a node of the
    types `tries` catches the types it names, all of them where it names none or one of `catch_all`.
    """

    others: frozenset[str]
    returns: frozenset[str] = frozenset({"return_statement"})
    yields: frozenset[str] = frozenset({"yield_expression"})
    throws: frozenset[str] = frozenset({"throw_statement", "throw_expression"})
    thrown: re.Pattern[str] = re.compile(
        rf"throw\s+(?:new\s+)?(?P<name>\\?{CLASS_NAME})\s*(?:[({{;]|$)"
    )
    tries: frozenset[str] = frozenset({"try_statement", "try_expression"})
    handlers: frozenset[str] = frozenset({"catch_clause", "catch_block"})
    handles: re.Pattern[str] = re.compile(r"(?:[\w$]+(?:::|\.|\\))*[A-Z][\w$]*")
    catch_all: frozenset[str] = frozenset({"Exception", "Throwable"})
    branches: frozenset[str] = frozenset({"if_statement", "if_expression"})

    def own(self, body: Node | None) -> Iterator[Node]:
        """What runs when the body runs."""
        return own_nodes(body, self.others)

    def returns_value(self, body: Node | None) -> bool:
        """Whether something is returned."""
        return any(node.type in self.returns and node.named_children for node in self.own(body))

    def yields_values(self, body: Node | None) -> bool:
        """Whether it is left value by value."""
        return any(node.type in self.yields for node in self.own(body))

    def raised(self, body: Node | None) -> tuple[Raised, ...]:
        """The exceptions that leave the body, each with the condition it is first thrown under."""
        found: dict[str, Raised] = {}
        for node in self.own(body):
            match = self.thrown.match(source(node)) if node.type in self.throws else None
            if match is not None and not self._is_caught(node, match["name"]):
                found.setdefault(match["name"], Raised(match["name"], self.condition(node)))
        return tuple(found.values())

    def _is_caught(self, node: Node, name: str) -> bool:
        while (parent := node.parent) is not None and parent.type not in self.others:
            if parent.type in self.tries and node.type not in self.handlers:
                handlers = (each for each in parent.named_children if each.type in self.handlers)
                if any(self._catches(handler, name) for handler in handlers):
                    return True
            node = parent
        return False

    def _catches(self, handler: Node, name: str) -> bool:
        body = handler.child_by_field_name("body") or child(handler, "block", "statements", "then")
        head = source(handler)
        if body is not None:
            head = head[: len(head) - len(source(body))]
        caught = set(self.handles.findall(head))
        return not caught or bool({name, *self.catch_all} & caught)

    def condition(self, node: Node) -> str:
        """The test of the branch right around `node`, if it is short."""
        while (parent := node.parent) is not None and parent.type not in self.others:
            if parent.type in self.branches:
                return self._test(parent, node)
            if len([each for each in parent.named_children if "comment" not in each.type]) > 1:
                first = next(each for each in parent.named_children if "comment" not in each.type)
                if first != node:
                    return ""
            node = parent
        return ""

    @staticmethod
    def _test(branch: Node, inside: Node) -> str:
        test = branch.child_by_field_name("condition")
        taken = branch.child_by_field_name("consequence") or branch.child_by_field_name("body")
        if taken is None:
            others = (each for each in branch.named_children if each != test)
            taken = next(others, None)
        condition = source(test)
        if taken != inside or not condition or len(condition) > LONGEST_CONDITION:
            return ""
        if condition.startswith("(") and condition.endswith(")"):
            condition = condition[1:-1].strip()
        return condition
