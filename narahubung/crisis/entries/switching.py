"""What can happen with the switch, the crisis and its cards."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.accounts.roles import Right
from narahubung.crisis.entries.incidents import OfIncident
from narahubung.crisis.playbook import playbook
from narahubung.crisis.words import KINDS


@dataclass(frozen=True, kw_only=True)
class SwitchAsked(OfIncident):
    """One person pressed the switch. again: nobody confirmed it yet."""

    kind: ClassVar[str] = "crisis.switch_asked"
    name: str
    why: str
    again: bool = False

    def sentence(self) -> str:
        """Say who, and that a second one must confirm."""
        words = _("{name} wants to switch incident {number} to CRISIS; a second person must: {why}")
        return words.format(name=self.name, number=self.number, why=self.why)


@dataclass(frozen=True, kw_only=True)
class SwitchDropped(OfIncident):
    """It was not wanted any more before anybody confirmed it."""

    kind: ClassVar[str] = "crisis.switch_dropped"
    name: str

    def sentence(self) -> str:
        """Say it."""
        words = _("{name} dropped the switch of incident {number}; nothing changed.")
        return words.format(name=self.name, number=self.number)


class OfCrisis(OfIncident):
    """What changes the state of the whole event: every open page hears of it."""

    right: ClassVar[str] = Right.SEE_EVENT

    def topics(self) -> list[str]:
        """Name the crisis besides."""
        return [*super().topics(), "crisis", "cadence"]


@dataclass(frozen=True, kw_only=True)
class CrisisBegun(OfCrisis):
    """Two people said so."""

    kind: ClassVar[str] = "crisis.begun"
    sort: str
    first: str
    second: str

    def sentence(self) -> str:
        """Say it, and by whom."""
        words = _("CRISIS: incident {number} ({kind}). Switched by {first} and {second}.")
        return words.format(
            number=self.number, kind=KINDS[self.sort], first=self.first, second=self.second
        )


@dataclass(frozen=True, kw_only=True)
class CrisisTakenBack(OfCrisis):
    """It was a slip, taken back within thirty seconds."""

    kind: ClassVar[str] = "crisis.taken_back"
    name: str
    why: str

    def sentence(self) -> str:
        """Say it, by whom, and why."""
        words = _("The switch to crisis (incident {number}) was taken back by {name}: {why}")
        return words.format(number=self.number, name=self.name, why=self.why)


@dataclass(frozen=True, kw_only=True)
class CrisisEnded(OfCrisis):
    """The crisis is over; the incident is not yet closed."""

    kind: ClassVar[str] = "crisis.ended"
    name: str
    why: str

    def sentence(self) -> str:
        """Say it, by whom, and why."""
        words = _("The crisis (incident {number}) was ended by {name}: {why}")
        return words.format(number=self.number, name=self.name, why=self.why)


@dataclass(frozen=True, kw_only=True)
class _OfCard(OfIncident):
    right: ClassVar[str] = Right.SEE_CRISIS
    card_id: int
    role: str

    def topics(self) -> list[str]:
        """Name the card besides."""
        return [*super().topics(), f"card:{self.card_id}"]

    def called(self) -> str:
        """Return the name of the role in the language in force."""
        role = playbook().roles.get(self.role)
        return role.name if role else self.role


@dataclass(frozen=True, kw_only=True)
class CardDealt(_OfCard):
    """A role was handed to so many people who may hold it."""

    kind: ClassVar[str] = "crisis.card_dealt"
    told: int

    def sentence(self) -> str:
        """Say which, and to how many."""
        words = ngettext(
            "Card {role}: handed to {number} person.",
            "Card {role}: handed to {number} people.",
            self.told,
        )
        return words.format(role=self.called(), number=self.told)


@dataclass(frozen=True, kw_only=True)
class CardTaken(_OfCard):
    """Somebody holds a role now."""

    kind: ClassVar[str] = "crisis.card_taken"
    name: str

    def sentence(self) -> str:
        """Say who, and which."""
        return _("{name} holds the card {role}.").format(name=self.name, role=self.called())


@dataclass(frozen=True, kw_only=True)
class CardGivenBack(_OfCard):
    """Who held a role cannot any more."""

    kind: ClassVar[str] = "crisis.card_given_back"
    name: str
    person_id: int

    def sentence(self) -> str:
        """Say who, and which."""
        words = _("{name} gave the card {role} back; who stands behind is asked.")
        return words.format(name=self.name, role=self.called())


@dataclass(frozen=True, kw_only=True)
class CardPassedOn(_OfCard):
    """Nobody took it in time. told: how many people stand behind."""

    kind: ClassVar[str] = "crisis.card_passed_on"
    told: int

    def sentence(self) -> str:
        """Say which, and to how many."""
        words = _("Nobody took the card {role}: {number} who stand behind were asked.")
        return words.format(role=self.called(), number=self.told)
