"""The modules that a reader opens to follow a request from its handler to its answer.

`python -m tools.walk` walks the calls from the handlers of each path and fails where a path is
longer than it may be.

A function acts when it waits (it is async) or changes an object that is more than a variable of
its own. A module is on a path when a function of it that the walk reaches waits, or calls into
another module that acts: there the reader has to go on. A leaf is a module in which the path ends:
it computes a result, or changes nothing but what it keeps itself, and the name and the docstring of
the function called say which. So pure rooms, caches and counters are leaves, by this rule and not
by a list; and so is the ground floor, all that the import contract puts at or below `config`,
because it knows of no request. The lines that count are those of the functions reached in the
modules on the path; the lines of the whole files are printed beside them.

A command's path begins with its function in `commands/`. A path stops where another one begins: one
request to a service, which all of them make, is counted once, as a path of its own.

The walk is static. It reads mypy's types, so that a method is followed where the type of its object
is known. It goes through properties, context managers, iterators, constructors, classes that
implement a protocol, callbacks given to a constructor, and tables of functions. Its limits: it
cannot see what pygls calls, so a path begins with all handlers that take part in it; a function
that is mentioned counts as called; what runs only when something fails, an `except` block or a
`raise`, is not followed; and a change is known by an assignment to an attribute or an item, or by a
method of a built-in collection or of asyncio that changes its object.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import GetSetDescriptorType
from typing import Any

from mypy import build, nodes, types
from mypy.modulefinder import BuildSource
from mypy.options import Options
from mypy.subtypes import is_subtype
from mypy.typevars import fill_typevars

SERVER = Path(__file__).parents[1] / "server"
PACKAGE = "glossator"
FEATURES = f"{PACKAGE}.lsp.features"
SERVER_ROOM = f"{PACKAGE}.lsp.server"
CHANGING = frozenset(
    "add append appendleft cancel clear discard extend insert move_to_end pop popitem popleft put "
    "remove set set_exception set_result setdefault update".split()
)
"""Methods of built-in collections and of asyncio that change their object."""
CONTEXT = ("__aenter__", "__aexit__", "__enter__", "__exit__")
ITERATION = ("__aiter__", "__anext__", "__iter__", "__next__")
GROUND_FLOOR = tuple(
    f"{PACKAGE}.{room}"
    for room in (
        "config settings address errors log platforms text "
        "masks languages json_value regular_file tasks"
    ).split()
)
"""The rooms at and below `config` in the import contract."""
NOT_SERVED = ("cli", "measure")
"""The rooms that no request of an editor reaches; what they give to a constructor is not read."""
LINKS = frozenset(
    "node info def_var analyzed original_def original_decorators expanded handlers".split()
)
"""The fields of mypy's nodes that lead elsewhere in the code, or to what runs after a failure."""


@dataclass(frozen=True)
class RequestPath:
    """A request, the handlers that take part in it, and how long its path may be."""

    title: str
    handlers: tuple[str, ...]
    most_modules: int
    most_lines: int = sys.maxsize


PATHS = (
    RequestPath(
        "One keystroke",
        (
            f"{PACKAGE}.lsp.documents.documents.Documents.update_text_document",
            f"{SERVER_ROOM}.registration._register_documents.did_change",
            f"{SERVER_ROOM}.registration._register_requests.inline_complete",
        ),
        most_modules=20,
        most_lines=2_500,
    ),
    RequestPath("Generate docstring", (f"{FEATURES}.commands.document.document",), most_modules=20),
    RequestPath("Explain selection", (f"{FEATURES}.commands.explain.explain",), most_modules=12),
    RequestPath(
        "One request to a service",
        (
            f"{PACKAGE}.models.gateway.Gateway.endpoint",
            f"{PACKAGE}.models.gateway._Request.ask",
            f"{PACKAGE}.models.gateway._Request.heard",
            f"{PACKAGE}.models.gateway._Request.enter",
        ),
        most_modules=12,
    ),
)


