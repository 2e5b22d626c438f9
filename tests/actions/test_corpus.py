"""The installed standard library, documented by a canned model, judged by Python's own parser."""

from __future__ import annotations

import sysconfig
import warnings
from pathlib import Path

from glossator.actions.document import plan
from glossator.syntax.documentable import documentables
from glossator.syntax.same_code import same_code
from tests.actions.canned import CannedModel
from tests.actions.documenting import buffer_of, code_of, states

LIBRARY = Path(sysconfig.get_path("stdlib"))
FILES = 160
LARGEST = 40_000
"""Bytes; the largest files cost most of the time and hold nothing new."""

ANSWER = """\
Do "the \\thing\\" of it.

A \"\"\"paragraph\"\"\".
self: No.
x: The x.
Returns: It.
Raises ValueError: If so.
"""


def chosen_files() -> list[Path]:
    """Always the same ones, spread over all packages."""
    found = (
        path
        for path in sorted(LIBRARY.rglob("*.py"))
        if "site-packages" not in path.parts and 500 < path.stat().st_size < LARGEST
    )
    files = [path for path in found if _is_python(path)]
    return files[:: len(files) // FILES][:FILES]


def _is_python(path: Path) -> bool:
    """Not one of the files that are there to be broken."""
    return not {"data", "lib2to3"} & set(path.parts) and "bad" not in path.name


async def test_no_function_of_the_standard_library_is_harmed() -> None:
    files, functions = 0, 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own invalid escapes
        for path in chosen_files():
            functions += await _document_some(path.name, path.read_bytes().decode("utf-8"))
            files += 1
    assert files >= 150
    assert functions >= 400


async def _document_some(name: str, text: str) -> int:
    """Document three definitions of a file, each by itself; how many there were."""
    buffer = buffer_of(text)
    code = code_of(buffer.text)
    found = documentables(buffer.text, "python")
    some = found[:: max(1, len(found) // 3)][:3]
    for definition in some:
        offset = definition.source[0]
        made = plan(buffer, offset, "auto")
        assert made is not None, f"{name}: {definition.name} cannot be documented"
        after = (await states(buffer, made, CannedModel(ANSWER, 40)))[-1]
        where = f"{name}: {definition.name}"
        assert same_code(buffer.text, after, "python"), where
        assert code_of(after) == code, where
    return len(some)
