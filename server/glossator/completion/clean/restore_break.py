"""Filter on the stream: the line break that is missing between the cursor's line and the answer.

Chat models begin with the next line where the cursor stands at the end of a comment, of a finished
statement, or of a line that opens a block.
"""

from __future__ import annotations

import re
from dataclasses import replace

from glossator.completion.clean.answer import Draft, completes_row, shape_of
from glossator.completion.clean.indent import indent_of, shift_lines
from glossator.completion.cursor import Cursor, scan_before
from glossator.completion.faults import is_parsed
from glossator.completion.readings import Reading, choose
from glossator.text.imports import may_import
from glossator.text.indentation import indent_width, leading_space
from glossator.text.lexer import CLOSER_OF, is_comment, opens_block, scan, without_comment
from glossator.text.sentences import is_sentence

_FINISHED = re.compile(r"(?:[;}]|\*[/)]|-->|<\?php)$")
_OPENER = re.compile(r"(?:\{|:|(?:^|\s)(?:do|then|else|begin)|\bdo ?\|[^|]*\|)$")
_LABEL = re.compile(r"\s*(?:public|private|protected|default|case\b.*) ?:$")
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\{[^}]*\}(?:\[[^\]]*\])?$")
_HEADER = re.compile(
    r"\s*(?:async |def |class |if |elif |else:|for |while |with |try:|except|finally:|match |case |"
    r"func |proc |static )"
)
_GOES_ON = re.compile(
    r"(?:else|elif|elsif|catch|except|finally|while|until|rescue|ensure|as|from)\b"
)
_BEGINS_LINE = re.compile(r"[\w@$<#\"'&*~.\\]|::|:(?=[a-z_])|- |-\w+\(|\((?=.*[,;]$)")
_AFTER_COMMENT = re.compile(r"[(\[{}]|/\*")
"""What begins a line after a comment, too; one in brackets that the next pattern knows."""
_IN_BRACKETS = re.compile(r"[(\[].*(?:[,;]$|\) = | && )")
_OPENING_TAG = re.compile(
    r"<(?P<name>(?!script|style|pre\b|textarea)[A-Za-z][\w.-]*)(?:\s[^<>]*)?(?<!/)>$"
)
_CODE = re.compile(
    r"[=;(){}\[\]<>]|^/\*|^[\w./-]+ (?:--?\w|[.~*/])|^[A-Z]\w+-[A-Z]|^@\w|^[\"'].*[,;:]$"
    r"|^(?:\"{3}|'{3})|^(?:return|class|def|fn|func|let|const|var|if|for)\b"
    r"|^(?:break|continue|pass|next|redo|retry)\s*;?$"
    r"|^(?:puts|cd) \S|^(?:source|load|gem) [\"'$]"
    r"|^(?:echo|print|raise) [\"'$A-Z]"
)
_STATEMENT = re.compile(
    r"(?:return|class|def|fn|func|fun|let|const|var|public|private|"
    r"protected|static|final|override|export|async|struct|enum|interface) "
    r"|@[A-Za-z]|# ?(?:define|undef|if|ifdef|ifndef|elif|else|endif|pragma)\b"
)
_COMMANDLET = re.compile(r"(?i:(?:add|copy|get|import|invoke|new|out|remove|set|write)-\w+\b)")
_FIRST_WORD = re.compile(r"[A-Za-z]{2,} ")
_TYPE_BEHIND = ("go", "zig")
"""Languages in which the type of what an array holds stands behind its brackets."""
_BESIDE = 3
"""Lines above and below the cursor of which one may have the shape of the answer."""
_NEAR = 40
"""Lines above and below the cursor of which one may begin as the answer does."""
_INSTRUCTION = re.compile(r"\s*(?:[A-Z]{2,} |[A-Z][A-Z\d_]+ ?[:?+]?=)")
_ASSIGNMENT = re.compile(r"\s*(?:- )?[\w.-]+ ?[=:] ?\S")
_ITEM, _ITEM_MARK = re.compile(r"\s*- "), 2
_METHOD = re.compile(r"\s*[-+] ?\([^()]*\)$")
"""The type of a method of Objective-C, after which its name comes."""
_ATTRIBUTE = re.compile(r"\[(?:[a-z]+: ?)?[A-Z]\w*(?:\(.*\))?\]$")
_ATOM = re.compile(r":[a-z_]\w*(?:$|[ ,;)\]])")
_LEAVES = re.compile(r"\s*(?P<word>return|raise|throw)\b")
_SETS = re.compile(r"\s*(?P<target>[\w.\[\]$@]+) ?= ?(?![=>~])")
_TARGET = re.compile(r"[\w.%/-]+:(?: [\w.%/$-]+| *$)")
_YAML_LINE = re.compile(r"- \S|[\w.\"'-]+:(?: |$)")


