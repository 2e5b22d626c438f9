"""Text from outside, from a model above all, made into text that is what it looks like.

What a model says may be shown in a terminal and inserted into code, so nothing in it may act or
hide: terminal sequences and control characters go, line ends become LF, and of the code points
that nobody sees only those stay that writing needs: joiners within scripts and emoji that are
written with them, variation selectors after what they vary. Bidirectional controls never stay:
they make code read as what it is not (https://trojansource.codes).
"""

from __future__ import annotations

import re

_EMOJI = "\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_VARIED = f"\xa9\xae\u203c\u2049\u2122\u2139{_EMOJI}"
_IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
# Thai, Lao, Myanmar, Khmer: their words are told apart by spaces without width.
_WITHOUT_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17b3\u17b6-\u17ff"
# Arabic to Sinhala, Myanmar, Khmer, Mongolian, and Arabic's presentation forms.
_JOINING = f"\u0600-\u061b\u061d-\u0dff{_WITHOUT_SPACES}\u1820-\u18aa\ufb50-\ufdff\ufe70-\ufefc"
_FLAG = "\U0001f3f4"
_FLAG_TAGS = ("gbeng", "gbsct", "gbwls")


def _tags(letters: str) -> str:
    return "".join(chr(0xE0000 + ord(letter)) for letter in letters) + "\U000e007f"


# Invisible, and right after what stands before it.
_WRITING = "|".join(
    (
        f"(?<=[{_JOINING}])[\u200c\u200d](?=[{_JOINING}])",
        f"(?<=[{_WITHOUT_SPACES}])\u200b(?=[{_WITHOUT_SPACES}])",
        f"(?:(?<=[{_EMOJI}])|(?<=[{_EMOJI}]\ufe0f))\u200d(?=[{_EMOJI}])",
        f"(?<=[{_VARIED}])[\ufe0e\ufe0f]",
        "(?<=[0-9#*])\ufe0f(?=\u20e3)",
        f"(?<=[{_IDEOGRAPHS}])[\U000e0100-\U000e01ef]",
        "(?<=[\u2800-\u28ff])\u2800",  # the space of Braille
    )
)
_LINE_END = "\r\n?|[\x85\u2028\u2029]"
_CONTROL_SEQUENCE = r"\x1b\[[0-?]{0,64}[ -/]{0,8}"
_STRING_SEQUENCE = r"\x1b[\]PX^_][^\x07\x1b\n]{0,200}"
_TERMINAL = rf"{_CONTROL_SEQUENCE}[@-~]|{_STRING_SEQUENCE}(?:\x07|\x1b\\)|\x1b[ -/]{{0,8}}[0-~]"
# The form feed stays: it divides pages of source code.
_UNSEEN = (
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U00013430-\U00013440\U00016fe4"
    "\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

_SPECIAL = re.compile(
    f"(?P<flag>{_FLAG}(?:{'|'.join(map(_tags, _FLAG_TAGS))}))|(?P<joins>{_WRITING})|"
    f"(?P<line>{_LINE_END})|{_TERMINAL}|{_UNSEEN}"
)
# What the next piece may complete, or decide.
_UNDECIDED = re.compile(
    rf"(?:\r|[\u200b-\u200d\ufe0f]|{_FLAG}[\U000e0061-\U000e007a]{{0,5}}|"
    rf"{_CONTROL_SEQUENCE}|{_STRING_SEQUENCE}\x1b?|\x1b[ -/]{{0,8}})\Z"
)
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_FARTHEST_LOOK_BACK = 2


class Sanitizer:
    """Makes a stream plain; however it is cut into pieces, the text that comes out is the same."""

    def __init__(self) -> None:
        self._seen = ""
        self._held = ""

    def feed(self, piece: str) -> str:
        """What can be let through after one more piece; the rest waits for the next."""
        text = _SURROGATE_PAIR.sub(_joined, self._seen + self._held + piece)
        undecided = _UNDECIDED.search(text, len(self._seen))
        ends = undecided.start() if undecided else len(text)
        if text[ends - 1 : ends] and "\ud800" <= text[ends - 1] <= "\udbff":
            ends -= 1
        return self._let_through(text, max(ends, len(self._seen)))

    def finish(self) -> str:
        """The stream is over: what was waiting."""
        text = self._seen + self._held
        return self._let_through(text, len(text))

    def _let_through(self, text: str, ends: int) -> str:
        pieces: list[str] = []
        at, gone = len(self._seen), 0
        for found in _SPECIAL.finditer(text, at):
            if found.start() >= ends:
                break
            joins = found["joins"] if found.start() > gone else None
            kept = found["flag"] or joins or ("\n" if found["line"] else "")
            pieces += (text[at : found.start()], kept)
            at = found.end()
            gone = gone if kept else at
        pieces.append(text[at:ends])
        self._seen = text[max(gone, ends - _FARTHEST_LOOK_BACK) : ends]
        self._held = text[ends:]
        return "".join(pieces)


def plain(text: str) -> str:
    """A whole text from outside, made plain."""
    stream = Sanitizer()
    return stream.feed(text) + stream.finish()


def sentence(text: str) -> str:
    """A sentence for the user that may quote a stranger.

    Some editors make a link of `[text](command:…)` in a message, which a click would run.
    """
    return plain(text).replace("](", "] (")


def one_line(text: str) -> str:
    """A text from outside as it may stand within a sentence."""
    return " ".join(plain(text).split())


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")
