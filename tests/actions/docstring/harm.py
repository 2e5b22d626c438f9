"""What goes wrong when definitions of a real file are documented by a canned model."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass, field
from pathlib import Path

from glossator.actions.docstring.plan import plan_for
from glossator.errors import NoUsableAnswerError
from glossator.syntax.documentable import documentables
from glossator.syntax.registry import parse
from glossator.syntax.same_code import same_code
from glossator.syntax.signature import Documentable
from tests.actions.canned import CannedModel
from tests.actions.docstring.documenting import buffer_of, code_of, states

A_FILE = 3
"""Definitions of a file that are documented, each by itself."""
ENDINGS = {
    ".py": "python",
    **dict.fromkeys((".js", ".mjs"), "javascript"),
    ".jsx": "javascriptreact",
    ".ts": "typescript",
    ".tsx": "typescriptreact",
    ".java": "java",
    ".kt": "kotlin",
    ".c": "c",
    **dict.fromkeys((".cc", ".cpp", ".hpp"), "cpp"),
    ".cs": "csharp",
    ".go": "go",
    ".rs": "rust",
    ".php": "php",
    ".rb": "ruby",
    ".swift": "swift",
    ".lua": "lua",
    ".sh": "shellscript",
}
ANSWER = """\
Do "the \\thing\\" of it */ and /* more.

A \"\"\"paragraph\"\"\" with </summary>, --> and @tags, #{it} \\u12 \\

self: No.
x: The x */.
T: The T.
Returns: It.
Raises ValueError: If so.
"""


@dataclass
class Report:
    """How many definitions were looked at, which were refused, and what harm was done."""

    definitions: int = 0
    refused: list[str] = field(default_factory=list)
    harm: list[str] = field(default_factory=list)


async def document_some(paths: list[Path], language: str) -> Report:
    """Document some definitions of each file; those of files that do not parse may be refused."""
    report = Report()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes in the files
        for path in paths:
            text = path.read_bytes().decode("utf-8", "replace")
            if language != "python" or _is_python(text):
                await _document_some(path, text, language, report)
    return report


async def _document_some(path: Path, text: str, language: str, report: Report) -> None:
    found = list(documentables(text, language))
    is_broken = parse(text, language).root.has_error
    step = max(1, len(found) // A_FILE)
    for index in range(0, len(found), step)[:A_FILE]:
        subject = found[index]
        line = text.count("\n", 0, subject.source[0]) + 1
        where = f"{path}:{line}: {subject.kind} {subject.name}"
        report.definitions += 1
        made = plan_for(buffer_of(text, language), subject, "auto")
        if made is not None:
            report.harm += [
                f"{where}: {harm}" for harm in await _harm(text, language, index, subject)
            ]
        elif not is_broken and not subject.documented_by:
            report.refused.append(where)


async def _harm(text: str, language: str, index: int, subject: Documentable) -> list[str]:
    buffer = buffer_of(text, language)
    made = plan_for(buffer, subject, "auto")
    assert made is not None
    try:
        after = (await states(buffer, made, CannedModel(ANSWER, 60)))[-1]
    except NoUsableAnswerError as error:
        return [str(error)]
    harm = []
    if not same_code(text, after, language):
        harm.append("the code is not the same")
    if language == "python" and code_of(after) != code_of(text):
        harm.append("to Python the code is not the same")
    again = list(documentables(after, language))
    if index >= len(again) or again[index].docstring is None:
        harm.append("the documentation is not found again")
    return harm


def _is_python(text: str) -> bool:
    """Whether this Python parses it: some files are there to be broken, or for another version."""
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True
