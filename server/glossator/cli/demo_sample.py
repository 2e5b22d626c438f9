"""The file on which `glossator demo` plays unless it is given another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """One measurement of a sensor."""

    sensor: str
    celsius: float


def _mean(readings: Iterable[Reading], sensor: str) -> float:
    celsius = [reading.celsius for reading in readings if reading.sensor == sensor]
    if not celsius:
        raise ValueError(f"The sensor {sensor} has not been read.")
    return sum(celsius) / len(celsius)
