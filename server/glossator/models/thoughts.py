"""Takes a model's thoughts out of its answer as it streams in: tags, channels. Pure.

Thoughts in fields of their own never get here: `wire/chat` reads those. The spellings are those of
the models' own chat templates.
"""

from __future__ import annotations

import re
from math import inf
from typing import Literal

from glossator.models.requests import Chat, Prompt

Opening = Literal["unknown", "answer", "thought"]
"""How a model's answers begin: `thought` where its template ends inside a thought."""

_State = Literal["start", "thought", "held", "answer", "done", "raw"]

_TAGS = (
    *("think", "thinking", "thought", "thoughts", "reasoning", "reflection", "seed:think"),
    *("reasoning_scratchpad", "scratchpad"),
)
"""In any case: some models shout them, or write them as a heading."""
_THINKS = r"think(?:ing)?|thoughts?|reason(?:ing)?|analysis|rationale|plan(?:ning)?|monologue|cot"
_OTHER_TAG = re.compile(rf"\s*<(?P<name>(?:[a-z]+[_:-])*(?:{_THINKS}))>\s*", re.IGNORECASE)
"""Other names that models give to their thoughts; with elements in it, it is a page's own tag."""
_TAG_NAME = re.compile(r"<([\w:-]{1,40})>")
_MAY_BE_TAG = re.compile(r"<[a-z_:-]{0,30}$", re.IGNORECASE)
_BARE = "analysis"
"""The channel where a service drops Harmony's special tokens."""
_START = r"\s*(?:(?:<\|start\|>)?assistant)?"
_THOUGHTS = (
    *((rf"\s*(?i:<{name}>)", rf"(?i:</{name}>)") for name in _TAGS),
    (r"\s*\[THINK\]", r"\[/THINK\]"),
    (rf"{_START}<\|channel\|>(?:analysis|commentary)", r"<\|end\|>|(?=<\|channel\|>final)"),
    (rf"\s*{_BARE}(?=[A-Z])", r"assistant\s?final"),
    (r"\s*<\|channel>thought\n?", r"<channel\|>"),
    (r"\s*<unused94>", r"<unused95>"),
    (r"\s*<\|START_THINKING\|>", r"<\|END_THINKING\|>"),
    (r"\s*<\|begin_of_thought\|>", r"<\|end_of_thought\|>"),
    (r"\s*<\|inner_prefix\|>", r"<\|inner_suffix\|>"),
    (r"\s*◁think▷", r"◁/think▷"),
    (r"\s*<start_working_out>", r"<end_working_out>"),
    (r"\s*<details type=\"reasoning\"[^>]*>", r"</details>"),
    (r"\s*Here is my thought process:", r"Here is my response:"),
)
_WRAPPERS = (
    (
        rf"{_START}<\|channel\|>final[^<]*(?:<\|constrain\|>\w+)?<\|message\|>",
        r"<\|(?:end|return)\|>",
    ),
    (r"\s*(?:assistant\s?)?final<\|message\|>", r"<\|(?:end|return)\|>"),
    (r"\s*<\|START_RESPONSE\|>", r"<\|END_RESPONSE\|>"),
    (r"\s*<\|begin_of_solution\|>", r"<\|end_of_solution\|>"),
)
"""What some models put around the answer that follows their thoughts."""
_OPENINGS = tuple((re.compile(opens), re.compile(ends)) for opens, ends in _THOUGHTS)
_WRAPPINGS = tuple((re.compile(opens), re.compile(ends)) for opens, ends in _WRAPPERS)
_LONE_END = re.compile(r"</think(?:ing)?>|</seed:think>|\[/THINK\]|◁/think▷|<\|END_THINKING\|>")

