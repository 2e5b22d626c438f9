"""What `unwrap_json` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.unwrap_json import unwrap_json
from tests.completion.clean.checks import check_head

BODY = "def f(x):\n    │\n"


@pytest.mark.parametrize(
    ("drawn", "reply", "kept", "language"),
    [
        (BODY, '{"completion": "return x\\n"}', "return x\n", "python"),
        (BODY, '{"code": "a", "more": 1}', "a", "python"),
        (BODY, '{"name": "insert", "arguments": {"code": "a"}}', "a", "python"),
        (BODY, '{"name": "look", "arguments": {"line": 1}}', "", "python"),
        (BODY, '[{"text": "a"}]', "a", "python"),
        (BODY, '{"name": "a", "size": 1}', '{"name": "a", "size": 1}', "python"),
        ("x = │\n", '{"code": "a", "more": 1}', '{"code": "a", "more": 1}', "python"),
        ("x = [\n    │\n]\n", '{"code": "a"},', '{"code": "a"},', "python"),
        (BODY, '{"code": a}', '{"code": a}', "python"),
        (BODY, '{"code": "a', '{"code": "a', "python"),
        ("[│]\n", '{"code": "a"}', '{"code": "a"}', "json"),
        ("f(│)\n", '{"code": "a"}', '{"code": "a"}', "javascript"),
    ],
)
def test_an_answer_in_an_object_is_taken_out(
    drawn: str, reply: str, kept: str, language: str
) -> None:
    check_head(unwrap_json, drawn, reply, kept, language=language)
