"""Prompts that fit into a context: how long one is, and what is left out where it is too long.

Pure.
"""

from __future__ import annotations

from dataclasses import replace

from glossator.models.requests import Chat, Continuation, Fim, Message, Prompt

CUT = "\n… left out …\n"
LEAST_KEPT = 200
"""Code points; a message is made no shorter."""


def length(prompt: Prompt) -> int:
    """The code points of all its texts."""
    match prompt:
        case Chat(messages):
            return sum(len(message.content) for message in messages)
        case Fim():
            others = sum(len(path) + len(text) for path, text in prompt.related_files)
            return len(prompt.prefix) + len(prompt.suffix) + others
        case Continuation(text):
            return len(text)


def fitted(prompt: Prompt, limit: int) -> Prompt | None:
    """The prompt in at most `limit` code points, None where it cannot be made so short.

    A chat loses the middle of its longest message, unless it is to be `whole`; a gap loses other
    files first, then what is far from it; a text to continue loses its beginning.
    """
    if length(prompt) <= limit:
        return prompt
    match prompt:
        case Chat():
            return None if prompt.whole else _shorter_chat(prompt, limit)
        case Fim():
            return _shorter_gap(prompt, limit)
        case Continuation(text):
            return Continuation(text[-limit:]) if limit >= LEAST_KEPT else None


def _shorter_chat(chat: Chat, limit: int) -> Chat | None:
    longest = max(chat.messages, key=lambda message: len(message.content))
    left = limit - (length(chat) - len(longest.content)) - len(CUT)
    if left < LEAST_KEPT:
        return None
    # What is asked for stands at the end, and the code that it is about just before.
    head = longest.content[: left // 3]
    tail = longest.content[len(longest.content) - (left - left // 3) :]
    short = Message(longest.role, f"{head}{CUT}{tail}")
    return replace(
        chat, messages=tuple(short if each is longest else each for each in chat.messages)
    )


def _shorter_gap(gap: Fim, limit: int) -> Fim | None:
    if limit < LEAST_KEPT:
        return None
    suffix = gap.suffix[: max(limit // 4, limit - len(gap.prefix))]
    prefix = gap.prefix[-(limit - len(suffix)) :]
    return replace(gap, prefix=prefix, suffix=suffix, related_files=())
