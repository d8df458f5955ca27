"""What can happen to an incident."""

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.accounts.roles import Right
from narahubung.crisis.playbook import playbook
from narahubung.crisis.words import GRADES, HEADS, KINDS
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class OfIncident(Entry):
    """incident_id: the row; number: as people call it."""

    right: ClassVar[str] = Right.SEE_CRISIS
    incident_id: int
    number: int

    def topics(self) -> list[str]:
        """Name the incident, the list, and the crisis of the event, which every page watches."""
        return [f"incident:{self.incident_id}", "incidents"]


@dataclass(frozen=True, kw_only=True)
class IncidentReported(OfIncident):
    """Somebody said that something happened."""

    kind: ClassVar[str] = "crisis.reported"
    sort: str
    what: str
    where: str = ""

    def sentence(self) -> str:
        """Say what, and where."""
        words = _("Incident {number} reported: {kind}. {what}")
        told = words.format(number=self.number, kind=KINDS[self.sort], what=self.what)
        return f"{told} ({self.where})" if self.where else told


@dataclass(frozen=True, kw_only=True)
class IncidentGraded(OfIncident):
    """How bad it is was held otherwise."""

    kind: ClassVar[str] = "crisis.graded"
    was: str
    grade: str
    why: str

    def sentence(self) -> str:
        """Say from what to what, and why."""
        words = _("Incident {number} is {grade} now, was {was}: {why}")
        return words.format(
            number=self.number, grade=GRADES[self.grade], was=GRADES[self.was], why=self.why
        )


@dataclass(frozen=True, kw_only=True)
class IncidentTaken(OfIncident):
    """Somebody takes care of it."""

    kind: ClassVar[str] = "crisis.taken"
    name: str

    def sentence(self) -> str:
        """Say who."""
        words = _("{name} takes care of incident {number}.")
        return words.format(name=self.name, number=self.number)


@dataclass(frozen=True, kw_only=True)
class IncidentClosed(OfIncident):
    """It is over."""

    kind: ClassVar[str] = "crisis.closed"
    why: str

    def sentence(self) -> str:
        """Say it, and why."""
        return _("Incident {number} closed: {why}").format(number=self.number, why=self.why)


@dataclass(frozen=True, kw_only=True)
class IncidentReopened(OfIncident):
    """It was not over."""

    kind: ClassVar[str] = "crisis.reopened"
    why: str

    def sentence(self) -> str:
        """Say it, and why."""
        return _("Incident {number} opened again: {why}").format(number=self.number, why=self.why)


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
        return [*super().topics(), "crisis"]


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


@dataclass(frozen=True, kw_only=True)
class RollAsked(OfIncident):
    """Every officer was asked who is safe. cycle: for the how-manieth time; open: still missing."""

    kind: ClassVar[str] = "crisis.roll_asked"
    cycle: int
    heads: int
    open: int

    def topics(self) -> list[str]:
        """Name the roll besides: every officer's page of it."""
        return [*super().topics(), "roll"]

    def sentence(self) -> str:
        """Say how many are asked for."""
        words = _("Roll call, round {cycle}: {open} of {heads} people to be accounted for.")
        return words.format(cycle=self.cycle, open=self.open, heads=self.heads)


@dataclass(frozen=True, kw_only=True)
class HeadsCounted(OfIncident):
    """An officer said how people of a party are. late: something newer was known already."""

    kind: ClassVar[str] = "crisis.heads_counted"
    party_id: int
    party: str
    state: str
    heads: int
    names: list[str] = field(default_factory=list, metadata={"seal": "party_id"})
    now_at: str = ""
    late: bool = False

    def topics(self) -> list[str]:
        """Name the roll and the party besides."""
        return [*super().topics(), "roll", f"party:{self.party_id}"]

    def sentence(self) -> str:
        """Say how many of whom, and how they are."""
        words = ngettext(
            "{party}: {number} person {state}", "{party}: {number} people {state}", self.heads
        )
        told = words.format(party=self.party, number=self.heads, state=HEADS[self.state])
        return f"{told}, {self.now_at}" if self.now_at else told


