"""What a service lacks, as `glossator doctor` and the status say it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from glossator.models.limits import limits
from glossator.models.probe import Capabilities

FOUND = Capabilities(
    ghost_wire="plain",
    fim_route="completions",
    chat=True,
    completions=True,
    infill=False,
    fim=False,
    system_role=True,
    stop=True,
    logprobs=False,
)


@pytest.mark.parametrize(
    ("context", "parallel", "frees_slot", "said"),
    [
        (None, None, None, []),
        (6_000, True, True, []),
        (4_096, True, True, ["takes 4,096 tokens, so prompts are made shorter"]),
        (8_192, False, None, ["answers one request at a time, so ghost text gives way"]),
        (8_192, True, False, ["reads a prompt to its end after it was given up"]),
        (2_048, False, False, ["takes 2,048", "answers one request", "reads a prompt to its end"]),
    ],
)
def test_each_limit_is_a_sentence(
    context: int | None, parallel: bool | None, frees_slot: bool | None, said: list[str]
) -> None:
    found = replace(FOUND, context=context, frees_slot=frees_slot, parallel=parallel)
    sentences = limits("coder at localhost:11434", found)
    assert len(sentences) == len(said)
    for sentence, words in zip(sentences, said, strict=True):
        assert sentence.startswith(f"coder at localhost:11434 {words}")
        assert sentence.endswith(".")
