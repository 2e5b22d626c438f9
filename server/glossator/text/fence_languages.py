"""What a Markdown fence calls its language, against an editor's language id. Pure."""

from __future__ import annotations

_GROUPS = tuple(
    frozenset(names.split())
    for names in (
        "python py python3 pyi",
        "javascript js jsx javascriptreact typescript ts tsx typescriptreact mjs",
        "c cpp c++ cc h hpp objective-c objective-cpp cuda-cpp",
        "java",
        "kotlin kt kts",
        "csharp cs c#",
        "go golang",
        "rust rs",
        "php",
        "ruby rb",
        "swift",
        "lua",
        "shellscript bash sh zsh shell console shell-session",
        "html xml svg xhtml",
        "json jsonc json5",
        "yaml yml",
        "css scss less sass",
        "sql mysql postgresql",
        "scala",
        "haskell hs",
        "perl pl",
        "r",
        "dart",
        "elixir ex exs",
    )
)


def is_foreign(info: str, language: str) -> bool:
    """Whether a fence's `info` names another language than the LSP language id `language`.

    Languages that are written in each other's files, such as JavaScript and TypeScript, are not
    foreign, and neither is what is not known.
    """
    theirs, ours = _group(info), _group(language)
    return theirs is not None and ours is not None and theirs is not ours


def _group(name: str) -> frozenset[str] | None:
    return next((group for group in _GROUPS if name.lower() in group), None)
