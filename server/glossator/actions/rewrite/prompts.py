"""The prompts of the actions that write code, as pure functions to a chat of two turns."""

from __future__ import annotations

from glossator.actions.code_context import CodeContext
from glossator.actions.prompts import ELSEWHERE, declarations, shortened
from glossator.actions.rewrite.region import Region
from glossator.context.buffer import Buffer
from glossator.models.requests import Chat, Message
from glossator.text.fences import fence_for

LONGEST_CONTEXT = 6000
"""Code points of what is shown around the code that is edited."""
LONGEST_GAP = 2000
"""Code points before, and after, a line that is to be filled."""

WRITE_SYSTEM = """\
You edit code. You are shown a piece of a file and told what to do with it. Answer with the whole \
piece as it is afterwards, in one fenced code block, and with nothing else. Leave as it is what \
you were not told to change."""

FILL_SYSTEM = """\
You write code. You are shown the code before and after a gap, and told what belongs there. Answer \
with the code for the gap, in one fenced code block, and with nothing else. Do not repeat what \
stands before and after it."""


def rewrite_messages(buffer: Buffer, region: Region, around: CodeContext, instruction: str) -> Chat:
    """Ask for the lines of `region` after `instruction`."""
    if not region.shown.strip():
        return _fill_messages(buffer, region, instruction)
    if region.head or region.tail:
        instruction += f"\nChange only this part: `{region.selected}`"
    request = f"{described_code(buffer, around, 'The code:', region.shown)}\n\n{instruction}"
    return Chat((Message("system", WRITE_SYSTEM), Message("user", request)), whole=True)


def context_blocks(buffer: Buffer, around: CodeContext) -> list[tuple[str, str]]:
    """Titles and source texts of what the code leans on, as far as they have room."""
    scope = buffer.text[slice(*around.scope)] if around.scope else ""
    scope = shortened(scope, LONGEST_CONTEXT)
    left, used = LONGEST_CONTEXT - len(scope), []
    for definition in around.definitions:
        source = buffer.text[slice(*definition)]
        if len(source) <= left:
            used.append(source)
            left -= len(source)
    blocks = [
        (ELSEWHERE, declarations(buffer.beside)),
        ("Definitions from the same file that the code uses:", "\n\n".join(used)),
        ("The code around it:", scope),
    ]
    return [block for block in blocks if block[1]]


def described_code(buffer: Buffer, around: CodeContext, title: str, code: str) -> str:
    """The file's name, what the code leans on, and last the code under its title."""
    blocks = [*context_blocks(buffer, around), (title, code)]
    fence = fence_for(*(code for _, code in blocks))
    shown = [f"{title}\n{fence}{buffer.language}\n{code}\n{fence}" for title, code in blocks]
    return "\n\n".join([f"File: {buffer.name} ({buffer.language})", *shown])


def _fill_messages(buffer: Buffer, region: Region, instruction: str) -> Chat:
    start, end = region.span
    before = buffer.text[max(0, start - LONGEST_GAP) : start]
    after = buffer.text[end : end + LONGEST_GAP]
    fence = fence_for(before, after)
    code = "\n\n".join(
        f"{title}\n{fence}{buffer.language}\n{code.strip()}\n{fence}"
        for title, code in (("Before the gap:", before), ("After the gap:", after))
        if code.strip()
    )
    request = f"File: {buffer.name} ({buffer.language})\n\n{code}\n\nWhat belongs there: "
    return Chat(
        (Message("system", FILL_SYSTEM), Message("user", request + instruction)), whole=True
    )
