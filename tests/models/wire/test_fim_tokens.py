"""Each family's layout, with one file and with several."""

from __future__ import annotations

import pytest

from glossator.models.requests import Fim
from glossator.models.wire.fim_tokens import FAMILIES, has_tokens, until_end

ONE = Fim("P", "S", "b.py")
TWO = Fim("P", "S", "b.py", "shop", (("a.py", "A = 1"),))
LAYOUTS = {
    "completions": (
        "<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>",
        "<|repo_name|>shop\n<|file_sep|>a.py\nA = 1\n<|file_sep|>b.py\n"
        "<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>",
    ),
    "starcoder": (
        "<fim_prefix>P<fim_suffix>S<fim_middle>",
        "<repo_name>shop\n<file_sep>a.py\nA = 1\n<file_sep>b.py\n"
        "<fim_prefix>P<fim_suffix>S<fim_middle>",
    ),
    "codellama": ("<PRE> P <SUF>S <MID>", "<PRE> P <SUF>S <MID>"),
    "deepseek": (
        "<｜fim▁begin｜>P<｜fim▁hole｜>S<｜fim▁end｜>",
        "<｜fim▁begin｜>#a.py\nA = 1\n#b.py\nP<｜fim▁hole｜>S<｜fim▁end｜>",
    ),
    "codestral": ("[SUFFIX]S[PREFIX]P", "[SUFFIX]S[PREFIX]+++++ a.py\nA = 1\n+++++ b.py\nP"),
    "seed": (
        "<[fim-suffix]>S<[fim-prefix]>P<[fim-middle]>",
        "<[fim-suffix]>S<[fim-prefix]>P<[fim-middle]>",
    ),
    "glm": (
        "<|code_suffix|>S<|code_prefix|>P<|code_middle|>",
        "<|code_suffix|>S<|code_prefix|>P<|code_middle|>",
    ),
    "mellum": (
        "<fim_suffix>S<fim_prefix>P<fim_middle>",
        "<reponame>shop\n<filename>a.py\nA = 1\n<filename>b.py\n"
        "<fim_suffix>S<fim_prefix>P<fim_middle>",
    ),
    "santacoder": (
        "<fim-prefix>P<fim-suffix>S<fim-middle>",
        "<fim-prefix>P<fim-suffix>S<fim-middle>",
    ),
    "codegemma": (
        "<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>",
        "<|file_separator|>a.py\nA = 1\n<|file_separator|>b.py\n"
        "<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>",
    ),
}


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_lays_out_a_prompt(name: str) -> None:
    family = FAMILIES[name]
    assert (family.lay_out(ONE), family.lay_out(TWO)) == LAYOUTS[name]


def test_braces_in_the_code_stay() -> None:
    family = FAMILIES["seed"]
    assert family.lay_out(Fim("{suffix}", "{prefix}")).count("{prefix}") == 1


@pytest.mark.parametrize("name", FAMILIES)
def test_what_ends_a_middle_ends_it(name: str) -> None:
    for stop in FAMILIES[name].stops:
        assert until_end(f"quartz{stop}more") == "quartz"


@pytest.mark.parametrize("name", FAMILIES)
def test_a_prompt_s_own_tokens_are_seen(name: str) -> None:
    assert has_tokens(FAMILIES[name].lay_out(ONE))
    assert not has_tokens("assert owner() == 'walrus'")
