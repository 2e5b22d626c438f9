from __future__ import annotations

import pytest

from glossator.context.redaction.prompts import answer_to_prompt
from glossator.context.redaction.redact import redact
from tests.context.redaction.drawn import check_hidden


@pytest.mark.parametrize(
    "text",
    [
        # the marks show what is found
        'expect "Password:"\nsend "│Tr0ub4dor&3x│\\r"',
        'expect "assword:"\nsend -- "│Tr0ub4dor&3x│\\r"',
        'expect "*?assword:*"\n\nexp_send "│Tr0ub4dor&3x│\\r"',
        'expect {\n  "*assword:*" { send "│Tr0ub4dor&3x│\\r" }\n}',
        'child.expect("Password:")\nchild.sendline("│Tr0ub4dor&3x│")',
        "child.expect('[Pp]assword: '); child.sendline('│Tr0ub4dor&3x│')",
        'io.expect(/Password:/) { io.puts "│Tr0ub4dor&3x│" }',
        'tn.read_until(b"Password: ")\ntn.write(b"│Tr0ub4dor&3x│\\n")',
        '$exp->expect(5, "Password:");\n$exp->send("│Tr0ub4dor&3x│\\n");',
        'e.Expect(regexp.MustCompile("Password:"), t)\ne.Send("│Tr0ub4dor&3x│\\n")',
    ],
)
def test_what_is_sent_when_a_password_is_asked_for(text: str) -> None:
    check_hidden(text)


@pytest.mark.parametrize(
    "text",
    [
        'print("Password:")\nprint("step 2/3 done")',
        'expect "login:"\nsend "b0b-2!\\r"',
        'expect "Password:"\nsend "$password2\\r"',
        'getpass("Password: ")\nname = "b0b-2!"',
    ],
)
def test_what_is_no_answer_is_left_alone(text: str) -> None:
    assert redact(text).text == text


def test_an_opening_is_a_line_that_waits_for_the_question() -> None:
    assert answer_to_prompt('expect "password:"') is not None
    assert answer_to_prompt('variable "db_password" {') is None
