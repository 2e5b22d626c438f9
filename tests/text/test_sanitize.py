"""What may come in from a model: a table of what goes, what is kept, and that cuts change nothing.

Invisible code points are written as escapes, so that this file is what it looks like.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.errors import NoUsableAnswerError, ServiceFailedError
from glossator.text.sanitize import Sanitizer, one_line, plain, sentence

GOES = [
    # terminals
    ("\x1b[1;31mred\x1b[0m", "red"),
    ("\x1b[2J\x1b[Hx", "x"),
    ("\x1b]0;title\x07x", "x"),
    ("\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\", "link"),
    ("\x1b]52;c;cm0gLXJmIH4=\x07x", "x"),
    ("\x1bP$q q\x1b\\x", "x"),
    ("\x1bcx\x1b(Bx", "xx"),
    ("\x1b]0;never ended", "0;never ended"),
    ("\x1b", ""),
    ("\x9b31mx", "31mx"),
    ("abc\b\b\bxyz\x7f\x07\x00", "abcxyz"),
    ("first\rsecond", "first\nsecond"),
    ("a\r\nb\rc\n\r\n", "a\nb\nc\n\n"),
    ("a\x0bb\x85c\u2028d\u2029e", "ab\nc\nd\ne"),
    # Trojan Source
    ('if level != "user\u202e \u2066// admin\u2069 \u2066":', 'if level != "user // admin ":'),
    ("\u202aa\u202bb\u202cc\u202dd\u2067e\u2068f\u200eg\u200fh\u061ci", "abcdefghi"),
    # what nobody sees
    ("pass\u200bword", "password"),
    ("is\u200dAdmin or\u200cder", "isAdmin order"),
    ("\ufeffx\u2060y\xadz\u034f", "xyz"),
    ("a\ufe0fb\ufe01", "ab"),
    ("env\u3164ironment \u115f\u1160\uffa0", "environment "),
    ("x\U000e0069\U000e0067\U000e006e\U000e006f\U000e0072\U000e0065", "x"),
    ("\U0001f600\ufe0f\ufe0f\U000e0141\U000e0142", "\U0001f600\ufe0f"),
    ("\U0001f3f4\U000e0065\U000e0076\U000e0069\U000e006c\U000e007f", "\U0001f3f4"),
    ("is\u2800Admin \u2800x\U00016fe4\U00013430\U00013438\U0001d159", "isAdmin x"),
    ("half \ud83d and \udc00", "half  and "),
]

STAYS = [
    "\tx = 1\n\x0c\nécole = '漢字'\n",
    "x = '\\x1b[0m\\u202e'",
    "café cafe\u0301 Å\u030a ﬁ",
    "שלום עולם, مرحبا بالعالم",
    "می\u200cخواهم کتاب\u200cها",  # Persian: a joiner that keeps letters apart
    "क\u094d\u200dष and \u0d7b ന\u0d4d\u200d\u0d2f",  # Devanagari, Malayalam
    "ภาษา\u200bไทย",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f469\U0001f3fd\u200d\U0001f4bb",
    "\u2764\ufe0f\u200d\U0001f525 \U0001f3f3\ufe0f\u200d\U0001f308 \u2708\ufe0e \xa9\ufe0f",
    "1\ufe0f\u20e3 #\ufe0f\u20e3 \U0001f1e9\U0001f1ea",
    "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # Scotland
    "葛\U000e0100",
    "\u2813\u2800\u280a",  # Braille
    "a\u00a0b\u202fc\u3000d",
    "\ufffd",
]


@pytest.mark.parametrize(("answer", "kept"), GOES)
def test_what_acts_or_hides_goes(answer: str, kept: str) -> None:
    assert plain(answer) == kept


@pytest.mark.parametrize("text", STAYS)
def test_what_writing_needs_stays(text: str) -> None:
    assert plain(text) == text


def test_halves_of_a_character_are_joined() -> None:
    stream = Sanitizer()
    assert stream.feed("a\ud83d") == "a"
    assert stream.feed("\ude00b") == "\U0001f600b"
    assert stream.finish() == ""


def test_what_the_next_piece_decides_waits_and_nothing_else_does() -> None:
    stream = Sanitizer()
    assert stream.feed("a\x1b[3") == "a"
    assert stream.feed("1mb") == "b"
    assert stream.feed("c\r") == "c"
    assert stream.feed("d") == "\nd"
    assert stream.feed("e\u200d") == "e"
    assert stream.finish() == ""


PIECES = st.sampled_from(
    [*"ab1#[]0;m\n\r\t\x1b\x07\\", *(text for text, _ in GOES), *STAYS, "\ud83d", "\ude00"]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=60)


@given(TEXTS, st.lists(st.integers(0, 200)))
def test_cuts_change_nothing(text: str, cuts: list[int]) -> None:
    stream, out = Sanitizer(), ""
    places = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    for start, end in pairwise(places):
        out += stream.feed(text[start:end])
    assert out + stream.finish() == plain(text)


@given(TEXTS)
def test_no_control_is_left_and_nothing_is_left_to_do(text: str) -> None:
    kept = plain(text)
    controls = {c for c in kept if unicodedata.category(c) in ("Cc", "Cs")}
    assert controls <= {"\t", "\n", "\x0c"}
    assert not {c for c in kept if unicodedata.bidirectional(c) in BIDI}
    assert plain(kept) == kept


BIDI = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def test_in_a_sentence_it_is_one_line() -> None:
    assert one_line("not\n\x1b[31mfound\x1b[0m\t here ") == "not found here"


@pytest.mark.parametrize(
    "error",
    [
        ServiceFailedError("It failed: [ok](command:evil)\x1b[2J."),
        NoUsableAnswerError("The model said: [ok](command:evil)\u202e."),
    ],
)
def test_a_sentence_holds_no_link_that_an_editor_would_follow(error: Exception) -> None:
    assert "[ok] (command:evil)." in str(error)
    assert sentence(str(error)) == str(error)
