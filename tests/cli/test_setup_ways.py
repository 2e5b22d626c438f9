"""Which ways to a model are proposed, in which order, and with what consequences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from glossator.cli.setup_ways import GIGABYTE, Machine, fitting, ways
from glossator.models.discover import Found
from glossator.models.local.catalogue import Installed
from glossator.settings import Loaded, Settings

LAPTOP = Machine(16 * GIGABYTE, gpu=False)
OLLAMA = Found("Ollama", "http://127.0.0.1:11434/v1", ("qwen2.5-coder:7b", "mistral:7b"))
NO_WRITER = Found("Ollama", "http://127.0.0.1:11434/v1", ("nomic-embed-text",))


def loaded(**origins: str) -> Loaded:
    return Loaded(Settings(), origins, ())


def model_file(folder: Path, name: str, size: int) -> Installed:
    path = folder / f"{name}.gguf"
    with path.open("wb") as file:
        file.truncate(size)
    return Installed(name, path)


@pytest.mark.parametrize(
    ("origins", "found", "names"),
    [
        ({}, (), ["local", "service"]),
        ({}, (OLLAMA,), ["here", "local", "service"]),
        ({}, (NO_WRITER,), ["local", "service"]),
        ({"apiKey": "EMPATHY_API_KEY"}, (OLLAMA,), ["service", "here", "local"]),
        ({"baseUrl": "environment"}, (), ["service", "local"]),
        ({"keyring": "glossator.toml"}, (), ["service", "local"]),
    ],
)
def test_what_the_user_has_chosen_comes_first_then_what_keeps_the_code_here(
    origins: dict[str, str], found: tuple[Found, ...], names: list[str]
) -> None:
    assert [way.name for way in ways(loaded(**origins), found, LAPTOP, ())] == names


def test_the_local_model_comes_last_where_what_runs_it_is_not_installed() -> None:
    *_, service, local = ways(loaded(), (OLLAMA,), replace(LAPTOP, llama_cpp=False), ())
    assert (service.name, local.name) == ("service", "local")
    assert local.needs_packages.endswith("filelock huggingface_hub xllamacpp")
    assert local.quality.endswith("; llama.cpp, which runs it, is not installed")


def test_only_a_service_says_that_code_leaves() -> None:
    for way in ways(loaded(), (OLLAMA,), LAPTOP, ()):
        leaves = "nothing leaves" not in way.leaves
        assert leaves == (way.name == "service")


def test_a_program_on_this_machine_gets_its_own_models() -> None:
    here = ways(loaded(), (OLLAMA,), LAPTOP, ())[0]
    assert here.settings == {
        "profile": "service",
        "baseUrl": OLLAMA.base_url,
        "codeModel": "qwen2.5-coder:7b",
        "proseModel": "mistral:7b",
    }


@pytest.mark.parametrize(
    ("gigabytes", "gpu", "name"),
    [
        (0, False, "0.5b"),
        (4, True, "0.5b"),
        (8, False, "1.5b"),
        (64, False, "1.5b"),
        (8, True, "3b"),
        (24, True, "7b"),
    ],
)
def test_a_local_model_fits_the_machine(gigabytes: int, gpu: bool, name: str) -> None:
    assert fitting(Machine(gigabytes * GIGABYTE, gpu)).name == f"qwen2.5-coder-{name}"


def test_an_installed_model_is_taken_unless_it_is_too_small_to_be_good(tmp_path: Path) -> None:
    tiny = model_file(tmp_path, "smollm2-135m", 100_000_000)
    own = model_file(tmp_path, "own", GIGABYTE)
    assert ways(loaded(), (), LAPTOP, (own, tiny))[0].settings["localModel"] == "own"
    assert ways(loaded(), (), LAPTOP, (own, tiny))[0].pull == ""
    assert ways(loaded(), (), LAPTOP, (tiny,))[0].pull == "qwen2.5-coder-1.5b"


def test_this_machine_is_read() -> None:
    assert Machine.here().memory >= 0
