"""What a model's service lacks for the user, each in a sentence that says what helps."""

from __future__ import annotations

from glossator.models.probe import Capabilities

ENOUGH_CONTEXT = 6_000
"""Tokens; no prompt is longer, with its answer."""


def limits(model: str, found: Capabilities) -> list[str]:
    """The limits that were found; `model` names it with its service."""
    sentences = []
    if found.context is not None and found.context < ENOUGH_CONTEXT:
        sentences.append(
            f"{model} takes {found.context:,} tokens, so prompts are made shorter; a longer "
            "context at the server helps (OLLAMA_CONTEXT_LENGTH, llama-server -c, vLLM "
            "--max-model-len)."
        )
    if found.parallel is False:
        sentences.append(
            f"{model} answers one request at a time, so ghost text gives way to what you ask for; "
            "more places help (OLLAMA_NUM_PARALLEL, llama-server -np)."
        )
    if found.frees_slot is False:
        sentences.append(
            f"{model} reads a prompt to its end after it was given up, so ghost text is asked for "
            "less often, with shorter prompts."
        )
    return sentences
