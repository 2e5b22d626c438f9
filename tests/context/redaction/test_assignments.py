from __future__ import annotations

import pytest

from glossator.context.redaction.assignments import assigned_secrets, may_hold_assigned_secrets

KEY = "aB3dE6gH9jK2mN5pQ8sT"


@pytest.mark.parametrize(
    "line",
    [
        # the marks show what is found
        "password = '│hunter2│'",
        'db_password: "│Tr0ub4dor&3│",',
        '"password": "│Tr0ub4dor&3│",',
        "connect(user='shop', password='│h0rse-battery│')",
        "password: str = '│hunter2│'",
        "if (password == '│hunter2│') {",
        f"API_TOKEN=│{KEY}│",
        f"export API_KEY=│{KEY}│",
        f"api_key = `│{KEY}│`",
        f"<secret>│{KEY}│</secret>",
        f"config['secret_key'] = '│{KEY}│'",
        f"setToken('│{KEY}│');",
        f'let token: &str = "│{KEY}│";',
        "  password: │s3cr3t!pass│",
        "İ password = '│hunter2│'",
        f"token='│{KEY}│'; password='│hunter2│'",
    ],
)
def test_a_literal_given_to_such_a_name_is_a_secret(line: str) -> None:
    text = line.replace("│", "")
    assert may_hold_assigned_secrets(text)
    assert [text[slice(*span)] for span in assigned_secrets(text)] == line.split("│")[1::2]


@pytest.mark.parametrize(
    "line",
    [
        "password = required",
        'password = "required"',
        'token = os.getenv("API_TOKEN_V2")',
        "token = tokens[0]",
        "check(token, expected_token_value_2)",
        "password = get_password(user2)",
        "'password': '<your password 1>'",
        f"digest = '{KEY}'",
        "secret = ''",
    ],
)
def test_names_look_ups_and_words_are_left_alone(line: str) -> None:
    assert list(assigned_secrets(line)) == []


def test_a_line_without_such_a_name_is_not_searched() -> None:
    assert not may_hold_assigned_secrets("total = sum(prices)")
