"""Write tests for code: a new file to look at, and to save where one likes."""

from __future__ import annotations

from pathlib import PurePosixPath

from glossator.actions.code_context import scope_around, surroundings
from glossator.actions.rewrite.prompts import described_code
from glossator.actions.rewrite.region import Region
from glossator.context.buffer import Buffer
from glossator.languages import facts_of, facts_of_file
from glossator.models.requests import Chat, Message
from glossator.text.spans import Span

TEST_SYSTEM = """\
You write unit tests. You are shown code, and answer with one whole test file for it, in one \
fenced code block, and with nothing else. Test what the code does for usual input, at the edges, \
and for bad input. Import the code; do not repeat it."""


def file_name(name: str, language: str = "") -> str:
    """What a test file for the file `name` is usually called; `language` is that of a cell in it.

    The tests of tests stay in their file.
    """
    path = PurePosixPath(name)
    facts, suffix = facts_of_file(path.name), path.suffix
    if path.suffix == ".ipynb" or not facts.id:
        facts = facts_of(language)
        suffix = next((ending for ending in facts.files.split() if ending[0] == "."), suffix)
    head, _, tail = facts.test_file.partition("{stem}")
    is_test = path.stem.startswith(head) if head else path.name.endswith(tail.format(suffix=suffix))
    if is_test:
        return f"{path.stem}{suffix}"
    return facts.test_file.format(stem=path.stem, suffix=suffix)


def can_test(buffer: Buffer, span: Span) -> bool:
    """Whether there is code at `span`: a selection, or a definition around the cursor."""
    from glossator.syntax.registry import LANGUAGES

    if buffer.language not in LANGUAGES:
        return False
    start, end = span
    return bool(buffer.text[start:end].strip()) or scope_around(buffer, start, start) is not None


def messages(buffer: Buffer, region: Region) -> Chat:
    """What the model is asked."""
    around = surroundings(buffer, *region.span)
    code = described_code(buffer, around, "Write tests for this code:", region.shown)
    framework = facts_of(buffer.language).test_framework
    how = f" with {framework}" if framework else ""
    request = f"{code}\n\nWrite {file_name(buffer.name, buffer.language)}{how}."
    return Chat((Message("system", TEST_SYSTEM), Message("user", request)), whole=True)
