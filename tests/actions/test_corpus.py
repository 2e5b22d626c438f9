"""Real files, documented by a canned model: no tree changes, and nothing crashes.

Of Python, Python's own parser is asked as well.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from glossator.actions.docstring.plan import plan_for
from glossator.syntax.documentable import documentables
from glossator.syntax.registry import parse
from glossator.syntax.same_code import same_code
from glossator.syntax.signature import Documentable
from tests.actions.canned import CannedModel
from tests.actions.documenting import buffer_of, code_of, states
from tests.actions.real_files import ALWAYS, ENDINGS, files

MOST = {"python": 130, "lua": 110, "c": 70}
MOST_OF_OTHERS = 30
A_FILE = 3
"""Definitions of a file that are documented, each by itself."""

ANSWER = """\
Do "the \\thing\\" of it */ and /* more.

A \"\"\"paragraph\"\"\" with </summary>, --> and @tags, #{it} \\u12 \\

self: No.
x: The x */.
T: The T.
Returns: It.
Raises ValueError: If so.
"""


@pytest.mark.parametrize("language", ENDINGS)
async def test_no_real_file_is_harmed(language: str) -> None:
    if not (found := files(language, MOST.get(language, MOST_OF_OTHERS))):
        pytest.skip(f"this machine has no {language} files; GLOSSATOR_CORPUS can name a folder")
    definitions = refused = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own invalid escapes
        for path in found:
            wrong, done = await _document_some(path, language)
            definitions += done
            refused += wrong
    assert definitions
    assert refused <= definitions / 50, f"{refused} of {definitions} could not be documented"


def test_there_are_enough_files_on_any_machine() -> None:
    assert sum(len(files(language, MOST[language])) for language in ALWAYS) >= 300


async def _document_some(path: Path, language: str) -> tuple[int, int]:
    """How many definitions of a file that parses well were refused, and how many were looked at."""
    text = path.read_bytes().decode("utf-8", "replace")
    found = list(documentables(text, language))
    some = found[:: max(1, len(found) // A_FILE)][:A_FILE]
    is_broken = parse(text, language).root.has_error
    refused = [each for each in some if not await _is_documented(path, text, language, each)]
    if language == "python":
        assert not refused, path
    return 0 if is_broken else len(refused), len(some)


async def _is_documented(path: Path, text: str, language: str, subject: Documentable) -> bool:
    """Whether `subject` could be documented; an assertion fails if that changed the code."""
    buffer, where = buffer_of(text, language), f"{path}: {subject.kind} {subject.name}"
    made = plan_for(buffer, subject, "auto")
    if made is None:
        return False
    after = (await states(buffer, made, CannedModel(ANSWER, 60)))[-1]
    assert same_code(text, after, language), where
    if language == "python":
        assert code_of(after) == code_of(text), where
    return True
