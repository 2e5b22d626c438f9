"""The way of a docstring into a text, as an editor would see it, and what must hold all the way."""

from __future__ import annotations

import ast

from glossator.actions.docstring.plan import DocstringPlan, plan, write
from glossator.context.buffer import Buffer
from glossator.settings import Settings
from tests.actions.canned import CannedModel
from tests.syntax.drawn import cursor


def buffer_of(text: str, language: str = "python") -> Buffer:
    return Buffer("file:///work/calc.py", text, language, 1)


def plan_at(drawn: str, style: str = "auto") -> tuple[Buffer, DocstringPlan]:
    """The plan for the cursor in `drawn`; there must be one."""
    text, offset = cursor(drawn)
    buffer = buffer_of(text)
    made = plan(buffer, offset, style)
    assert made is not None
    return buffer, made


async def states(buffer: Buffer, made: DocstringPlan, model: CannedModel) -> list[str]:
    """The buffer's text after each piece, if its closing is there from the start."""
    start, end = made.replace
    grown, seen = "", []
    async for piece in write(buffer, made, model, Settings()):
        grown += piece
        text = buffer.text
        seen.append(f"{text[:start]}{made.opening}{grown}{made.closing}{text[end:]}")
    return seen


async def documented(drawn: str, answer: str, style: str = "auto", piece: int = 7) -> str:
    """The text of `drawn` with a docstring at its cursor, after which nothing else has changed."""
    buffer, made = plan_at(drawn, style)
    seen = await states(buffer, made, CannedModel(answer, piece))
    for text in seen:
        assert code_of(text) == code_of(buffer.text)
    return seen[-1]


def code_of(text: str) -> str:
    """What Python sees of a text apart from docstrings; text that is not Python is an error."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module)
            and ast.get_docstring(node, clean=False) is not None
        ):
            node.body = node.body[1:]
    return ast.dump(tree)
