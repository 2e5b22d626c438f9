"""The token families of fill-in-the-middle: how each lays out a prompt, and what ends its middle.

Taken from the models' own repositories and tokenizers. Families whose models were trained with the
suffix first get it first, which also keeps the prefix cache: the prefix grows at its end.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from glossator.models.requests import Fim

_UNNAMED = "repository"


@dataclass(frozen=True, slots=True)
class FimFamily:
    """`layout` has the places `{prefix}` and `{suffix}`; `head` lays out the other files.

    `stops` are what a model writes when the middle is complete; these tokens can appear as text.
    """

    layout: str
    stops: tuple[str, ...]
    head: Callable[[Fim], str] | None = None
    head_in_prefix: bool = False

    def lay_out(self, prompt: Fim) -> str:
        """The prompt as raw text, with the other files where the family has a form for them."""
        head = self.head(prompt) if self.head and prompt.related_files else ""
        prefix = f"{head}{prompt.prefix}" if self.head_in_prefix else prompt.prefix
        before, _, rest = self.layout.partition("{prefix}")
        middle, _, after = rest.partition("{suffix}")
        if "{suffix}" in before:
            first, _, between = before.partition("{suffix}")
            text = f"{first}{prompt.suffix}{between}{prefix}{rest}"
        else:
            text = f"{before}{prefix}{middle}{prompt.suffix}{after}"
        return text if self.head_in_prefix else f"{head}{text}"


def _repository(name: str, file: str) -> Callable[[Fim], str]:
    """The repository's name and each file after a token of its own."""

    def head(prompt: Fim) -> str:
        files = "".join(f"{file}{path}\n{text}\n" for path, text in prompt.related_files)
        return f"{name}{prompt.repository or _UNNAMED}\n{files}{file}{prompt.path}\n"

    return head


def _files(mark: str) -> Callable[[Fim], str]:
    """Each file after a line with its path."""

    def head(prompt: Fim) -> str:
        files = "".join(f"{mark}{path}\n{text}\n" for path, text in prompt.related_files)
        return f"{files}{mark}{prompt.path}\n"

    return head


FAMILIES: dict[str, FimFamily] = {
    # Qwen2.5-Coder, Qwen3-Coder, Yi-Coder, Granite 4
    "completions": FimFamily(
        "<|fim_prefix|>{prefix}<|fim_suffix|>{suffix}<|fim_middle|>",
        ("<|endoftext|>", "<|file_sep|>", "<|fim_pad|>", "<|repo_name|>"),
        _repository("<|repo_name|>", "<|file_sep|>"),
    ),
    # StarCoder, StarCoder2, Granite 3, StableCode
    "starcoder": FimFamily(
        "<fim_prefix>{prefix}<fim_suffix>{suffix}<fim_middle>",
        ("<|endoftext|>", "<file_sep>", "<fim_pad>", "<repo_name>"),
        _repository("<repo_name>", "<file_sep>"),
    ),
    "codellama": FimFamily("<PRE> {prefix} <SUF>{suffix} <MID>", (" <EOT>", "<EOT>", "</s>")),
    "deepseek": FimFamily(
        "<｜fim▁begin｜>{prefix}<｜fim▁hole｜>{suffix}<｜fim▁end｜>",
        ("<｜end▁of▁sentence｜>", "<｜fim▁begin｜>"),
        _files("#"),
        head_in_prefix=True,
    ),
    "codestral": FimFamily(
        "[SUFFIX]{suffix}[PREFIX]{prefix}",
        ("</s>", "[SUFFIX]", "[PREFIX]", "+++++ "),
        _files("+++++ "),
        head_in_prefix=True,
    ),
    "seed": FimFamily(
        "<[fim-suffix]>{suffix}<[fim-prefix]>{prefix}<[fim-middle]>",
        ("<[end▁of▁sentence]>", "<[PAD▁TOKEN]>"),
    ),
    "glm": FimFamily(
        "<|code_suffix|>{suffix}<|code_prefix|>{prefix}<|code_middle|>",
        ("<|endoftext|>", "<|user|>", "<|code_suffix|>"),
    ),
    "mellum": FimFamily(
        "<fim_suffix>{suffix}<fim_prefix>{prefix}<fim_middle>",
        ("<|endoftext|>", "<filename>", "<fim_pad>", "<reponame>"),
        _repository("<reponame>", "<filename>"),
    ),
    "santacoder": FimFamily(
        "<fim-prefix>{prefix}<fim-suffix>{suffix}<fim-middle>", ("<|endoftext|>", "<fim-pad>")
    ),
    # Qwen's tokens, but another one between files
    "codegemma": FimFamily(
        "<|fim_prefix|>{prefix}<|fim_suffix|>{suffix}<|fim_middle|>",
        ("<|file_separator|>", "<end_of_turn>", "<eos>"),
        _files("<|file_separator|>"),
    ),
}

_TOKENS = (
    *("<|fim", "<fim_", "<fim-", "<[fim", "<｜fim", "<|code_", "<PRE>", "<SUF>", "<MID>"),
    *("[SUFFIX]", "[PREFIX]"),
)


def until_end(text: str) -> str:
    """What a model wrote before the first token that ends a middle, of whatever family."""
    for family in FAMILIES.values():
        for stop in family.stops:
            text = text.partition(stop)[0]
    return text


def has_tokens(text: str) -> bool:
    """Whether a model wrote the tokens of a prompt, which it only does where it misread them."""
    return any(token in text for token in _TOKENS)
