"""What `drop_special_tokens` changes, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.answer import Draft
from glossator.completion.clean.drop_special_tokens import drop_special_tokens
from tests.completion.clean.checks import check_head
from tests.completion.drawn import at

BLANK = "def f(a):\n    b = a\n    │\n    return b\n"


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("x = 1<|im_end|>", "x = 1"),
        ("x = 1<|endoftext|>import os", "x = 1"),
        ("<|fim_middle|>x = 1", "x = 1"),
        ("<|im_start|>assistant\nx = 1<|im_end|>", "x = 1"),
        ("x = <|cursor|>1", "x = 1"),
        ("x = 1</s>\n\nMore", "x = 1"),
        ("x = 1<|of_a_new_family|>", "x = 1"),
        ("x = 1▁<EOT>", "x = 1"),
        ("x = 1 <EOT> <PRE> y = 2", "x = 1"),
        ("{{INSERTED_CODE}}\nx = 1", "\nx = 1"),
        ("x = 1<filename>util.py", "x = 1"),
        ("x = 1<[end▁of▁sentence]>", "x = 1"),
        ("x = 1<|reserved_special_token_5|>", "x = 1"),
        ("x = 1<unused7>", "x = 1"),
        ("<start_of_turn>model\nx = 1<end_of_turn>", "x = 1"),
        ("<|start_header_id|>assistant<|end_header_id|>\n\nx = 1", "x = 1"),
        ("x = 1</s>)", "x = 1"),
        ("x = 1<turn|>\n<|turn>user", "x = 1"),
        ("usage = 'cut <filename>.txt'", "usage = 'cut <filename>.txt'"),
        ("x = a <| b", "x = a <| b"),
        ("x = '</s>' + y", "x = '</s>' + y"),
        ("a < b | c > d", "a < b | c > d"),
    ],
)
def test_special_tokens_are_dropped(reply: str, kept: str) -> None:
    check_head(drop_special_tokens, BLANK, reply, kept)


def test_a_token_that_the_buffer_holds_is_code() -> None:
    check_head(drop_special_tokens, "END = '<|im_end|>'\n│", "x = '<|im_end|>'", "x = '<|im_end|>'")


@pytest.mark.parametrize(
    "half", ["<|im_", "<|of_a_new", "<|eot_id|", "<｜end▁of", "▁<EO", "<filename>src/a", "<unused1"]
)
def test_half_a_token_waits(half: str) -> None:
    answer = drop_special_tokens(Draft("x = 1" + half, whole=False, chat=True), at(BLANK))
    assert answer.text == "x = 1"


def test_strike_through_in_html_is_code() -> None:
    check_head(drop_special_tokens, "<p>│</p>", "<s>old</s>", "<s>old</s>", language="html")


@pytest.mark.parametrize(
    ("buffer", "kept"), [(BLANK, "x = a"), ("SUFFIX = 1\n│", "x = a[SUFFIX])")]
)
def test_codestrals_suffix_is_a_subscript_of_a_name_in_the_buffer(buffer: str, kept: str) -> None:
    check_head(drop_special_tokens, buffer, "x = a[SUFFIX])", kept, chat=False)


def test_the_end_of_no_element_is_a_token_in_a_page_too() -> None:
    check_head(drop_special_tokens, "<p>│</p>", "old</s>", "old", language="html")


@pytest.mark.parametrize("head", ["<start_of_turn>mod", "<|start_header_id|>assistant<|end_header"])
def test_half_the_header_of_a_turn_waits(head: str) -> None:
    assert not drop_special_tokens(Draft(head, whole=False, chat=True), at(BLANK)).text