@dataclass(frozen=True, kw_only=True)
class RollComplete(OfIncident):
    """Everybody is accounted for."""

    kind: ClassVar[str] = "crisis.roll_complete"
    heads: int
    cycle: int

    def topics(self) -> list[str]:
        """Name the roll besides."""
        return [*super().topics(), "roll"]

    def sentence(self) -> str:
        """Say it."""
        words = _("Roll call complete: {heads} of {heads} people accounted for.")
        return words.format(heads=self.heads)


@dataclass(frozen=True, kw_only=True)
class _OfFact(OfIncident):
    fact_id: int
    fact: int

    def topics(self) -> list[str]:
        """Name the incident's facts besides."""
        return [*super().topics(), f"facts:{self.incident_id}"]


@dataclass(frozen=True, kw_only=True)
class FactTold(_OfFact):
    """Somebody said something."""

    kind: ClassVar[str] = "crisis.fact_told"
    text: str
    source: str

    def sentence(self) -> str:
        """Say what, and who says so."""
        words = _("Fact {fact}: {text} (source: {source})")
        return words.format(fact=self.fact, text=self.text, source=self.source or "-")


@dataclass(frozen=True, kw_only=True)
class FactSourced(_OfFact):
    """Another source says so too. confirmed: it is confirmed now."""

    kind: ClassVar[str] = "crisis.fact_sourced"
    source: str
    confirmed: bool

    def sentence(self) -> str:
        """Say who, and whether that confirms it."""
        words = _("Fact {fact} has another source: {source}.")
        told = words.format(fact=self.fact, source=self.source)
        return f"{told} {_('It is confirmed.')}" if self.confirmed else told


@dataclass(frozen=True, kw_only=True)
class FactContradicted(_OfFact):
    """Two facts cannot both be true."""

    kind: ClassVar[str] = "crisis.fact_contradicted"
    other: int

    def sentence(self) -> str:
        """Say which."""
        return _("Facts {fact} and {other} contradict each other.").format(
            fact=self.fact, other=self.other
        )


@dataclass(frozen=True, kw_only=True)
class FactWithdrawn(_OfFact):
    """It is not so."""

    kind: ClassVar[str] = "crisis.fact_withdrawn"
    why: str

    def sentence(self) -> str:
        """Say which, and why."""
        return _("Fact {fact} withdrawn: {why}").format(fact=self.fact, why=self.why)


@dataclass(frozen=True, kw_only=True)
class FactRenewed(_OfFact):
    """It still holds."""

    kind: ClassVar[str] = "crisis.fact_renewed"
    name: str

    def sentence(self) -> str:
        """Say which, and who says so."""
        return _("Fact {fact} still holds, says {name}.").format(fact=self.fact, name=self.name)


@dataclass(frozen=True, kw_only=True)
class _OfReport(OfIncident):
    report_id: int
    report: int

    def topics(self) -> list[str]:
        """Name the incident's reports besides."""
        return [*super().topics(), f"reports:{self.incident_id}"]


@dataclass(frozen=True, kw_only=True)
class ReportDrafted(_OfReport):
    """A report was drafted from what is known."""

    kind: ClassVar[str] = "crisis.report_drafted"

    def sentence(self) -> str:
        """Say which."""
        words = _("Situation report {report} of incident {number} drafted.")
        return words.format(report=self.report, number=self.number)


@dataclass(frozen=True, kw_only=True)
class ReportWritten(_OfReport):
    """Somebody wrote in a draft."""

    kind: ClassVar[str] = "crisis.report_written"
    name: str

    def sentence(self) -> str:
        """Say who."""
        words = _("{name} wrote in situation report {report}.")
        return words.format(name=self.name, report=self.report)


@dataclass(frozen=True, kw_only=True)
class ReportApproved(_OfReport):
    """It stands. unchanged: nothing new since the one before."""

    kind: ClassVar[str] = "crisis.report_approved"
    name: str
    unchanged: bool = False

    def sentence(self) -> str:
        """Say who."""
        words = _("Situation report {report} approved by {name}.")
        told = words.format(report=self.report, name=self.name)
        return f"{told} {_('No change.')}" if self.unchanged else told


@dataclass(frozen=True, kw_only=True)
class ReportOverdue(OfIncident):
    """The next report was due."""

    kind: ClassVar[str] = "crisis.report_overdue"

    def sentence(self) -> str:
        """Say of what."""
        words = _("The next situation report of incident {number} is overdue.")
        return words.format(number=self.number)
