from __future__ import annotations

import re

import pytest

from glossator.context.redaction.formats import (
    FORMATS,
    Format,
    formats_in,
    known_secrets,
    private_keys,
)

KEY = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6"


@pytest.mark.parametrize(
    "line",
    [
        f"ghp_│{KEY}│",
        f'x = "\\nghp_│{KEY}│"',
        "AKIA│ABCDEFGHIJKLMNOP│",
        "postgres://shop:│s3cr3t│@db/shop",
        f"Authorization: Bearer │{KEY}│",
        "curl -u admin:│hunter2│ https://x.example",
        "CREATE USER u IDENTIFIED BY '│hunter2│'",
        'c = "Server=db;Password=│hunter2│;Timeout=3"',
        f"eyJ│hbGciOiJI.eyJzdWIiOi.{KEY}│",
        f"deploy --auth-token │{KEY}│",
    ],
)
def test_a_secret_is_told_by_its_form(line: str) -> None:
    text = line.replace("│", "")
    found = {text[slice(*span)] for span in known_secrets(text)}
    assert found == {line.split("│")[1]}


@pytest.mark.parametrize(
    "line",
    [
        "ghp_short",
        f"highp_{KEY}",
        "AKIAABCDEFGHIJKLMNOPQ",
        "https://user@example.org/a:b",
        "https://user:${PASSWORD}@example.org",
        "Authorization: Bearer <token>",
        'c = "Password=;"',
        "curl -u $USER:$PASSWORD https://x.example",
    ],
)
def test_what_only_begins_like_one_is_none(line: str) -> None:
    assert list(known_secrets(line)) == []


def test_a_line_is_searched_only_for_the_formats_whose_marker_it_holds() -> None:
    assert formats_in("total(sum, prices)") == []
    assert [form.marker for form in formats_in("f('hf_')")] == ["hf_"]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.marker)
def test_a_format_has_one_group_and_a_literal_marker(form: Format) -> None:
    assert re.compile(form.pattern).groups == 1
    assert form.marker


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN PRIVATE KEY-----│\nMIIEvQIBADANBgkqhk1\nab==\n│-----END PRIVATE KEY-----\nx",
        '"-----BEGIN RSA PRIVATE KEY-----│\\nMIIEvQIBADANBgkqhk1\\n│-----END RSA PRIVATE KEY-----"',
        "-----BEGIN PRIVATE KEY-----│\nMIIEvQIBADANBgkqhk1\n\n│def following():\n    pass",
        "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\nMIIEvQIBADANBgkqhk1\n-----END PUBLIC KEY-----",
    ],
)
def test_a_private_key_is_hidden_to_its_end_or_as_far_as_it_goes(text: str) -> None:
    drawn = text.replace("│", "")
    assert [drawn[slice(*span)] for span in private_keys(drawn)] == text.split("│")[1:2]


CODE_BETWEEN_MARKERS = """export function wrap(body: string): string {
  return "-----BEGIN PRIVATE KEY-----\\n" + body;
}

export function fold(base64EncodedContent: string): string[] {
  return lines(base64EncodedContent.slice(at, at + 64));
}

export const FOOTER = "-----END PRIVATE KEY-----";
"""


def test_code_between_the_markers_of_a_key_is_no_key() -> None:
    assert list(private_keys(CODE_BETWEEN_MARKERS)) == []


def test_a_key_with_headers_is_hidden_whole() -> None:
    body = f"\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,{KEY}\n\n{KEY}\n{KEY}=\n"
    text = f"-----BEGIN RSA PRIVATE KEY-----{body}-----END RSA PRIVATE KEY-----\n"
    assert [text[slice(*span)] for span in private_keys(text)] == [body]