_HEADS = (
    *(f"<{name}>" for name in _TAGS),
    *("[THINK]", "<|start|>assistant<|channel|>commentary", "<|channel|>commentary"),
    *("<|start|>assistant<|channel|>analysis", "<|channel|>analysis"),
    *("<|start|>assistant<|channel|>final<|message|>", "<|channel|>final<|message|>"),
    *("<|channel>thought\n", "<unused94>", "<|START_THINKING|>", "<|START_RESPONSE|>"),
    *("<|begin_of_thought|>", "<|begin_of_solution|>", "<|inner_prefix|>", "◁think▷"),
    *("assistant<|channel|>final<|message|>", "assistant<|channel|>commentary"),
    *("assistant<|channel|>analysis", "assistantfinal<|message|>", "final<|message|>"),
    *("<start_working_out>", '<details type="reasoning" done="true">'),
    "Here is my thought process:",
)
"""Every beginning that is waited for until it is whole."""
_MARKS = (
    *("</think>", "</thinking>", "</seed:think>", "[/THINK]", "◁/think▷", "<|END_THINKING|>"),
    *("<|end|>", "<|return|>", "<|END_RESPONSE|>", "<|end_of_solution|>"),
)
"""Every mark within an answer, of which a piece may hold the beginning."""

_LONGEST_BLANK, _LONGEST_MARK = 400, 40
_LONGEST_TOKEN = 12
"""Code points; a model that has thought so many for each token of its limit knows no limit."""

_ALOUD = (
    *("Okay", "OK", "Ok,", "Alright", "All right", "Hmm", "Hm,", "Got it", "Let me", "Let's"),
    *("The user", "We need", "We have", "We are", "I need", "I have", "I should", "I'm ", "I am"),
    *("So ", "So,", "First,", "Well,", "Wait", "Now ", "Now,", "Thinking", "**Thinking"),
    *("嗯", "好的", "首先", "用户", "我们"),
)
"""How thoughts without a tag begin; an answer that begins so is held until it is clear."""


