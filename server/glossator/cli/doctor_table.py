"""How `glossator doctor` looks in a terminal."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import click

from glossator.cli.console import Console, bold
from glossator.cli.doctor_report import Answers, Facts, LocalModels, ModelReport, Report
from glossator.models.probe import Capabilities

_ALWAYS_SHOWN = ("baseUrl", "apiKey", "codeModel", "proseModel", "profile", "localModel")
_MOST_LISTED = 8
_UNKNOWN = "-"
_WIRES = {
    "fim": "fill-in-the-middle",
    "chat": "chat",
    "plain": "plain continuation",
    "none": "nothing",
}
_ROUTES = {
    "completions": "/v1/completions",
    "infill": "/infill",
    "suffix": "/v1/completions with suffix",
    "mistral": "/v1/fim/completions",
}


def show(report: Report, console: Console | None = None) -> None:
    """Print the report, on stdout by default."""
    console = console or Console()
    facts, answers = report.facts, report.answers
    console.print(f"Glossator {facts.glossator}, Python {facts.python}, {facts.platform}")
    console.rule("Settings")
    console.table(("Setting", "Value", "From"), list(_settings(facts)))
    console.print(_workspace(facts))
    console.print(_local(facts.local_models))
    for file in facts.files:
        seen = f"is off: {file.withheld}" if file.withheld else "may be shown to a model"
        console.print(f"{file.path} {seen}.")
    console.rule("Models")
    console.table(("", "For code", "For prose"), list(_models(answers)))
    if answers.code.capabilities is not None:
        wire = _WIRES[answers.code.capabilities.ghost_wire]
        console.print(f"Ghost text is asked for by {wire}.")
    for note in answers.notes:
        console.print(note)
    _show_problems(console, report)
    _show_found(console, report)
    verdict = "Both models answer." if answers.ok else "Not everything that is needed works."
    console.print(bold(verdict, fg="green" if answers.ok else "red"))


def _settings(facts: Facts) -> Iterator[tuple[str, str, str]]:
    for each in facts.settings:
        if each.origin != "default" or each.key in _ALWAYS_SHOWN:
            yield each.key, each.value or "not set", each.origin


def _workspace(facts: Facts) -> str:
    file = facts.workspace_file
    if not file.exists:
        return f"This folder has no {Path(file.path).name}."
    sets = ", ".join(file.sets) or "nothing"
    return f"In force from {file.path}: {sets}."


def _local(local: LocalModels) -> str:
    if not local.llama_cpp:
        return "No local model: llama.cpp is not installed."
    if local.chosen is None:
        return "No local model is chosen; see `glossator model list`."
    others = [path for path in local.installed if path != local.chosen]
    also = f"; also installed: {', '.join(Path(path).stem for path in others)}" if others else ""
    return f"The local model{'' if local.used else ', not in use,'} is {local.chosen}{also}."


def _models(answers: Answers) -> Iterator[tuple[str, str, str]]:
    """A row for everything that is known of one of the models at least."""
    columns = zip(_column(answers.code), _column(answers.prose), strict=True)
    for (label, code), (_, prose) in columns:
        if (code, prose) != (_UNKNOWN, _UNKNOWN):
            yield label, code, prose


def _column(model: ModelReport) -> list[tuple[str, str]]:
    first, rate = model.seconds_to_first_token, model.tokens_per_second
    local = " (started by this command)" if model.local else ""
    return [
        ("Address", f"{model.base_url}{local}" if model.base_url else _UNKNOWN),
        ("Model", model.model or _UNKNOWN),
        ("Answers", _yes(model.answers)),
        *_takes(model.capabilities),
        ("First token", _UNKNOWN if first is None else f"{first:.2f} s"),
        ("Speed", _UNKNOWN if rate is None else f"{rate:.0f} tokens/s"),
        ("Lists", _names(model.listed)),
    ]


def _takes(found: Capabilities | None) -> list[tuple[str, str]]:
    return [
        ("Chat", _yes(found and found.chat)),
        ("Thinks before it answers", _yes(found and found.thinks)),
        ("Raw completions", _yes(found and found.completions)),
        ("Fills in the middle", _fim(found)),
        ("System role", _yes(found and found.system_role)),
        ("4 stop strings", _yes(found and found.stop)),
        ("Several requests at once", _yes(found and found.parallel)),
        ("Drops what is given up", _yes(found and found.frees_slot)),
        ("Context", f"{found.context:,} tokens" if found and found.context else _UNKNOWN),
        ("Token probabilities", _yes(found and found.logprobs)),
    ]


def _fim(found: Capabilities | None) -> str:
    if found is None or not found.fim:
        return _yes(found and found.fim)
    return f"yes, by {_ROUTES.get(found.fim_route, f'{found.fim_route} tokens')}"


def _yes(what: object) -> str:
    return _UNKNOWN if what is None else "yes" if what else "no"


def _names(listed: tuple[str, ...]) -> str:
    more = f" and {len(listed) - _MOST_LISTED} more" if len(listed) > _MOST_LISTED else ""
    return (", ".join(listed[:_MOST_LISTED]) or _UNKNOWN) + more


def _show_problems(console: Console, report: Report) -> None:
    problems = [*report.facts.problems, *report.answers.problems]
    if problems:
        console.rule("To do")
    for problem in problems:
        console.print(click.style(f"- {problem}", fg="yellow"))


def _show_found(console: Console, report: Report) -> None:
    """What runs on this machine, with lines to paste into a shell."""
    for found in report.answers.found:
        console.rule(f"Found on this machine: {found.program} at {found.base_url}")
        if not found.settings:
            console.print("It has no model that writes; load one, then run this again.")
            continue
        console.print(f"It has {_names(found.models)}. To use it, set:")
        for name, value in found.settings.items():
            console.print(bold(f"{name}={shlex.quote(value)}"))
