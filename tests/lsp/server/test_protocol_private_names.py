"""Private names of pygls are met in `lsp/server/protocol.py` only.

Ruff's SLF001 finds `other._name`; here is what it cannot see: a subclass that overrides or reads a
private name of its base class.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
from importlib import import_module

import pytest

from glossator import lsp
from glossator.lsp.server import protocol

MODULES = [
    name
    for _, name, _ in pkgutil.walk_packages(lsp.__path__, f"{lsp.__name__}.")
    if name != protocol.__name__
]


def private_names(cls: type) -> set[str]:
    """What a class's own body defines or reads of itself under a private name."""
    read = re.findall(r"\bself\.(_\w+)", inspect.getsource(cls))
    return {name for name in (*read, *vars(cls)) if not name.startswith("__")} - {"_"}


def private_names_of_pygls(cls: type) -> set[str]:
    """Those private names of a class of ours that a base class of pygls has too."""
    bases = [base for base in cls.__mro__ if base.__module__.startswith("pygls.")]
    theirs = set().union(*map(private_names, bases))
    return {name for name in private_names(cls) & theirs if name.startswith("_")}


@pytest.mark.parametrize("name", MODULES)
def test_no_class_meets_a_private_name_of_pygls(name: str) -> None:
    module = import_module(name)
    classes = [each for _, each in inspect.getmembers(module, inspect.isclass)]
    own = [each for each in classes if each.__module__ == name]
    assert {each.__name__: found for each in own if (found := private_names_of_pygls(each))} == {}


def test_the_protocol_is_seen_to_meet_some() -> None:
    assert "_shutdown" in private_names_of_pygls(protocol.GlossatorProtocol)
