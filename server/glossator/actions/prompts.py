"""Every prompt of the actions, as pure functions from code to a chat of system and user turns.

They are written for small models too: what is asked for is lines of plain text, shown once by
example, and the code stands last but for the request itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from glossator.models.requests import Chat, Message
from glossator.syntax.signature import Documentable, Signature
from glossator.text.fences import fence_for

LONGEST_SOURCE = 6000
LONGEST_EXPLAINED = 8000
"""Both in code points: about 1,500 and 2,000 tokens, which a local model reads in seconds."""
LONGEST_REPLY = 4000
"""Code points of an earlier answer that a question is asked about."""

DECLARED = "Declarations that the code uses:"
ELSEWHERE = "Declarations from other files that the code uses:"
CUT = "\n# … lines left out …\n"

# No worked example: a small model copies what the example's code does. The three lines are enough.
DOCUMENT_SYSTEM = """\
You document {language} code. You answer in plain lines of English, without code, without quotes \
and without Markdown: first one sentence that says what the code does, then one line for each name \
that is asked for, like
path: The file to read.
Returns: The lines of the file.
Raises ValueError: If the file is empty."""

EXPLAIN_SYSTEM = """\
You explain code to a programmer who reads it for the first time. Answer in Markdown. Begin with \
one sentence that would do alone. Go on in short paragraphs and lists, in this order: what the \
code does, how it does it, what it depends on, and pitfalls if there are any. Say only what the \
code shown supports. Do not repeat the code."""

ANSWER_SYSTEM = """\
You have explained code to a programmer, who now asks about it. Answer the question in Markdown, \
shortly. Say only what the code shown supports, and say so where it does not answer the question."""


COMMIT_SYSTEM = """\
You write commit messages. Answer with the message alone, as plain text without Markdown: one line \
that says what the change does, of at most 72 characters; then, only if it needs one, an empty \
line and a short text that says why. Say only what the changes show. {style}"""


def commit_messages(changes: str, subjects: Sequence[str], style: str) -> Chat:
    """Ask for the message of a commit with `changes`, in the style of the last `subjects`."""
    parts = []
    if subjects:
        last = "\n".join(subjects)
        parts.append(
            "The last messages of this repository, for their style and language only; do not copy "
            f"them:\n{last}"
        )
    fence = fence_for(changes)
    parts.append(f"The changes:\n{fence}diff\n{changes}\n{fence}")
    parts.append("Write the commit message.")
    system = COMMIT_SYSTEM.format(style=style).rstrip()
    return Chat((Message("system", system), Message("user", "\n\n".join(parts))))


def docstring_messages(
    subject: Documentable,
    language: str,
    file: str,
    source: str,
    former: str,
    says: str = "",
    used: Sequence[tuple[str, str]] = (),
) -> Chat:
    """Ask for the facts about `subject`, whose `source` stands in `file`, as lines.

    `former` is the text of the docstring that it has now, "" where it has none; `says` asks for
    what is particular to the language. `used` are declarations that the source uses, by file.
    """
    what = f"this {subject.kind}" if subject.name else f"the module {file}"
    wanted = ", then ".join(filter(None, ("in one sentence", ", ".join(_names(subject.signature)))))
    owner = f"{subject.owner}\n" if subject.owner else ""
    parts = [f"{owner}{shortened(source, LONGEST_SOURCE)}"]
    if used:
        parts = [DECLARED, declarations(used), "The code:", *parts]
    if former:
        parts.append(f"Keep what is still true of this:\n{shortened(former, LONGEST_SOURCE)}")
    parts.append(f"Describe {what} {wanted}. {says}".rstrip())
    system = DOCUMENT_SYSTEM.format(language=language)
    return Chat((Message("system", system), Message("user", "\n\n".join(parts))))


def _names(signature: Signature) -> list[str]:
    """What the lines of the answer begin with."""
    result = ["Returns"] if signature.returns else ["Yields"] if signature.yields else []
    parameters = [parameter.key for parameter in signature.parameters]
    raises = [_raising(raised.name) for raised in signature.raises]
    return [*parameters, *result, *raises]


def _raising(name: str) -> str:
    return name if name in ("Errors", "Panics", "Safety") else f"Raises {name}"


@dataclass(frozen=True, slots=True)
class Explained:
    """What an explanation is about and what it may lean on, all as source text.

    `request` says what is wanted of `code`, such as "Explain this code:".
    """

    file: str
    language: str
    request: str
    code: str
    scope: str = ""
    definitions: tuple[str, ...] = ()
    calls: str = ""
    elsewhere: tuple[tuple[str, str], ...] = ()

    def within(self, budget: int) -> Explained:
        """What of it fits: the code has first claim on the code points, then the scope."""
        code = shortened(self.code, budget)
        left = budget - len(code)
        scope = shortened(self.scope, left) if self.scope else ""
        left -= len(scope)
        definitions = []
        for definition in self.definitions:
            if len(definition) <= left:
                definitions.append(definition)
                left -= len(definition)
        calls = self.calls if len(self.calls) <= left else ""
        left -= len(calls)
        elsewhere = []
        for file, declared in self.elsewhere:
            if len(declared) <= left:
                elsewhere.append((file, declared))
                left -= len(declared)
        return replace(
            self,
            code=code,
            scope=scope,
            definitions=tuple(definitions),
            calls=calls,
            elsewhere=tuple(elsewhere),
        )


def declarations(files: Sequence[tuple[str, str]]) -> str:
    """Declarations of other files as one text."""
    return "\n\n".join(f"{file}:\n{declared}" for file, declared in files)


def explanation_messages(explained: Explained, tongue: str) -> Chat:
    """Ask for an explanation in the human language `tongue`."""
    code, scope, definitions = explained.code, explained.scope, explained.definitions
    elsewhere = declarations(explained.elsewhere)
    fence = fence_for(code, scope, elsewhere, explained.calls, *definitions)

    def block(title: str, code: str) -> list[str]:
        return [f"{title}\n{fence}{explained.language}\n{code}\n{fence}"] if code else []

    parts = [
        f"File: {explained.file} ({explained.language})",
        *block(ELSEWHERE, elsewhere),
        *block("Definitions from the same file that the code uses:", "\n\n".join(definitions)),
        *block("The code around it:", scope),
        *block("Lines of the same file that use it:", explained.calls),
        *block(explained.request, code),
    ]
    system = f"{EXPLAIN_SYSTEM} Write in {tongue}."
    return Chat((Message("system", system), Message("user", "\n\n".join(parts))))


def follow_up_messages(
    chat: Chat, turns: Sequence[tuple[str, str]], question: str, tongue: str
) -> Chat:
    """Ask a question about what was said on `chat`, whose first answer has no question of its own.

    All in one user turn, because the service has no role for what the model said before.
    """
    (_, about) = chat.messages
    transcript = []
    for request, answer in turns:
        transcript += [f"Question: {request}"] if request else []
        transcript.append(f"Answer: {shortened(answer, LONGEST_REPLY)}")
    parts = [about.content, *transcript, f"Question: {question}"]
    system = f"{ANSWER_SYSTEM} Write in {tongue}."
    return Chat((Message("system", system), Message("user", "\n\n".join(parts))))


def shortened(source: str, budget: int) -> str:
    """The text, with its middle left out if it is longer than `budget` code points.

    Two thirds of what is kept are the head: signatures and intent stand there, results at the end.
    """
    if len(source) <= budget:
        return source
    size = max(budget - len(CUT), 0)
    head = source[: size * 2 // 3].rpartition("\n")[0]
    tail = source[len(source) - size // 3 :].partition("\n")[2]
    return f"{head}{CUT}{tail}"
