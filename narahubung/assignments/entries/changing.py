"""What can happen to who cannot serve, and to duties that no longer fit."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import ngettext

from narahubung.accounts.roles import Right
from narahubung.assignments.words import from_until_text
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class OfAbsence(Entry):
    """What concerns one absence of an officer. Why he cannot serve is in no entry.

    until: None where nobody knows. duties: how many it took off him, or gave back.
    """

    right: ClassVar[str] = Right.PLAN_OFFICERS
    absence_id: int
    officer_id: int
    officer: str
    person_id: int | None
    since: datetime
    until: datetime | None
    zone: str
    duties: int

    def topics(self) -> list[str]:
        """Name the officer and the roster."""
        person = [f"person:{self.person_id}"] if self.person_id else []
        return ["roster", f"officer:{self.officer_id}", *person]


@dataclass(frozen=True, kw_only=True)
class AbsenceTold(OfAbsence):
    """An officer cannot serve; the duties in that time are without an officer."""

    kind: ClassVar[str] = "assignments.absence_told"

    def sentence(self) -> str:
        """Say it."""
        words = ngettext(
            "{officer} cannot serve {when}: {n} duty is without an officer.",
            "{officer} cannot serve {when}: {n} duties are without an officer.",
            self.duties,
        )
        when = from_until_text(self.since, self.until, self.zone)
        return words.format(officer=self.officer, when=when, n=self.duties)


@dataclass(frozen=True, kw_only=True)
class AbsenceEnded(OfAbsence):
    """An officer serves again; duties that nobody else has taken are his again."""

    kind: ClassVar[str] = "assignments.absence_ended"

    def sentence(self) -> str:
        """Say it."""
        words = ngettext(
            "{officer} can serve again: {n} duty was given back.",
            "{officer} can serve again: {n} duties were given back.",
            self.duties,
        )
        return words.format(officer=self.officer, n=self.duties)


@dataclass(frozen=True, kw_only=True)
class DutiesNoLongerFit(Entry):
    """A party comes or leaves at another time, and duties with it lie beside its stay."""

    kind: ClassVar[str] = "assignments.duties_no_longer_fit"
    right: ClassVar[str] = Right.PLAN_OFFICERS
    party_id: int
    party_code: str
    duties: int

    def topics(self) -> list[str]:
        """Name the party and the roster."""
        return [f"party:{self.party_id}", "roster"]

    def sentence(self) -> str:
        """Say it."""
        words = ngettext(
            "{n} duty with {party} no longer fits its stay. Repair the roster.",
            "{n} duties with {party} no longer fit its stay. Repair the roster.",
            self.duties,
        )
        return words.format(party=self.party_code, n=self.duties)
