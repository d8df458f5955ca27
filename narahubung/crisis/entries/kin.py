"""What can happen about the family and embassy of who is hurt or missing: no name, no health."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.accounts.roles import Right
from narahubung.crisis.entries.incidents import OfIncident


@dataclass(frozen=True, kw_only=True)
class _OfFate(OfIncident):
    right: ClassVar[str] = Right.SEE_KIN
    party_id: int
    party: str
    fate_id: int
    name: str = ""

    def topics(self) -> list[str]:
        """Name the page of families and embassies alone: who is on it is not everybody's."""
        return ["kin"]


@dataclass(frozen=True, kw_only=True)
class FateOpened(_OfFate):
    """Somebody's family and embassy must be told."""

    kind: ClassVar[str] = "crisis.fate_opened"

    def sentence(self) -> str:
        """Say of which delegation."""
        return _("{party}: family and embassy of a person must be told.").format(party=self.party)


@dataclass(frozen=True, kw_only=True)
class ConsentNoted(_OfFate):
    """What the person says was noted. whom: kin, embassy or press."""

    kind: ClassVar[str] = "crisis.consent_noted"
    whom: str
    consent: str

    def sentence(self) -> str:
        """Say who noted it."""
        words = _("{party}: {name} noted what a person says to being told of.")
        return words.format(party=self.party, name=self.name)


@dataclass(frozen=True, kw_only=True)
class KinAdded(_OfFate):
    """A next of kin is known."""

    kind: ClassVar[str] = "crisis.kin_added"

    def sentence(self) -> str:
        """Say of which delegation."""
        return _("{party}: {name} noted a next of kin.").format(party=self.party, name=self.name)


@dataclass(frozen=True, kw_only=True)
class CallTaken(_OfFate):
    """Somebody calls the family."""

    kind: ClassVar[str] = "crisis.kin_call_taken"

    def sentence(self) -> str:
        """Say who."""
        return _("{party}: {name} calls the family.").format(party=self.party, name=self.name)


@dataclass(frozen=True, kw_only=True)
class KinCalled(_OfFate):
    """Somebody of the family was called."""

    kind: ClassVar[str] = "crisis.kin_called"
    reached: bool

    def sentence(self) -> str:
        """Say whether they were reached."""
        words = (
            _("{party}: {name} told the family.")
            if self.reached
            else _("{party}: {name} did not reach the family.")
        )
        return words.format(party=self.party, name=self.name)


@dataclass(frozen=True, kw_only=True)
class NobodyToTell(_OfFate):
    """There is no family, or no embassy, to tell."""

    kind: ClassVar[str] = "crisis.nobody_to_tell"
    whom: str

    def sentence(self) -> str:
        """Say who says so."""
        words = _("{party}: {name} noted that there is nobody to tell.")
        return words.format(party=self.party, name=self.name)


@dataclass(frozen=True, kw_only=True)
class EmbassyTold(_OfFate):
    """The embassy knows, in confidence. free: it may speak of it now."""

    kind: ClassVar[str] = "crisis.embassy_told"
    free: bool = False

    def sentence(self) -> str:
        """Say which."""
        words = (
            _("{party}: the embassy may speak of it, says {name}.")
            if self.free
            else _("{party}: {name} told the embassy, in confidence.")
        )
        return words.format(party=self.party, name=self.name)


@dataclass(frozen=True, kw_only=True)
class ConditionWritten(_OfFate):
    """How the person is was written down, for who may read it."""

    kind: ClassVar[str] = "crisis.condition_written"
    right: ClassVar[str] = Right.SEE_MEDICAL

    def sentence(self) -> str:
        """Say who."""
        return _("{party}: {name} wrote how a person is.").format(party=self.party, name=self.name)


@dataclass(frozen=True, kw_only=True)
class KinCallsDue(OfIncident):
    """Calls to families are due, to whoever makes them."""

    kind: ClassVar[str] = "crisis.kin_calls_due"
    right: ClassVar[str] = Right.SEE_KIN
    count: int

    def topics(self) -> list[str]:
        """Name the page of families and embassies alone."""
        return ["kin"]

    def sentence(self) -> str:
        """Say how many, and nobody's name."""
        words = ngettext(
            "Incident {number}: {count} call to a family is due.",
            "Incident {number}: {count} calls to families are due.",
            self.count,
        )
        return words.format(number=self.number, count=self.count)
