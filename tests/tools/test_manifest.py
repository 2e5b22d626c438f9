"""The VS Code extension's manifest and the server say the same."""

from __future__ import annotations

import json

from glossator import __version__
from glossator.lsp.extensions import Command
from glossator.settings import every
from tools import manifest


def test_the_settings_are_the_servers() -> None:
    expected = json.loads(json.dumps(manifest.expected()))
    assert manifest.manifest() == expected, "run `python -m tools.manifest`"


def test_no_key_stands_in_the_settings() -> None:
    properties = manifest.manifest()["contributes"]["configuration"]["properties"]
    keys = {f"glossator.{each.key}" for each in every()} - properties.keys()
    assert keys == {
        "glossator.apiKey",
        "glossator.models.code.apiKey",
        "glossator.models.prose.apiKey",
    }


def test_no_workspace_chooses_where_code_goes() -> None:
    found = manifest.manifest()
    properties = found["contributes"]["configuration"]["properties"]
    open_to_workspaces = {name for name, each in properties.items() if each["scope"] != "machine"}
    assert open_to_workspaces == {
        "glossator.enabled",
        "glossator.languages",
        "glossator.contextLanguages",
        "glossator.nextEditLanguages",
        "glossator.ignore",
        "glossator.docstringStyle",
    }
    trust = found["capabilities"]["untrustedWorkspaces"]
    assert trust["supported"] == "limited"
    assert set(trust["restrictedConfigurations"]) == open_to_workspaces


def test_the_version_is_the_servers() -> None:
    assert manifest.manifest()["version"] == __version__


def test_every_command_of_the_server_that_users_start_has_a_name() -> None:
    contributed = {each["command"] for each in manifest.manifest()["contributes"]["commands"]}
    silent = {
        "glossator.accepted",
        "glossator.nextEditAccepted",
        "glossator.status",
        "glossator.own",
    }
    assert set(Command) - silent <= contributed


def test_a_key_is_taken_while_a_next_edit_is_shown_and_nothing_else_wants_it() -> None:
    others = ("inSnippetMode", "suggestWidgetVisible", "inlineSuggestionVisible")
    for binding in manifest.manifest()["contributes"]["keybindings"]:
        if binding["command"] == "glossator.makeEdit":
            assert binding["when"] == "resourceScheme == glossator-preview"
            continue
        conditions = binding["when"].split(" && ")
        assert conditions[:2] == ["glossator.nextEdit", "editorTextFocus"]
        assert {f"!{each}" for each in (*others, "editorHasSelection")} <= set(conditions)
