from __future__ import annotations

import pytest

from glossator.models.requests import Chat, Continuation, Fim, Message, Prompt, rewritten


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (
            Chat((Message("system", "a"), Message("user", "b"))),
            Chat((Message("system", "A"), Message("user", "B"))),
        ),
        # paths and names are no text of a file
        (
            Fim("p", "s", "dir/f.py", "repo", (("g.py", "t"),)),
            Fim("P", "S", "dir/f.py", "repo", (("g.py", "T"),)),
        ),
        (Continuation("c"), Continuation("C")),
    ],
)
def test_every_text_of_a_prompt_is_changed(prompt: Prompt, expected: Prompt) -> None:
    assert rewritten(prompt, str.upper) == expected
