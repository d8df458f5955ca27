"""What can happen to what phones bring, besides the acts of the pages themselves."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class _OfPhone(Entry):
    right: ClassVar[str] = Right.PLAN_OFFICERS

    def topics(self) -> list[str]:
        """Name the pages of phones."""
        return ["phones"]


@dataclass(frozen=True, kw_only=True)
class WrittenAside(_OfPhone):
    """What somebody wrote offline came when he was no longer attached: it waits for a word."""

    kind: ClassVar[str] = "field.written_aside"
    carried_id: str
    what: str
    written_at: datetime

    def sentence(self) -> str:
        """Say it."""
        return _("Written offline by somebody no longer attached, and put aside: {what}").format(
            what=self.what
        )


@dataclass(frozen=True, kw_only=True)
class AsideTakenOver(_OfPhone):
    """A coordinator took over what was put aside. author: who had written it."""

    kind: ClassVar[str] = "field.aside_taken_over"
    carried_id: str
    author: str
    written_at: datetime

    def sentence(self) -> str:
        """Say it."""
        return _("Taken over: what {name} had written offline.").format(name=self.author)


@dataclass(frozen=True, kw_only=True)
class AsidePutAway(_OfPhone):
    """A coordinator decided that what was put aside does not count. It can still be read."""

    kind: ClassVar[str] = "field.aside_put_away"
    carried_id: str
    author: str

    def sentence(self) -> str:
        """Say it."""
        return _("Put away: what {name} had written offline.").format(name=self.author)


@dataclass(frozen=True, kw_only=True)
class _OfVersions(Entry):
    right: ClassVar[str] = Right.SEE_MOVEMENTS
    party_id: int
    versions_id: int
    about: str
    label: str

    def topics(self) -> list[str]:
        """Name the party, and the page of questions."""
        return [f"party:{self.party_id}", "versions"]


@dataclass(frozen=True, kw_only=True)
class VersionsDiffered(_OfVersions):
    """Two people wrote different values into one field; one of them without a network."""

    kind: ClassVar[str] = "field.versions_differed"

    def sentence(self) -> str:
        """Say of what."""
        return _("Two versions of {label}: {about}.").format(label=self.label, about=self.about)


@dataclass(frozen=True, kw_only=True)
class VersionChosen(_OfVersions):
    """Somebody chose one of two versions. chosen: ours (from the phone), theirs (it stood)."""

    kind: ClassVar[str] = "field.version_chosen"
    chosen: str

    def sentence(self) -> str:
        """Say of what."""
        return _("One of two versions of {label} was chosen: {about}.").format(
            label=self.label, about=self.about
        )


@dataclass(frozen=True, kw_only=True)
class PhoneRevoked(_OfPhone):
    """A lost phone may send nothing more, and erases what it keeps at its next contact."""

    kind: ClassVar[str] = "field.phone_revoked"
    phone_id: int
    of: str
    unsent: int

    def sentence(self) -> str:
        """Say whose, and what it still had."""
        return ngettext(
            "The phone of {name} was shut out; {number} command was still on it.",
            "The phone of {name} was shut out; {number} commands were still on it.",
            self.unsent,
        ).format(name=self.of, number=self.unsent)


@dataclass(frozen=True, kw_only=True)
class QueueLost(_OfPhone):
    """A phone began anew, and what it had not sent is gone."""

    kind: ClassVar[str] = "field.queue_lost"
    phone_id: int
    of: str
    number: int

    def topics(self) -> list[str]:
        """Tell also the person."""
        return ["phones"]

    def sentence(self) -> str:
        """Say whose, and how many."""
        return ngettext(
            "{number} entry was lost from the phone of {name}: its store was erased.",
            "{number} entries were lost from the phone of {name}: its store was erased.",
            self.number,
        ).format(name=self.of, number=self.number)
