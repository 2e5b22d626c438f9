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
        "  password: │a8fkx2mq│",
        "spring.datasource.password=│tGhkPq&Xzw7│",
        "# db_password: │kdRqzw;xbTq7│",
        "DB_PASS=│Tr0ub4dor&3x│",
        "MYSQL_PASS: │Tr0ub4dor&3x│",
        "PASSWORD=│Berlin2024│",
        "$dbpass = '│Tr0ub4dor&3x│';",
        'define("DB_PASS", "│Tr0ub4dor&3x│");',
        'process.env.DB_PASSWORD || "│Tr0ub4dor&3x│"',
        'PASSWORD="${DB_PASSWORD:-│Tr0ub4dor3x│}"',
        "password: &pw │Tr0ub4dor&3x│",
        'let password = r#"│Tr0ub4dor&3x│"#;',
        'password = "│Tr0ub│" + "│4dor&3x!│"',
        "<password>│Tr0ub&amp;dor3x│</password>",
        "requirepass │Tr0ub4dor3x│",
        f"set -x API_KEY │{KEY}│",
        "# the password is │Tr0ub4dor&3x│.",
        "Use token │9f86d081884c7d659a2feaa0c55ad015│ for the demo.",
        "my api key │9f86d081884c7d659a2feaa0c55ad015│",
        "**Password:** │Tr0ub4dor&3x│",
        'Dim password As String = "│Tr0ub4dor&3x│"',
        'passphrase = "│correct horse battery staple│"',
        "password = '│Tr0ub\\'4dor&3│'",
        f"key = bytes.fromhex('│{KEY}│')",
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
        "bypass = 'first_2'",
        "monkey = 'a1b2c3'",
        "if password is None and user2 is None:",
        "the author 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
        "the token 9f86d081884c7d659a2feaa0c55ad015-x is a name",
        "password = user.credentials2 & mask",
        "{'secret_ref': 'V1SecretReference'}",
        "PASSWORD_HASHERS = 'django.contrib.auth.hashers.PBKDF2PasswordHasher'",
        "passwordLastUsed: '2016-09-08T21:47:36Z'",
        'passphrase = "enter your passphrase again please"',
        '"password": "Enter your 2nd password here"',
        "{checkbox:!0,password:!0,image:!0}",
        "password: str2",
        "    password = form2data",
        "secret: SHA256",
        "passwd=md5crypt",
        "password = argon2id",
    ],
)
def test_names_look_ups_and_words_are_left_alone(line: str) -> None:
    assert list(assigned_secrets(line)) == []


def test_a_line_without_such_a_name_is_not_searched() -> None:
    assert not may_hold_assigned_secrets("total = sum(prices)")
