"""Filter on the stream: control tokens that the service left in the text."""

from __future__ import annotations

import re
from dataclasses import replace

from glossator.completion.clean.answer import Draft
from glossator.completion.cursor import Cursor
from glossator.text.lexer import scan

# Qwen, StarCoder, DeepSeek, CodeLlama, Llama 3, Mistral, Phi, Gemma, Cohere, GLM, Seed-Coder,
# MiniMax, and the cursor as models draw it.
_TOKENS = (
    "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|fim_pad|>", "<|repo_name|>",
    "<|file_sep|>", "<|file_separator|>", "<|endoftext|>", "<|im_start|>", "<|im_end|>",
    "<fim_prefix>", "<fim_suffix>", "<fim_middle>", "<fim_pad>", "</fim_middle>", "<EOT>",
    "<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>", "<｜end▁of▁sentence｜>",
    "<|begin_of_text|>", "<|end_of_text|>", "<|eot_id|>", "<|end|>", "<|assistant|>", "<|user|>",
    "<|system|>", "<|endofblock|>", "</s>", "<s>", "[INST]", "[/INST]", "<|cursor|>",
    "<|EOT|>", "<end_of_turn>", "</end_of_turn>", "<start_of_turn>", "<|eom_id|>", "<|return|>",
    "<｜begin▁of▁sentence｜>", "<｜User｜>", "<｜Assistant｜>", "<|start_header_id|>", "<|call|>",
    "<|END_OF_TURN_TOKEN|>", "<|code_prefix|>", "<|code_suffix|>", "<|code_middle|>", "<eos>",
    "<bos>", "▁<PRE>", "▁<SUF>", "▁<MID>", "▁<EOT>", "<PRE>", "<SUF>", "<MID>", "[PREFIX]",
    "[SUFFIX]", "[MIDDLE]", "<fim-prefix>", "<fim-suffix>", "<fim-middle>", "<|startoftext|>",
    "[gMASK]", "<|fim|>", "<cursor>", "<CURSOR>", "[CURSOR]", "{{FILL_HERE}}", "<FILL_HERE>",
    "{{INSERTED_CODE}}", "{{REWRITTEN_CODE}}", "{{CURSOR}}", "<|user_cursor_is_here|>",
    "<|editable_region_start|>", "<FILL_ME>", "<file_sep>", "<repo_name>", "<reponame>",
    "<fim_eot>", "<eot>", "<end_of_utterance>", "[/CODE]", "<fim_sep>", "<gh_stars>",
    "<issue_start>", "<issue_comment>", "<issue_closed>", "<jupyter_start>", "<jupyter_text>",
    "<jupyter_code>", "<jupyter_output>", "<empty_output>", "<commit_before>", "<commit_msg>",
    "<commit_after>", "<[fim-prefix]>", "<[fim-suffix]>", "<[fim-middle]>",
    "<[begin▁of▁sentence]>", "<[end▁of▁sentence]>", "<[PAD▁TOKEN]>", "<|turn>", "<turn|>",
    "<channel|>", "<|channel>", "<|tool_call>", "<tool_call|>", "[e~[",
    "<end_of_text>", "<eom>", "<sep>", "[EOS]", "[BOS]", "[/ASSISTANT]", "</assistant>",
)  # fmt: skip
# These may stand before or inside an answer; all others end it.
_WITHIN = frozenset((
    "<|cursor|>", "<|fim|>", "<cursor>", "<CURSOR>", "[CURSOR]", "{{FILL_HERE}}", "<FILL_HERE>",
    "<FILL_ME>", "<|fim_pad|>", "{{INSERTED_CODE}}", "{{REWRITTEN_CODE}}", "{{CURSOR}}",
    "<|user_cursor_is_here|>", "<|editable_region_start|>",
))  # fmt: skip
# Too common in code to be cut anywhere but at the end of a line.
_AMBIGUOUS = frozenset((
    "</s>", "<s>", "[INST]", "[/INST]", "<EOT>", "<cursor>", "<|end|>", "<eos>", "<bos>", "<PRE>",
    "<SUF>", "<MID>", "[PREFIX]", "[SUFFIX]", "[MIDDLE]", "[EOS]", "[BOS]", "<sep>",
))  # fmt: skip

_SUBSCRIPTS = frozenset(("[PREFIX]", "[SUFFIX]", "[MIDDLE]"))
"""Codestral's, which are code only where the buffer has such a name."""

# CodeLlama's and Mistral's tokens are words of their own to some services, with a space before.
_SPACED = frozenset(("<EOT>", "</s>", "<PRE>", "<SUF>", "<MID>", "▁<MID>", "▁<PRE>", "▁<SUF>"))

