"""A secret that is being typed, key by key: nothing may be asked until its place is left."""

from __future__ import annotations

import pytest

from glossator.context.outgoing import without_secrets
from glossator.context.redaction.unfinished import is_within_secret

TYPED = [
    ("python", 'x = "', "ghp_", "R4nd0mT0k3nOfTh1rtyS1xCharacters1234"),
    ("python", 'x = "', "sk-aB", "3dE5gH7jK9mN1pQ3sT5vX7zA9cE1gI3kM5oQ7sU9wY1"),
    ("go", 'apiKey := "', "", "aB3dE5gH7jK9mN1pQ3sT5vX7zA9cE1gI"),
    ("python", 'password = "', "", "Tr0ub4dor&3x!"),
    ("python", "password: str = '", "", "Tr0ub4dor&3x!"),
    ("json", '{"password": "', "", "correct horse battery"),
    ("python", 'os.getenv("DB_PASSWORD", "', "", "Tr0ub4dor"),
    ("javascript", "auth: { pass: '", "", "Tr0ub4dor"),
    ("python", "DB_PASSWORD=", "T", "r0ub4dor3x!"),
    ("shellscript", "export API_TOKEN=", "T", "r0ub4dor3x!"),
    ("yaml", "db_password: ", "T", "r0ub4dor3x!"),
    ("properties", "spring.datasource.password=", "T", "r0ub4dor&3x!"),
    ("python", 'aws_secret_access_key = "', "", "wJalrXUtnFEMIK7MDENGbPxRfiCYzzzKEYz12345"),
    ("python", 'u = "postgres://bob:', "T", "r0ub4dor3x/#a@"),
    ("python", 'x = "', "eyJ", "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3j"),
    ("python", "headers = {'Authorization': 'Bearer ", "", "aB3dE5gH7jK9"),
    ("yaml", "- name: DB_PASSWORD\n  value: ", "T", "r0ub4dor3x!"),
    ("yaml", "password: |\n  ", "T", "r0ub4dor3x!"),
    ("python", "password = (\n    '", "", "Tr0ub4dor3x!"),
    ("python", 'requests.get(u, auth=("bob", "', "", "Tr0ub4dor3x!"),
    ("javascript", 'jwt.sign(payload, "', "", "kJJzPlshi55ZbNuZECFr"),
    ("xml", "<password>", "T", "r0ub4dor3x!"),
    ("python", "# the password is ", "T", "r0ub4dor3x!"),
    ("markdown", "| user | password |\n|---|---|\n| bob | ", "T", "r0ub4dor3x!"),
    ("shellscript", "git clone https://0e3a34bff2aa", "f438", "c6b8068dc5d44036c002e162"),
    ("python", '("AKIAHKDSCVDGMZKON3Q5", "', "", "lE7aCYmz0lKUQFIQCeZ13itkjhyHmW+Gym/5Li8q"),
    ("python", 'USER, PASSWORD = "bob", "', "", "Tr0ub4dor&3x"),
    ("go", 'user, password := "bob", "', "", "Tr0ub4dor&3x"),
    ("csv", "id,user,password\n1,bob,", "T", "r0ub4dor3x!"),
    ("plaintext", "db.internal:5432:shop:app:", "T", "r0ub4dor3x!"),
    ("json", '{"pass\\u0077ord": "', "", "Tr0ub4dor&3x"),
    ("tcl", 'expect "Password:"\nsend "', "", "Tr0ub4dor&3x"),
    ("python", 'server.login("bob", "', "", "Tr0ub4dor&3x"),
    ("java", 'new PasswordAuthentication("bob", "', "", "Tr0ub4dor&3x"),
    ("php", "new PDO(\n  'mysql:host=db',\n  'bob',\n  '", "", "Tr0ub4dor&3x"),
    ("javascript", "'Basic ' + btoa('bob:", "", "Tr0ub4dor&3x"),
    ("shellscript", "redis-server --requirepass ", "T", "r0ub4dor3x!"),
    ("sql", "INSERT INTO u (name, password)\nVALUES ('bob', '", "", "Tr0ub4dor&3x"),
    ("plaintext", "-----BEGIN PRIVATE KEY-----\n", "", "MIIEvQIBADANBgkqhkiG\n9w0BAQ"),
]


@pytest.mark.parametrize(("language", "lead", "begins", "rest"), TYPED)
def test_at_each_key_of_a_secret(language: str, lead: str, begins: str, rest: str) -> None:
    text = f"import os\n{lead}{begins}{rest}\ny = 2\n"
    first = text.index(lead) + len(lead + begins)
    for offset in range(first, first + len(rest) + 1):
        assert is_within_secret(text, offset, language, without_secrets), text[:offset]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("python", 'password = "hunter2"'),
        ("python", "password = os.environ"),
        ("python", "token = get_token("),
        ("python", "def login(user, password="),
        ("python", "password = "),
        ("python", "if token == expected_token and "),
        ("python", 'url = "http://localhost:8080'),
        ("python", 'url = "http://localhost:8080/api/v'),
        ("python", "url = f'postgres://{user}:{password}"),
        ("javascript", "const skeleton = sk-spinner"),
        ("javascript", "process.env.npm_package_version"),
        ("python", "ACCOUNT"),
        ("python", "print('the key', x"),
        ("yaml", "password: ${DB_PASSWORD"),
        ("yaml", "steps: [build"),
        ("yaml", "name: build\nruns-on: ubuntu"),
        ("python", 'url = "https://exam'),
        ("python", 'print("the total of '),
        ("python", "# the password is checked by the caller\ntotal = "),
        ("xml", "<password"),
        ("markdown", "The key to this is to "),
        ("shellscript", "TOKEN=$(get"),
        ("python", "-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\nx"),
        ("python", 'BEGIN = "-----BEGIN PRIVATE KEY-----"\n\ndef f():\n    return (1'),
        ("python", ""),
    ],
)
def test_not_in_ordinary_code(language: str, text: str) -> None:
    assert not is_within_secret(text, len(text), language, without_secrets)
