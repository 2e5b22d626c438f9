"""The local model that the settings choose, ready to be started when it is first needed."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable

from glossator.errors import NotConfiguredError
from glossator.models.endpoints import LocalAddress, LocalSource
from glossator.models.local import catalogue
from glossator.models.local.process import LocalModel
from glossator.settings import Settings


def local_source(
    settings: Settings,
    on_progress: Callable[[float | None], None] | None = None,
    former: LocalSource | None = None,
) -> LocalSource | None:
    """The chosen model; None where llama.cpp or any model file is missing.

    It is the `former` one where that runs the same file, so that it need not be loaded anew.
    """
    try:
        model = catalogue.resolve(settings.local_model)
    except NotConfiguredError as error:
        return _Missing(error)
    if model is None or importlib.util.find_spec("xllamacpp") is None:
        return None
    if isinstance(former, LocalModel) and former.runs(model, settings.local_context):
        return former
    return LocalModel(model, context=settings.local_context, on_progress=on_progress)


class _Missing:
    """A model that the settings name and that is not there: said when it is needed, not before."""

    def __init__(self, error: NotConfiguredError) -> None:
        self._error = error

    async def start(self) -> LocalAddress:
        raise self._error

    async def stop(self) -> None:
        return
