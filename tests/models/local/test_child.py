"""The child process of the local model, by itself."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from shutil import which

import pytest

from tests.liveness import LIVENESS
from tests.models.local.test_process import small_model

ORDERS = {"model": str(small_model()), "context": 1024, "key": "secret-key"}
CHILD = [sys.executable, "-P", "-m", "glossator.models.local.child"]
IPV6_ONLY = "ip link set lo up && ip address delete 127.0.0.1/8 dev lo && exec "


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        input=json.dumps(ORDERS) + "\n",
        capture_output=True,
        text=True,
        timeout=LIVENESS,
        check=True,
    )


def has_namespaces() -> bool:
    tried = ["unshare", "--net", "sh", "-c", f"{IPV6_ONLY} true"]
    return (
        bool(which("unshare"))
        and subprocess.run(tried, check=False, capture_output=True).returncode == 0
    )


def test_nothing_but_the_answer_reaches_the_child_s_stdout() -> None:
    ran = run(CHILD)
    answer = json.loads(ran.stdout)
    assert set(answer) == {"address", "name"}
    assert "secret-key" not in ran.stderr


@pytest.mark.skipif(not has_namespaces(), reason="it takes a network namespace of one's own")
def test_where_the_loopback_has_no_address_but_ipv6s_it_listens_there() -> None:
    ran = run(["unshare", "--net", "sh", "-c", IPV6_ONLY + shlex.join(CHILD)])
    assert json.loads(ran.stdout)["address"].startswith("http://[::1]:")