class Code:
    """The server's code as mypy has read it, with the functions by name and what refers to what."""

    def __init__(self) -> None:
        files = {
            _name_of(path): path
            for path in sorted((SERVER / PACKAGE).rglob("*.py"))
            if path.relative_to(SERVER / PACKAGE).parts[0] not in NOT_SERVED
        }
        options = Options()
        options.export_types = options.preserve_asts = options.ignore_missing_imports = True
        options.incremental, options.follow_imports = False, "skip"
        options.mypy_path = [str(SERVER)]
        built = build.build([BuildSource(str(p), name) for name, p in files.items()], options)
        self.types = built.types
        self.lines = {name: len(p.read_bytes().splitlines()) for name, p in files.items()}
        self.functions: dict[nodes.FuncDef, str] = {}
        self.module_of: dict[nodes.FuncDef, str] = {}
        self.constants: dict[str, nodes.Expression] = {}
        self.classes: list[nodes.TypeInfo] = []
        self.made: dict[nodes.TypeInfo, list[nodes.CallExpr]] = defaultdict(list)
        for name in files:
            self._enter(name, name, built.files[name])
        self._facts: dict[nodes.FuncDef, _Body] = {}

    def _enter(self, module: str, prefix: str, root: nodes.Node) -> None:
        """Enter the functions, classes, constants and constructor calls below a node."""
        for node in _within(root):
            match node:
                case nodes.FuncDef():
                    self.functions[node] = f"{prefix}.{node.name}"
                    self.module_of[node] = module
                    self._enter(module, self.functions[node], node.body)
                case nodes.ClassDef():
                    self.classes.append(node.info)
                    self._enter(module, f"{prefix}.{node.name}", node.defs)
                case nodes.AssignmentStmt(lvalues=[nodes.NameExpr(kind=nodes.GDEF) as target]):
                    self.constants.setdefault(target.fullname, node.rvalue)
                case nodes.CallExpr(callee=nodes.RefExpr(node=nodes.TypeInfo() as info)):
                    self.made[info].append(node)

    def body(self, function: nodes.FuncDef) -> _Body:
        """What a function does and mentions."""
        if function not in self._facts:
            self._facts[function] = _Body(self, function)
        return self._facts[function]

    def reached(self, handlers: Iterable[str]) -> set[nodes.FuncDef]:
        """The handlers and the functions that they call, up to the handlers of other paths."""
        others = {name for path in PATHS for name in path.handlers}.difference(handlers)
        named = {name: function for function, name in self.functions.items()}
        waiting = [named[handler] for handler in handlers]
        found: set[nodes.FuncDef] = set()
        while waiting:
            function = waiting.pop()
            if function not in found and self.functions[function] not in others:
                found.add(function)
                waiting += self.body(function).calls
        return found

    def path(self, handlers: tuple[str, ...]) -> dict[str, list[nodes.FuncDef]]:
        """The modules on the path of a request, each with the functions reached in it."""
        reached = self.reached(handlers)
        acting = {each for each in reached if self.body(each).acts}
        while more := {each for each in reached - acting if self.body(each).calls & acting}:
            acting |= more
        on_path = {self.module_of[each] for each in acting if self._leads_on(each, acting)}
        modules: dict[str, list[nodes.FuncDef]] = defaultdict(list)
        for function in reached:
            if self.module_of[function] in on_path:
                modules[self.module_of[function]].append(function)
        return modules

    def _leads_on(self, function: nodes.FuncDef, acting: set[nodes.FuncDef]) -> bool:
        body, module = self.body(function), self.module_of[function]
        return body.waits or any(self.module_of[each] != module for each in body.calls & acting)


