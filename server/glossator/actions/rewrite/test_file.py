"""Write tests for code: a new file to look at, and to save where one likes."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from glossator.actions.code_context import scope_around, surroundings
from glossator.actions.rewrite.prompts import described_code
from glossator.actions.rewrite.region import Region
from glossator.context.buffer import Buffer
from glossator.models.requests import Chat, Message
from glossator.text.spans import Span

TEST_SYSTEM = """\
You write unit tests. You are shown code, and answer with one whole test file for it, in one \
fenced code block, and with nothing else. Test what the code does for usual input, at the edges, \
and for bad input. Import the code; do not repeat it."""

_FRAMEWORKS = {
    "python": "pytest",
    "go": "the package testing",
    "java": "JUnit 5",
    "kotlin": "JUnit 5",
    "csharp": "xUnit",
    "php": "PHPUnit",
    "ruby": "Minitest",
    "swift": "XCTest",
}
_NAMES = {
    "py": "test_{stem}.py",
    "go": "{stem}_test.go",
    "java": "{stem}Test.java",
    "kt": "{stem}Test.kt",
    "cs": "{stem}Tests.cs",
    "rb": "{stem}_test.rb",
    "php": "{stem}Test.php",
    "swift": "{stem}Tests.swift",
    "rs": "{stem}_test.rs",
}
_SCRIPTS = re.compile(r"[cm]?[jt]sx?$")


def file_name(name: str) -> str:
    """What a test file for the file `name` is usually called."""
    path = PurePosixPath(name)
    extension = path.suffix.removeprefix(".")
    usual = "{stem}.test.{extension}" if _SCRIPTS.match(extension) else "test_{stem}{suffix}"
    pattern = _NAMES.get(extension, usual)
    return pattern.format(stem=path.stem, extension=extension, suffix=path.suffix)


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
    framework = _FRAMEWORKS.get(buffer.language)
    how = f" with {framework}" if framework else ""
    request = f"{code}\n\nWrite {file_name(buffer.name)}{how}."
    return Chat((Message("system", TEST_SYSTEM), Message("user", request)))
