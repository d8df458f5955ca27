"""What can happen to cars: permits, out of use, drivers of a list."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.zones import zone
from narahubung.movements.entries import clock_told


@dataclass(frozen=True, kw_only=True)
class PermitSet(Entry):
    """A permit of a car was given, changed or removed. what: one of these.

    area: the zone it is let into; number, valid_from, valid_until: as they are now, or were.
    """

    kind: ClassVar[str] = "movements.permit_set"
    right: ClassVar[str] = Right.SEE_MOVEMENTS
    what: str
    vehicle_id: int
    vehicle: str
    area: str
    number: str
    valid_from: datetime | None
    valid_until: datetime | None
    zone: str
    party_id: int | None = None

    def topics(self) -> list[str]:
        """Name the car and the lists."""
        return [f"vehicle:{self.vehicle_id}", "movements"]

    def sentence(self) -> str:
        """Say which permit, from when to when."""
        words = {
            "given": _("{car} has a permit for {area}."),
            "changed": _("The permit of {car} for {area} is changed."),
            "removed": _("The permit of {car} for {area} is removed."),
        }
        told = [words[self.what].format(car=self.vehicle, area=self.area)]
        if self.number:
            told.append(_("Number {number}.").format(number=self.number))
        if self.valid_from:
            told.append(_("Valid from {moment}.").format(moment=self._on(self.valid_from)))
        if self.valid_until:
            told.append(_("Valid until {moment}.").format(moment=self._on(self.valid_until)))
        return " ".join(told)

    def _on(self, moment: datetime) -> str:
        here = moment.astimezone(zone(self.zone))
        return f"{here:%d.%m.%Y} {clock_told(moment, self.zone)}"


@dataclass(frozen=True, kw_only=True)
class VehicleTakenOut(Entry):
    """A car is out of use; until: None is until somebody says that it is back."""

    kind: ClassVar[str] = "movements.vehicle_taken_out"
    right: ClassVar[str] = Right.SEE_MOVEMENTS
    vehicle_id: int
    vehicle: str
    since: datetime
    until: datetime | None
    why: str
    zone: str
    party_id: int | None = None

    def topics(self) -> list[str]:
        """Name the car and the lists."""
        return [f"vehicle:{self.vehicle_id}", "movements"]

    def sentence(self) -> str:
        """Say from when to when, and why."""
        words = _("{car} is out of use from {start}").format(
            car=self.vehicle, start=clock_told(self.since, self.zone, day_of=self.until)
        )
        if self.until:
            words = _("{words} to {end}").format(
                words=words, end=clock_told(self.until, self.zone, day_of=self.since)
            )
        return f"{words}: {self.why}."


@dataclass(frozen=True, kw_only=True)
class VehicleBack(Entry):
    """A car may be used again."""

    kind: ClassVar[str] = "movements.vehicle_back"
    right: ClassVar[str] = Right.SEE_MOVEMENTS
    vehicle_id: int
    vehicle: str
    party_id: int | None = None

    def topics(self) -> list[str]:
        """Name the car and the lists."""
        return [f"vehicle:{self.vehicle_id}", "movements"]

    def sentence(self) -> str:
        """Say it."""
        return _("{car} may be used again.").format(car=self.vehicle)


@dataclass(frozen=True, kw_only=True)
class DriversMatched(Entry):
    """Cars have the drivers whom a list names beside them."""

    kind: ClassVar[str] = "movements.drivers_matched"
    right: ClassVar[str] = Right.SEE_MOVEMENTS
    vehicle_ids: list[int]

    def topics(self) -> list[str]:
        """Name the lists."""
        return ["movements"]

    def sentence(self) -> str:
        """Say how many."""
        number = len(self.vehicle_ids)
        return ngettext(
            "{number} car has the driver whom the list names.",
            "{number} cars have the drivers whom the list names.",
            number,
        ).format(number=number)
