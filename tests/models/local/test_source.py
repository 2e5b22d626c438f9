"""Which local model the settings choose, before any is started."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path

import pytest

from glossator.errors import NotConfiguredError
from glossator.models.local import catalogue
from glossator.models.local.process import LocalModel
from glossator.models.local.source import local_source
from glossator.settings import Settings


async def test_a_model_that_is_there_waits_to_be_started() -> None:
    source = local_source(Settings(local_model="smollm2-135m", local_context=1024))
    assert isinstance(source, LocalModel)
    await source.stop()


async def test_a_model_that_runs_is_kept_where_the_same_is_meant() -> None:
    settings = Settings(local_model="smollm2-135m", local_context=1024)
    former = local_source(settings)
    assert local_source(settings, former=former) is former
    assert local_source(replace(settings, local_context=2048), former=former) is not former


async def test_a_model_that_is_not_there_is_told_when_it_is_needed() -> None:
    source = local_source(Settings(local_model="no-such-model"))
    assert source is not None
    with pytest.raises(NotConfiguredError, match="no-such-model"):
        await source.start()
    await source.stop()


def test_without_any_model_file_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "resolve", lambda _: None)
    assert local_source(Settings()) is None


def test_without_the_library_there_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "xllamacpp" else find(name)
    )
    assert local_source(Settings(local_model=str(tmp_path / "model.gguf"))) is None
