"""Every setting: its name, type, default, unit and meaning, and where each may be set.

A setting named `models.code.baseUrl` is `glossator.models.code.baseUrl` in an editor,
`models.code.baseUrl` in `glossator.toml`, and `GLOSSATOR_MODELS_CODE_BASE_URL` in the environment.
`config.py` reads them from their sources.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Literal, TypeVar, get_args

EMPATHY_BASE_URL = "https://ai-challenge.empathy.ai/v1"


T = TypeVar("T")

ContextScope = Literal["workspace", "openFiles", "off"]
Profile = Literal["auto", "service", "local"]
BudgetStops = Literal["ghostText", "everything"]
MenuUse = Literal["auto", "always", "never"]
DocstringStyle = Literal["auto", "google", "numpy", "rest"]
Preview = Literal["never", "large", "always"]
ActionPlace = Literal["replace", "above", "below", "file", "margin"]
ActionModel = Literal["code", "prose"]


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting's description; `name` is that of its field in `Settings`.

    `workspace` says that a repository's own file may set it, `secret` that nothing shows its value.
    `parse` reads a value that is no scalar; a ValueError's text completes "must be …".
    """

    key: str
    default: object
    about: str
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    workspace: bool = False
    secret: bool = False
    parse: Callable[[object], object] | None = None
    name: str = ""


RENAMED: dict[str, str] = {}
"""Former keys of settings and those of today. A former one still holds, and its user is told."""


def setting(
    key: str,
    default: T,
    about: str,
    *,
    choices: tuple[str, ...] = (),
    minimum: float | None = None,
    workspace: bool = False,
    secret: bool = False,
    parse: Callable[[object], T] | None = None,
) -> T:
    """A field of `Settings` with the description that `every` gives."""
    described = Setting(key, default, about, choices, minimum, workspace, secret, parse)
    return field(default_factory=lambda: default, repr=not secret, metadata={"setting": described})


@dataclass(frozen=True, slots=True)
class CustomAction:
    """An action that the user has made. `languages` are LSP language ids; none means any."""

    title: str
    prompt: str
    place: ActionPlace = "replace"
    model: ActionModel = "code"
    languages: tuple[str, ...] = ()


def custom_actions(value: object) -> tuple[CustomAction, ...]:
    """Read a list of tables, or JSON that holds one; a ValueError's text completes "must be …"."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            value = None
    if not isinstance(value, list | tuple):
        raise ValueError("a list of tables, each with a title and a prompt")
    return tuple(map(_custom_action, value))


def _custom_action(table: object) -> CustomAction:
    if not isinstance(table, Mapping):
        raise ValueError("a list of tables, each with a title and a prompt")
    names = {each.name for each in fields(CustomAction)}
    for name in ("title", "prompt"):
        if not isinstance(table.get(name), str) or not table[name].strip():
            raise ValueError(f"a list of tables, each with a {name}")
    if unknown := [name for name in table if name not in names]:
        raise ValueError(f"made of {', '.join(sorted(names))}, and not of {unknown[0]}")
    for name, choices in (("place", get_args(ActionPlace)), ("model", get_args(ActionModel))):
        if name in table and table[name] not in choices:
            raise ValueError(f"a list in which each {name} is one of {', '.join(choices)}")
    languages = table.get("languages", [])
    if not isinstance(languages, list | tuple) or not all(isinstance(n, str) for n in languages):
        raise ValueError("a list in which languages is a list of texts")
    return CustomAction(**{**table, "languages": tuple(languages)})


def header_name(value: object) -> str:
    """The name of a header of its own, or nothing; a ValueError's text completes "must be …"."""
    if not isinstance(value, str) or not re.fullmatch(r"(?:[Xx]-[A-Za-z0-9-]{1,60})?", value):
        raise ValueError("the name of a header that begins with X-, or empty")
    return value


