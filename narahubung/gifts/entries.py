"""What can happen in the register of gifts. No entry says what a gift is, or what it is worth."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.gifts.words import DECISIONS, STATES
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class OfDeclaration(Entry):
    """declaration_id: the row; number: as people call it; name: who did it.

    It names no party: who serves one reads nothing of what another officer was given.
    """

    right: ClassVar[str] = Right.SEE_GIFTS
    declaration_id: int
    number: int
    name: str

    def about_party(self) -> int | None:
        """Return nothing: only who sees the gifts of the whole event reads it."""
        return None

    def topics(self) -> list[str]:
        """Name the declaration and the register."""
        return [f"declaration:{self.declaration_id}", "gifts"]

    def put(self, words: str, **more: object) -> str:
        """Return the sentence with number and name."""
        return words.format(code=f"GR-{self.number:03}", name=self.name, **more)


@dataclass(frozen=True, kw_only=True)
class GiftDeclared(OfDeclaration):
    """A gift, a tip or an errand stands in the register."""

    kind: ClassVar[str] = "gifts.declared"

    def sentence(self) -> str:
        """Say who declared."""
        return self.put(_("{name} declared {code} in the register of gifts."))


@dataclass(frozen=True, kw_only=True)
class GiftCorrected(OfDeclaration):
    """A new text stands beside the old ones."""

    kind: ClassVar[str] = "gifts.corrected"
    text_number: int

    def sentence(self) -> str:
        """Say who corrected; both texts are kept."""
        words = _("{name} corrected {code}: text {version}, the earlier ones are kept.")
        return self.put(words, version=self.text_number)


@dataclass(frozen=True, kw_only=True)
class CustodyGiven(OfDeclaration):
    """The giver signed; the taker has still to."""

    kind: ClassVar[str] = "gifts.custody_given"
    to_name: str

    def sentence(self) -> str:
        """Say to whom."""
        return self.put(_("{name} handed {code} over to {to_name}."), to_name=self.to_name)


@dataclass(frozen=True, kw_only=True)
class CustodyTaken(OfDeclaration):
    """The taker signed, too. from_name: who gave."""

    kind: ClassVar[str] = "gifts.custody_taken"
    from_name: str

    def sentence(self) -> str:
        """Say from whom."""
        words = _("{name} took {code} into custody from {from_name}.")
        return self.put(words, from_name=self.from_name)


@dataclass(frozen=True, kw_only=True)
class CustodyEnded(OfDeclaration):
    """The giver took it back before anybody signed."""

    kind: ClassVar[str] = "gifts.custody_ended"

    def sentence(self) -> str:
        """Say who."""
        return self.put(_("{name} took the hand-over of {code} back."))


@dataclass(frozen=True, kw_only=True)
class GiftPlaced(OfDeclaration):
    """It is somewhere else, or somebody else's. state: as `models.Whereabout`."""

    kind: ClassVar[str] = "gifts.placed"
    state: str

    def sentence(self) -> str:
        """Say where."""
        return self.put(_("{code}: {state}, noted by {name}."), state=STATES[self.state])


@dataclass(frozen=True, kw_only=True)
class GiftSent(OfDeclaration):
    """A report went out. to: upg or kpk."""

    kind: ClassVar[str] = "gifts.sent"
    to: str
    on: date

    def sentence(self) -> str:
        """Say to whom."""
        if self.to == "kpk":
            return self.put(_("{name} noted that {code} was reported to the KPK."))
        return self.put(_("{name} noted that {code} was reported to the UPG."))


@dataclass(frozen=True, kw_only=True)
class GiftDecided(OfDeclaration):
    """The KPK decided."""

    kind: ClassVar[str] = "gifts.decided"
    decision: str
    on: date

    def sentence(self) -> str:
        """Say what."""
        words = _("The KPK decided on {code}: {decision}, noted by {name}.")
        return self.put(words, decision=DECISIONS[self.decision])


@dataclass(frozen=True, kw_only=True)
class GiftReminded(OfDeclaration):
    """Word was left of a report that is not sent. day: the working day since the receipt."""

    kind: ClassVar[str] = "gifts.reminded"
    day: int

    def sentence(self) -> str:
        """Say which day it is."""
        words = _("{code} is not reported yet: working day {day} of 30.")
        return self.put(words, day=self.day)


@dataclass(frozen=True, kw_only=True)
class HolidayAdded(Entry):
    """A day stands in the table of holidays."""

    kind: ClassVar[str] = "gifts.holiday_added"
    right: ClassVar[str] = Right.SEE_EVENT
    on: date
    what: str

    def topics(self) -> list[str]:
        """Name the table and the register: last days move."""
        return ["holidays", "gifts"]

    def sentence(self) -> str:
        """Say which."""
        return _("Holiday added: {on}, {what}").format(on=self.on, what=self.what)


@dataclass(frozen=True, kw_only=True)
class HolidayRemoved(HolidayAdded):
    """A day does not stand there any more."""

    kind: ClassVar[str] = "gifts.holiday_removed"

    def sentence(self) -> str:
        """Say which."""
        return _("Holiday removed: {on}, {what}").format(on=self.on, what=self.what)


@dataclass(frozen=True, kw_only=True)
class GiftTermsSet(Entry):
    """The organiser's own rule and the reminders changed."""

    kind: ClassVar[str] = "gifts.terms_set"
    right: ClassVar[str] = Right.SEE_EVENT
    name: str
    limit_idr: int
    hand_in_days: int

    def topics(self) -> list[str]:
        """Name the register."""
        return ["gifts"]

    def sentence(self) -> str:
        """Say the limit."""
        words = _("{name} set the organiser's rule on gifts: Rp {limit}, {days} working days.")
        return words.format(name=self.name, limit=self.limit_idr, days=self.hand_in_days)


@dataclass(frozen=True, kw_only=True)
class ReporterDescribed(Entry):
    """Somebody said what the form of the KPK asks of him. The entry says no more."""

    kind: ClassVar[str] = "gifts.reporter_described"
    right: ClassVar[str] = Right.KEEP_GIFTS
    reporter_id: int
    name: str

    def topics(self) -> list[str]:
        """Name the reporter; what his gifts must do hangs on it."""
        return [f"giftreporter:{self.reporter_id}", "gifts"]

    def sentence(self) -> str:
        """Say who."""
        return _("{name} filled in the reporter's part of the form.").format(name=self.name)
