"""`glossator/input`: a request of our own, by which a client asks its user for a line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygls.exceptions import JsonRpcException

from glossator.lsp.extensions import InputParams, Method

if TYPE_CHECKING:
    from glossator.lsp.session import Session


async def ask_user(session: Session, title: str, placeholder: str = "") -> str | None:
    """What the user typed, without the blank space around it; None when they cancelled.

    Only for clients with the ability `asks_user`.
    """
    params = InputParams(title=title)
    if placeholder:
        params["placeholder"] = placeholder
    try:
        answer = await session.server.protocol.send_request_async(Method.INPUT, params)
    except JsonRpcException:
        return None
    return answer.strip() or None if isinstance(answer, str) else None
