"""The VS Code extension's settings, made from `settings.py`.

`python -m tools.manifest` writes them into `editors/vscode/package.json`.
"""

from __future__ import annotations

import json
from typing import Any, get_args

from glossator.settings import ActionModel, ActionPlace, Setting, every
from tools.docs import ROOT

MANIFEST = ROOT / "editors" / "vscode" / "package.json"
OF_THE_CLIENT = ("glossator.command",)
"""Settings that the server does not know."""
SWITCHED_IN_A_WORKSPACE = ("enabled",)
"""Beside what a repository's own file may set: the user's switch for one workspace, which a
workspace's settings hold only where the user trusts it."""
TYPES = {bool: "boolean", str: "string", int: "integer", float: "number"}

Json = dict[str, Any]

_ACTION: Json = {
    "type": "object",
    "required": ["title", "prompt"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "string"},
        "prompt": {"type": "string"},
        "place": {"type": "string", "enum": list(get_args(ActionPlace)), "default": "replace"},
        "model": {"type": "string", "enum": list(get_args(ActionModel)), "default": "code"},
        "languages": {"type": "array", "items": {"type": "string"}},
    },
}


def manifest() -> Json:
    """The manifest as it stands."""
    found: Json = json.loads(MANIFEST.read_text("utf-8"))
    return found


def expected() -> Json:
    """The manifest with the program's settings."""
    found = manifest()
    configuration = found["contributes"]["configuration"]
    own = {name: configuration["properties"][name] for name in OF_THE_CLIENT}
    shown = [each for each in every() if not is_key(each.key)]
    theirs = {f"glossator.{each.key}": _property(each) for each in shown}
    configuration["properties"] = own | theirs
    restricted = [name for name, each in (own | theirs).items() if each["scope"] != "machine"]
    found["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"] = restricted
    return found


def is_key(key: str) -> bool:
    """Whether a setting is itself an API key: VS Code keeps those in its secret storage."""
    return key.rpartition(".")[2] == "apiKey"


def _property(field: Setting) -> Json:
    default, about = field.default, field.about
    place = {**_type(field), "default": default, "scope": _scope(field)}
    if field.choices:
        place["enum"] = list(field.choices)
    if field.minimum is not None:
        place["minimum"] = field.minimum
    return {**place, "markdownDescription": about}


def _type(field: Setting) -> Json:
    default = field.default
    if field.key == "actions":
        return {"type": "array", "items": _ACTION}
    if isinstance(default, tuple):
        return {"type": "array", "items": {"type": "string"}}
    if isinstance(default, dict):
        return {"type": "object", "additionalProperties": {"type": "boolean"}}
    return {"type": TYPES[type(default)]}


def _scope(field: Setting) -> str:
    """`machine`: no workspace can set it, as for the server no repository can."""
    key = field.key
    return "window" if field.workspace or key in SWITCHED_IN_A_WORKSPACE else "machine"


def main() -> None:
    """Write the manifest."""
    text = json.dumps(expected(), indent=2, ensure_ascii=False)
    MANIFEST.write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main()
