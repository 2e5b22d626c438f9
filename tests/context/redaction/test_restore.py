"""A placeholder is restored where it stands whole, in the text whose secret it hides."""

from __future__ import annotations

import pytest

from glossator.context.redaction.redact import redact
from glossator.errors import NoUsableAnswerError

PASSCODE = 'const passcode = "482910";\n\nconst style = { color: '
KEY = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6"


def shown_of(text: str, secret: str) -> str:
    """What a model sees in the place of a secret."""
    start = text.index(secret)
    return redact(text).text[start : start + len(secret)]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (PASSCODE, '"#000000" };'),
        (PASSCODE, "1000000;"),
        (PASSCODE, "0x000000 + 111111"),
        ('const password = "83920174";\n', '"00000000-0000-0000-0000-000000000000";'),
        ('password = "83920174"\n', "MASK = 0x00000000"),
        ('password = "hunter2"\n', "xxxxxx0, xxxxxxx, jqxz"),
        ("db: postgres://u:p@db/x\n", "q = x + z * j; p = 1"),
    ],
)
def test_what_a_model_writes_by_chance_stays_what_it_is(text: str, answer: str) -> None:
    assert redact(text).text != text
    assert redact(text).restore(answer) == answer


@pytest.mark.parametrize(
    ("text", "secret", "answer", "restored"),
    [
        ('password = "hunter2"', "hunter2", 'login("§", 1)', 'login("hunter2", 1)'),
        ('password = "hunter2"', "hunter2", "'\\n§'", "'\\nhunter2'"),
        (f'a = "ghp_{KEY}"', KEY, "b = ghp_§;", f"b = ghp_{KEY};"),
        ("id = AKIAQ7R2S3T4U5V6W7X2", "Q7R2S3T4U5V6W7X2", "AKIA§", "AKIAQ7R2S3T4U5V6W7X2"),
        ("u = a://u:p@db", "p", "v = a://u:§@db2", "v = a://u:p@db2"),
    ],
)
def test_a_whole_placeholder_is_the_secret_again(
    text: str, secret: str, answer: str, restored: str
) -> None:
    answer = answer.replace("§", shown_of(text, secret))
    assert redact(text).restore(answer) == restored


@pytest.mark.parametrize("around", ["a§", "§b", "1§", "§§", "AKIB§"])
def test_a_placeholder_within_a_word_is_none(around: str) -> None:
    text = 'password = "hunter2"'
    with pytest.raises(NoUsableAnswerError):
        redact(text).restore(around.replace("§", shown_of(text, "hunter2")))


def test_the_placeholder_of_another_text_never_passes() -> None:
    own, other = redact('password = "83920174"'), 'password = "55512034"'
    with pytest.raises(NoUsableAnswerError, match="secret of another file"):
        own.restore(f'x = "{shown_of(other, "55512034")}"')


def test_a_part_of_a_placeholder_never_passes() -> None:
    text = f'a = "ghp_{KEY}"'
    with pytest.raises(NoUsableAnswerError):
        redact(text).restore(shown_of(text, KEY)[:20])


def test_only_the_secrets_of_a_part_are_restored() -> None:
    text = "password = 'hunter2'\npassword = 'badger7'\n"
    first = redact(text).within(0, 21)
    assert first.restore(shown_of(text, "hunter2")) == "hunter2"
    with pytest.raises(NoUsableAnswerError):
        first.restore(shown_of(text, "badger7"))
