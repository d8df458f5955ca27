"""A duty follows its party to another time, or may not."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.assignments.entries.rostering import OfDuty
from narahubung.assignments.words import when_text
from narahubung.kit.said import in_one

ARRIVAL, DEPARTURE, PROGRAMME = "arrival", "departure", "programme"


@dataclass(frozen=True, kw_only=True)
class DutyFollowed(OfDuty):
    """A duty went along with its party by rule. was_*: how it stood; cause: what moved."""

    kind: ClassVar[str] = "assignments.duty_followed"
    was_starts: datetime
    was_ends: datetime
    cause: str

    def topics(self) -> list[str]:
        """Name the duty itself, too: it can be put back."""
        return [*super().topics(), f"duty:{self.duty_id}"]

    def sentence(self) -> str:
        """Say it, and why."""
        text = self._said(_("{officer} has the duty with {party} {when}, as {position}."))
        was = when_text(self.was_starts, self.was_ends, self.zone)
        return " ".join([text, _("It was {when}.").format(when=was), cause_text(self.cause)])


@dataclass(frozen=True, kw_only=True)
class DutyDidNotFollow(OfDuty):
    """A duty stands where it was: its officer may not serve at the party's new time.

    wanted_*: where it would have gone; why: the rule, as `in_both` says it.
    """

    kind: ClassVar[str] = "assignments.duty_did_not_follow"
    right: ClassVar[str] = Right.PLAN_OFFICERS
    wanted_starts: datetime
    wanted_ends: datetime
    cause: str
    why: str

    def sentence(self) -> str:
        """Say it, why, and what to do."""
        wanted = when_text(self.wanted_starts, self.wanted_ends, self.zone)
        words = _("{party} needs {officer} {when} now. {why} Find somebody for what is left open.")
        return " ".join(
            [
                cause_text(self.cause),
                words.format(
                    party=self.party_code, officer=self.officer, when=wanted, why=in_one(self.why)
                ),
            ]
        )


def cause_text(cause: str) -> str:
    """Say what moved a duty, in the language in force."""
    return {
        ARRIVAL: _("The delegation arrives at another time."),
        DEPARTURE: _("The delegation leaves at another time."),
        PROGRAMME: _("Its programme has other times."),
    }[cause]
