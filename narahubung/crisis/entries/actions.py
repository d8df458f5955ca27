"""What can happen to a plan, to its parts, to an evacuation and to an urgent need."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.crisis.entries.incidents import OfIncident
from narahubung.crisis.words_actions import LEVELS, PERMITS, URGENT
from narahubung.kit.said import in_one


@dataclass(frozen=True, kw_only=True)
class ActionPlanMade(OfIncident):
    """A plan was made of a template."""

    kind: ClassVar[str] = "crisis.plan_made"
    template: str
    parts: int

    def topics(self) -> list[str]:
        """Name the incident's board besides, and everybody's parts."""
        return [*super().topics(), f"actions:{self.incident_id}", "parts"]

    def sentence(self) -> str:
        """Say of how many parts."""
        words = _("Action plan for incident {number}: {parts} parts.")
        return words.format(number=self.number, parts=self.parts)


@dataclass(frozen=True, kw_only=True)
class OfAction(OfIncident):
    """part: the number people call it by; who: whose part it is."""

    action_id: int
    part: int
    who: str

    def topics(self) -> list[str]:
        """Name the part, the board, everybody's parts."""
        own = [f"action:{self.action_id}", f"actions:{self.incident_id}", "parts"]
        return [*super().topics(), *own]

    def says(self, words: str, **more: object) -> str:
        """Return the words with the part's number and whose it is filled in."""
        return words.format(part=self.part, who=in_one(self.who), **more)


@dataclass(frozen=True, kw_only=True)
class ActionAdded(OfAction):
    """A part was added to a plan."""

    kind: ClassVar[str] = "crisis.action_added"

    def sentence(self) -> str:
        """Say whose."""
        return self.says(_("Part {part} added for {who}."))


@dataclass(frozen=True, kw_only=True)
class ActionChanged(OfAction):
    """It was changed; anew: it must be confirmed again."""

    kind: ClassVar[str] = "crisis.action_changed"
    plan_version: int
    anew: bool

    def sentence(self) -> str:
        """Say whether it must be confirmed again."""
        words = _("Part {part} ({who}) changed, version {version}: to be confirmed again.")
        other = _("Part {part} ({who}) changed, version {version}.")
        return self.says(words if self.anew else other, version=self.plan_version)


@dataclass(frozen=True, kw_only=True)
class ActionConfirmed(OfAction):
    """Its party has understood it."""

    kind: ClassVar[str] = "crisis.action_confirmed"
    name: str
    said_back: str

    def sentence(self) -> str:
        """Say who, and how."""
        words = _("Part {part} ({who}) understood by {name}: “{said_back}”")
        return self.says(words, name=self.name, said_back=self.said_back)


@dataclass(frozen=True, kw_only=True)
class PermitNoted(OfAction):
    """How the permit stands that it needs."""

    kind: ClassVar[str] = "crisis.permit_noted"
    permit: str
    state: str
    note: str = ""

    def sentence(self) -> str:
        """Say which, and how it stands."""
        words = _("Part {part} ({who}): {permit} is {state}.")
        told = self.says(words, permit=in_one(self.permit), state=PERMITS[self.state])
        return f"{told} {self.note}".strip()


@dataclass(frozen=True, kw_only=True)
class ActionStarted(OfAction):
    """It began. decider, why: who let it begin without what it needs."""

    kind: ClassVar[str] = "crisis.action_started"
    decider: str = ""
    why: str = ""

    def sentence(self) -> str:
        """Say it, and who decided where something was missing."""
        if not self.decider:
            return self.says(_("Part {part} ({who}) has begun."))
        words = _("Part {part} ({who}) begins without what it needs: {decider} decided, {why}")
        return self.says(words, decider=self.decider, why=self.why)


@dataclass(frozen=True, kw_only=True)
class ActionDone(OfAction):
    """It is done."""

    kind: ClassVar[str] = "crisis.action_done"
    name: str

    def sentence(self) -> str:
        """Say who says so."""
        return self.says(_("Part {part} ({who}) is done, says {name}."), name=self.name)


@dataclass(frozen=True, kw_only=True)
class ActionDropped(OfAction):
    """It is not done any more."""

    kind: ClassVar[str] = "crisis.action_dropped"
    why: str

    def sentence(self) -> str:
        """Say why."""
        return self.says(_("Part {part} ({who}) dropped: {why}"), why=self.why)


@dataclass(frozen=True, kw_only=True)
class ActionOrdered(OfAction):
    """It waits for another one, or no longer does."""

    kind: ClassVar[str] = "crisis.action_ordered"
    other: int
    waits: bool

    def sentence(self) -> str:
        """Say for which."""
        words = _("Part {part} waits for part {other}.")
        free = _("Part {part} no longer waits for part {other}.")
        return self.says(words if self.waits else free, other=self.other)