def restore_break(answer: Draft, cursor: Cursor) -> Draft:
    """Begin a new line where the answer cannot go on with the cursor's line, and a line can."""
    before = cursor.line_before
    first, newline, rest = answer.text.partition("\n")
    if not answer.chat or cursor.line_after.strip() or not before.strip():
        return answer
    if not first.strip():
        return answer
    if opens_block(before, cursor.language) and indent_width(first) > indent_width(before) + 1:
        return replace(answer, text="\n" + answer.text)
    joint = "" if before[-1] in " \t" else _joint(cursor)
    indent = leading_space(first)
    if joint and _is_indentation(indent, cursor):
        if joint == "comment" and indent_width(indent) != indent_width(before):
            return replace(answer, text="\n" + answer.text)
        answer = answer.without_head(len(indent))
        first = first[len(indent) :]
    begins = _BEGINS_LINE.match(first) or _is_form(first, cursor)
    if not joint or not (begins or (joint == "comment" and _AFTER_COMMENT.match(first))):
        return answer
    if not answer.whole and not any(map(str.strip, rest.split("\n")[:-1])):
        # the first line decides; the second one tells how the block is indented
        is_undecided = joint == "opener" or not newline
        if is_undecided:
            return answer.nothing_yet()
    if joint in ("word", "finished") and _says_otherwise(first, before):
        return answer.cut(0)
    if not _may_begin(first, joint, cursor) or completes_row(first, cursor):
        return answer
    broken = _broken(answer, cursor, opens=joint == "opener" or _opens(cursor))
    if joint == "comment" and (_is_instruction(first, cursor) or _is_alone(first, cursor)):
        return broken  # no word goes on so, whether the grammar knows the instruction or not
    line, ends = "\n".join(broken.text.split("\n")[:2]), _ends_of(first, cursor)
    unchanged = Reading(first + ends, 0, "goes on")
    # what ends its blocks may stand below
    on_new_line = [Reading(line + each, 0, "on a new line") for each in (ends, "")]
    is_glued = joint == "word" and not _looks_like_next(first, cursor)
    likely = [unchanged, *on_new_line] if is_glued else [*on_new_line, unchanged]
    return broken if choose(likely, cursor) in on_new_line else answer


def _says_otherwise(first: str, before: str) -> bool:
    """Whether the answer is the cursor's line with another end, which no line below it can be.

    After a `return` nothing is reached, and what is set at once again was set in vain.
    """
    if leaves := _LEAVES.match(before):
        return bool(re.match(rf"{leaves['word']}\b", first))
    sets, again = _SETS.match(before), _SETS.match(first)
    if not sets or not again or sets["target"] != again["target"]:
        return False
    return not re.search(rf"(?<![\w.]){re.escape(sets['target'])}(?!\w)", first[again.end() :])


def _is_indentation(space: str, cursor: Cursor) -> bool:
    """Whether the white space before an answer is what a line beside the cursor's begins with."""
    beside = [cursor.line_before, cursor.next_line, *cursor.lines_above[-1:]]
    width = indent_width(space)
    return width > 1 and width in map(indent_width, beside)


