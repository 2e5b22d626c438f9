"""Requests to the client that do not wait for ever for its answer."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

from lsprotocol import types
from pygls.protocol import LanguageServerProtocol

from glossator.lsp.client.owed import answered
from glossator.lsp.extensions import Method


class BoundedRequests(LanguageServerProtocol):
    """A protocol whose requests fail with `UnansweredError` where the client owes its answer."""

    def send_request_async(
        self, method: str, params: Any | None = None, msg_id: Any = None
    ) -> Awaitable[Any]:
        """Send a request; what the user is to answer is waited for as long as they like."""
        answer = super().send_request_async(method, params, msg_id)
        return answer if _is_for_the_user(method, params) else answered(answer, method)


def _is_for_the_user(method: str, params: object) -> bool:
    """Whether the user writes the answer, or is to confirm an edit."""
    if isinstance(params, types.ApplyWorkspaceEditParams):
        return bool(params.edit.change_annotations)
    return method == Method.INPUT
