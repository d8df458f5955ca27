"""What can happen to accreditations."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.access.words import ACCREDITATIONS
from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class OfAccreditation(Entry):
    """number: as people call it; name: who did it; party_id: whose person, if anybody's."""

    right: ClassVar[str] = Right.SEE_ACCESS
    party_id: int | None
    accreditation_id: int
    number: int
    name: str

    def topics(self) -> list[str]:
        """Name the request, the desk, and the lists of all gates."""
        return [f"accreditation:{self.accreditation_id}", "access", "gates"]


@dataclass(frozen=True, kw_only=True)
class AccreditationAsked(OfAccreditation):
    """A badge was asked for."""

    kind: ClassVar[str] = "access.asked"

    def sentence(self) -> str:
        """Say who asked."""
        words = _("{name} asked for a badge: request {number}.")
        return words.format(name=self.name, number=self.number)


@dataclass(frozen=True, kw_only=True)
class PhotoTaken(OfAccreditation):
    """A photo came."""

    kind: ClassVar[str] = "access.photo_taken"

    def sentence(self) -> str:
        """Say who brought it."""
        words = _("{name} added the photo to badge request {number}.")
        return words.format(name=self.name, number=self.number)


@dataclass(frozen=True, kw_only=True)
class PersonVetted(OfAccreditation):
    """Security said something; what, only those read who vet."""

    kind: ClassVar[str] = "access.vetted"
    right: ClassVar[str] = Right.VET
    vetting: str

    def topics(self) -> list[str]:
        """Name the request and the desk."""
        return [f"accreditation:{self.accreditation_id}", "access"]

    def sentence(self) -> str:
        """Say who, and not what."""
        words = _("{name} noted the vetting of badge request {number}.")
        return words.format(name=self.name, number=self.number)


@dataclass(frozen=True, kw_only=True)
class AccreditationMoved(OfAccreditation):
    """It was checked, approved, declined, withdrawn, or asked for again. why: may be empty."""

    kind: ClassVar[str] = "access.moved"
    state: str
    why: str = ""

    def sentence(self) -> str:
        """Say how it stands."""
        words = _("Badge request {number}: {state}, {name}.")
        said = words.format(number=self.number, state=ACCREDITATIONS[self.state], name=self.name)
        return f"{said} {self.why}".strip()
