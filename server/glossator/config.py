"""Reads the settings from their sources, the weaker first.

Later layers win: defaults, the user's `glossator.toml`, the workspace's `.glossator.toml`
(harmless settings only), the editor, the environment. An empty string, list or table and a null
mean "not set", because editors send their own empty defaults.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property
from math import isfinite
from pathlib import Path
from typing import Any

import platformdirs

from glossator.address import origin_of
from glossator.json_value import Json, table
from glossator.masks import mask
from glossator.regular_file import read_regular
from glossator.settings import (
    EMPATHY_BASE_URL,
    RENAMED,
    FolderSettings,
    Loaded,
    Setting,
    Settings,
    environment_name,
    every,
)
from glossator.text.sanitize import sentence

WORKSPACE_FILE = ".glossator.toml"
EMPATHY_KEY = "EMPATHY_API_KEY"
KEPT_KEYS = "keys"
"""Beside an editor's settings: the keys of its secret storage, by the host each was set for."""

MOST_BYTES = 100_000
"""Bytes of a workspace's file that are read."""
MOST_BYTES_OF_USER = 10_000_000
"""Bytes of the user's own file that are read."""
MOST_PROBLEMS = 5
"""Problems of one source that are told one by one."""

_LONGEST_KEY = 60  # of any setting, and then some
_KEPT_BY_EDITOR = "the editor's secret storage"
_NAMES: Mapping[str, str] = {each.name: each.key for each in every()}
"""The names of the settings, by those of their fields."""


@dataclass(frozen=True)
class _Layer:
    name: str
    given: Json = field(repr=False)
    workspace: bool = False

    @cached_property
    def values(self) -> Json:
        """What is set, by today's keys; where both a former key and today's are, today's holds."""
        return {RENAMED.get(key, key): value for key, value in self.given.items()} | {
            key: value for key, value in self.given.items() if key not in RENAMED
        }


def load(
    *,
    environ: Mapping[str, str],
    editor: Json | None = None,
    workspaces: Sequence[Path] = (),
    user_file: Path | None = None,
) -> Loaded:
    """Resolve all layers; never raises, bad values become problems and keep what was before.

    `editor` is a client's section `glossator`, with the keys of its secret storage as `keys`. Each
    of the folders `workspaces` has the settings of its own file; the first one's are also those of
    whatever lies in none.
    """
    editor = dict(editor or {})
    kept = table(editor.pop(KEPT_KEYS, None))
    user, user_problem = _toml(user_file or default_user_file(), MOST_BYTES_OF_USER)
    stronger = (
        _Layer("editor settings", _flat(editor)),
        _Layer("environment", _from_environment(environ)),
    )
    _mask_keys([user, *stronger], environ, kept)
    alone = _resolve([user, *stronger], environ, kept, [user_problem])
    folders = []
    for folder in dict.fromkeys(workspaces):
        own, problem = _toml(folder / WORKSPACE_FILE, MOST_BYTES, workspace=True)
        _mask_keys([own], {}, {})
        unreadable = problem and f"{problem} No model sees this folder until it can be read."
        loaded = _resolve([user, own, *stronger], environ, kept, [user_problem, unreadable])
        folders.append((FolderSettings(folder, loaded.settings, unreadable), loaded))
    first = folders[0][1] if folders else alone
    problems = (problem for _, loaded in folders for problem in loaded.problems)
    return replace(
        first,
        problems=tuple(dict.fromkeys((*first.problems, *problems))),
        folders=tuple(each for each, _ in folders),
    )


def _resolve(
    layers: Sequence[_Layer], environ: Mapping[str, str], kept: Json, unread: Sequence[str]
) -> Loaded:
    problems = [problem for problem in unread if problem]
    settings, origins = Settings(), dict[str, str]()
    keys = _KeyOwners()
    for layer in layers:
        of_layer: list[str] = []
        settings = _apply(layer, settings, origins, of_layer)
        problems += _not_too_many(of_layer, layer)
        keys.note(layer, settings)
    settings = keys.withhold_from_strangers(settings, problems)
    settings = _use_kept_keys(kept, settings, origins)
    if environ.get(EMPATHY_KEY) and _wants_empathy_key(settings):
        settings = replace(settings, api_key=environ[EMPATHY_KEY])
        origins["apiKey"] = EMPATHY_KEY
    return Loaded(settings, origins, tuple(map(sentence, problems)))


def _not_too_many(problems: list[str], layer: _Layer) -> list[str]:
    more = len(problems) - MOST_PROBLEMS
    if more <= 0:
        return problems
    return [*problems[:MOST_PROBLEMS], f"{layer.name} has {more:,} more such faults."]


