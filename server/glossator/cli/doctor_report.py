"""The report of `glossator doctor`, and the facts in it that need no model.

`glossator doctor --json` prints a `Report`: the names of its fields are the keys, and stay.
"""

from __future__ import annotations

import importlib.util
import platform
from dataclasses import asdict, dataclass
from pathlib import Path

from glossator import __version__
from glossator.address import normal_base
from glossator.config import WORKSPACE_FILE
from glossator.context.ignore import Ignore, ignore_of
from glossator.errors import NotConfiguredError
from glossator.models.discover import Found
from glossator.models.endpoints import uses_local
from glossator.models.limits import limits
from glossator.models.local import catalogue
from glossator.models.probe import Capabilities
from glossator.settings import CustomAction, Loaded, every
from glossator.text.sanitize import plain


@dataclass(frozen=True, slots=True)
class SettingInForce:
    """One setting; `value` is "set" or "not set" for keys and for the commands that print them.

    `origin` is a file, "editor settings", "environment", EMPATHY_API_KEY, or "default".
    """

    key: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class WorkspaceFile:
    """The file of the working directory, and the settings that come from it."""

    path: str
    exists: bool
    sets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file that was asked about; `withheld` is why no model may see it, None where one may."""

    path: str
    withheld: str | None


@dataclass(frozen=True, slots=True)
class LocalModels:
    """The model files on this machine; `chosen` is a path, None where there is none to choose.

    `used` says whether the settings leave the work to it rather than to a service.
    """

    used: bool
    llama_cpp: bool
    chosen: str | None
    installed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModelReport:
    """What is known of the model for one kind of work; None and empty where nothing came.

    `problem` is what went wrong and what to do. `listed` are the models that its service lists.
    `tokens_per_second` begins with the first token.
    """

    base_url: str | None = None
    model: str | None = None
    local: bool = False
    answers: bool = False
    problem: str | None = None
    capabilities: Capabilities | None = None
    seconds_to_first_token: float | None = None
    tokens_per_second: float | None = None
    listed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known without asking a model."""

    glossator: str
    python: str
    platform: str
    settings: tuple[SettingInForce, ...]
    problems: tuple[str, ...]
    workspace_file: WorkspaceFile
    local_models: LocalModels
    files: tuple[FileSeen, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """What asking brought; `found` are services on this machine, sought where nothing is set."""

    code: ModelReport
    prose: ModelReport
    found: tuple[Found, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether both models answer; each has work that the other does not do."""
        return self.code.answers and self.prose.answers

    @property
    def notes(self) -> list[str]:
        """What could be better at the services, each sentence once."""
        both = (self.code, self.prose)
        return list(dict.fromkeys(note for model in both for note in _notes(model)))

    @property
    def problems(self) -> list[str]:
        """What is wrong with the models, each sentence once."""
        both = (self.code.problem, self.prose.problem)
        return list(dict.fromkeys(problem for problem in both if problem))


@dataclass(frozen=True, slots=True)
class Report:
    """Everything."""

    facts: Facts
    answers: Answers

    def as_json(self) -> dict[str, object]:
        """One object: `ok`, the facts, `code`, `prose`, `notes`, and `found` with its settings."""
        answers = asdict(self.answers)
        for shown, found in zip(answers["found"], self.answers.found, strict=True):
            shown["settings"] = found.settings
        notes = self.answers.notes
        return {"ok": self.answers.ok, **asdict(self.facts), **answers, "notes": notes}


def _notes(model: ModelReport) -> list[str]:
    found = model.capabilities
    return [] if found is None else limits(f"{model.model} at {model.base_url}", found)


def facts(loaded: Loaded, workspace: Path, files: tuple[Path, ...] = ()) -> Facts:
    """The settings and this installation; `workspace` is the folder whose file was read."""
    ignore = ignore_of(loaded)
    return Facts(
        glossator=__version__,
        python=platform.python_version(),
        platform=platform.platform(terse=True),
        settings=tuple(_settings(loaded)),
        problems=loaded.problems,
        workspace_file=_workspace_file(loaded, workspace / WORKSPACE_FILE),
        local_models=_local_models(loaded),
        files=tuple(FileSeen(plain(str(file)), _reason(ignore, file)) for file in files),
    )


def _reason(ignore: Ignore, file: Path) -> str | None:
    reason = ignore.reason(file) or (None if file.is_file() else "there is no such file")
    return plain(reason) if reason else None


def _settings(loaded: Loaded) -> list[SettingInForce]:
    shown = []
    for each in every():
        key, value = each.key, getattr(loaded.settings, each.name)
        text = _set_or_not(value) if each.secret else plain(_text(key, value))
        shown.append(SettingInForce(key, text, loaded.origins.get(key, "default")))
    return shown


def _set_or_not(value: str) -> str:
    return "set" if value else "not set"


def _text(key: str, value: object) -> str:
    match value:
        case str() if value and key.lower().endswith("baseurl"):
            return _address(value)
        case bool():
            return "true" if value else "false"
        case dict():
            return ", ".join(f"{name}={_text('', switch)}" for name, switch in value.items())
        case tuple():
            return ", ".join(_text("", each) for each in value)
        case CustomAction():
            return value.title
    return str(value)


def _address(url: str) -> str:
    """The address alone: what was pasted may be a whole `curl` line with the key in it."""
    try:
        return normal_base(url)
    except ValueError as problem:
        return str(problem)


def _workspace_file(loaded: Loaded, file: Path) -> WorkspaceFile:
    sets = tuple(key for key, origin in loaded.origins.items() if origin == str(file))
    return WorkspaceFile(str(file), file.exists(), sets)


def _local_models(loaded: Loaded) -> LocalModels:
    try:
        chosen = catalogue.resolve(loaded.settings.local_model)
    except NotConfiguredError:
        chosen = None  # said as the models' problem, if a local model is to do the work
    return LocalModels(
        used=uses_local(loaded),
        llama_cpp=importlib.util.find_spec("xllamacpp") is not None,
        chosen=str(chosen) if chosen else None,
        installed=tuple(str(model.path) for model in catalogue.installed()),
    )
