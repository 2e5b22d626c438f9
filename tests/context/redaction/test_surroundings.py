from __future__ import annotations

import pytest

from glossator.context.redaction.formats import known_secrets

KEY = "aB3dE6gH9jK2mN5pQ8sT"


@pytest.mark.parametrize(
    "line",
    [
        # the marks show what is found
        "postgres://u:│pa/ss9w0rd│@db/x",
        "redis://:│pa#ss9w0rd│@db/0",
        "postgres://u:│p@ss!w0rd9│@db/x",
        f"git clone https://│{KEY}{KEY}│@github.com/a/b.git",
        "url=jdbc:oracle:thin:scott/│Tr0ub4dor!3x│@//h:1521/x",
        f"Cookie: theme=dark; sessionid=│{KEY}│",
        "machine api.example login bot password │Tr0ub4dor&3x│",
        "curl --user bob:│Tr0ub4dor3x│ https://x",
        "| wiki | password | `│Tr0ub4dor&3x│` |",
        f".example.org\tTRUE\t/\tTRUE\t1799999999\tSID\t│{KEY}│",
        'if ("│Tr0ub4dor&3x│".equals(password)) {',
        "// login: admin / │Tr0ub4dor&3x│",
        '{"name": "DB_PASSWORD", "value": "│Tr0ub4dor&3x│"}',
        "<key>Password</key><string>│Tr0ub4dor3x│</string>",
        "INSERT INTO users (name, password) VALUES ('bob', '│Tr0ub4dor&3x│');",
        'find_element(By.ID, "password").send_keys("│Tr0ub4dor&3x│")',
        'cy.get("#pw").type("│Tr0ub4dor&3x│")',
        'requests.get(u, auth=("bob", "│Tr0ub4dor&3x│"))',
        'new mysqli("localhost", "root", "│Tr0ub4dor&3x│", "db")',
        f'jwt.sign(payload, "│{KEY}│")',
        'ConvertTo-SecureString "│Tr0ub4dor&3x│" -AsPlainText',
        f'("AKIA│HKDSCVDGMZKON3Q5│", "│{KEY}{KEY}│")',
        'pin = "│4821│"',
        f"bob:$apr1$│vGUlFIWG${KEY}│",
    ],
)
def test_a_secret_is_told_by_its_surroundings(line: str) -> None:
    text = line.replace("│", "")
    found = [text[slice(*span)] for span in sorted(set(known_secrets(text)))]
    assert found == line.split("│")[1::2]


@pytest.mark.parametrize(
    "line",
    [
        "http://localhost:8080/@scope/package",
        "https://registry.example/@types/node",
        "git+ssh://git@github.com:user/repository.git",
        "http://[user[:pass]]@host.domain[:port]/path",
        "|ec_key| EC_KEY_get0_public_key(ec_key.as_const_ptr())",
        "| password | VARCHAR2(20) |",
        "| name | password | url |",
        'assertTrue("Tr0ub4dor".equals(name))',
        "login: name / password",
        '{"name": "DB_PASSWORD", "value": "required"}',
        'requests.get(u, auth=("bob", password2))',
        'hmac.new(key, msg, "sha256")',
        "pin = 4821",
        'integrity: "sha512-' + 86 * "a" + '=="',
    ],
)
def test_what_stands_there_without_a_secret_is_left_alone(line: str) -> None:
    assert list(known_secrets(line)) == []
