from __future__ import annotations

import pytest

from glossator.models.requests import Chat, Continuation, Fim, Message, Prompt, rewritten


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (
            Chat((Message("system", "a"), Message("user", "b")), prediction="c"),
            Chat((Message("system", "A"), Message("user", "B")), prediction="C"),
        ),
        (
            Fim("p", "s", "dir/f.py", "repo", (("g.py", "t"),)),
            Fim("P", "S", "DIR/F.PY", "REPO", (("G.PY", "T"),)),
        ),
        (Continuation("c"), Continuation("C")),
    ],
)
def test_every_text_of_a_prompt_is_changed(prompt: Prompt, expected: Prompt) -> None:
    assert rewritten(prompt, str.upper) == expected
