"""Ghost text from a chat model, within the roles of system and user.

An instruct model rarely answers with the bare continuation. It is asked to begin with the last word
before the cursor: where it goes on can then be verified, and `clean` takes the word off again. The
whole line would be surer and costs a dozen tokens of waiting. What changes with each key stands
last, so that all before it stays in the prefix cache.
"""

from __future__ import annotations

from glossator.completion.cursor import Cursor
from glossator.completion.prompt.size import Size
from glossator.completion.prompt.window import before_cursor, below_cursor
from glossator.completion.stop import StopRule
from glossator.models.requests import Chat, Message, Sampling

PREFIX_CHARACTERS = 6_000
SUFFIX_CHARACTERS = 1_000
# The last lines stand after the suffix: the text that is prefilled anew when their window moves.
LAST_LINES_CHARACTERS = 800
# Of other files, which stand first.
RELATED_CHARACTERS = 4_000
SIZE = Size(PREFIX_CHARACTERS, RELATED_CHARACTERS, fixed=2_200, uncached=200)
# Of the rest of the cursor's line, which is there for the model to stop at.
REST_CHARACTERS = 120
MAX_TOKENS = {StopRule.LINE: 48, StopRule.BLOCK: 256}

_INSTRUCTIONS = """\
You complete code at the cursor in an editor. You are shown one file in parts: its beginning, what \
stands below the cursor, and at the end the last lines before the cursor.
- Begin your answer with the last word before the cursor, and go on from there.
- Write only what is missing at the cursor: the rest of the line, or the rest of the statement or \
block. Then stop.
- Never write what stands below the cursor.
- Keep the file's style, names and indentation.
- Answer with code alone: no explanation, no Markdown."""


def request(
    cursor: Cursor,
    stop_rule: StopRule,
    begins: int,
    related_files: tuple[tuple[str, str], ...] = (),
) -> tuple[Chat, Sampling]:
    """What to ask a chat model, which sees the text from the offset `begins` on.

    `related_files` are (path, text) pairs, those that change least first.
    """
    seen = cursor.prefix[begins:]
    last_lines = before_cursor(seen, LAST_LINES_CHARACTERS)
    beginning = seen[: len(seen) - len(last_lines)]
    below = below_cursor(cursor, SUFFIX_CHARACTERS)
    parts = [_section(f"Another file: {path}", text) for path, text in related_files]
    parts.append(f"File: {cursor.name}\nLanguage: {cursor.language}\n")
    parts.append(_section("Beginning of the file", beginning) if beginning else "")
    parts.append(_section("Below the cursor", below) if below.strip() else "")
    parts.append(_section("Last lines before the cursor", last_lines))
    parts.append(_task(cursor, stop_rule))
    messages = (Message("system", _INSTRUCTIONS), Message("user", "".join(parts)))
    return Chat(messages), Sampling(MAX_TOKENS[stop_rule])


def _section(title: str, text: str) -> str:
    return f"=== {title} ===\n{text}\n"


def _task(cursor: Cursor, stop_rule: StopRule) -> str:
    """The last words of the prompt; they change with each key, so they are few."""
    line = cursor.line_before[-LAST_LINES_CHARACTERS:]
    rest = cursor.line_after.strip()[:REST_CHARACTERS]
    until = f" It goes on with `{rest}`, which is there already." if rest else ""
    amount = "the rest of this line" if stop_rule is StopRule.LINE else "the code that comes next"
    if line.strip():
        begin = f"begin with `{cursor.anchor[-LAST_LINES_CHARACTERS:]}`"
        return f"=== The cursor's line; {begin} and add {amount}.{until} ===\n{line}"
    indent = f"indented by {len(line.expandtabs(4))} columns" if line else "not indented"
    return f"=== The cursor's line is empty, {indent}; write {amount}.{until} ===\n"
