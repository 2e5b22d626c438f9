"""No secret leaves: tables of what is hidden and what is not, and what `redact` promises."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.context.redaction.formats import FORMATS
from glossator.context.redaction.redact import redact
from tests.context import secret_corpus
from tests.context.redaction.shapes import shape

FORMS = {
    "secret_forms.json": 303,
    "secret_forms_more.json": 250,
    "secret_forms_third.json": 431,
}
"""How many forms of secrets three hostile testers wrote, by the file that has them."""
KEY = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6"
SHOWN = "xXxxXxxXxxXxxXxxXxxXxxXxxXxxXxxXxxXx"


def check(text: str, expected: str) -> None:
    redacted = redact(text)
    assert shape(redacted.text) == shape(expected)
    assert redacted.restore(redacted.text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'gh = "ghp_{KEY}"', f'gh = "ghp_{SHOWN}"'),
        ('password = "hunter2"', 'password = "xxxxxxx"'),
        ('"password": "Tr0ub4dor&3",', '"password": "Xxxxxxxxx*x",'),
        ("db: postgres://shop:s3cr3t@db/shop", "db: postgres://shop:xxxxxx@db/shop"),
        ("  password: s3cr3t!pass", "  password: xxxxxx*xxxx"),
        ("password = 'unfinished1", "password = 'xxxxxxxxxxx"),
        ('auth: password="h0rse-battery"', 'auth: password="xxxxx-xxxxxxx"'),
        (
            "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhk1\nab==\n-----END PRIVATE KEY-----\nx",
            "-----BEGIN PRIVATE KEY-----\nXXXXxXXXXXXXXxxxxxx\nxx==\n-----END PRIVATE KEY-----\nx",
        ),
        (
            "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhk1\nab",
            "-----BEGIN PRIVATE KEY-----\nXXXXxXXXXXXXXxxxxxx\nxx",
        ),
        (
            "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhk1\n\ndef next_function():\n    pass",
            "-----BEGIN PRIVATE KEY-----\nXXXXxXXXXXXXXxxxxxx\n\ndef next_function():\n    pass",
        ),
    ],
)
def test_secrets_are_hidden(text: str, expected: str) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    "text",
    [
        'password = os.environ["DB_PASSWORD2"]',
        'token = os.getenv("API_TOKEN_V2")',
        "token = tokens[0]",
        "password = form.password2.data",
        "self.secret_key = secret_key_v2",
        "def login(self, user=None, password=None, *, token2=None):",
        'password = ""',
        'password = "changeme"',
        'API_KEY = "your-key-here"',
        'API_KEY = "<token>"',
        'API_KEY = "${API_KEY_2}"',
        'api_key: "{{ vault_api_key_1 }}"',
        'token = "xxxxxxxxxxxxxxxx"',
        'secret = "example-secret-123"',
        'private_key = "/etc/ssl/private/server1.key"',
        'auth_url = "https://login.example.com/oauth2/v2.0/authorize"',
        'password_label = "Enter your 2nd password here"',
        '"password": "required"',
        'token_type = "bearer"',
        "url = 'https://user:password@example.com/'",
        "url = f'postgres://{user}:{password1}@{host}/db'",
        "DATABASE_URL=postgres://shop:${DB_PASSWORD1}@db/shop",
        "The Authorization header carries a Bearer token.",
        'if "-----BEGIN PRIVATE KEY-----" in pem and "-----END PRIVATE KEY-----" in pem:',
        "task-management-of-every-user-in-the-company-2",
        "commit 3f786850e387550fdab836ed7e6dc881de23001b",
        "id: 123e4567-e89b-12d3-a456-426614174000",
        "integrity sha512-aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6aB3dE6gH9jK2mN5pQ8==",
        "from tokenize import generate_tokens as tokens2",
    ],
)
def test_ordinary_code_is_left_alone(text: str) -> None:
    check(text, text)


def test_a_secret_that_comes_back_in_an_answer_is_the_users_own_again() -> None:
    redacted = redact(f'a = "ghp_{KEY}"\n')
    answer = redacted.text.replace("a =", "b =")
    assert redacted.restore(answer) == f'b = "ghp_{KEY}"\n'


def test_the_same_secret_has_the_same_placeholder_in_every_text() -> None:
    first = redact(f'a = "ghp_{KEY}"').text
    assert redact(f'password = "0ther-1"\na = "ghp_{KEY}"').text.endswith(first)


def test_a_companion_is_hidden_with_the_same_placeholders_and_restored() -> None:
    redacted = redact(f'a = "ghp_{KEY}"\npassword = "hunter2"\n')
    reply = redacted.hide(f"Use ghp_{KEY}, and password='badger7' instead of password='hunter2'.")
    assert KEY not in reply
    assert "badger7" not in reply
    assert "hunter2" not in reply
    assert f"ghp_{SHOWN}" in shape(reply)
    answer = reply.replace("Use", "Used")
    assert redacted.restore(answer) == (
        f"Used ghp_{KEY}, and password='badger7' instead of password='hunter2'."
    )
    assert redacted.hide(reply) == reply


def test_secrets_of_one_shape_are_told_apart() -> None:
    text = "password = 'hunter2'\npassword = 'badger7'\n"
    redacted = redact(text)
    assert len(set(redacted.text.splitlines())) == 2
    assert redacted.restore(redacted.text) == text


def test_what_looks_like_a_placeholder_before_stays_itself() -> None:
    text = 'x = "xxxxxx0"\npassword = "hunter2"\n'
    redacted = redact(text)
    assert "hunter2" not in redacted.text
    assert redacted.restore(redacted.text) == text


def test_a_repr_shows_no_secret() -> None:
    assert "hunter2" not in repr(redact('password = "hunter2"'))


@pytest.mark.parametrize(
    "samples",
    [
        secret_corpus.known_formats(seed=1, each=3),
        secret_corpus.in_context(seed=2, each=60),
        secret_corpus.private_key_blocks(seed=3, each=20),
        secret_corpus.by_public_rules(seed=4, each=1),
        secret_corpus.by_vendor(seed=5, each=3),
    ],
    ids=["known formats", "in context", "private keys", "public rules", "vendors"],
)
def test_99_of_100_secrets_are_hidden(samples: list[secret_corpus.Sample]) -> None:
    corpus = list(samples)
    missed = [sample for sample in corpus if secret_corpus.is_left(sample)]
    assert len(missed) <= len(corpus) / 100, missed[:10]


@pytest.mark.parametrize("kind", sorted({*secret_corpus.PREFIXED, *secret_corpus.MADE}))
def test_no_kind_of_key_is_missed_as_a_whole(kind: str) -> None:
    samples = [s for s in secret_corpus.known_formats(seed=4, each=1) if s.kind == kind]
    assert sum(map(secret_corpus.is_left, samples)) <= 1


@pytest.mark.parametrize("file", FORMS)
def test_no_form_that_a_hostile_tester_wrote_is_left(file: str) -> None:
    """The secret of each stands reversed in the file, so that no scanner takes it for one."""
    forms = json.loads(Path(__file__).with_name(file).read_text("utf-8"))
    assert len(forms) == FORMS[file]
    left = [
        label
        for label, _, text, reversed_secret in forms
        if _rest(redact(text.replace("§", reversed_secret[::-1]) + "\n").text, reversed_secret)
    ]
    assert left == []


def _rest(sent: str, reversed_secret: str) -> bool:
    """Whether a third of the secret, or six characters of it, went out."""
    secret = reversed_secret[::-1]
    least = max(4, min(6, len(secret)), len(secret) * 3 // 10)
    return any(secret[at : at + least] in sent for at in range(len(secret) - least + 1))


def test_the_corpus_is_restored_and_redacted_once() -> None:
    for sample in [
        *secret_corpus.known_formats(seed=5, each=1),
        *secret_corpus.in_context(seed=5, each=5),
        *secret_corpus.private_key_blocks(seed=5, each=3),
    ]:
        promises(sample.text)


def promises(text: str) -> None:
    redacted = redact(text)
    assert len(redacted.text) == len(text)
    assert redacted.restore(redacted.text) == text
    assert redact(redacted.text).text == redacted.text


PIECES = st.sampled_from(
    [
        *"\n\n \t\"'`=:;,@/\\()<>[]x0-İß密",
        "password",
        "token = ",
        "secret: ",
        "API_KEY=",
        "hunter2",
        "s3cr3t!",
        "badger7",
        "xxxxxx0",
        KEY,
        f"ghp_{KEY}",
        f"sk-proj-{KEY}",
        f"SK{'7201c31c' * 4}",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.aB3dE6gH9jK2",
        "postgres://shop:s3cr3t@db/shop",
        "://",
        "Authorization: Bearer ",
        "-----BEGIN PRIVATE KEY-----",
        "-----END PRIVATE KEY-----",
        "MIIEvQIBADANBgkqhk1",
        "\npassword:\n",
        "\npasswords = [\n",
        "\nchpasswd:\n",
        "\n  list:\n",
        "\n    root:",
        "\nkind: Secret\n",
        "\ndata:\n",
        "\n  user: ",
        "\\n",
        "%3D",
    ]
)


@settings(max_examples=500)
@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=200))
def test_every_text_comes_back_and_is_redacted_once(text: str) -> None:
    promises(text)


@given(
    st.lists(PIECES, max_size=20).map("".join),
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 9), PIECES), min_size=1, max_size=5),
)
def test_a_changed_text_is_redacted_as_if_it_had_always_been_so(
    text: str, changes: list[tuple[int, int, str]]
) -> None:
    former = redact(text)
    for start, length, piece in changes:
        text = text[:start] + piece + text[start + length :]
        former = redact(text, former)
        assert former == redact(text)


def test_what_is_told_only_once_another_secret_is_hidden_is_hidden_with_it() -> None:
    promises(f"Authorization: Bearer ghp_{KEY}xxxxxx0ghp_{KEY}")


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\r\n"])
def test_among_many_lines_a_secret_is_hidden_where_it_stands(end: str) -> None:
    many = "a +\n\u2028\r\n\x0b\n" * 20_000
    check(f'{many}password = "hunter2"{end}', f'{many}password = "xxxxxxx"{end}')


def test_every_format_hides_one_group() -> None:
    assert [form for form in FORMATS if re.compile(form.pattern).groups != 1] == []


@pytest.mark.parametrize(
    "piece",
    """a = token token= password=" password:x=1; sk- sk-proj- eyJ eyJaaaaaaaa. SG.
    SG.aaaaaaaaaaaaaaaa. :// a://b:c user=a password= ;password= bearer authorization: host=a
    --key -----BEGIN -----BEGIN_PRIVATE_KEY----- curl_-u_ heroku M MAAAAAAAAAAAAAAAAAAAAAAAAA.
    pat 1:AA \\n ' " A1 + İ
    """.split(),
)
def test_no_line_takes_long(piece: str) -> None:
    """Each of them would take hours with one careless pattern; the timeout tells."""
    redact(f"password = {(piece.replace('_', ' ') * 1_000_000)[:1_000_000]}")