@dataclass(frozen=True)
class Settings:
    """One resolved set of settings; immutable, replaced whole when anything changes."""

    enabled: bool = setting("enabled", True, "Whether ghost text is offered at all.")
    base_url: str = setting(
        "baseUrl",
        EMPATHY_BASE_URL,
        "The OpenAI-compatible service to use; any spelling of its address is understood.",
    )
    api_key: str = setting(
        "apiKey", "", "The key of the service; sent to that service's host only.", secret=True
    )
    api_key_command: str = setting(
        "apiKeyCommand",
        "",
        "A command that prints the key, of a password manager for instance.",
        secret=True,
    )
    code_model: str = setting(
        "codeModel",
        "qwen/Qwen2.5-Coder-7B-Instruct",
        "The model that writes code: ghost text, docstrings, edits and tests.",
    )
    prose_model: str = setting(
        "proseModel",
        "mistralai/Mistral-7B-Instruct-v0.3",
        "The model that writes prose: explanations.",
    )
    code_base_url: str = setting(
        "models.code.baseUrl", "", "The code model's own service, where it differs from baseUrl."
    )
    code_api_key: str = setting(
        "models.code.apiKey", "", "The key of models.code.baseUrl.", secret=True
    )
    code_api_key_command: str = setting(
        "models.code.apiKeyCommand",
        "",
        "A command that prints the key of models.code.baseUrl.",
        secret=True,
    )
    prose_base_url: str = setting(
        "models.prose.baseUrl", "", "The prose model's own service, where it differs from baseUrl."
    )
    prose_api_key: str = setting(
        "models.prose.apiKey", "", "The key of models.prose.baseUrl.", secret=True
    )
    prose_api_key_command: str = setting(
        "models.prose.apiKeyCommand",
        "",
        "A command that prints the key of models.prose.baseUrl.",
        secret=True,
    )
    keyring: bool = setting(
        "keyring",
        False,
        "Whether keys are taken from the system's keyring, where `glossator key set` keeps them.",
    )
    allow_plain_http: tuple[str, ...] = setting(
        "allowPlainHttp",
        (),
        "Hosts and networks (`10.0.0.0/8`) of your own to which a key may go over plain `http`.",
    )
    ca_file: str = setting(
        "caFile",
        "",
        "A file of certificate authorities (PEM) to trust besides the usual ones.",
    )
    session_header: str = setting(
        "sessionHeader",
        "X-Session-Id",
        "The header with a random number for this session, by which a router in front of several "
        "servers keeps it at one, until that one fails; empty sends none.",
        parse=header_name,
    )
    usage: bool = setting(
        "usage",
        True,
        "Whether `glossator usage` keeps count, on this machine and in numbers alone, of what "
        "models were asked and gave.",
    )
    budget_tokens: int = setting(
        "budgetTokens", 0, "Tokens that may be spent in a day; 0 for no limit.", minimum=0
    )
    budget_money: float = setting(
        "budgetMoney",
        0.0,
        "Money that may be spent in a day, by pricePrompt and priceDecoded; 0 for no limit.",
        minimum=0,
    )
    budget_stops: BudgetStops = setting(
        "budgetStops",
        "ghostText",
        "What rests when the budget is spent: ghost text alone, or everything.",
        choices=get_args(BudgetStops),
    )
    price_prompt: float = setting(
        "pricePrompt", 0.0, "The price of a million tokens that a model reads.", minimum=0
    )
    price_decoded: float = setting(
        "priceDecoded", 0.0, "The price of a million tokens that a model writes.", minimum=0
    )
    joules_per_token: float = setting(
        "joulesPerToken",
        0.0,
        "The energy that a written token takes, in joules, for `glossator usage`.",
        minimum=0,
    )
    profile: Profile = setting(
        "profile",
        "auto",
        "Which models to use; auto takes the service where a key or a base URL is set, else the "
        "local model where it is installed.",
        choices=get_args(Profile),
    )
    local_model: str = setting(
        "localModel",
        "",
        "The local model: a GGUF file, or a name from `glossator model list`; empty takes what is "
        "installed.",
    )
    local_context: int = setting(
        "localContext", 8192, "The local model's context, in tokens.", minimum=1024
    )
    languages: Mapping[str, bool] = setting(
        "languages",
        {},
        "Ghost text on or off by LSP language id; a language not named here is on.",
        workspace=True,
    )
    next_edit: bool = setting(
        "nextEdit",
        True,
        "Whether the next edit is offered: what your last change asks for elsewhere.",
    )
    next_edit_languages: Mapping[str, bool] = setting(
        "nextEditLanguages",
        {},
        "Next edits on or off by LSP language id; a language not named here is on.",
        workspace=True,
    )
    context: ContextScope = setting(
        "context",
        "workspace",
        "What a model that completes code is shown of other files: declarations from files of the "
        "workspace folder and of the packages installed for it, from open files only, or nothing.",
        choices=get_args(ContextScope),
    )
    context_languages: Mapping[str, bool] = setting(
        "contextLanguages",
        {},
        "Whether other files are shown at all, by LSP language id of the file that is written; a "
        "language not named here is on.",
        workspace=True,
    )
    completion_menu: MenuUse = setting(
        "completionMenu",
        "auto",
        "Whether suggestions stand in the editor's completion menu; auto puts them there where the "
        "editor has no inline completion. A menu that was off when the server started needs a "
        "restart.",
        choices=get_args(MenuUse),
    )
    ignore: tuple[str, ...] = setting(
        "ignore",
        (),
        "Files that no model may see, as .gitignore patterns; all places add up.",
        workspace=True,
    )
    docstring_style: DocstringStyle = setting(
        "docstringStyle",
        "auto",
        "How Python docstrings are laid out; auto follows the file.",
        choices=get_args(DocstringStyle),
        workspace=True,
    )
    documentation_hints: bool = setting(
        "documentationHints",
        True,
        "Whether a hint shows where the documentation of a function differs from its signature; "
        "nothing shows where there is no documentation, and no model is asked.",
    )
    actions: tuple[CustomAction, ...] = setting(
        "actions",
        (),
        "Your own actions: a title, a prompt, and where the answer goes.",
        parse=custom_actions,
    )
    preview_edits: Preview = setting(
        "previewEdits",
        "never",
        "Which edits are shown as a diff, for your consent, before they are made, where the editor "
        "can; large is one of more than a screen, 40 lines.",
        choices=get_args(Preview),
    )
    language: str = setting(
        "language", "English", "The language in which explanations are written: German, 日本語 …"
    )
    completion_deadline: float = setting(
        "completionDeadline",
        3.0,
        "Seconds after which ghost text shows the whole lines it has; what is not there by then "
        "shows when it comes, in VS Code and Neovim, or at the next key.",
        minimum=0.1,
    )
    request_deadline: float = setting(
        "requestDeadline", 120.0, "Seconds that an explanation or docstring may take.", minimum=1.0
    )
    connect_timeout: float = setting(
        "connectTimeout", 5.0, "Seconds to wait for a connection to the service.", minimum=0.1
    )
    stall_timeout: float = setting(
        "stallTimeout", 30.0, "Seconds to wait for the next piece of an answer.", minimum=0.1
    )
    log_prompts: bool = setting(
        "logPrompts",
        False,
        "Whether prompts and answers, which hold your code, are written into the server's log, to "
        "find a fault; said at every start.",
    )


@dataclass(frozen=True)
class FolderSettings:
    """What holds in one folder of the workspace.

    `unreadable` is a sentence where the folder's own file cannot be read: no model may then see
    what lies in it, because that file might forbid it.
    """

    path: Path
    settings: Settings
    unreadable: str = ""


@dataclass(frozen=True)
class Loaded:
    """Settings, where each came from (by key), and what was wrong, in sentences."""

    settings: Settings = field(default_factory=Settings)
    origins: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    folders: tuple[FolderSettings, ...] = ()

    def settings_for(self, path: Path | None) -> Settings:
        """The settings of the innermost folder that a file lies in."""
        around = [] if path is None else [f for f in self.folders if path.is_relative_to(f.path)]
        innermost = max(around, key=lambda folder: len(folder.path.parts), default=None)
        return innermost.settings if innermost else self.settings


def every() -> Iterator[Setting]:
    """The descriptions of all settings, in the order of `Settings`."""
    for each in fields(Settings):
        yield replace(each.metadata["setting"], name=each.name)


def environment_name(key: str) -> str:
    """`models.code.baseUrl` -> `GLOSSATOR_MODELS_CODE_BASE_URL`."""
    return "GLOSSATOR_" + re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).replace(".", "_").upper()
