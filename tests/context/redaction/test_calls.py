from __future__ import annotations

import pytest

from glossator.context.redaction.calls import begin_of_call
from glossator.context.redaction.formats import known_secrets
from glossator.context.redaction.redact import redact
from tests.context.redaction.drawn import check_hidden

PHRASE = "ripple velvet walnut garlic ozone copper lantern maple ribbon thunder ember gravel"


@pytest.mark.parametrize(
    "line",
    [
        # the marks show what is found
        'server.login("b0b@example.org", "│Tr0ub4dor&3x│")',
        'pymysql.connect("db-1", "b0b-2", "│Tr0ub4dor&3x│", "shop")',
        'smtp.PlainAuth("", "b0b-2", "│Tr0ub4dor&3x│", "mail")',
        'new NetworkCredential("b0b-2", "│Tr0ub4dor&3x│")',
        "req.basic_auth 'b0b-2', '│Tr0ub4dor&3x│'",
        'client.get(u).basic_auth("b0b-2", Some("│Tr0ub4dor&3x│"))',
        "ldap_bind($c, 'cn=admin2', '│Tr0ub4dor&3x│');",
        "new Sequelize('shop', 'b0b-2', '│Tr0ub4dor&3x│', {})",
        'keyring.set_password("svc-2", "b0b-2", "│Tr0ub4dor&3x│")',
        'bcrypt.hashpw(b"│Tr0ub4dor&3x│", salt)',
        "UPDATE u SET hash = crypt('│Tr0ub4dor&3x│', gen_salt('bf'));",
        'ks.load(in, "│Tr0ub4dor&3x│".toCharArray());',
        "'Basic ' + btoa('b0b:│Tr0ub4dor&3x│')",
        "base64.b64encode(b'b0b:│Tr0ub4dor&3x│')",
        "await page.getByLabel('Password').fill('│Tr0ub4dor&3x│')",
        'if getpass() == "│Tr0ub4dor&3x│":',
        f'Wallet.fromPhrase("│{PHRASE}│")',
    ],
)
def test_a_secret_is_told_by_what_takes_it(line: str) -> None:
    text = line.replace("│", "")
    found = {text[slice(*span)] for span in known_secrets(text)}
    assert line.split("│")[1] in found
    assert not any("b0b-2" in each for each in found)


@pytest.mark.parametrize(
    "line",
    [
        "server.login(user2, password2)",
        '.connect(now, config, "[::1]:4433".parse().unwrap(), "localhost")',
        'socket.connect("db-1", "example2")',
        "btoa('a:b')",
        'fromPhrase("the first of the words and not the last one for you")',
        'page.getByLabel("Name").fill("b0b-the-2nd!")',
    ],
)
def test_what_takes_none_is_left_alone(line: str) -> None:
    assert redact(line).text == line


@pytest.mark.parametrize(
    "text",
    [
        "$db = new PDO(\n  'mysql:host=db-1',\n  'b0b-2',\n  '│Tr0ub4dor&3x│'\n);",
        'f = Fernet(\n    b"│wJalrXUtnFEMIK7MDENGbPxRfiCYzzzKEYz12345│"\n)',
        'new NetworkCredential(\n    "b0b-2",\n    "│Tr0ub4dor&3x│");',
    ],
)
def test_arguments_may_come_below(text: str) -> None:
    check_hidden(text)


def test_other_calls_begin_nothing() -> None:
    assert begin_of_call("print(") is None
