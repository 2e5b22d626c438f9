"""The ways to a model that `glossator setup` proposes, from what is found on the machine. Pure.

Memory is in bytes.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field

from glossator.address import origin_of
from glossator.installation import EXTRAS, install_command
from glossator.models.discover import Found
from glossator.models.local.catalogue import KNOWN, Installed, Known, known
from glossator.platforms import is_apple_silicon
from glossator.settings import Loaded

GIGABYTE = 10**9
_SMALLEST_USEFUL = 0.4 * GIGABYTE
"""A model file below this size shows every feature, and is too small to be good."""
_GPU_PROGRAMS = ("nvidia-smi", "rocm-smi")


@dataclass(frozen=True, slots=True)
class Machine:
    """What decides how large a local model may be; `memory` is 0 where it is not known.

    `llama_cpp` says whether what runs one is installed.
    """

    memory: int
    gpu: bool
    llama_cpp: bool = True

    @classmethod
    def here(cls) -> Machine:
        """This machine, by what can be read without asking anyone."""
        try:
            memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        except (AttributeError, OSError, ValueError):  # Windows has no sysconf
            memory = 0
        gpu = is_apple_silicon() or any(map(shutil.which, _GPU_PROGRAMS))
        return cls(memory, gpu, importlib.util.find_spec("xllamacpp") is not None)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a model: `title`, then what leaves the machine, how fast and how good it is.

    `settings` are written into the user's file. `pull` is a model to fetch first, `needs_key` the
    origin of a service whose key is not set yet, and `needs_packages` what to run before.
    """

    name: str
    title: str
    leaves: str
    speed: str
    quality: str
    settings: dict[str, str] = field(default_factory=dict)
    pull: str = ""
    needs_key: str = ""
    needs_packages: str = ""


def ways(
    loaded: Loaded, found: Sequence[Found], machine: Machine, installed: Sequence[Installed]
) -> list[Way]:
    """The ways that there are, the one to propose first.

    A service whose key or address is set was chosen by the user. Then comes what already runs on
    this machine, then the local model, and last the default service, whose key is not set; but
    the local model comes after it where what runs one is not installed.
    """
    service = _service(loaded)
    on_machine = [way for way in map(_on_this_machine, found) if way]
    local = _local(machine, installed)
    if not service.needs_key:
        return [service, *on_machine, local]
    return [*on_machine, *((service, local) if local.needs_packages else (local, service))]


def fitting(machine: Machine) -> Known:
    """The largest known model that this machine runs fast enough for ghost text."""
    gigabytes = machine.memory / GIGABYTE
    if machine.gpu and gigabytes >= 16:
        return known("qwen2.5-coder-7b")
    if machine.gpu and gigabytes >= 8:
        return known("qwen2.5-coder-3b")
    return known("qwen2.5-coder-1.5b" if gigabytes >= 6 else "qwen2.5-coder-0.5b")


def _service(loaded: Loaded) -> Way:
    settings, origins = loaded.settings, loaded.origins
    has_key = any(key in origins for key in ("apiKey", "apiKeyCommand", "keyring"))
    is_chosen = has_key or "baseUrl" in origins
    origin = origin_of(settings.base_url) or settings.base_url
    return Way(
        "service",
        f"The service at {origin}",
        f"the code around the cursor goes to {origin}",
        "as fast as the service and the network",
        f"{settings.code_model} for code, {settings.prose_model} for prose",
        {"profile": "service"},
        needs_key="" if is_chosen else origin,
    )


def _on_this_machine(found: Found) -> Way | None:
    names = found.settings
    if not names:
        return None
    code, prose = names["GLOSSATOR_CODE_MODEL"], names["GLOSSATOR_PROSE_MODEL"]
    return Way(
        "here",
        f"{found.program} at {found.base_url}",
        "nothing leaves this machine",
        "as fast as that program",
        code if code == prose else f"{code} for code, {prose} for prose",
        {
            "profile": "service",
            "baseUrl": found.base_url,
            "codeModel": code,
            "proseModel": prose,
        },
    )


def _local(machine: Machine, installed: Sequence[Installed]) -> Way:
    best = next((each for each in installed if each.size >= _SMALLEST_USEFUL), None)
    model = fitting(machine)
    name = best.name if best else model.name
    about = next((each.about for each in KNOWN if each.name == name), "your own model file")
    needs = "" if machine.llama_cpp else install_command(*EXTRAS["local"])
    first = "" if machine.llama_cpp else "; llama.cpp, which runs it, is not installed"
    return Way(
        "local",
        f"The local model {name}",
        "nothing leaves this machine",
        "fast on this machine's GPU" if machine.gpu else "a line in a second or two, without a GPU",
        (about if best else f"{about}; {model.gigabytes:.1f} GB are downloaded first") + first,
        {"profile": "local", "localModel": name},
        pull="" if best else name,
        needs_packages=needs,
    )
