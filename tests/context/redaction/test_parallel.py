from __future__ import annotations

import pytest

from glossator.context.redaction.parallel import begin_of_list, parallel_secrets


@pytest.mark.parametrize(
    "line",
    [
        # the marks show what is found
        'USER, PASSWORD = "bob", "│Tr0ub4dor&3x│"',
        'password, user = "│Tr0ub4dor&3x│", "b0b-the-builder"',
        'host, user, password := "db-1.example", "b0b", "│Tr0ub4dor&3x│"',
        'local user, password = "bob", "│Tr0ub4dor&3x│"',
        "my ($user, $password) = ('bob', '│Tr0ub4dor&3x│');",
        'let (user, password) = ("bob".to_string(), "│Tr0ub4dor&3x│".to_string());',
        'val (user, password) = Pair("bob", "│Tr0ub4dor&3x│")',
        "user, password = %w[bob │Tr0ub4dor&3x│]",
        "my ($user, $password) = qw(bob │Tr0ub4dor&3x│);",
        'dict(zip(("user", "password"), ("bob", "│Tr0ub4dor&3x│")))',
        'user, password = os.environ["USER2"], "│Tr0ub4dor&3x│"',
        'user, password = "bob, or b0b", "│Tr0ub4dor&3x│"',
    ],
)
def test_the_nth_value_is_of_the_nth_name(line: str) -> None:
    text = line.replace("│", "")
    assert [text[slice(*span)] for span in parallel_secrets(text)] == line.split("│")[1::2]


@pytest.mark.parametrize(
    "line",
    [
        'user, password = "bob", "changeme"',
        "user, password = user2, password2",
        'user, name = "password1!", "Tr0ub4dor&3x"',
        'password, user = "required", "b0b-the-builder"',
        'connect(user, password); x = "a1!bcd", "Tr0ub4dor&3x"',
        "user, password = load(x1, y2)",
    ],
)
def test_what_no_such_name_is_given_is_left_alone(line: str) -> None:
    assert list(parallel_secrets(line)) == []


def test_the_values_may_come_below() -> None:
    opening = begin_of_list("user, password = (")
    assert opening is not None
    assert (opening.name, opening.nth) == ("password", 1)
    assert begin_of_list("user, name = (") is None
    assert begin_of_list("user, password = load_all") is None
