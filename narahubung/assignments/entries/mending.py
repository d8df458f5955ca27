"""The roster of one party is mended, or the mending is taken back."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.assignments.entries.attaching import OfParty


@dataclass(frozen=True, kw_only=True)
class PartyMended(OfParty):
    """One party's roster was mended in one act; each duty and place has its own entry.

    made, gone, places: numbers of the duties planned and cancelled, and of the attachments begun.
    """

    kind: ClassVar[str] = "assignments.party_mended"
    right: ClassVar[str] = Right.PLAN_OFFICERS
    made: list[int]
    gone: list[int]
    places: list[int]
    officers: int

    def topics(self) -> list[str]:
        """Name also the roster."""
        return [*super().topics(), "roster"]

    def sentence(self) -> str:
        """Say it."""
        return _(
            "The roster of {party} was mended: {made} duties new, {gone} taken away, {officers} "
            "officers told."
        ).format(
            party=self.party_code, made=len(self.made), gone=len(self.gone), officers=self.officers
        )


@dataclass(frozen=True, kw_only=True)
class MendingTakenBack(OfParty):
    """The last mending was taken back: what stood before it stands again."""

    kind: ClassVar[str] = "assignments.mending_taken_back"
    right: ClassVar[str] = Right.PLAN_OFFICERS

    def topics(self) -> list[str]:
        """Name also the roster."""
        return [*super().topics(), "roster"]

    def sentence(self) -> str:
        """Say it."""
        return _("The mending of the roster of {party} was taken back.").format(
            party=self.party_code
        )
