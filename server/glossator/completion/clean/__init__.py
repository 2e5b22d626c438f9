"""From what a model says to what may be inserted: small filters in two ordered lists.

The filters on the stream look at the head of an answer as far as it has come, and hold back what
they cannot judge yet; those on the whole look at its end. Each removes only what it has evidence
for in the text around the cursor: a right answer passes unchanged. Where prompts are logged, the
log says what each has changed when an answer has ended.
"""

from __future__ import annotations

from itertools import pairwise

from glossator.completion.clean.adopt_comment_mark import adopt_comment_mark
from glossator.completion.clean.adopt_indent import adopt_indent
from glossator.completion.clean.answer import Draft
from glossator.completion.clean.break_before_closer import break_before_closer
from glossator.completion.clean.cut_explanation import cut_explanation
from glossator.completion.clean.cut_extra_closers import cut_extra_closers
from glossator.completion.clean.cut_foreign_scope import cut_foreign_scope
from glossator.completion.clean.cut_repeated_suffix import cut_repeated_suffix
from glossator.completion.clean.cut_runaway import cut_runaway
from glossator.completion.clean.drop_double_space import drop_double_space
from glossator.completion.clean.drop_echo import drop_echo
from glossator.completion.clean.drop_instructions import drop_instructions
from glossator.completion.clean.drop_margin import drop_margin
from glossator.completion.clean.drop_non_answer import drop_non_answer
from glossator.completion.clean.drop_opener import drop_opener
from glossator.completion.clean.drop_path_comment import drop_path_comment
from glossator.completion.clean.drop_php_tag import drop_php_tag
from glossator.completion.clean.drop_preamble import drop_preamble
from glossator.completion.clean.drop_special_tokens import drop_special_tokens
from glossator.completion.clean.restore_break import restore_break
from glossator.completion.clean.restore_newlines import restore_newlines
from glossator.completion.clean.settle_indent import settle_indent
from glossator.completion.clean.trim_trailing_space import trim_trailing_space
from glossator.completion.clean.unescape_breaks import unescape_breaks
from glossator.completion.clean.unescape_entities import unescape_entities
from glossator.completion.clean.unify_newlines import unify_newlines
from glossator.completion.clean.unquote_code import unquote_code
from glossator.completion.clean.unwrap_fence import unwrap_fence
from glossator.completion.clean.unwrap_json import unwrap_json
from glossator.completion.clean.unwrap_patch import unwrap_patch
from glossator.completion.clean.unwrap_tags import unwrap_tags
from glossator.completion.cursor import Cursor
from glossator.completion.readings import explain_change

ON_THE_STREAM = (
    unify_newlines,
    drop_special_tokens,
    drop_non_answer,
    unwrap_tags,
    unwrap_fence,
    unwrap_json,
    unwrap_patch,
    drop_php_tag,
    unescape_entities,
    unescape_breaks,
    unquote_code,
    drop_margin,
    drop_instructions,
    drop_preamble,
    drop_path_comment,
    adopt_comment_mark,
    adopt_indent,
    drop_echo,
    drop_opener,
    drop_double_space,
    restore_break,
    settle_indent,
)

ON_THE_WHOLE = (
    cut_explanation,
    cut_repeated_suffix,
    cut_foreign_scope,
    cut_extra_closers,
    cut_runaway,
    trim_trailing_space,
    break_before_closer,
    restore_newlines,
)

LONGEST = 4_000
"""Code points of an answer that are read at most: several times what is ever asked for."""
_STRIDE = 200  # code points between two looks for a model that goes in circles


class StreamCleaner:
    """Cleans one answer while it comes.

    `chat` says that a chat model was asked, which was told to begin by repeating the cursor's line.
    The text it gives has LF line ends; what it has given stands.
    """

    def __init__(self, cursor: Cursor, *, chat: bool) -> None:
        self._cursor = cursor
        self._chat = chat
        self._heard = ""
        self.text = ""
        self.ended = False

    def feed(self, piece: str) -> str:
        """Take the next piece of the model's answer; return what may be shown of it by now."""
        self._heard = (self._heard + piece)[:LONGEST]
        fresh = self._advance(whole=False)
        self.ended = self.ended or len(self._heard) == LONGEST or self._goes_in_circles(fresh)
        return fresh

    def finish(self) -> str:
        """The model has ended; return what was held back and may be shown."""
        return self._advance(whole=True)

    def _advance(self, *, whole: bool) -> str:
        if self.ended:
            return ""
        steps = [Draft(self._heard, whole, self._chat)]
        for filter_head in ON_THE_STREAM:
            steps.append(filter_head(steps[-1], self._cursor))
        answer = steps[-1]
        lines_so_far = answer.text.rpartition("\n")[0]
        self.ended = answer.whole or self._reached_suffix(lines_so_far)
        if self.ended:
            for each, (before, after) in zip(ON_THE_STREAM, pairwise(steps), strict=True):
                explain_change(each.__name__, before.text, after.text)
        if not answer.text.startswith(self.text):
            return ""
        fresh = answer.text[len(self.text) :]
        self.text = answer.text
        return fresh

    def _goes_in_circles(self, fresh: str) -> bool:
        known = len(self.text) - len(fresh)
        if len(self.text) // _STRIDE == known // _STRIDE:
            return False
        return len(cut_runaway(self.text, self._cursor)) < len(self.text.rstrip())

    def _reached_suffix(self, lines: str) -> bool:
        return len(cut_repeated_suffix(lines, self._cursor, whole=False)) < len(lines)


def clean(text: str, cursor: Cursor) -> str:
    """Clean what a `StreamCleaner` gave, whole or cut where its stop rule says."""
    for filter_whole in ON_THE_WHOLE:
        before, text = text, filter_whole(text, cursor)
        explain_change(filter_whole.__name__, before, text)
    return text