class ThoughtFilter:
    """Passes on the answer and keeps the thoughts back, for one answer.

    `quotes` says that the prompt holds such tags itself, so that a lone end tag proves nothing;
    `tags` are those in it that only some models mean so.
    `size` counts the code points of thoughts; more than `most` of them are too many. `opened` says
    that the answer began inside a thought, `leaked` that some of it was passed on before its lone
    end tag came. `passes` takes nothing out.
    """

    def __init__(
        self,
        opening: Opening = "unknown",
        *,
        quotes: bool = False,
        tags: frozenset[str] = frozenset(),
        passes: bool = False,
        most: float = inf,
    ) -> None:
        self.size = 0
        self.opened = False
        self.leaked = False
        self._state: _State = "raw" if passes else "start"
        self._opening = opening
        self._heeds_lone_end = opening == "thought" or not quotes
        self._after_thought = False
        self._tags = tags
        self._end = _LONE_END
        self._most = most
        self._searched = 0
        self._text = ""
        self._given = False

    @property
    def is_inside(self) -> bool:
        """Whether what came last is part of a thought."""
        return self._state == "thought"

    @property
    def overflows(self) -> bool:
        """Whether the model thinks on and on, whatever its limit was."""
        pending = len(self._text) if self._state in ("thought", "held") else 0
        return self.size + pending > self._most

    def feed(self, text: str) -> str:
        """The part of the answer that `text` makes sure."""
        if self._state == "raw":
            return text
        self._text += text
        given = self._advance(at_end=False)
        self._given = self._given or bool(given.strip())
        return given

    def finish(self, *, cut: bool = False) -> str:
        """What is left of the answer; `cut` says that it ran into its limit of tokens."""
        given = self._advance(at_end=True)
        rest, self._text = self._text, ""
        if self._state == "held" and not (self._opening == "thought" and cut):
            return given + rest
        self.size += len(rest) if self._state != "done" else 0
        return given

    def _advance(self, *, at_end: bool) -> str:
        """Step from state to state as far as the text goes."""
        while self._state != "answer":
            steps = {"start": self._begin, "thought": self._leave_thought, "held": self._release}
            step = steps.get(self._state)
            if step is None or not step(at_end=at_end):
                return ""
        return self._pass_on(at_end=at_end)

    def _begin(self, *, at_end: bool) -> bool:
        """Whether it is clear what begins here: a thought, a wrapper, or the answer."""
        for state, pairs in (("thought", _OPENINGS), ("answer", _WRAPPINGS)):
            for opening, end in pairs:
                if found := opening.match(self._text):
                    self._text, self._end = self._text[found.end() :], end
                    self._after_thought = True
                    self._state = "thought" if state == "thought" else "answer"
                    return True
        other = _OTHER_TAG.match(self._text)
        if other and other["name"].lower() not in self._tags:
            rest = self._text[other.end() :]
            if rest in ("", "<") and not at_end:
                return False
            if not rest.startswith("<") or rest.startswith("</"):
                self._text, self._end = rest, re.compile(rf"(?i:</{other['name']}>)")
                self._after_thought, self._state = True, "thought"
                return True
        head = self._text.lstrip()
        heads = _HEADS if self._after_thought else (*_HEADS, *_ALOUD)
        short = len(self._text) < _LONGEST_BLANK
        may_begin = _MAY_BE_TAG.match(head) or _may_be_head(head, (_BARE, *heads))
        if not at_end and short and may_begin:
            return False
        self._state, self._end = "answer", _LONE_END
        if self._after_thought:
            self._text = head
        elif self._opening == "thought" or (
            self._opening == "unknown" and self._heeds_lone_end and head.startswith(_ALOUD)
        ):
            self._state = "held"
        return True

    def _leave_thought(self, *, at_end: bool) -> bool:
        found = self._end.search(self._text, max(0, self._searched - _LONGEST_MARK))
        self._searched = len(self._text)
        if found is None:
            return False
        self.size += found.start()
        self._text, self._state, self._searched = self._text[found.end() :], "start", 0
        return True

    def _release(self, *, at_end: bool) -> bool:
        if not self._leave_thought(at_end=at_end):
            return False
        self.opened = self._after_thought = True
        return True

    def _pass_on(self, *, at_end: bool) -> str:
        lone = self._end is _LONE_END
        looks = not lone or (self._heeds_lone_end and not self._after_thought)
        found = self._end.search(self._text) if looks else None
        if found is None:
            keep = 0 if at_end else _unsure(self._text)
            cut = len(self._text) - keep
            given, self._text = self._text[:cut], self._text[cut:]
            return given
        before, self._text = self._text[: found.start()], self._text[found.end() :]
        if not lone:
            self._state = "done"
            return before
        self.size += len(before)
        self.opened, self.leaked = True, self._given
        self._after_thought, self._state = True, "start"
        return self._advance(at_end=at_end)


def _may_be_head(head: str, heads: tuple[str, ...]) -> bool:
    """Whether `head` may become one of these; a tag in any case, as an attribute grows."""
    is_tag = head[:1] == "<"
    small = head.lower()
    if is_tag and small.startswith('<details type="reasoning"'):
        return ">" not in head
    return any(
        each.startswith(head) or (is_tag and each.lower().startswith(small)) for each in heads
    )


def _unsure(text: str) -> int:
    """How many code points at the end may be the beginning of a mark."""
    at = max(text.rfind("<"), text.rfind("["), text.rfind("◁"))
    tail = text[at:] if at >= 0 else ""
    return len(tail) if tail and any(each.startswith(tail) for each in _MARKS) else 0


def filter_for(prompt: Prompt, opening: Opening, max_tokens: int) -> ThoughtFilter:
    """The filter for the answer to a prompt; in the answer to a raw one no model thinks."""
    if not isinstance(prompt, Chat):
        return ThoughtFilter("answer", passes=True)
    texts = [message.content for message in prompt.messages]
    quotes = any(map(_LONE_END.search, texts))
    tags = frozenset(name.lower() for text in texts for name in _TAG_NAME.findall(text))
    most = max_tokens * _LONGEST_TOKEN
    return ThoughtFilter(opening, quotes=quotes, tags=tags, most=most)
