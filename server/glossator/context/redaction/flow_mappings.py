"""Secrets in mappings of YAML and JSON that stand in one line: `{name: DB_PASSWORD, value: …}`."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator

from glossator.context.redaction.assignments import secrets_of_name
from glossator.text.spans import Span

_VALUE = r"[\"']?(?P<value>[^\s\"'`,{}\[\]()$]{4,400})[\"']?\s*(?=[,}])"
# A variable of the environment, so that the value is no variable of a program.
_PAIR = re.compile(
    rf"[\"']?name[\"']?:\s*[\"']?(?P<name>[A-Z][A-Z0-9_]{{1,60}})[\"']?\s*,"
    rf"\s*[\"']?value[\"']?:\s*{_VALUE}"
)
_OF_KUBERNETES = re.compile(r"\b(?P<kind>stringData|data):\s*\{(?P<entries>[^{}]{1,4000}\})")
_ENTRY = re.compile(rf"[\"']?(?P<name>[\w.-]{{1,60}})[\"']?:\s*{_VALUE}")


def in_flow_mappings(line: str) -> Iterator[Span]:
    """Where in one line values of such mappings are that look like secrets."""
    if "{" not in line or ("value" not in line and "ata:" not in line):
        return
    for pair in _PAIR.finditer(line):
        yield from secrets_of_name(pair["name"], line, pair.span("value"))
    for mapping in _OF_KUBERNETES.finditer(line):
        for entry in _ENTRY.finditer(line, *mapping.span("entries")):
            if mapping["kind"] == "stringData":  # a Secret has one, and nothing else does
                yield from secrets_of_name("password", line, entry.span("value"))
            elif _is_encoded(entry["value"]):
                yield from secrets_of_name(entry["name"], line, entry.span("value"))


def _is_encoded(value: str) -> bool:
    """Whether a value is text in Base64."""
    try:
        return b64decode(value, validate=True).decode("ascii").isprintable()
    except (Error, ValueError):
        return False
