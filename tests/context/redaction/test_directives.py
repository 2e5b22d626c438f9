from __future__ import annotations

import pytest

from glossator.context.redaction.formats import known_secrets
from glossator.context.redaction.redact import redact
from tests.context.redaction.test_calls import PHRASE

KEY = "2QwFjOcOQJ3ywq4ecW8d6RUkACOp6s8vYqYIhIwtyib"


@pytest.mark.parametrize(
    "line",
    [
        # the marks show what is found
        "db.internal:5432:shop:app:│n7Gk2wPz9sLx│",
        "*:*:*:postgres:│Tr0ub4dor&3x│",
        "echo 'localhost:5432:shop:app:│Tr0ub4dor&3x│' > ~/.pgpass",
        '"app" "│n7Gk2wPz9sLx│"',
        "bob l2tp │n7Gk2wPz9sLx│  *",
        "[smtp.example.org]:587 bob@example.org:│n7Gk2wPz9sLx│",
        "cache_peer h parent 3128 0 login=bob:│n7Gk2wPz9sLx│",
        "default login bob password │n7Gk2wPz9sLx│",
        "user bob insecure-password │n7Gk2wPz9sLx│",
        "redis-server --requirepass │n7Gk2wPz9sLx│",
        "Connect-Thing -User bob -Password │n7Gk2wPz9sLx│",
        "fastcgi_param DB_PASSWORD │n7Gk2wPz9sLx│;",
        '{"kind": "Secret", "data": {"conn": "│VHIwdWI0ZG9yJjN4eHl6│"}}',
        "user bob on >│n7Gk2wPz9sLx│ ~* +@all",
        'sql.Open("mysql", "bob:│n7Gk2wPz9sLx│@tcp(db:3306)/x")',
        f"nsupdate -y hmac-sha256:x:│{KEY}=│",
        "bob:{SHA}│u5DZ598OSya49fE1cz8FIVAKoaQ=│",
        f"seed phrase: │{PHRASE}│",
        "[│" + ",".join(str(97 + (number * 37) % 131) for number in range(64)) + "│]",
        f'{{"kty":"EC","crv":"P-256","d":"│{KEY}│"}}',
    ],
)
def test_a_secret_is_told_by_its_place(line: str) -> None:
    text = line.replace("│", "")
    found = {text[slice(*span)] for span in known_secrets(text)}
    assert found == {line.split("│")[1]}


@pytest.mark.parametrize(
    "line",
    [
        "src/main.c:120:14:note:declared",
        "10:30:00:000:started2!",
        "fe80:5432:0db8:85a3:8a2e",
        "seed words: the quick brown fox jumps over the lazy dog and runs away",
        "The password SHA-256 is hashed with, and the secret v2.0 of it",
        "pass utf8mb4 to it",
        "[" + ",".join(str(number) for number in range(64)) + "]",
        'd = {"k": "a-word-that-is-long-and-says-what-it-is-for"}',
        " * bob and eve *",
    ],
)
def test_what_stands_at_no_such_place_is_left_alone(line: str) -> None:
    assert redact(line).text == line
