"""`python -m bench.recall.likelihood`: how likely the true line is with the context and without.

The small model that tests use reads each prompt as the server writes it for such models, the
context in comments, and then has to write the line that was taken out. What counts is the mean of
the logarithms of the probabilities of the line's tokens. No text after the cursor is shown.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xllamacpp

from bench.recall.__main__ import CACHE
from bench.recall.holes import Hole, of_projects
from bench.recall.measure import beside
from bench.recall.packages import projects
from glossator.completion.cursor import Cursor
from glossator.completion.prompt.plain import request
from glossator.completion.prompt.window import window_at
from glossator.completion.stop import StopRule
from glossator.context import steady
from glossator.context.ignore import Ignore
from glossator.context.steady import PromptWindow, Steady
from glossator.context.workspace import Workspace
from glossator.models.local.catalogue import resolve

LANGUAGES = ("python", "typescript", "go", "rust")
LONGEST = 60
"""Tokens of a line that are looked at."""
LOST = -0.1
"""The difference from which on a line is less likely with the context than without."""


class Model:
    """llama.cpp with one thread: more wait for each other on a busy machine."""

    def __init__(self, model: Path) -> None:
        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(model)
        parameters.port, parameters.n_parallel, parameters.n_ctx = 0, 1, 8_192
        parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 1
        parameters.cache_ram_mib, parameters.verbosity = 0, 1
        parameters.ui, parameters.offline = False, True
        self._server = xllamacpp.Server(parameters)

    def likelihood(self, prompt: str, line: str) -> float:
        """The mean log likelihood of the line's tokens, which a grammar has the model write."""
        tokens = self._ask("/tokenize", {"content": line, "add_special": False})["tokens"]
        tokens = tokens[:LONGEST]
        answer = self._ask(
            "/completion",
            {
                "prompt": prompt,
                "n_predict": len(tokens),
                "grammar": f"root ::= {' '.join(f'<[{token}]>' for token in tokens)}",
                "temperature": 0,
                "n_probs": 1,
                "cache_prompt": False,
            },
        )
        said = answer["completion_probabilities"]
        assert [each["id"] for each in said] == tokens
        return statistics.fmean(each["logprob"] for each in said)

    def _ask(self, path: str, body: object) -> Any:
        asked = urllib.request.Request(
            self._server.listening_address + path,
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(asked) as answer:
            return json.load(answer)


def main() -> int:
    """Measure holes and add a line of JSON for each to `--results`; then sum up all that is there.

    What the file holds already is not measured again.
    """
    parser = argparse.ArgumentParser(prog="python -m bench.recall.likelihood", description=__doc__)
    parser.add_argument("results", type=Path, help="a file of JSON lines, one for each hole")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where the packages are kept")
    parser.add_argument("--languages", nargs="*", choices=LANGUAGES, default=LANGUAGES)
    parser.add_argument("--holes", type=int, default=75, help="of a language")
    parser.add_argument("--before", type=int, default=500, help="code points before the cursor")
    parser.add_argument("--size", type=int, default=1_600, help="code points of context")
    parser.add_argument("--seconds", type=float, default=math.inf, help="when to stop")
    parser.add_argument("--signatures", type=float, nargs="*", default=[steady.SIGNATURES])
    options = parser.parse_args()
    ends = time.monotonic() + options.seconds
    known = set(_results(options.results))
    model = Model(resolve("smollm2-135m") or sys.exit("The small model is not installed."))
    for name, cursor, line, contexts in _prompts(options, known):
        if time.monotonic() > ends:
            break
        begins = window_at(cursor.prefix, options.before)
        values = {}
        for kind, shown in contexts.items():
            prompt, _ = request(cursor, StopRule.LINE, begins, shown)
            values[kind] = model.likelihood(prompt.text, line)
        with options.results.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"hole": name, "likelihood": values}) + "\n")
    _report(options.results)
    return 0


def _prompts(
    options: argparse.Namespace, known: set[str]
) -> Iterator[tuple[str, Cursor, str, dict[str, tuple[tuple[str, str], ...]]]]:
    for language in options.languages:
        for root, made in of_projects(projects(options.cache, language), language, options.holes):
            workspace = Workspace(Ignore([]))
            for hole in made:
                at = hole.before.count("\n") + 1
                name = f"{language} {hole.file.relative_to(root).as_posix()}:{at}"
                if name in known:
                    continue
                cursor = Cursor(hole.before, hole.after, language, name, "")
                yield name, cursor, hole.line, _contexts(options, workspace, hole, root, language)
            workspace.close()


def _contexts(
    options: argparse.Namespace, workspace: Workspace, hole: Hole, root: Path, language: str
) -> dict[str, tuple[tuple[str, str], ...]]:
    known = beside(workspace, hole, root, language)
    found: dict[str, tuple[tuple[str, str], ...]] = {"without": ()}
    for share in options.signatures:
        steady.SIGNATURES = share
        window = PromptWindow(hole.before, hole.after)
        found[f"{share:.2f}"] = Steady().show(known, options.size, window)
    return found


def _results(file: Path) -> dict[str, dict[str, float]]:
    """What has been measured, by the names of holes and the kinds of context."""
    if not file.exists():
        return {}
    lines = map(json.loads, file.read_text("utf-8").splitlines())
    return {each["hole"]: each["likelihood"] for each in lines}


def _report(file: Path) -> None:
    found = _results(file)
    for language in [*sorted({name.partition(" ")[0] for name in found}), ""]:
        lines = [values for name, values in found.items() if name.startswith(language)]
        for kind in [kind for kind in lines[0] if kind != "without"]:
            gains = [each[kind] - each["without"] for each in lines if kind in each]
            spread = statistics.stdev(gains) if len(gains) > 1 else 0.0
            print(
                f"{language or 'all':11}{len(gains):4} lines  {kind} declarations  without "
                f"{statistics.fmean(each['without'] for each in lines):.3f}  gain "
                f"{statistics.fmean(gains):+.3f} ± {1.96 * spread / math.sqrt(len(gains)):.3f}  "
                f"loses in {100 * sum(each < LOST for each in gains) / len(gains):.1f} %"
            )


if __name__ == "__main__":
    raise SystemExit(main())
