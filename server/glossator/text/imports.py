"""How an import begins, in a language and in any. Pure.

Told by a line alone, since an import is one also in a language without a grammar.
"""

from __future__ import annotations

import re

_JAVA, _C = r"import\s", r"#\s*include\b"
_JAVASCRIPT = r"import\b(?!\s*[(.])|(?:const|let|var)\s+[\w{][^=]*=\s*require\("
_BEGINS = {
    "python": r"import\s+\w|from\s+[\w.]+\s+import\b",
    "javascript": _JAVASCRIPT,
    "javascriptreact": _JAVASCRIPT,
    "typescript": _JAVASCRIPT,
    "typescriptreact": _JAVASCRIPT,
    "java": _JAVA,
    "kotlin": _JAVA,
    "scala": _JAVA,
    "dart": _JAVA,
    "haskell": _JAVA,
    "swift": r"(?:@\w+\s+)?import\s",
    "c": _C,
    "cpp": rf"{_C}|using\s+[\w: ]+;",
    "csharp": r"using\s+(?!var\b)[\w.=<>, ]+;",
    "go": r"import\b",
    "rust": r"use\s",
    "php": r"use\s+[\w\\]",
    "ruby": r"require(?:_relative)?\s",
    "lua": r"local\s+\w+\s*=\s*require\b",
    "zig": r"const\s+\w+\s*=\s*@import\(",
    "julia": r"(?:using|import)\s",
    "r": r"(?:library|require)\(",
}
"""How an import begins, in the languages in which a file has them at its head."""
_ANY = re.compile(
    rf"\s*(?:{'|'.join(dict.fromkeys(_BEGINS.values()))}|(?:package|include|require_once)\b)"
)


def has_imports(language: str) -> bool:
    """Whether files of a language import at their head."""
    return language in _BEGINS


def is_import(line: str, language: str) -> bool:
    """Whether a line, from its first word on, begins an import."""
    pattern = _BEGINS.get(language)
    return pattern is not None and re.match(pattern, line) is not None


def may_import(line: str) -> bool:
    """Whether a line begins as an import does in one language or another, or names a package."""
    return _ANY.match(line) is not None
