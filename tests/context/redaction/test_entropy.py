from __future__ import annotations

import pytest

from glossator.context.redaction.entropy import (
    is_code,
    is_dummy,
    is_mnemonic,
    is_no_name,
    is_passphrase,
    is_password,
    is_random,
)


@pytest.mark.parametrize(
    "text",
    [
        *("changeme", "<token>", "${DB_PASSWORD}", "{{ key }}", "xxxxxxxx", "your-key", "…"),
        *("password1", "the_real_example", "%(secret)s", "12345678", "adminpassword"),
    ],
)
def test_what_holds_the_place_of_a_secret_is_a_dummy(text: str) -> None:
    assert is_dummy(text)
    assert not is_random(text)
    assert not is_password(text)


@pytest.mark.parametrize("text", ["hunter2", "Tr0ub4dor&3", "aB3dE6gH9jK2mN5p", "s3cr3t!pass"])
def test_a_secret_is_no_dummy(text: str) -> None:
    assert not is_dummy(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("aB3dE6gH9jK2mN5p", True),
        ("9f86d081884c7d659a2feaa0", True),
        ("qWxRtZpLmKvBnHgF", True),
        # words, however they are written together
        ("getElementsByTagNameNS", False),
        ("utf8_decoder_factory", False),
        ("application/json; charset=utf-8", False),
        ("my_secret_key_name_v2", False),
        ("/usr/share/zoneinfo", False),
        ("correct-horse-battery", False),
        # too short to tell
        ("aB3dE6gH9jK", False),
    ],
)
def test_random_text_changes_between_kinds_of_characters(text: str, expected: bool) -> None:
    assert is_random(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hunter2", True),
        ("Tr0ub4dor&3", True),
        ("h0rse-battery", True),
        ("aB3$9", True),
        ("Summer.2024", True),
        ("$Tr0ub4dor&3x", True),
        ("Tommy-9xK2!lq", True),
        ("xKqPzRtLmWqBv", True),
        ("V1SecretReference", False),
        ("2016-09-08T21:47:36Z", False),
        ("required", False),
        ("PasswordField", False),
        ("ab1", False),
        ("user.password", False),
    ],
)
def test_a_password_has_a_digit_or_a_sign(text: str, expected: bool) -> None:
    assert is_password(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("form.password2.data", True),
        ("tokens[0]", True),
        ("a1+b2*0x1F", True),
        ("!0,image:!0", True),
        ("-1073741717i32", True),
        ("0xC002002F_u32", True),
        ("2147483648UL", True),
        ("1234567890123n", True),
        ("12345u9", False),
        ("Tr0ub4dor&3x", False),
        ("s3cr3t!pass", False),
        ("Tr0ub4dor", False),
    ],
)
def test_an_expression_is_told_from_a_password(text: str, expected: bool) -> None:
    assert is_code(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("correct horse battery staple", True),
        ("Tr0ub 4dor&3 xx", True),
        ("enter your new passphrase", False),
        ("Confirm the 2nd password", False),
        ("wrong password", False),
    ],
)
def test_a_passphrase_is_no_sentence(text: str, expected: bool) -> None:
    assert is_passphrase(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a8fkx2mq", True),
        ("tGhkPqA7", True),
        ("password2", False),
        ("sha256", False),
        ("x7", False),
    ],
)
def test_nobody_names_a_variable_by_a_random_row(text: str, expected: bool) -> None:
    assert is_no_name(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ripple velvet walnut garlic ozone copper lantern maple ribbon thunder ember gravel",
            True,
        ),
        ("ripple velvet walnut garlic ozone copper lantern maple ribbon thunder ember", False),
        ("this is what the list of all the words of one wallet says to you", False),
    ],
)
def test_a_phrase_of_a_wallet_is_no_sentence(text: str, expected: bool) -> None:
    assert is_mnemonic(text) is expected