def _ends_of(first: str, cursor: Cursor) -> str:
    """What ends the blocks that the answer's first line opens, so that it can be judged alone."""
    opened = scan(first, cursor.language).opened
    if cursor.facts.blocks == "end" and not opened and opens_block(first, cursor.language):
        return "\nend"
    return "".join(CLOSER_OF[bracket] for bracket, _ in reversed(opened))


def _joint(cursor: Cursor) -> str:
    """How the cursor's line ends, where the answer may begin the next one; empty elsewhere."""
    before, language = cursor.line_before, cursor.language
    inside = scan_before(cursor)
    if inside.in_comment:
        return "comment" if before[-1].isalnum() or before[-1] in ".)" else ""
    if language == "latex" and _ENVIRONMENT.search(before):
        return "finished"
    if inside.quote or cursor.facts.prose:
        return ""
    if cursor.facts.markup and _is_tag_closed_below(cursor):
        return "opener"
    if cursor.facts.line_comment == "%" and before.endswith(")."):
        return "finished"
    if _opens(cursor) and (
        _OPENER.search(without_comment(before, language)) or _is_closed_below(cursor)
    ):
        return "opener"
    is_in_brackets = bool(inside.opened) and not scan(before, language).opened
    if is_in_brackets and before.endswith(",") and _is_item(cursor):
        return "finished"
    if _FINISHED.search(before) and not scan(before, language).opened:
        return "finished"
    if before.endswith(("->", "=>")) or _METHOD.match(before):
        return ""
    return "word" if before[-1].isalnum() or before[-1] in "_\"'`)]>" else ""


def _is_item(cursor: Cursor) -> bool:
    """Whether the line of code above ends as one does that stands in a list, or opens it."""
    above = (line.rstrip() for line in reversed(cursor.lines_above) if line.strip())
    code = (line for line in above if not is_comment(line, cursor.language))
    return next(code, "").endswith((",", "(", "[", "{"))


def _opens(cursor: Cursor) -> bool:
    before = cursor.line_before
    if cursor.facts.blocks == "brackets" and _LABEL.match(before):
        return True
    is_lambda = cursor.facts.is_indented and not _HEADER.match(before)
    return not is_lambda and opens_block(before, cursor.language)


def _is_closed_below(cursor: Cursor) -> bool:
    """Whether the bracket, or the lambda in braces, that ends the line is closed by the next."""
    before = cursor.line_before
    opened = scan(before, cursor.language).opened
    is_lambda = before.endswith(("->", "=>")) and opened and opened[-1][0] == "{"
    closer = "}" if is_lambda else CLOSER_OF.get(before[-1])
    below = cursor.next_line
    return (
        bool(closer)
        and below.lstrip().startswith(closer or " ")
        and (indent_width(below) == indent_width(before))
    )


def _is_tag_closed_below(cursor: Cursor) -> bool:
    """Whether the tag that ends the line is closed by the next, at the same indentation."""
    tag, below = _OPENING_TAG.search(cursor.line_before), cursor.next_line
    is_level = indent_width(below) == indent_width(cursor.line_before)
    return bool(tag) and is_level and below.strip().startswith(f"</{tag['name']}>" if tag else "<")


def _may_begin(first: str, joint: str, cursor: Cursor) -> bool:
    """Whether the first line of the answer may be one of its own."""
    if joint != "comment" and _GOES_ON.match(first):
        return False
    if joint == "comment":
        in_brackets = _IN_BRACKETS.match(first) or _ATTRIBUTE.match(first)
        if first[0] in "([" and not (in_brackets or _is_form(first, cursor)):
            return False
        is_code = (
            _is_instruction(first, cursor)
            or _CODE.search(first)
            or may_import(first)
            or _begins_like_a_line(first, cursor)
            or _is_shaped_like_a_line(first, cursor)
            or (cursor.facts.blocks == "end" and _ATOM.match(first))
            or (cursor.language == "powershell" and _COMMANDLET.match(first))
            or (cursor.facts.blocks == "keys" and _YAML_LINE.match(first))
            or (cursor.facts.blocks == "targets" and _TARGET.match(first))
        )
        return bool(is_code) and not is_sentence(first)
    if joint == "opener" and cursor.facts.blocks == "keys":
        return bool(_YAML_LINE.match(first))
    if joint == "opener":
        return not scan(first, cursor.language).closers
    if _is_form(first, cursor):
        return not scan(cursor.line_before, cursor.language).opened
    if first.startswith("."):
        return cursor.line_before.endswith((";", "*/"))
    return joint == "finished" or bool(re.match(r"[\w@#]", first))


