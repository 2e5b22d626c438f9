"""What a message of JSON-RPC holds, and what is wrong with one."""

from __future__ import annotations

from typing import Any

from cattrs import transform_error
from cattrs.errors import ClassValidationError

Json = dict[str, Any]
MessageId = int | str


def id_of(message: Any) -> MessageId | None:
    """The id in a JSON object; None where there is none that JSON-RPC allows."""
    msg_id = message.get("id") if isinstance(message, dict) else None
    return msg_id if isinstance(msg_id, int | str) and not isinstance(msg_id, bool) else None


def first_fault(error: Exception) -> str:
    """`: field`, where cattrs says which one is wrong."""
    if not isinstance(error, ClassValidationError):
        return ""
    return f": {transform_error(error)[0]}"