_PATTERN = re.compile(
    "|".join(map(re.escape, sorted(_TOKENS, key=len, reverse=True)))
    + r"|<\|/?[A-Za-z_▁][\w▁:]{2,30}\|>|<｜[^｜\n]{1,30}｜>|<filename>(?=\w[\w/-]*\.\w)"
    r"|<(?:unused|extra_id_|mask_)\d+>"
)
_GROWING = re.compile(
    r"<\|/?[\w▁:]{0,31}\|?\Z|<｜[^｜\n]{0,30}｜?\Z|<filename>(?:\w[\w/-]*\.?)?\Z"
    r"|<(?:u|un|unu|unus|unuse|unused\d*|e|ex|ext|extr|extra\w*|m|ma|mas|mask\w*)\Z"
)
_HEADERS = frozenset((
    "<|im_start|>", "<start_of_turn>", "<|start_header_id|>", "<|start_of_role|>", "<|turn>",
    "<|im_assistant|>",
))  # fmt: skip
"""What begins the header of a turn, which says who speaks."""
_ROLE = re.compile(
    r"(?:assistant|user|system|model)?(?:\n|<\|(?:end_header_id|end_of_role|im_middle)\|>\n*)"
)
_LONGEST_ROLE = 30
_NEAR = 400  # code points before the cursor
_LONGEST = max(map(len, _TOKENS))


def drop_special_tokens(answer: Draft, cursor: Cursor) -> Draft:
    """Drop the tokens before the answer and end it at the first one after its beginning.

    A token that the buffer itself holds is code here. One that may be growing at the end waits.
    """
    text, at = answer.text, 0
    while found := _PATTERN.search(text, at):
        token, start = found.group(), found.start()
        if _is_code(found, cursor, answer):
            if not answer.whole and _may_grow(text[found.end() :]):
                return replace(answer, text=text[:start].rstrip(" "))
            at = found.end()
            continue
        if token not in _WITHIN and text[:start].strip():
            spaced = text[:start] if token not in _SPACED else text[:start].rstrip(" ")
            return answer.cut(len(spaced))
        end = found.end()
        role = _ROLE.match(text, end) if token in _HEADERS else None
        if token in _HEADERS and not answer.whole and _may_be_role(role, text[end:]):
            return answer.nothing_yet()
        if role:
            end = role.end()
        is_head = answer.chat and not text[:start].strip() and bool(cursor.line_before.strip())
        if is_head and token not in _WITHIN and text[end : end + 1] == "\n":
            end += 1
        text, at = text[:start] + text[end:], start
        answer = replace(answer, text=text)
    if answer.whole:
        return answer
    # a space may belong to a token that comes
    return replace(answer, text=text[: _safe_length(text)].rstrip(" "))


def _is_code(found: re.Match[str], cursor: Cursor, answer: Draft) -> bool:
    token, text = found.group(), found.string
    if token in cursor.prefix or token in cursor.suffix:
        return True
    if token not in _AMBIGUOUS:
        return False
    if token == "</s>":  # noqa: S105
        return _ends_element(text[: found.start()], cursor)
    if cursor.facts.markup and token in ("<s>", "<PRE>"):
        return True
    if token in _SUBSCRIPTS and not answer.chat:
        return token[1:-1] in cursor.prefix or token[1:-1] in cursor.suffix
    rest = text[found.end() :]
    ends_line = rest[:1] == "\n" or (answer.whole and not rest)
    ends_line = ends_line or bool(_PATTERN.match(rest.lstrip(" ")))
    begins = not text[: found.start()].strip() and token in ("<s>", "[/INST]")
    return not (ends_line or begins)


def _ends_element(before: str, cursor: Cursor) -> bool:
    """Whether `</s>` after the text `before` is of a page, or stands in a string."""
    if cursor.facts.markup:
        return "<s>" in before or "<s>" in cursor.prefix[-_NEAR:]
    line = (cursor.line_before[-_NEAR:] + before).rpartition("\n")[2]
    return bool(scan(line, cursor.language).quote) and not cursor.facts.prose


def _may_be_role(role: re.Match[str] | None, rest: str) -> bool:
    """Whether the header of a turn, of which `rest` follows the first token, may go on."""
    if role:
        return role.end() == len(rest) + role.start()
    return "\n" not in rest and len(rest) < _LONGEST_ROLE


def _may_grow(rest: str) -> bool:
    """Whether what follows a token so far may be the beginning of another one."""
    rest = rest.lstrip(" ")
    return not rest or not _safe_length(rest)


def _safe_length(text: str) -> int:
    """How much of `text` cannot be the beginning of a token that goes on."""
    if growing := _GROWING.search(text):
        return growing.start()
    for start in range(max(0, len(text) - _LONGEST), len(text)):
        tail = text[start:]
        if tail[0] in "<[{▁" and any(token.startswith(tail) for token in _TOKENS):
            return start
    return len(text)