def default_user_file() -> Path:
    """`glossator.toml` in the platform's folder for configuration."""
    return platformdirs.user_config_path("glossator", appauthor=False) / "glossator.toml"


def hosts(settings: Settings) -> list[str]:
    """The hosts that these settings lead to, as keys are kept for them."""
    urls = (settings.base_url, settings.code_base_url, settings.prose_base_url)
    return list(dict.fromkeys(host for host in map(origin_of, filter(None, urls)) if host))


def winning_keys(loaded: Loaded) -> dict[str, str]:
    """By host, where a key comes from that wins over one in the editor's secret storage."""
    found: dict[str, str] = {}
    for base, *secrets in _KeyOwners.PAIRS:
        for name in secrets:
            origin = loaded.origins.get(_NAMES[name], "")
            if getattr(loaded.settings, name) and origin != _KEPT_BY_EDITOR:
                found.setdefault(origin_of(getattr(loaded.settings, base)), origin)
    return found


def _use_kept_keys(kept: Json, settings: Settings, origins: dict[str, str]) -> Settings:
    """Where the settings bring no key for a service, take the one that is kept for its host."""
    for base, secret, command in _KeyOwners.PAIRS:
        url = getattr(settings, base)
        key = kept.get(origin_of(url)) if url else None
        unset = not getattr(settings, secret) and not getattr(settings, command)
        if isinstance(key, str) and key and unset:
            settings = _with(settings, secret, key)
            origins[_NAMES[secret]] = _KEPT_BY_EDITOR
    return settings


def _mask_keys(layers: Sequence[_Layer], environ: Mapping[str, str], kept: Json) -> None:
    """Also those that will not be used."""
    for key in (environ.get(EMPATHY_KEY, ""), *kept.values()):
        mask(str(key))
    for layer in layers:
        for name in ("apiKey", "models.code.apiKey", "models.prose.apiKey"):
            mask(str(layer.values.get(name, "")))


def _wants_empathy_key(settings: Settings) -> bool:
    """Its name says whose key it is: it goes to the Empathy AI API and nowhere else."""
    unset = not settings.api_key and not settings.api_key_command
    return unset and origin_of(settings.base_url) == origin_of(EMPATHY_BASE_URL)


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    keys = (*(f.key for f in every()), *RENAMED)
    named = {key: environ.get(environment_name(key)) for key in keys}
    return {key: value for key, value in named.items() if value}


def _toml(path: Path, most: int, workspace: bool = False) -> tuple[_Layer, str]:
    """A file's layer, empty where there is none; and the sentence where it cannot be read."""
    name = str(path)
    try:
        values = _flat(tomllib.loads(read_regular(path, most).decode("utf-8")))
    except (FileNotFoundError, NotADirectoryError):
        return _Layer(name, {}, workspace), ""
    except OSError as error:
        reason = error.strerror or str(error)
    except UnicodeDecodeError:
        reason = "it is not UTF-8 text"
    except RecursionError:
        reason = "it is nested too deeply"
    except ValueError as error:
        reason = str(error)
    else:
        return _Layer(name, values, workspace), ""
    problem = f"{path} was left out because it cannot be read: {reason}."
    return _Layer(name, {}, workspace), problem


def _flat(table: Json, prefix: str = "") -> dict[str, object]:
    """Nested tables to dotted keys; tables that are values themselves stay whole."""
    mappings = {f.key for f in every() if isinstance(f.default, dict)}
    flat: dict[str, object] = {}
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping) and key not in mappings:
            flat |= _flat(value, f"{key}.")
        else:
            flat[key] = value
    return flat


def _apply(
    layer: _Layer, settings: Settings, origins: dict[str, str], problems: list[str]
) -> Settings:
    known = {f.key: f for f in every()}
    problems += (
        f"{key} in {layer.name} is called {RENAMED[key]} now; it still holds, but rename it there."
        for key in layer.given
        if key in RENAMED
    )
    for key, value in layer.values.items():
        if value is None or value in ("", [], {}):
            continue
        found = known.get(key)
        if found is None:
            few = len(problems) < MOST_PROBLEMS
            near = get_close_matches(key, known, n=1) if few and len(key) < _LONGEST_KEY else []
            shown = key if len(key) < _LONGEST_KEY else f"{key[:_LONGEST_KEY]}…"
            hint = f"; did you mean {near[0]}?" if near else "; it was left out."
            problems.append(f"Unknown setting {shown} in {layer.name}{hint}")
        elif layer.workspace and not found.workspace:
            problems.append(
                f"{layer.name} may not set {key}, because a repository must not choose where code "
                "goes; set it in your own settings."
            )
        else:
            try:
                parsed = _parse(found, value, getattr(settings, found.name))
            except ValueError as error:
                problems.append(f"{key} in {layer.name} must be {error}; it was left out.")
            else:
                if layer.workspace and isinstance(parsed, dict):
                    parsed = _without_undone(key, getattr(settings, found.name), parsed, problems)
                settings = _with(settings, found.name, parsed)
                origins[key] = layer.name
    return settings


