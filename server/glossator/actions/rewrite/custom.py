"""Custom actions: a prompt of the user's with variables, and where the answer goes."""

from __future__ import annotations

import re

from glossator.actions.code_context import surroundings
from glossator.actions.prompts import ANSWER_SYSTEM
from glossator.actions.rewrite.prompts import context_blocks
from glossator.actions.rewrite.region import Region
from glossator.context.buffer import Buffer
from glossator.models.requests import Chat, Message
from glossator.settings import CustomAction

CODE_SYSTEM = """\
You write {language}. Answer with exactly what was asked for, in one fenced code block, and with \
nothing else."""

VARIABLES = {
    "selection": "the selected lines, or the definition at the cursor",
    "language": "the file's language, such as `python`",
    "file": "the file's name",
    "context": "the code around the selection, and what it uses of the same file",
    "input": "a line that you are asked for, where the editor can ask",
}
"""What a prompt may hold in braces; anything else in braces stays as it is."""

_VARIABLE = re.compile(r"\{(" + "|".join(VARIABLES) + r")\}")


def wants_input(action: CustomAction) -> bool:
    """Whether the prompt has a place for what the user types."""
    return "{input}" in action.prompt


def messages(action: CustomAction, buffer: Buffer, region: Region, typed: str, tongue: str) -> Chat:
    """The prompt with its variables filled in."""
    around = surroundings(buffer, *region.span)
    values = {
        "selection": region.shown,
        "language": buffer.language,
        "file": buffer.name,
        "context": "\n\n".join(code for _, code in context_blocks(buffer, around)),
        "input": typed,
    }
    prompt = _VARIABLE.sub(lambda found: values[found[1]], action.prompt)
    prose = f"{ANSWER_SYSTEM} Write in {tongue}."
    code = CODE_SYSTEM.format(language=buffer.language)
    system = prose if action.place == "margin" else code
    whole = action.place != "margin"
    return Chat((Message("system", system), Message("user", prompt)), whole)


def region_for(action: CustomAction, buffer: Buffer, region: Region) -> Region:
    """Where the answer goes: over the lines, or as lines of their own above or below them."""
    start, end = region.span
    match action.place:
        case "above":
            return Region((start, start), (region.indent,), trail=buffer.newline)
        case "below":
            return Region((end, end), (region.indent,), lead=buffer.newline)
        case _:
            return region
