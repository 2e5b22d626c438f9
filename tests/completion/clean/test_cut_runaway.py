"""What `cut_runaway` cuts, and the right replies that it leaves alone."""

from __future__ import annotations

import pytest

from glossator.completion.clean.cut_runaway import cut_runaway
from tests.completion.clean.checks import check_whole


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("x = b\n" * 9, "x = b"),
        ("x = b\n" + "y = x\nx = y\n" * 4, "x = b\ny = x\nx = y"),
        ("x = b\n" * 8 + "x =", "x = b"),
        ("[" + "value, " * 30, "[value,"),
        ("0,\n" * 20, None),
        ("# " + "-" * 70, None),
        ("# " + "-" * 200, None),
        ("[" + "0.0, " * 20, None),
        ("0xe1, " * 16, None),
        ("1 + " * 200, "1 +"),
        ("x.append(1)\n" * 3, None),
    ],
)
def test_a_model_that_runs_away_is_cut(reply: str, kept: str | None) -> None:
    check_whole(cut_runaway, "│", reply, reply if kept is None else kept)
