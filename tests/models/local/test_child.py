"""The child process of the local model, by itself."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.liveness import LIVENESS
from tests.models.local.test_process import small_model


def test_nothing_but_the_answer_reaches_the_child_s_stdout() -> None:
    orders = {"model": str(small_model()), "context": 1024, "key": "secret-key"}
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "glossator.models.local.child"],
        input=json.dumps(orders) + "\n",
        capture_output=True,
        text=True,
        timeout=LIVENESS,
        check=True,
    )
    answer = json.loads(ran.stdout)
    assert set(answer) == {"address", "name"}
    assert "secret-key" not in ran.stderr
