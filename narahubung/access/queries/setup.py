"""Zones, gates and categories as they are set up."""

from dataclasses import dataclass

from narahubung.access.models import Category, Gate, Zone
from narahubung.access.words import BASES, CHECKS
from narahubung.kit.actor import Actor


@dataclass(frozen=True, kw_only=True)
class ZoneLine:
    """One zone with its gates."""

    id: int
    code: str
    name: str
    basis: str
    mirrored: bool
    place: str
    gates: tuple[tuple[str, str, str], ...]  # code, name, checks in words


@dataclass(frozen=True, kw_only=True)
class CategoryLine:
    """One category, with the names of its zones."""

    id: int
    code: str
    name: str
    colour: str
    has_photo: bool
    is_vetted: bool
    zones: tuple[str, ...]


def zones(*, by: Actor) -> list[ZoneLine]:
    """Return the zones of the event. Two queries."""
    rows = Zone.objects.visible_to(by).select_related("place").prefetch_related("gates")
    return [
        ZoneLine(
            id=row.pk,
            code=row.code,
            name=row.name,
            basis=str(BASES[row.basis]),
            mirrored=row.mirrored,
            place=", ".join(part for part in (row.room, str(row.place or "")) if part),
            gates=tuple((gate.code, gate.name, _checks(gate)) for gate in row.gates.all()),
        )
        for row in rows.order_by("code")
    ]


def categories(*, by: Actor) -> list[CategoryLine]:
    """Return the categories of the event. Two queries."""
    rows = Category.objects.visible_to(by).prefetch_related("zones").order_by("code")
    return [
        CategoryLine(
            id=row.pk,
            code=row.code,
            name=row.name,
            colour=row.colour,
            has_photo=row.has_photo,
            is_vetted=row.is_vetted,
            zones=tuple(zone.name for zone in row.zones.all()),
        )
        for row in rows
    ]


def _checks(gate: Gate) -> str:
    return ", ".join(str(CHECKS[code]) for code in gate.checks.split())