@dataclass(frozen=True, kw_only=True)
class ActionGiven(OfAction):
    """Somebody hands it to another party, which must sign."""

    kind: ClassVar[str] = "crisis.action_given"
    to: str
    name: str

    def sentence(self) -> str:
        """Say from whom to whom."""
        words = _("Part {part} ({who}) is handed to {to}, signed by {name}.")
        return self.says(words, to=in_one(self.to), name=self.name)


@dataclass(frozen=True, kw_only=True)
class ActionTaken(OfAction):
    """The other party signed: it is theirs now."""

    kind: ClassVar[str] = "crisis.action_taken"
    giver: str
    taker: str

    def sentence(self) -> str:
        """Say both signatures."""
        words = _("Part {part} is {who}'s now: given by {giver}, taken by {taker}.")
        return self.says(words, giver=self.giver, taker=self.taker)


@dataclass(frozen=True, kw_only=True)
class ActionOverdue(OfAction):
    """Its clock ran out."""

    kind: ClassVar[str] = "crisis.action_overdue"

    def sentence(self) -> str:
        """Say it."""
        return self.says(_("Part {part} ({who}) is overdue."))


@dataclass(frozen=True, kw_only=True)
class UrgentAsked(OfIncident):
    """A delegation needs something at once; the need itself is told by room needs."""

    kind: ClassVar[str] = "crisis.urgent_asked"
    party_id: int
    party: str
    sort: str
    needed: int

    def topics(self) -> list[str]:
        """Name the table and the reports besides."""
        own = [f"urgent:{self.incident_id}", f"reports:{self.incident_id}"]
        return [*super().topics(), *own]

    def sentence(self) -> str:
        """Say who needs what."""
        words = _("{party} needs at once: {what}, {needed}.")
        return words.format(party=self.party, what=URGENT[self.sort], needed=self.needed)


@dataclass(frozen=True, kw_only=True)
class EvacuationPlanned(OfIncident):
    """How a delegation gets out was planned, or planned otherwise. number 0: of no incident yet."""

    kind: ClassVar[str] = "crisis.evacuation_planned"
    evacuation_id: int
    party_id: int
    party: str
    level: str

    def topics(self) -> list[str]:
        """Name the list, and the delegation's own."""
        return ["evacuations", f"evacuation:{self.evacuation_id}"]

    def sentence(self) -> str:
        """Say whose, and how far it goes."""
        words = _("Evacuation of {party} planned: {level}.")
        return words.format(party=self.party, level=LEVELS[self.level])


@dataclass(frozen=True, kw_only=True)
class EvacuationOrdered(OfIncident):
    """Somebody with a say ordered it. why: where something was missing."""

    kind: ClassVar[str] = "crisis.evacuation_ordered"
    evacuation_id: int
    party_id: int
    party: str
    level: str
    decider: str
    why: str = ""

    def topics(self) -> list[str]:
        """Name the list, the delegation's own, the incident."""
        return [*super().topics(), "evacuations", f"evacuation:{self.evacuation_id}"]

    def sentence(self) -> str:
        """Say whose, how far, and who decided."""
        words = _("{party} is evacuated ({level}), decided by {decider}.")
        told = words.format(party=self.party, level=LEVELS[self.level], decider=self.decider)
        return f"{told} {self.why}".strip()


@dataclass(frozen=True, kw_only=True)
class EvacuationTold(OfIncident):
    """Heads were counted, when it left (arrived False) or where it arrived.

    late: a later count was known already, and stands.
    """

    kind: ClassVar[str] = "crisis.evacuation_told"
    evacuation_id: int
    party_id: int
    party: str
    heads: int
    arrived: bool
    late: bool = False

    def topics(self) -> list[str]:
        """Name the list, the delegation's own, the incident."""
        return [*super().topics(), "evacuations", f"evacuation:{self.evacuation_id}"]

    def sentence(self) -> str:
        """Say how many."""
        words = _("{party} has arrived: {heads} people counted.")
        left = _("{party} has left: {heads} people counted.")
        return (words if self.arrived else left).format(party=self.party, heads=self.heads)


@dataclass(frozen=True, kw_only=True)
class EvacuationCalledOff(OfIncident):
    """It is not wanted any more, or done and put away."""

    kind: ClassVar[str] = "crisis.evacuation_called_off"
    evacuation_id: int
    party_id: int
    party: str
    why: str

    def topics(self) -> list[str]:
        """Name the list, and the delegation's own."""
        return [*super().topics(), "evacuations", f"evacuation:{self.evacuation_id}"]

    def sentence(self) -> str:
        """Say why."""
        return _("Evacuation of {party} called off: {why}").format(party=self.party, why=self.why)
