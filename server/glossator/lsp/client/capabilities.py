"""The client's capabilities, read once from its `initialize` request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lsprotocol import types

from glossator.lsp.extensions import CLIENT, VERSION, Flag


@dataclass(frozen=True, slots=True)
class ClientCapabilities:
    """What handlers need to know of the client."""

    configuration: bool
    watches_settings: bool
    watches_files: bool
    progress: bool
    shows_documents: bool
    virtual_documents: bool
    confirms_edits: bool
    """Shows an edit that asks for it to the user, before it is made."""
    pulls_diagnostics: bool
    """Asks for diagnostics by `textDocument/diagnostic`; to others they are pushed."""
    tags_generated_actions: bool
    inline_completion: bool
    markdown_in_menus: bool
    cuts_plain_items: bool
    """Neovim puts in a plain item of its menu only to the first blank or line end (seen in
    0.11.4), a snippet whole."""
    heeds_no_answer: bool
    """Has no use for a command's answer: Emacs' eglot stands still until it comes, for ten seconds
    at most, and Helix hides what the command fails with."""
    block_cursor: bool
    """Where nothing is selected, Helix sends the character under its cursor as the selection."""
    groups_undo: bool
    """Edits of one label become one undo step; only a Glossator client can promise it."""
    regrows: bool
    """Asks again for ghost text when `glossator/suggestionGrew` says that there is more."""
    asks_user: bool
    """Answers `glossator/input` with a line that the user types."""
    shows_status: bool
    """Shows what `glossator/status` says."""
    version: object
    """The release of a Glossator client; whatever it sent as such."""
    shows_next_edits: bool
    """Shows next edits at their place, and asks for them by `glossator/nextEdit`."""


def client_capabilities_of(params: types.InitializeParams) -> ClientCapabilities:
    """Read the capabilities, and what a Glossator client adds in `initializationOptions.client`."""
    workspace = params.capabilities.workspace or types.WorkspaceClientCapabilities()
    window = params.capabilities.window or types.WindowClientCapabilities()
    text = params.capabilities.text_document or types.TextDocumentClientCapabilities()
    client = params.client_info.name if params.client_info else ""
    own = own_options(params).get(CLIENT)
    own = own if isinstance(own, Mapping) else {}
    menu_item = text.completion.completion_item if text.completion else None
    menu_formats = menu_item.documentation_format if menu_item else None
    return ClientCapabilities(
        configuration=bool(workspace.configuration),
        watches_settings=_registers(workspace.did_change_configuration),
        watches_files=_registers(workspace.did_change_watched_files),
        progress=bool(window.work_done_progress),
        shows_documents=bool(window.show_document and window.show_document.support),
        virtual_documents=workspace.text_document_content is not None,
        confirms_edits=bool(
            workspace.workspace_edit and workspace.workspace_edit.change_annotation_support
        ),
        pulls_diagnostics=text.diagnostic is not None,
        tags_generated_actions=_tags_generated(text.code_action),
        inline_completion=text.inline_completion is not None,
        markdown_in_menus=types.MarkupKind.Markdown in (menu_formats or ()),
        cuts_plain_items=bool(
            client == "Neovim" and menu_item is not None and menu_item.snippet_support
        ),
        heeds_no_answer=client in ("Eglot", "helix"),
        block_cursor=client == "helix",
        groups_undo=bool(own.get(Flag.GROUPS_UNDO)),
        regrows=bool(own.get(Flag.GROWING_SUGGESTIONS)),
        asks_user=bool(own.get(Flag.INPUT)),
        shows_status=bool(own.get(Flag.STATUS)),
        version=own.get(VERSION),
        shows_next_edits=bool(own.get(Flag.NEXT_EDITS)),
    )


def _registers(
    changes: types.DidChangeConfigurationClientCapabilities
    | types.DidChangeWatchedFilesClientCapabilities
    | None,
) -> bool:
    return bool(changes and changes.dynamic_registration)


def _tags_generated(action: types.CodeActionClientCapabilities | None) -> bool:
    tags = action.tag_support if action else None
    return bool(tags and types.CodeActionTag.LlmGenerated in (tags.value_set or ()))


def own_options(params: types.InitializeParams) -> Mapping[str, Any]:
    """`initializationOptions` as a mapping, whatever the client sent."""
    options = params.initialization_options
    return options if isinstance(options, Mapping) else {}
