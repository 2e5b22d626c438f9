"""What a message of JSON-RPC holds, and what is wrong with one."""

from __future__ import annotations

import json
from typing import Any

from cattrs import transform_error
from cattrs.errors import ClassValidationError
from pygls.exceptions import JsonRpcException, JsonRpcInvalidRequest, JsonRpcParseError

Json = dict[str, Any]
MessageId = int | str


def read_message(body: bytes) -> Json | JsonRpcException:
    """The message in a body, or why there is none."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        return JsonRpcParseError("The message is not valid JSON.")
    if not isinstance(message, dict):
        return JsonRpcInvalidRequest("The message is not a JSON object.")
    return message


def opened_text(message: Json | JsonRpcException) -> str | None:
    """The text of the document that a message opens, where it does."""
    if not isinstance(message, dict) or message.get("method") != "textDocument/didOpen":
        return None
    params = message.get("params")
    document = params.get("textDocument") if isinstance(params, dict) else None
    text = document.get("text") if isinstance(document, dict) else None
    return text if isinstance(text, str) else None


def id_of(message: Any) -> MessageId | None:
    """The id in a JSON object; None where there is none that JSON-RPC allows."""
    msg_id = message.get("id") if isinstance(message, dict) else None
    return msg_id if isinstance(msg_id, int | str) and not isinstance(msg_id, bool) else None


def first_fault(error: Exception) -> str:
    """`: field`, where cattrs says which one is wrong."""
    if not isinstance(error, ClassValidationError):
        return ""
    return f": {transform_error(error)[0]}"
