"""Whether one line is code or a sentence about it, in any language."""

from __future__ import annotations

import re

CODE = re.compile(
    "|".join(
        (
            r".*[;{}]|[{}].*|#\[.*\]|@\w+\(.*\)|<\?php.*",
            r".*\)\s*(?:=>|->).*|\w+\s*:?=\s*\S+.*\)",
            r"(?:end|fi|done|esac|else|do|then|begin)",
            r"(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:local\s+)?function\b\s*\*?\s*[\w.:]*\s*\(.*",
            r"(?:pub(?:\(\w+\))?\s+)?(?:async\s+|unsafe\s+)*fn\s+\w+.*\(.*",
            r"(?:public|private|protected|internal|static|override)\s+[\w<>\[\], ]+\s\w+\s*[(=].*",
            r"(?:class|struct|interface|enum|module|trait|package|namespace|impl|import|use)\s+[\w.:/]+",
            r"func\s+(?:\([^)]*\)\s*)?\w+\s*[(\[].*|fun\s+[\w<>. ]+\(.*|def\s+[\w.]+[?!]?(?:\(.*)?",
            r"(?:const|let|var|val|local)\s+\w+\s*(?::[^=]*)?=.*|#(?:include|define|pragma)\b.*",
            r"(?:return|puts|p|print|echo|export)\s+(?:[\w.]+\(.*\)|[\"'$].*)",
            r"[\w.]+\((?:[^()\s]|\([^()]*\)|, )*\)",
        )
    )
)
"""Lines of one language or another that are no sentences."""


def is_code_line(line: str, language: str = "python") -> bool:
    """Whether `line` can only be code.

    A single word or a `name: type` could be prose, and counts as such.
    """
    if language == "python":
        from glossator.syntax.python.lines import is_code_line as is_python

        return is_python(line)
    return CODE.fullmatch(line.strip()) is not None
