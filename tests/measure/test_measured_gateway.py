from __future__ import annotations

import pytest

from glossator.measure.measured_gateway import wires_of
from glossator.models.probe import Capabilities, GhostWire


@pytest.mark.parametrize(
    ("wire", "chat", "thinks", "expected"),
    [
        ("fim", True, False, ["fim", "chat"]),
        ("fim", True, True, ["fim"]),
        ("fim", False, False, ["fim"]),
        ("chat", True, False, ["chat"]),
        ("plain", True, False, ["plain"]),
        ("none", True, True, []),
    ],
)
def test_fim_is_set_beside_chat(
    wire: GhostWire, chat: bool, thinks: bool, expected: list[str]
) -> None:
    found = Capabilities(
        ghost_wire=wire,
        fim_route="completions",
        chat=chat,
        completions=True,
        infill=False,
        fim=wire == "fim",
        system_role=True,
        stop=True,
        logprobs=True,
        thinks=thinks,
    )
    assert wires_of(found) == expected
