"""Zed's extension as it is installed, called by a host that answers as Zed does.

Zed itself is not run: it needs a screen and a graphics card.
"""

from __future__ import annotations

import json
import os
import re
import tarfile
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from wasmtime import Engine, Store, WasiConfig
from wasmtime.component import Component, Linker, ResourceAny, ResourceHost, ResourceType, Variant

from glossator import __version__
from tools.release import DIST

WORKTREE = 1
"""The host's number for the type of its worktrees."""


@pytest.fixture(scope="module")
def extension(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = DIST / f"glossator-zed-{__version__}-wasm.tar.gz"
    if not archive.exists():
        pytest.skip("Zed's extension was not compiled; `make release` says why")
    folder = tmp_path_factory.mktemp("zed")
    with tarfile.open(archive) as files:
        files.extractall(folder, filter="data")
    return folder / "glossator"


@dataclass
class Host:
    """Zed with a user's settings for this server, and the programs on the PATH of a worktree."""

    settings: Mapping[str, object]
    installed: dict[str, str]

    def asks(self, extension: Path, function: str) -> Any:
        """Call a function of the extension for a worktree, as Zed does once it has started it."""
        engine = Engine()
        store, linker = Store(engine), Linker(engine)
        store.set_wasi(_wasi())
        component = Component.from_file(engine, str(extension / "extension.wasm"))
        linker.allow_shadowing = True
        linker.define_unknown_imports_as_traps(component)
        linker.add_wasip2()
        with linker.root() as root:
            root.add_resource("worktree", ResourceType.host(WORKTREE), lambda *_: None)
            for name, method in (
                ("id", lambda: 7),
                ("root-path", lambda: "/project"),
                ("which", self.installed.get),
                ("shell-env", lambda: [("LANG", "C")]),
            ):
                root.add_func(f"[method]worktree.{name}", _of_a_borrowed_worktree(method))
            root.add_func("get-settings", self._get_settings)
        instance = linker.instantiate(store, component)
        called = [instance.get_func(store, name) for name in ("init-extension", function)]
        init, function_ = (each for each in called if each is not None)
        init(store)
        return function_(store, "glossator", ResourceHost.borrow(3, WORKTREE))

    def _get_settings(
        self, _store: object, _location: object, category: str, key: str | None
    ) -> Variant:
        assert (category, key) == ("lsp", "glossator")
        return Variant("ok", json.dumps(self.settings))


def _of_a_borrowed_worktree(method: Callable[..., object]) -> Callable[..., object]:
    """A method as the extension calls it: what it lends must be given back."""

    def called(store: Store, worktree: ResourceAny, *arguments: object) -> object:
        worktree.drop(store)
        return method(*arguments)

    return called


def _wasi() -> WasiConfig:
    """The system as Zed shows it to an extension, which wants to know its working folder."""
    wasi = WasiConfig()
    wasi.env = [("PWD", "/work")]
    return wasi


def test_the_component_has_what_zed_calls_and_calls_what_zed_has(extension: Path) -> None:
    manifest = tomllib.loads((extension / "extension.toml").read_text("utf-8"))
    assert (manifest["version"], manifest["lib"]["kind"]) == (__version__, "Rust")
    cargo = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo"))
    (crate,) = cargo.glob(f"registry/src/*/zed_extension_api-{manifest['lib']['version']}")
    interface = sorted((crate / "wit").iterdir())[-1] / "extension.wit"
    world = interface.read_text("utf-8")
    engine = Engine()
    component = Component.from_file(engine, str(extension / "extension.wasm")).type
    exports = set(re.findall(r"^    export ([\w-]+): func", world, re.M))
    assert exports
    assert exports == component.exports(engine).keys()
    known = set(re.findall(r"^    (?:import|resource|use) ([\w-]+)", world, re.M))
    names = (re.sub(r"^\[method\]|^zed:extension/", "", each) for each in component.imports(engine))
    imports = {re.split(r"[.@]", each)[0] for each in names if not each.startswith("wasi:")}
    assert imports <= known
    assert b"zed:api-version" in (extension / "extension.wasm").read_bytes()


def test_zed_is_given_the_program_on_the_path(extension: Path) -> None:
    host = Host({}, {"glossator": "/home/me/.local/bin/glossator"})
    command = host.asks(extension, "language-server-command")
    assert command.command == "/home/me/.local/bin/glossator"
    assert command.args == ["serve"]
    assert command.env == [("LANG", "C")]


def test_the_program_of_the_settings_comes_first(extension: Path) -> None:
    binary = {"path": "/opt/glossator", "arguments": ["serve", "--log-level", "debug"]}
    host = Host({"binary": binary}, {"glossator": "/usr/bin/glossator"})
    command = host.asks(extension, "language-server-command")
    assert (command.command, command.args) == (binary["path"], binary["arguments"])


def test_without_the_program_zed_shows_what_to_do(extension: Path) -> None:
    said = Host({}, {}).asks(extension, "language-server-command")
    assert isinstance(said, str)
    assert said.startswith("The program glossator is not on the PATH: install it, or name it")


def test_settings_reach_the_server_as_it_asks_for_them(extension: Path) -> None:
    settings = {"initialization_options": {"a": 1}, "settings": {"maxLines": 3}}
    host = Host(settings, {})
    options = host.asks(extension, "language-server-initialization-options")
    assert json.loads(options.payload) == {"a": 1}
    section = host.asks(extension, "language-server-workspace-configuration")
    assert json.loads(section.payload) == {"glossator": {"maxLines": 3}}
