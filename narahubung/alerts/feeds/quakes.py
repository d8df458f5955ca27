"""Quakes as BMKG offers them: the latest (autogempa), fifteen of M 5 (gempaterkini), felt ones."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from narahubung.alerts.cap.parsing import MOST_BYTES
from narahubung.alerts.cap.refusing import NotReadable, Why

NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
NO_TSUNAMI = re.compile(r"\btidak\b", re.IGNORECASE)
TSUNAMI = re.compile(r"\btsunami\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Quake:
    """One quake. at: with an offset. depth_km, magnitude: None where nothing can be read.

    felt: places with their intensity (MMI), as written. may_bring_tsunami: None where it says
    nothing of it, as lists of felt quakes do not.
    """

    at: datetime
    lat: float
    lon: float
    magnitude: float | None
    depth_km: float | None
    where: str
    felt: str
    potential: str
    shakemap: str

    @property
    def may_bring_tsunami(self) -> bool | None:
        """What the service says of it."""
        if not TSUNAMI.search(self.potential):
            return None
        return not NO_TSUNAMI.search(self.potential)


def quakes(letter: bytes) -> list[Quake]:
    """Return those that have a moment and a place. Raises NotReadable."""
    if len(letter) > MOST_BYTES:
        raise NotReadable(Why.LARGE)
    try:
        told = json.loads(letter.decode("utf-8-sig"))
        found = told["Infogempa"]["gempa"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotReadable(Why.NOT_CAP) from None
    rows = found if isinstance(found, list) else [found]
    read = (_quake(row) for row in rows if isinstance(row, dict))
    return [quake for quake in read if quake is not None]


def _quake(row: dict[str, Any]) -> Quake | None:
    told = {name: str(value).strip() for name, value in row.items() if value is not None}
    where = _position(told)
    at = _moment(told.get("DateTime", ""))
    if where is None or at is None:
        return None
    return Quake(
        at=at,
        lat=where[0],
        lon=where[1],
        magnitude=_number(told.get("Magnitude", "")),
        depth_km=_number(told.get("Kedalaman", "")),
        where=told.get("Wilayah", ""),
        felt=told.get("Dirasakan", ""),
        potential=told.get("Potensi", ""),
        shakemap=told.get("Shakemap", ""),
    )


def _position(told: dict[str, str]) -> tuple[float, float] | None:
    """Return it from "lat,lon", and only where the words beside it ("8.96 LS") say no other."""
    parts = told.get("Coordinates", "").split(",")
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError:
        return None
    south = told.get("Lintang", "").upper().endswith("LS")
    if not (abs(lat) <= 90 and abs(lon) <= 180) or (south and lat > 0):
        return None
    return lat, lon


def _moment(text: str) -> datetime | None:
    """Return it with its offset; BMKG writes UTC, also where it leaves the offset out."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _number(text: str) -> float | None:
    found = NUMBER.search(text)
    return float(found[0].replace(",", ".")) if found else None