def _parse(found: Setting, value: object, before: Any) -> Any:
    """The value in the setting's own type; a ValueError's text completes "must be …"."""
    default = found.default
    if (parse := found.parse) is not None:
        return parse(value)
    if isinstance(default, tuple):
        return tuple(dict.fromkeys((*before, *_strings(value))))
    if isinstance(default, dict):
        return {**before, **_switches(value)}
    parsed = _SCALARS[type(default)](value)
    choices, minimum = found.choices, found.minimum
    if choices and parsed not in choices:
        raise ValueError("one of " + ", ".join(choices))
    if minimum is not None and parsed < minimum:
        raise ValueError(f"at least {minimum:g}")
    return parsed


def _without_undone(
    key: str, before: Mapping[str, bool], switches: dict[str, bool], problems: list[str]
) -> dict[str, bool]:
    """A repository may switch off what the user has on, and not on what the user has off."""
    undone = [name for name, on in switches.items() if on and before.get(name) is False]
    problems += [
        f"{WORKSPACE_FILE} may not switch {name} on in {key}, because your own settings switch it "
        "off."
        for name in undone
    ]
    return {**switches, **dict.fromkeys(undone, False)}


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a text")
    return value.strip()


def _boolean(value: object) -> bool:
    spellings = {"true": True, "1": True, "on": True, "yes": True}
    spellings |= {"false": False, "0": False, "off": False, "no": False}
    if isinstance(value, bool):
        return value
    if str(value).lower() not in spellings:
        raise ValueError("true or false")
    return spellings[str(value).lower()]


def _number(kind: Callable[[Any], float]) -> Callable[[object], float]:
    def parse(value: object) -> float:
        if not isinstance(value, bool):
            with suppress(TypeError, ValueError, OverflowError):
                if isfinite(number := kind(value)):
                    return number
        raise ValueError("a number")

    return parse


_SCALARS: Mapping[type, Callable[[object], Any]] = {
    str: _string,
    bool: _boolean,
    int: _number(int),
    float: _number(float),
}


def _strings(value: object) -> list[str]:
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise ValueError("a list of texts")
    return [item.strip() for item in items if item.strip()]


def _switches(value: object) -> dict[str, bool]:
    if isinstance(value, str):
        value = dict(pair.partition("=")[::2] for pair in value.split(","))
    if not isinstance(value, Mapping):
        raise ValueError("a table of names and true or false")
    return {str(name).strip(): _boolean(switch) for name, switch in value.items()}


class _KeyOwners:
    """Remembers for which host each key was set, so that no other host ever gets it.

    A key belongs to the base URL in force in its own layer. When a stronger layer moves the base
    URL to another host without bringing a key, the older key stays home.
    """

    PAIRS = (
        ("base_url", "api_key", "api_key_command"),
        ("code_base_url", "code_api_key", "code_api_key_command"),
        ("prose_base_url", "prose_api_key", "prose_api_key_command"),
    )

    def __init__(self) -> None:
        self._owners: dict[str, tuple[str, str]] = {}

    def note(self, layer: _Layer, settings: Settings) -> None:
        for base, *secrets in self.PAIRS:
            for name in secrets:
                if layer.values.get(_NAMES[name]):
                    self._owners[name] = (layer.name, origin_of(getattr(settings, base)))

    def withhold_from_strangers(self, settings: Settings, problems: list[str]) -> Settings:
        for base, *secrets in self.PAIRS:
            for name in secrets:
                layer, host = self._owners.get(name, ("", ""))
                now = origin_of(getattr(settings, base))
                if layer and host != now:
                    settings = _with(settings, name, "")
                    problems.append(
                        f"{_NAMES[name]} from {layer} was set for {host or 'no service'} and is "
                        f"not sent to {now or 'anywhere else'}; set a key where {_NAMES[base]} is "
                        "set."
                    )
        return settings


def _with(settings: Settings, name: str, value: Any) -> Settings:
    return replace(settings, **{name: value})
