"""An answer that is a JSON object, read as the plain lines that were asked for. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

OBJECT_BEGIN = re.compile(r"\s*(?:```\w*\s*)?\{\s*[\"\n]")
SPACE_OR_FENCE = re.compile(r"\s*(?:`{0,3}|```\w*\s*)\{?\s*")
SUMMARY = ("summary", "description", "docstring", "doc")
RESULTS = {"returns": "Returns", "return": "Returns", "yields": "Yields", "result": "Returns"}
RAISES = ("raises", "throws", "exceptions")


def is_space_or_fence(text: str) -> bool:
    """Whether an object may still begin."""
    return SPACE_OR_FENCE.fullmatch(text) is not None


def lines_of_object(text: str) -> str:
    """The lines that the object says; nothing where it is broken or no object."""
    try:
        found, _ = json.JSONDecoder().raw_decode(text[text.index("{") :])
    except ValueError:
        return ""
    return "\n".join(_lines(found)) if isinstance(found, Mapping) else ""


def _lines(found: Mapping[str, object]) -> Iterator[str]:
    lower = {key.lower(): value for key, value in found.items()}
    summary = next((lower[key] for key in SUMMARY if isinstance(lower.get(key), str)), None)
    if summary is not None:
        yield str(summary)
    for key, value in found.items():
        name = key.lower()
        if name in SUMMARY:
            continue
        if isinstance(value, Mapping) and not _prose(value):
            before = "Raises " if name in RAISES else ""
            for inner, inner_value in value.items():
                yield f"{before}{inner}: {_prose(inner_value)}"
        elif isinstance(value, list):
            yield from (_entry(each, name) for each in value if isinstance(each, Mapping))
        else:
            yield f"{RESULTS.get(name, key)}: {_prose(value)}"


def _entry(entry: Mapping[str, object], name: str) -> str:
    before = "Raises " if name in RAISES else ""
    called = entry.get("name") or entry.get("type") or entry.get("exception") or ""
    return f"{before}{called}: {_prose(entry)}"


def _prose(value: object) -> str:
    if isinstance(value, Mapping):
        value = value.get("description") or value.get("text") or ""
    return " ".join(str(value).split())
