"""What can happen to a car besides being out of use."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.zones import zone


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
        return f"{moment.astimezone(zone(self.zone)):%d.%m.%Y %H.%M}"
