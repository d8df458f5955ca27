"""What can happen in the register of both sides' wishes."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.needs.words import EXPECTATION, NEGOTIATION, SIDE

_SEALED = {"seal": "party_id"}


@dataclass(frozen=True, kw_only=True)
class _OfRegister(Entry):
    """Base: read with the right to the register, shown where the party's register is."""

    right: ClassVar[str] = Right.SEE_REGISTER

    party_id: int

    def topics(self) -> list[str]:
        """Name the register, of all and of this party."""
        return ["register", f"register:{self.party_id}"]


@dataclass(frozen=True, kw_only=True)
class ExpectationNoted(_OfRegister):
    """One side's expectation was written down."""

    kind: ClassVar[str] = "needs.expectation_noted"

    expectation_id: int
    side: str
    text: str = field(metadata=_SEALED)
    gain: str = field(default="", metadata=_SEALED)
    owner: str = ""

    def sentence(self) -> str:
        """Say whose it is, and what."""
        return f"{SIDE[self.side]}: {self.text}"


@dataclass(frozen=True, kw_only=True)
class ExpectationAnswered(_OfRegister):
    """An expectation was answered, met, dropped, or opened again."""

    kind: ClassVar[str] = "needs.expectation_answered"

    expectation_id: int
    text: str = field(metadata=_SEALED)
    state: str
    answer: str = field(default="", metadata=_SEALED)

    def sentence(self) -> str:
        """Say how it stands now, and the answer."""
        words = f"{self.text}: {EXPECTATION[self.state]}"
        return f"{words}. {self.answer}" if self.answer else words


@dataclass(frozen=True, kw_only=True)
class PreferenceRemembered(_OfRegister):
    """What a guest likes was noted, with consent. preference: whose key seals it."""

    kind: ClassVar[str] = "needs.preference_remembered"

    preference_id: int
    preference: str
    text: str = field(metadata={"seal": "preference"})
    consent_by: str
    until: date

    def sentence(self) -> str:
        """Say it, who agreed and until when."""
        return _("Remembered until {until} ({who} agreed): {text}").format(
            until=self.until.isoformat(), who=self.consent_by, text=self.text
        )


@dataclass(frozen=True, kw_only=True)
class PreferenceForgotten(_OfRegister):
    """A preference came to its end, or the guest took his consent back."""

    kind: ClassVar[str] = "needs.preference_forgotten"

    preference_id: int
    withdrawn: bool

    def sentence(self) -> str:
        """Say that it is gone, and why."""
        if self.withdrawn:
            return _("A preference was forgotten: consent was taken back")
        return _("A preference was forgotten: its time was over")


@dataclass(frozen=True, kw_only=True)
class NegotiationOpened(_OfRegister):
    """A sheet was opened to talk something over."""

    kind: ClassVar[str] = "needs.negotiation_opened"

    negotiation_id: int
    about: str
    title: str = field(metadata=_SEALED)

    def topics(self) -> list[str]:
        """Name the register and the sheet."""
        return [*super().topics(), f"negotiation:{self.negotiation_id}"]

    def sentence(self) -> str:
        """Say what is talked over."""
        return _("Negotiation sheet opened: {title}").format(title=self.title)


@dataclass(frozen=True, kw_only=True)
class NegotiationWritten(_OfRegister):
    """Interests, offers or what was agreed were written down."""

    kind: ClassVar[str] = "needs.negotiation_written"

    negotiation_id: int
    title: str = field(metadata=_SEALED)
    state: str
    agreed: str = field(default="", metadata=_SEALED)

    def topics(self) -> list[str]:
        """Name the register and the sheet."""
        return [*super().topics(), f"negotiation:{self.negotiation_id}"]

    def sentence(self) -> str:
        """Say how the talk stands, and what was agreed."""
        words = f"{self.title}: {NEGOTIATION[self.state]}"
        return f"{words}. {self.agreed}" if self.agreed else words
