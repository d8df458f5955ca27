"""What can happen when a party leaves for good."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.accounts.roles import Right
from narahubung.airports.kinds import LeavingStep, Payer
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class _OfDeparture(Entry):
    """party: its code."""

    right: ClassVar[str] = Right.SEE_DUTIES

    movement_id: int
    party_id: int
    party: str

    def topics(self) -> list[str]:
        """Name the movement and its plan of leaving, and the board."""
        return [f"leaving:{self.movement_id}", "leaving", f"party:{self.party_id}", "board"]


@dataclass(frozen=True, kw_only=True)
class DeparturePlanned(_OfDeparture):
    """What is to be done before it leaves was laid out."""

    kind: ClassVar[str] = "airports.departure_planned"

    def sentence(self) -> str:
        """Say whose."""
        return _("{party}: the departure is planned.").format(party=self.party)


@dataclass(frozen=True, kw_only=True)
class DepartureFollowed(_OfDeparture):
    """The flight moved, and what is due before it moved along. minutes: later, or earlier (-)."""

    kind: ClassVar[str] = "airports.departure_followed"
    minutes: int

    def sentence(self) -> str:
        """Say by how much."""
        number = abs(self.minutes)
        if self.minutes < 0:
            words = ngettext(
                "{party}: what is due before the departure comes {number} minute earlier.",
                "{party}: what is due before the departure comes {number} minutes earlier.",
                number,
            )
        else:
            words = ngettext(
                "{party}: what is due before the departure comes {number} minute later.",
                "{party}: what is due before the departure comes {number} minutes later.",
                number,
            )
        return words.format(party=self.party, number=number)


@dataclass(frozen=True, kw_only=True)
class LeavingDone(_OfDeparture):
    """One thing is done. payer: of the bill; witness: who saw it as well."""

    kind: ClassVar[str] = "airports.leaving_done"
    step: str
    payer: str = ""
    witness: str = ""

    def sentence(self) -> str:
        """Say what, who pays, who saw it."""
        words = [f"{self.party}: {_step(self.step)}."]
        if self.payer in Payer:
            words.append(_("Paid by: {payer}.").format(payer=Payer(self.payer).label))
        if self.witness:
            words.append(_("Witness: {name}.").format(name=self.witness))
        return " ".join(words)


@dataclass(frozen=True, kw_only=True)
class LeavingUndone(_OfDeparture):
    """It was a slip."""

    kind: ClassVar[str] = "airports.leaving_undone"
    step: str

    def sentence(self) -> str:
        """Say what is open again."""
        words = _("{party}: {step} was taken back.")
        return words.format(party=self.party, step=_step(self.step))


@dataclass(frozen=True, kw_only=True)
class FarewellChanged(_OfDeparture):
    """Somebody stands in the farewell line, or does not any more. place: 0 for gone."""

    kind: ClassVar[str] = "airports.farewell_changed"
    name: str
    place: int

    def sentence(self) -> str:
        """Say who and where."""
        if not self.place:
            words = _("{party}: {name} does not stand in the farewell line any more.")
        else:
            words = _("{party}: {name} stands in the farewell line, place {place}.")
        return words.format(party=self.party, name=self.name, place=self.place)


def _step(code: str) -> str:
    return str(LeavingStep(code).label) if code in LeavingStep else code
