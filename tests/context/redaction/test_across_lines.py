from __future__ import annotations

import pytest

from glossator.context.redaction.across_lines import opening_of, values_after


@pytest.mark.parametrize(
    "text",
    [
        # the marks show what is found
        "password: |\n  │Tr0ub4dor&3x│",
        "password: >-\n  │Berlin2024│",
        "password:\n  │Tr0ub4dor&3x│",
        'password = (\n    "│Tr0ub4dor&3x│"\n)',
        'password = """\n│Tr0ub4dor&3x│"""',
        '"passwords": [\n  "│Tr0ub4dor&3x│",\n  "│h0rse-battery│"\n]',
        "<password>\n\n  │Tr0ub4dor3x!│\n</password>",
        "- name: DB_PASSWORD\n  value: │Berlin2024│",
        '{\n"name": "DB_PASSWORD",\n"value": "│Tr0ub4dor&3x│"\n}',
        "<key>Password</key>\n<string>│Tr0ub4dor3x!│</string>",
        'variable "db_password" {\n  type = string\n  default = "│Tr0ub4dor&3x│"\n}',
        'const secret = "AbC9" +\n  "│W9l3iAeHy2tZQPTG│" +\n  "│LhCpF3QHLRZx5H9k│";',
        "kind: Secret\nstringData:\n  db: │Tr0ub4dor&3x│\n  user: shop",
        "kind: Secret\ndata:\n  db: │VHIwdWI0ZG9yJjN4│",
        "Recovery codes:\n  │8f3k2-9xq7z│\n  │a1b2c-3d4e5│",
        "# GitHub backup codes\n\n1. │8f3k2-9xq7z│\n2. │a1b2c-3d4e5│",
        "| user | password |\n|---|---|\n| bob | │Tr0ub4dor&3x│ |\n| eve | │Berlin2024│ |",
    ],
)
def test_a_value_is_found_in_another_line_than_its_name(text: str) -> None:
    lines = text.replace("│", "").split("\n")
    assert _found(lines) == text.split("│")[1::2]


@pytest.mark.parametrize(
    "text",
    [
        "if password:\n    return check2(password)",
        "def login(password=None):\n    x1 = 'abc1234'",
        'raise ValueError("no password")\nname = "abc1234"',
        "passwords = [\n    row.password2\n    for row in rows\n]",
        "- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef: db-2",
        "data:\n  key: Tr0ub4dor&3x",
        "| user | password |\n|---|---|\n| bob | required |",
    ],
)
def test_code_that_follows_a_name_is_left_alone(text: str) -> None:
    assert _found(text.split("\n")) == []


def _found(lines: list[str]) -> list[str]:
    return [
        lines[number][slice(*span)]
        for at, line in enumerate(lines)
        if (opening := opening_of(line)) and (not opening.of or opening.of in lines)
        for number, spans in values_after(lines, at, opening)
        for span in spans
    ]
