"""`glossator.fix`: solve a problem that another tool has reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from glossator.actions.rewrite import fix as fixes
from glossator.lsp.features.command_arguments import problem_of
from glossator.lsp.features.commands.request import command_request
from glossator.lsp.features.commands.rewrite_edit import rewriting

if TYPE_CHECKING:
    from glossator.lsp.session import Session


async def fix(session: Session, arguments: Sequence[Any]) -> dict[str, Any] | None:
    """Rewrite the code around the problem; null when the user cancelled it."""
    request = await command_request(session, arguments)
    problem = problem_of(request.argument.get("diagnostic"), request.snapshot, request.span)
    if problem is None:
        raise JsonRpcInvalidParams(message="The command needs a diagnostic with a message.")
    problem = replace(problem, message=request.outgoing.hide(problem.message))
    buffer = request.outgoing.buffer
    region = fixes.region_to_fix(buffer, problem)
    chat = fixes.messages(buffer, region, problem)
    title, wish = f"Fix in {request.name}", fixes.wish(buffer, problem)
    return await rewriting(session, request, region, chat, title, wish=wish)
