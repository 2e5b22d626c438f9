"""Fetching models, without the libraries for it; `tests/cli/test_model.py` fetches."""

from __future__ import annotations

import sys

import pytest

from glossator.errors import PullFailedError
from glossator.models.local.pull import pull


@pytest.mark.parametrize("missing", ["filelock", "huggingface_hub.errors"])
def test_without_its_libraries_it_says_what_to_install(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(PullFailedError, match="pip install filelock huggingface_hub xllamacpp"):
        pull("qwen2.5-coder-0.5b", "")
