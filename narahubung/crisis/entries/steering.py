"""What can happen to objectives, to the matrix of duties and to what is given back."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.crisis.entries.incidents import OfIncident
from narahubung.crisis.words_steering import ANSWERS, PARTS
from narahubung.kit.said import in_one


@dataclass(frozen=True, kw_only=True)
class _OfObjective(OfIncident):
    objective: int

    def topics(self) -> list[str]:
        """Name the incident's steering besides."""
        return [*super().topics(), f"steering:{self.incident_id}"]


@dataclass(frozen=True, kw_only=True)
class ObjectiveSet(_OfObjective):
    """Somebody set one."""

    kind: ClassVar[str] = "crisis.objective_set"
    text: str
    target: int
    owner: str

    def sentence(self) -> str:
        """Say which, and whose."""
        words = _("Objective {objective} ({owner}): {text}, {target}.")
        return words.format(
            objective=self.objective, owner=self.owner, text=self.text, target=self.target
        )


@dataclass(frozen=True, kw_only=True)
class ObjectiveMeasured(_OfObjective):
    """How far it has come was counted."""

    kind: ClassVar[str] = "crisis.objective_measured"
    reached: int
    target: int
    note: str = ""

    def sentence(self) -> str:
        """Say how far."""
        words = _("Objective {objective}: {reached} of {target}.")
        told = words.format(objective=self.objective, reached=self.reached, target=self.target)
        return f"{told} {self.note}".strip()


@dataclass(frozen=True, kw_only=True)
class ObjectiveOffTrack(_OfObjective):
    """Its owner is asked."""

    kind: ClassVar[str] = "crisis.objective_off_track"
    owner: str

    def sentence(self) -> str:
        """Ask him."""
        words = _("Objective {objective} is off track. {owner}: more time, help, or drop?")
        return words.format(objective=self.objective, owner=self.owner)


@dataclass(frozen=True, kw_only=True)
class ObjectiveAnswered(_OfObjective):
    """What its owner says; it is another version from then on."""

    kind: ClassVar[str] = "crisis.objective_answered"
    answer: str
    why: str
    its_version: int

    def sentence(self) -> str:
        """Say what."""
        words = _("Objective {objective}, version {version}: {answer}. {why}")
        return words.format(
            objective=self.objective,
            version=self.its_version,
            answer=ANSWERS[self.answer],
            why=self.why,
        )


@dataclass(frozen=True, kw_only=True)
class _OfMatrix(OfIncident):
    def topics(self) -> list[str]:
        """Name the incident's steering besides."""
        return [*super().topics(), f"steering:{self.incident_id}"]


@dataclass(frozen=True, kw_only=True)
class MatrixMade(_OfMatrix):
    """It was made of the template."""

    kind: ClassVar[str] = "crisis.matrix_made"
    parts: int

    def sentence(self) -> str:
        """Say of how many lines."""
        return _("Matrix of duties made: {parts} lines.").format(parts=self.parts)


@dataclass(frozen=True, kw_only=True)
class DutyGiven(_OfMatrix):
    """A party got a share of a duty; share "": it has none any more."""

    kind: ClassVar[str] = "crisis.duty_given"
    duty: str
    who: str
    share: str

    def sentence(self) -> str:
        """Say who is what."""
        who, duty = in_one(self.who), in_one(self.duty)
        if not self.share:
            return _("{who} has no share of “{duty}” any more.").format(who=who, duty=duty)
        words = _("{who} for “{duty}”: {share}.")
        return words.format(who=who, duty=duty, share=PARTS[self.share])


@dataclass(frozen=True, kw_only=True)
class DutyAcknowledged(_OfMatrix):
    """A party acknowledged its share."""

    kind: ClassVar[str] = "crisis.duty_acknowledged"
    duty: str
    who: str
    name: str

    def sentence(self) -> str:
        """Say who."""
        words = _("{name} acknowledged for {who}: “{duty}”.")
        return words.format(name=self.name, who=in_one(self.who), duty=in_one(self.duty))


@dataclass(frozen=True, kw_only=True)
class ReleaseBegun(_OfMatrix):
    """The checklist of what is given back stands."""

    kind: ClassVar[str] = "crisis.release_begun"
    lines: int

    def sentence(self) -> str:
        """Say of how many lines."""
        return _("Demobilisation begins: {lines} lines.").format(lines=self.lines)


@dataclass(frozen=True, kw_only=True)
class ResourceReleased(_OfMatrix):
    """Something was given back."""

    kind: ClassVar[str] = "crisis.resource_released"
    what: str
    name: str

    def sentence(self) -> str:
        """Say what, and by whom."""
        return _("{what} released by {name}.").format(what=in_one(self.what), name=self.name)
