"""A run on disk: JSON with a score for each hole and variant, and no code.

What a reader of the file learns of the code is the names of files, numbers of lines, and digests.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from glossator.errors import CommandError
from glossator.measure.scores import Score

FORMAT = 1
"""Changes with what the file says."""


@dataclass(slots=True)
class Record:
    """A run: what it was made with, and scores by variant and hole.

    `about` are facts for the reader: version, seed, settings that matter, when it was begun.
    """

    about: dict[str, Any] = field(default_factory=dict)
    scores: dict[str, dict[str, Score]] = field(default_factory=dict)
    errors: dict[str, int] = field(default_factory=dict)

    def has(self, variant: str, hole: str) -> bool:
        """Whether this answer was judged already."""
        return hole in self.scores.get(variant, {})

    def add(self, variant: str, hole: str, score: Score, error: str = "") -> None:
        """Keep a score; a failed answer is counted by its sentence, and asked for again."""
        if error:
            self.errors[error] = self.errors.get(error, 0) + 1
            return
        self.scores.setdefault(variant, {})[hole] = score

    def by_kind(self, variant: str, kinds: Iterable[str]) -> list[Score]:
        """The scores of a variant in holes of these kinds."""
        wanted = tuple(f"{kind} " for kind in kinds)
        found = self.scores.get(variant, {}).items()
        return [score for hole, score in found if hole.startswith(wanted)]

    def save(self, path: Path) -> None:
        """Write it, whole or not at all.

        Raises:
            CommandError: when it cannot be written.
        """
        scores = {
            variant: {hole: asdict(score) for hole, score in found.items()}
            for variant, found in self.scores.items()
        }
        about = {"format": FORMAT, "about": self.about, "errors": self.errors, "scores": scores}
        new = path.with_name(f"{path.name}.new")
        try:
            new.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
            os.replace(new, path)  # noqa: PTH105 - one step, on every system
        except OSError as error:
            raise CommandError(f"{path} could not be written: {error.strerror}.") from None


def read_record(path: Path) -> Record:
    """Read a run.

    Raises:
        CommandError: when there is none, or it is of another version.
    """
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
        if known["format"] != FORMAT:
            raise CommandError(f"{path} was written by another version of glossator measure.")
        scores = {
            variant: {hole: Score(**score) for hole, score in found.items()}
            for variant, found in known["scores"].items()
        }
        return Record(known["about"], scores, known["errors"])
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, TypeError, KeyError, AttributeError):
        raise CommandError(f"{path} is not a run of glossator measure.") from None
