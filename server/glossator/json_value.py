"""JSON from outside: its values are looked at before they are used."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeAlias

Json: TypeAlias = Mapping[str, object]
"""A JSON object."""


def parsed(document: str | bytes) -> object:
    """The value of a JSON document.

    Raises:
        ValueError: when it is no JSON, or nested deeper than can be read.
    """
    try:
        return json.loads(document)
    except RecursionError:
        raise ValueError("The JSON is nested too deeply.") from None


def table(value: object) -> Json:
    """The value if it is a JSON object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def text(value: object) -> str:
    """The value if it is a string, else an empty one."""
    return value if isinstance(value, str) else ""
