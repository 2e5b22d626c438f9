"""A folder that the user does not trust cannot choose anything."""

from __future__ import annotations

import json
from pathlib import Path

from tests.editors.vscode.server import VSCodeServer
from tests.editors.vscode.workbench import window
from tests.standin.scripts import speak
from tests.standin.server import StandIn

FOREIGN = {
    "glossator.baseUrl": "https://foreign.example/v1",
    "glossator.command": "/bin/false",
    "glossator.apiKeyCommand": "touch /tmp/foreign",
    "glossator.enabled": False,
}


async def test_in_a_folder_without_trust_the_users_own_settings_alone_hold(
    tmp_path: Path, project: Path, vscode: VSCodeServer, service: StandIn
) -> None:
    service.answer = lambda _: speak("    return a + b")
    own = VSCodeServer(tmp_path / "vscode", trusting=False)
    own.use_extensions_of(vscode)
    own.set(
        {
            "glossator.baseUrl": service.base_url,
            "glossator.apiKeyCommand": f"echo {service.key}",
        }
    )
    (project / ".vscode").mkdir()
    (project / ".vscode" / "settings.json").write_text(json.dumps(FOREIGN))
    with own.running():
        async with window(own, project) as workbench:
            await workbench.wait_for_status("ready")
            await workbench.edit("calc.py", "def add(a, b):\n    ")
            await workbench.type("ret")
            assert await workbench.wait_for_ghost() == "urn a + b"