class _Body:
    """One function: the functions that it mentions, and whether it acts by itself."""

    def __init__(self, code: Code, function: nodes.FuncDef) -> None:
        self._code = code
        self._owner = function
        self._read: set[nodes.Node] = set()
        self.calls: set[nodes.FuncDef] = set()
        self.waits = function.is_coroutine or function.is_async_generator
        self.acts = self.waits
        self._builds = function.name in ("__init__", "__post_init__")
        self._visit(function.body)

    def _visit(self, root: nodes.Node) -> None:
        for node in _within(root):
            match node:
                case nodes.RefExpr():
                    self._mention(node.node, node.fullname)
                    if isinstance(node, nodes.MemberExpr):
                        self._mention_members(node.expr, node.name)
                case nodes.SuperExpr(info=nodes.TypeInfo() as info):
                    self._mention_member(info.mro[1], node.name)
                case nodes.CallExpr(callee=nodes.MemberExpr() as callee):
                    if callee.name in CHANGING:
                        self._note_change(callee.expr)
                case nodes.AssignmentStmt():
                    self._note_change(*node.lvalues)
                case nodes.OperatorAssignmentStmt():
                    self._note_change(node.lvalue)
                case nodes.WithStmt():
                    for each in node.expr:
                        self._mention_members(each, *CONTEXT)
                case nodes.ForStmt():
                    self._mention_members(node.expr, *ITERATION)

    def _note_change(self, *targets: nodes.Expression) -> None:
        """Note a change of objects that are more than variables of this function."""
        for target in targets:
            match target:
                case nodes.IndexExpr():
                    self._note_change(target.base)
                case nodes.TupleExpr():
                    self._note_change(*target.items)
                case nodes.MemberExpr():
                    self.acts = self.acts or not self._builds

    def _mention(self, node: nodes.Node | None, name: str) -> None:
        match node:
            case nodes.FuncDef():
                self._add(node)
            case nodes.Decorator():
                self._add(node.func)
            case nodes.TypeInfo():
                for each in ("__init__", "__post_init__"):
                    self._mention_member(node, each)
            case nodes.Var() if name in self._code.constants and node not in self._read:
                self._read.add(node)
                self._visit(self._code.constants[name])

    def _mention_members(self, expression: nodes.Expression, *names: str) -> None:
        for info in self._classes_of(expression):
            for name in names:
                self._mention_member(info, name)

    def _mention_member(self, info: nodes.TypeInfo, name: str) -> None:
        for each in self._implementing(info):
            found = each.get(name)
            node = found.node if found else None
            if isinstance(node, nodes.Var):
                self._mention_callbacks(each, name)
            else:
                self._mention(node, "")

    def _mention_callbacks(self, info: nodes.TypeInfo, name: str) -> None:
        """Mention what the constructor's callers give for a callable attribute."""
        found = info.get(name)
        kind = types.get_proper_type(found.type) if found and found.type else None
        options = kind.items if isinstance(kind, types.UnionType) else [kind]
        if not any(isinstance(types.get_proper_type(o), types.CallableType) for o in options if o):
            return
        parameter = name.lstrip("_")
        for call in self._code.made[info]:
            for given in _given(info, call, parameter):
                if given not in self._read:
                    self._read.add(given)
                    self._visit(given)

    def _implementing(self, info: nodes.TypeInfo) -> Iterator[nodes.TypeInfo]:
        if not info.is_protocol:
            yield info
        elif info.module_name.startswith(PACKAGE):
            for each in self._code.classes:
                # To mypy a class with a base that it has not read is a subtype of everything.
                has_all = all(each.get(name) for name in info.protocol_members)
                of_protocol = types.Instance(info, [])
                if (
                    has_all
                    and not each.is_protocol
                    and is_subtype(fill_typevars(each), of_protocol)
                ):
                    yield each

    def _classes_of(self, expression: nodes.Expression) -> Iterator[nodes.TypeInfo]:
        waiting: list[types.Type | None] = [self._code.types.get(expression)]
        while waiting:
            match types.get_proper_type(waiting.pop()):
                case types.Instance() as instance:
                    if instance.type.module_name.startswith(PACKAGE):
                        yield instance.type
                case types.UnionType() as union:
                    waiting += union.items
                case types.CallableType() as made if made.is_type_obj():
                    waiting.append(made.ret_type)
                case types.TypeVarType() as variable:
                    waiting.append(variable.upper_bound)

    def _add(self, function: nodes.FuncDef) -> None:
        module = self._code.module_of.get(function, "")
        if module.startswith(PACKAGE) and not module.startswith(GROUND_FLOOR):
            self.calls.add(function)


def _given(
    info: nodes.TypeInfo, call: nodes.CallExpr, parameter: str
) -> Iterator[nodes.Expression]:
    """The argument that a constructor's call has for a parameter."""
    found = info.get("__init__")
    if found is None or not isinstance(found.node, nodes.FuncDef):
        return
    names = found.node.arg_names[1:]
    for at, (argument, name) in enumerate(zip(call.args, call.arg_names, strict=True)):
        if (name or (names[at] if at < len(names) else None)) == parameter:
            yield argument


def _within(root: nodes.Node) -> Iterator[nodes.Node]:
    """The nodes below one, without what stands in the functions and classes among them."""
    kind: Any = type(root)
    for name in _fields(kind):
        value = getattr(root, name, None)
        for each in _flat(value):
            if isinstance(each, nodes.RaiseStmt):
                continue
            yield each
            if not isinstance(each, nodes.FuncDef | nodes.ClassDef):
                yield from _within(each)


@cache
def _fields(kind: Any) -> list[str]:
    """The fields of a kind of node that hold parts of it; the others link to what it means."""
    fields = (name for name in dir(kind) if not name.startswith("_") and name not in LINKS)
    return [name for name in fields if isinstance(getattr(kind, name), GetSetDescriptorType)]


def _flat(value: object) -> Iterator[nodes.Node]:
    if isinstance(value, nodes.Node):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _flat(each)


def _name_of(path: Path) -> str:
    parts = path.relative_to(SERVER).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def main() -> int:
    """Print each path and its length; 1 where one is too long."""
    code, too_long = Code(), 0
    for path in PATHS:
        modules = code.path(path.handlers)
        lines = sum(e.end_line - e.line + 1 for f in modules.values() for e in f if e.end_line)
        files = sum(code.lines[name] for name in modules)
        print(f"{path.title}: {len(modules)} modules, {lines} lines in files of {files}")
        for name in sorted(modules):
            print(f"  {name.removeprefix(PACKAGE + '.')}")
            for each in modules[name] if "-v" in sys.argv else ():
                print(f"      {code.functions[each].removeprefix(name + '.')}")
        too_long += len(modules) > path.most_modules or lines > path.most_lines
    return bool(too_long)


if __name__ == "__main__":
    sys.exit(main())
