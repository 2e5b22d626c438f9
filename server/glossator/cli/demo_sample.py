"""The file on which `glossator demo` plays unless it is given another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """One measurement of a sensor."""

    sensor: str
    celsius: float


def _warmest(readings: Iterable[Reading], limit: float) -> list[str]:
    by_sensor: dict[str, float] = {}
    for reading in readings:
        highest = by_sensor.get(reading.sensor, reading.celsius)
        by_sensor[reading.sensor] = max(highest, reading.celsius)
    warm = [sensor for sensor, celsius in by_sensor.items() if celsius > limit]
    return sorted(warm, key=by_sensor.__getitem__, reverse=True)
