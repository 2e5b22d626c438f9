from __future__ import annotations

import pytest

from glossator.context.redaction.redact import redact
from glossator.context.redaction.tables import head_of_table
from tests.context.redaction.drawn import check_hidden

ROWS = "".join(f"{number},user{number},n7Gk2wPz9s{number}\n" for number in range(1_000))


@pytest.mark.parametrize(
    ("head", "row"),
    [
        # the marks show what is found
        ("id,user,password", "1,bob,│Tr0ub4dor&3x│"),
        ("password,user", "│Tr0ub4dor&3x│,b0b-the-builder"),
        ('"user","Password","mail"', '"bob, jr.","│Tr0ub4dor&3x│","b0b@example.org"'),
        ("user;passwort;mail", "bob;│Tr0ub4dor&3x│;b0b"),
        ("user\tpassword", "bob\t│Tr0ub4dor&3x│"),
        ('ROWS = """user,password', 'bob,│Tr0ub4dor&3x│"""'),
        ("user      password", "alice     │Tr0ub4dor3x│"),
        ("NAME    PASSWORD     ROLE", "alice   │Tr0ub4dor3x│  admin"),
        (" id | user |  password   \n----+------+-------------", "  1 | bob  | │Tr0ub4dor3x│"),
        ("| user | password |", "| bob | │Tr0ub4dor&3x│ |"),
        ("INSERT INTO users (name, password)", "VALUES ('bob', '│Tr0ub4dor&3x│');"),
        ("INSERT INTO users (password, name) VALUES", "  ('│Tr0ub4dor&3x│', 'b0b'),"),
        (",".join(f"column {i}" for i in range(50)) + ",password", "1," * 50 + "│Tr0ub4dor&3x│"),
    ],
)
def test_a_column_that_is_named_as_secrets_are(head: str, row: str) -> None:
    check_hidden(f"{head}\n{row}")


def test_every_row_of_a_long_table() -> None:
    shown = redact(f"id,user,password\n{ROWS}").text
    assert "n7Gk2wPz9s" not in shown
    assert all(f"{number},user{number}," in shown for number in range(1_000))


@pytest.mark.parametrize(
    "text",
    [
        "id,user,name\n1,bob,Tr0ub4dor&3x\n",
        "login(user, password)\nx, Tr0ub4dor&3x\n",
        "from auth import user, password\nimport x1, y2\n",
        "user, password\n\nA sentence, and 2 more words.\n",
    ],
)
def test_what_is_no_such_table_is_left_alone(text: str) -> None:
    assert redact(text).text == text


def test_a_head_needs_a_name_of_a_secret() -> None:
    assert head_of_table("id,user,name") is None
    assert head_of_table("password") is None


@pytest.mark.parametrize(
    "text",
    [
        "type Config struct {\n\tToken    string\n\tName     X509v3Cert\n}",
        "token      uuid\nx9f3       b1c2d3e4",
        "user | password\n    a1b2c3d4, Tr0ub4dor3x",
        "  PasswordReply | SignInReply\n    Tr0ub4dor3x\n    x.Tr0ub4dor3x",
        "// the |password| of |user| is\n// |Tr0ub4dor3x| or b1c2d3e4",
    ],
)
def test_what_is_no_table_is_left_alone(text: str) -> None:
    assert redact(text).text == text
