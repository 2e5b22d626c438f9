from __future__ import annotations

import re

import pytest

from glossator.context.redaction.form import Format
from glossator.context.redaction.formats import FORMATS, formats_in, known_secrets

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
