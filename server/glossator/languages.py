"""What is known of each language, by LSP language id: one table, one row a language. Pure.

A language without a row is read as one with brackets, `//` and `/* */`. To add one, add a row; one
with a grammar also gets a module in `syntax/languages` and a dialect in `actions/docstring`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Literal

Blocks = Literal["brackets", "indentation", "end", "keys", "targets"]
"""What shows a block: brackets, indentation after a colon, the word `end`, YAML's keys, or the
targets of a makefile, whose tabs are syntax."""


@dataclass(frozen=True, slots=True)
class LanguageFacts:
    """The facts about one language; lists are words in one text.

    `files` are the endings of file names, and whole names. `aliases` are what editors and Markdown
    fences call the language beside its id. `fences` is shared by languages whose code may stand in
    each other's files: a fence with another one holds no answer; "" where that is not judged.
    `family` is shared by languages whose files say something about each other.

    `comments` are the marks that begin a comment. In `prose` anything is valid text; `markup` is
    made of tags. `apostrophes` open strings, `backticks` are code. `tabs` indent every file, or by
    custom `step` spaces.
    `annotated` are languages whose type annotations may be left out. `test_file` is what a file of
    tests is called. Where there is a grammar, `grammar` says where in `syntax/languages` the
    language stands, as its module and the name in it, and `name` what a model that documents it is
    told. `parser` is the module of a grammar of which nothing else is known, and the function in it
    if that is not `language`; it may not be installed.
    """

    id: str
    files: str = ""
    aliases: str = ""
    fences: str = ""
    family: str = ""
    comments: str = "// /*"
    blocks: Blocks = "brackets"
    prose: bool = False
    markup: bool = False
    tabs: bool = False
    step: int = 4
    apostrophes: bool = True
    backticks: bool = False
    annotated: bool = False
    test_framework: str = ""
    test_file: str = "test_{stem}{suffix}"
    name: str = ""
    grammar: str = ""
    parser: str = ""

    @property
    def line_comment(self) -> str:
        """What begins a comment that runs to the end of the line; empty where nothing does."""
        return next((mark for mark in self.comments.split() if mark != "/*"), "")

    @property
    def is_indented(self) -> bool:
        """Whether a block ends by its indentation, after a colon at its head."""
        return self.blocks == "indentation"


_L = LanguageFacts
_script = partial(
    LanguageFacts,
    fences="javascript",
    family="javascript",
    backticks=True,
    step=2,
    test_file="{stem}.test{suffix}",
)
_prose = partial(LanguageFacts, comments="", prose=True)

# fmt: off
TABLE = (
    # With a grammar
    _L("python", ".py .pyi", "py python3 pyi", "python", comments="#", blocks="indentation",
       annotated=True, test_framework="pytest", name="Python", grammar="python.PYTHON"),
    _script("javascript", ".js .cjs .mjs", "js mjs", name="JavaScript",
            grammar="javascript.JAVASCRIPT"),
    _script("javascriptreact", ".jsx", "jsx", markup=True, name="JavaScript",
            grammar="javascript.JAVASCRIPT"),
    _script("typescript", ".ts .cts .mts", "ts", annotated=True, name="TypeScript",
            grammar="javascript.TYPESCRIPT"),
    _script("typescriptreact", ".tsx", "tsx", markup=True, annotated=True, name="TypeScript",
            grammar="javascript.TSX"),
    _L("java", ".java", fences="java", family="jvm", test_framework="JUnit 5",
       test_file="{stem}Test{suffix}", name="Java", grammar="java.JAVA"),
    _L("kotlin", ".kt .kts", "kt kts", "kotlin", "jvm", backticks=True, test_framework="JUnit 5",
       test_file="{stem}Test{suffix}", name="Kotlin", grammar="kotlin.KOTLIN"),
    _L("c", ".c .h", "h", "c", "c", name="C", grammar="c_family.C"),
    _L("cpp", ".cc .cpp .cxx .hh .hpp .hxx", "c++ cc hpp", "c", "c", name="C++",
       grammar="c_family.CPP"),
    _L("csharp", ".cs", "c-sharp cs c#", "csharp", "dotnet", test_framework="xUnit",
       test_file="{stem}Tests{suffix}", name="C#", grammar="csharp.CSHARP"),
    _L("go", ".go", "golang", "go", backticks=True, tabs=True, test_framework="the package testing",
       test_file="{stem}_test{suffix}", name="Go", grammar="go.GO"),
    _L("rust", ".rs", "rs", "rust", apostrophes=False, test_file="{stem}_test{suffix}", name="Rust",
       grammar="rust.RUST"),
    _L("php", ".php", fences="php", markup=True, backticks=True, test_framework="PHPUnit",
       test_file="{stem}Test{suffix}", name="PHP", grammar="php.PHP"),
    _L("ruby", ".rb", "rb", "ruby", comments="#", blocks="end", backticks=True,
       test_framework="Minitest", test_file="{stem}_test{suffix}", name="Ruby",
       grammar="ruby.RUBY", step=2),
    _L("swift", ".swift", fences="swift", backticks=True, test_framework="XCTest",
       test_file="{stem}Tests{suffix}", name="Swift", grammar="swift.SWIFT"),
    _L("lua", ".lua", fences="lua", comments="--", blocks="end", name="Lua", grammar="lua.LUA",
       step=2),
    _L("shellscript", ".sh .bash", "bash sh zsh shell console shell-session", "shellscript",
       comments="#", backticks=True, name="Bash", grammar="bash.BASH"),
    # Code
    _L("ada", ".adb .ads", comments="--"),
    _L("awk", ".awk", comments="#"),
    _L("clojure", ".clj", comments=";", apostrophes=False, step=2),
    _L("coffeescript", comments="#"),
    _L("commonlisp", comments=";", apostrophes=False, backticks=True),
    _L("crystal", ".cr", comments="#", blocks="end", step=2),
    _L("cuda-cpp", ".cu", "cuda", "c", "c"),
    _L("d", ".d", backticks=True),
    _L("dart", ".dart", fences="dart", parser="tree_sitter_dart", step=2),
    _L("elisp", comments=";", apostrophes=False),
    _L("elixir", ".ex .exs", "ex exs", "elixir", comments="#", blocks="end",
       parser="tree_sitter_elixir", step=2),
    _L("elm", ".elm", comments="--", step=2),
    _L("erlang", ".erl .hrl", "erl", comments="%"),
    _L("fish", ".fish", comments="#", blocks="end"),
    _L("fortran", ".f90 .f95 .f03", "fortran-modern fortranfreeform", comments="!"),
    _L("fsharp", ".fs", family="dotnet", apostrophes=False),
    _L("gdscript", ".gd", comments="#", blocks="indentation"),
    _L("graphql", ".graphql .gql", "gql", comments="#", step=2),
    _L("groovy", ".groovy .gradle", family="jvm"),
    _L("haskell", ".hs", "hs", "haskell", comments="--", apostrophes=False, backticks=True,
       parser="tree_sitter_haskell", step=2),
    _L("julia", ".jl", comments="#", blocks="end"),
    _L("lisp", ".lisp", comments=";", apostrophes=False, backticks=True),
    _L("matlab", "", "octave", comments="%", blocks="end"),
    _L("nim", ".nim", comments="#", blocks="indentation"),
    _L("nix", ".nix", comments="#", parser="tree_sitter_nix", step=2),
    _L("objective-c", ".m", "objc", "c", "c"),
    _L("objective-cpp", ".mm", "objcpp", "c", "c"),
    _L("ocaml", ".ml .mli", apostrophes=False, step=2),
    _L("pascal", ".pas", "objectpascal delphi"),
    _L("perl", ".pl .pm", "pl", "perl", comments="#", backticks=True),
    _L("powershell", ".ps1", comments="#"),
    _L("prolog", comments="%"),
    _L("protobuf", ".proto", "proto proto3", step=2),
    _L("r", ".r", fences="r", comments="#", backticks=True, step=2),
    _L("racket", ".rkt", comments=";", apostrophes=False),
    _L("scala", ".scala .sbt", fences="scala", family="jvm", backticks=True,
       parser="tree_sitter_scala", step=2),
    _L("solidity", ".sol"),
    _L("systemverilog", ".v .sv", "verilog", apostrophes=False),
    _L("tcl", ".tcl", comments="#"),
    _L("scheme", ".scm", comments=";", apostrophes=False),
    _L("sql", ".sql", "mysql postgresql", "sql", comments="--", backticks=True,
       parser="tree_sitter_sql"),
    _L("terraform", ".tf .tfvars", "hcl", comments="# // /*", step=2),
    _L("vb", ".vb", family="dotnet"),
    _L("vhdl", comments="--"),
    _L("viml", ".vim", "vim vimscript", comments='"'),
    _L("zig", ".zig", parser="tree_sitter_zig"),
    # Pages and their styles
    _L("html", ".html .htm", "xhtml", "html", "web", comments="", markup=True, apostrophes=False,
       parser="tree_sitter_html", step=2),
    _L("css", ".css", fences="css", family="web", comments="/*", parser="tree_sitter_css", step=2),
    _L("scss", ".scss", fences="css", family="web", step=2),
    _L("less", ".less", fences="css", family="web", step=2),
    _L("sass", ".sass", fences="css", step=2),
    _L("vue", ".vue", family="javascript", markup=True, parser="tree_sitter_html", step=2),
    _L("svelte", ".svelte", family="javascript", markup=True, parser="tree_sitter_html", step=2),
    *(_L(name, markup=True, step=2) for name in "astro handlebars blade erb razor xsl twig liquid "
      "jinja jinja-html django-html htmldjango ejs heex phoenix-heex html-eex eruby".split()),
    _L("xml", ".xml", fences="html", comments="", markup=True,
       parser="tree_sitter_xml.language_xml", step=2),
    _L("svg", ".svg", fences="html", comments="", markup=True,
       parser="tree_sitter_xml.language_xml", step=2),
    # Data and build files
    _L("cmake", ".cmake cmakelists.txt", comments="#", step=2),
    _L("csv", ".csv", comments=""),
    _L("dockerfile", "dockerfile", comments="#"),
    _L("ini", ".ini", comments="#"),
    _L("json", ".json", fences="json", comments="", parser="tree_sitter_json", step=2),
    _L("jsonc", ".jsonc", "json5", "json", parser="tree_sitter_json", step=2),
    _L("makefile", ".mk makefile gnumakefile", "make", comments="#", blocks="targets", tabs=True,
       parser="tree_sitter_make"),
    _L("toml", ".toml", comments="#", parser="tree_sitter_toml"),
    _L("yaml", ".yaml .yml", "yml", "yaml", comments="#", blocks="keys", step=2,
       parser="tree_sitter_yaml"),
    # Text
    _prose("markdown", ".md .markdown", "md", markup=True, apostrophes=False),
    _prose("plaintext", ".txt", apostrophes=False),
    _prose("latex", ".tex", "tex plaintex"),
    _prose("restructuredtext", ".rst", "rst"),
    _prose("asciidoc", ".adoc", comments="// /*"),
    _prose("typst", ".typ", comments="// /*"),
    _prose("gherkin", ".feature", comments="#"),
    _prose("cobol", ".cob"),
    _prose("git-commit", "commit_editmsg", "gitcommit", comments="#"),
)
# fmt: on

_OF_PAGES = frozenset({"html", "javascript", "css", "json"})
"""The fences of what is written in pages."""
_OTHER = LanguageFacts("")
_BY_NAME: Mapping[str, LanguageFacts] = {
    name: facts for facts in TABLE for name in (facts.id, *facts.aliases.split())
}
_BY_FILE: Mapping[str, LanguageFacts] = {
    name: facts for facts in TABLE for name in facts.files.split()
}


def facts_of(language: str) -> LanguageFacts:
    """The facts about `language`, an id or an alias; the usual ones for a language not known."""
    return _BY_NAME.get(language, _OTHER)


def facts_of_file(name: str) -> LanguageFacts:
    """The facts about the language of a file, by its name; the usual ones where that is no help."""
    name = name.lower()
    _, dot, ending = name.rpartition(".")
    return _BY_FILE.get(name) or _BY_FILE.get(dot + ending, _OTHER)


_HEAD_OF_HEADER = 8_000
"""Code points of a header in which its language shows."""
_OBJECTIVE_C = re.compile(
    r"^[ \t]*(?:@interface \w+ ?[:(]|@protocol \w+ ?[<;]|@class \w[\w, ]*;|@end\r?$"
    r"|#import (?:<|\"[^\"\n]*\.h\"))",
    re.MULTILINE,
)
_CPP = re.compile(
    r"^[ \t]*(?:template ?<|(?:inline )?namespace(?: [\w:]+)? ?\{?\r?$"
    r"|using (?:namespace )?\w+ ?[=;:]"
    r"|(?:public|private|protected) ?:\r?$|class \w+(?: final)?(?: ?:[^:\n].*)? ?\{?\r?$)",
    re.MULTILINE,
)


def language_of_text(called: str | None, name: str, text: str) -> str:
    """The language id of a file: of a `.h` that is called C or C++, what its text is written in."""
    language = language_id(called)
    if language in ("c", "cpp") and name.endswith((".h", ".H")):
        return _language_of_header(text[:_HEAD_OF_HEADER], language)
    return language


@lru_cache(32)
def _language_of_header(head: str, called: str) -> str:
    if _OBJECTIVE_C.search(head):
        return "objective-c"
    return "cpp" if _CPP.search(head) else called


def source_endings() -> list[str]:
    """The endings of the files of all languages that have a grammar, with their points."""
    names = (name for facts in TABLE if facts.grammar for name in facts.files.split())
    return [name for name in names if name.startswith(".")]


def language_id(called: str | None) -> str:
    """The LSP language id of what an editor calls a language; that itself where it is not known."""
    return facts_of(called or "").id or called or ""


def are_related(one: str, other: str) -> bool:
    """Whether files in these two languages say something about each other."""
    family = facts_of(one).family
    return one == other or (bool(family) and family == facts_of(other).family)


def is_foreign(fence: str, language: str) -> bool:
    """Whether what a Markdown fence calls its language is another one than `language`.

    Languages that are written in each other's files, such as JavaScript and TypeScript, or in the
    pages of a markup language, are not foreign, and neither is what is not known.
    """
    theirs, ours = facts_of(fence.lower()).fences, facts_of(language)
    if ours.markup and theirs in _OF_PAGES:
        return False
    return bool(theirs and ours.fences) and theirs != ours.fences