def _is_form(first: str, cursor: Cursor) -> bool:
    """Whether the answer begins a form of a Lisp: its comments begin with a semicolon."""
    return first.startswith("(") and cursor.facts.line_comment.startswith(";")


def _is_instruction(first: str, cursor: Cursor) -> bool:
    """Whether a word in capitals begins the answer or is set, right after one that is not."""
    return cursor.line_before[-1].islower() and bool(_INSTRUCTION.match(first))


def _is_alone(first: str, cursor: Cursor) -> bool:
    """Whether there is no grammar, and all brackets that the line closes are its own.

    What pairs with what around it is not known then.
    """
    return not is_parsed(cursor) and not scan(first, cursor.language).closers


def _begins_like_a_line(first: str, cursor: Cursor) -> bool:
    """Whether a line near the cursor begins with the same word."""
    word = _FIRST_WORD.match(first)
    near = [*cursor.lines_above[-_NEAR:], *cursor.lines_below[:_NEAR]]
    return bool(word) and any(line.lstrip().startswith(word.group()) for line in near if word)


def _is_shaped_like_a_line(first: str, cursor: Cursor) -> bool:
    """Whether a line of code beside the cursor has the same signs between its words."""
    shape = shape_of(first)
    near = [*cursor.lines_above[-_BESIDE:], *cursor.lines_below[:_BESIDE]]
    code = [line for line in near if not is_comment(line, cursor.language)]
    return bool(shape.strip("w")) and shape in map(shape_of, code)


def _looks_like_next(first: str, cursor: Cursor) -> bool:
    """Whether the answer, joined to the last word of the cursor's line, belongs below it."""
    before = cursor.line_before
    is_type_next = before[-1] == "]" and cursor.language in _TYPE_BEHIND
    if may_import(first) or _STATEMENT.match(first):
        return True
    if not (before[-1].isalnum() or before[-1] in "_>" or is_type_next):
        return True
    return any(shape.match(before) and shape.match(first) for shape in (_INSTRUCTION, _ASSIGNMENT))


def _broken(answer: Draft, cursor: Cursor, *, opens: bool) -> Draft:
    """The answer on a line of its own, in the block that the cursor's line opens or stands in."""
    first, newline, rest = answer.text.partition("\n")
    base = indent_width(cursor.line_before)
    if cursor.facts.blocks == "keys" and _ITEM.match(cursor.line_before) and not _ITEM.match(first):
        base += _ITEM_MARK
    unit = 4 if cursor.indent_unit == "\t" else len(cursor.indent_unit)
    below = [indent_width(line) for line in rest.split("\n") if line.strip()]
    deeper = [width for width in below if width > base]
    width = base
    if opens:
        width = min(deeper, default=base + unit)
        if deeper and below[0] == width and opens_block(first, cursor.language):
            width = below[0] - unit if below[0] - unit > base else (base + below[0] + 1) // 2
    space = leading_space(cursor.line_before) if width == base else indent_of(width, cursor)
    text = f"\n{space}{first}{newline}{rest}"
    broken = replace(answer, text=text)
    then = next((line for line in rest.split("\n") if line.strip()), "")
    is_flat = (
        bool(below)
        and not deeper
        and width > 0
        and not _GOES_ON.match(then)
        and not scan(first, cursor.language).opened
    )
    return shift_lines(broken, width, cursor, from_line=2) if is_flat else broken
