"""What can happen to a duty to tell an authority, and to a permission."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.crisis.entries.incidents import OfIncident
from narahubung.crisis.notices import duties_to_tell
from narahubung.crisis.notices_words import PERMISSIONS, WAYS


@dataclass(frozen=True, kw_only=True)
class _OfNotices(OfIncident):
    def topics(self) -> list[str]:
        """Name the incident's notices besides."""
        return [*super().topics(), f"notices:{self.incident_id}"]


@dataclass(frozen=True, kw_only=True)
class _OfNotice(_OfNotices):
    notice_id: int
    code: str
    to: str

    @property
    def whom(self) -> str:
        """The authority in the reader's language, where the file names it."""
        duty = duties_to_tell().get(self.code)
        return duty.to if duty else self.to


@dataclass(frozen=True, kw_only=True)
class NoticesProposed(_OfNotices):
    """The house found whom the organiser must tell."""

    kind: ClassVar[str] = "crisis.notices_proposed"
    codes: list[str]

    def sentence(self) -> str:
        """Say how many."""
        words = ngettext(
            "Incident {number}: {count} authority to be told.",
            "Incident {number}: {count} authorities to be told.",
            len(self.codes),
        )
        return words.format(number=self.number, count=len(self.codes))


@dataclass(frozen=True, kw_only=True)
class NoticeAdded(_OfNotice):
    """Somebody knows of another duty."""

    kind: ClassVar[str] = "crisis.notice_added"

    def sentence(self) -> str:
        """Say whom."""
        return _("To be told of incident {number}: {whom}").format(
            number=self.number, whom=self.whom
        )


@dataclass(frozen=True, kw_only=True)
class KnowledgeCorrected(_OfNotice):
    """The organiser knew at another hour: the clock begins there."""

    kind: ClassVar[str] = "crisis.knowledge_corrected"
    was: datetime
    known_at: datetime
    why: str

    def sentence(self) -> str:
        """Say whose clock, and why."""
        words = _("The clock for {whom} begins at another hour: {why}")
        return words.format(whom=self.whom, why=self.why)


@dataclass(frozen=True, kw_only=True)
class LetterWritten(_OfNotice):
    """Somebody wrote in a letter."""

    kind: ClassVar[str] = "crisis.letter_written"
    name: str

    def sentence(self) -> str:
        """Say who, to whom."""
        return _("{name} wrote in the letter to {whom}.").format(name=self.name, whom=self.whom)


@dataclass(frozen=True, kw_only=True)
class NoticeTold(_OfNotice):
    """The authority was told. late: after its time."""

    kind: ClassVar[str] = "crisis.notice_told"
    name: str
    told_to: str
    way: str
    told_at: datetime
    number_given: str
    late: bool

    def sentence(self) -> str:
        """Say whom, how, by whom."""
        words = _("{whom} told {way} by {name}.")
        said = words.format(whom=self.whom, way=WAYS[self.way], name=self.name)
        return f"{said} {_('After its time.')}" if self.late else said


@dataclass(frozen=True, kw_only=True)
class NoticeDropped(_OfNotice):
    """It need not be told."""

    kind: ClassVar[str] = "crisis.notice_dropped"
    name: str
    why: str

    def sentence(self) -> str:
        """Say whom, who says so, why."""
        words = _("{whom} need not be told, says {name}: {why}")
        return words.format(whom=self.whom, name=self.name, why=self.why)


@dataclass(frozen=True, kw_only=True)
class NoticeReopened(_OfNotice):
    """It is to be told after all."""

    kind: ClassVar[str] = "crisis.notice_reopened"
    why: str

    def sentence(self) -> str:
        """Say whom, and why."""
        return _("{whom} is to be told again: {why}").format(whom=self.whom, why=self.why)


@dataclass(frozen=True, kw_only=True)
class NoticeOverdue(_OfNotice):
    """Its time is over and nobody said that it was told."""

    kind: ClassVar[str] = "crisis.notice_overdue"

    def sentence(self) -> str:
        """Say whom."""
        return _("Overdue: {whom} had to be told of incident {number}.").format(
            whom=self.whom, number=self.number
        )


@dataclass(frozen=True, kw_only=True)
class PermissionNoted(_OfNotices):
    """A permission is needed, asked for, granted, refused, or has ended."""

    kind: ClassVar[str] = "crisis.permission_noted"
    permission_id: int
    what: str
    authority: str
    state: str

    def sentence(self) -> str:
        """Say of whom, what, how it stands."""
        words = _("Permission of {authority}: {what}, {state}")
        return words.format(authority=self.authority, what=self.what, state=PERMISSIONS[self.state])
