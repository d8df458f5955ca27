"""What can happen to a statement."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.media.words import KINDS, STEPS


@dataclass(frozen=True, kw_only=True)
class OfStatement(Entry):
    """statement_id: the row; number: as people call it."""

    right: ClassVar[str] = Right.SEE_MEDIA
    statement_id: int
    number: int

    def topics(self) -> list[str]:
        """Name the statement and the desk."""
        return [f"statement:{self.statement_id}", "media"]


@dataclass(frozen=True, kw_only=True)
class StatementDrafted(OfStatement):
    """A text was begun. corrects: the number of the one that it puts right."""

    kind: ClassVar[str] = "media.statement_drafted"
    sort: str
    corrects: int = 0

    def sentence(self) -> str:
        """Say which."""
        if self.corrects:
            words = _("Text {number} drafted: it corrects text {corrects}.")
            return words.format(number=self.number, corrects=self.corrects)
        words = _("Text {number} drafted: {kind}.")
        return words.format(number=self.number, kind=KINDS[self.sort])


@dataclass(frozen=True, kw_only=True)
class StatementWritten(OfStatement):
    """A sentence came, changed or went, or the embargo was set."""

    kind: ClassVar[str] = "media.statement_written"
    name: str

    def sentence(self) -> str:
        """Say who wrote."""
        return _("{name} wrote in text {number}.").format(name=self.name, number=self.number)


@dataclass(frozen=True, kw_only=True)
class StatementSigned(OfStatement):
    """One step of the chain was done. draft: which version of the text."""

    kind: ClassVar[str] = "media.statement_signed"
    step: str
    draft: int
    name: str

    def sentence(self) -> str:
        """Say which step, of which version, by whom."""
        words = _("Text {number}, version {version}: {step}, {name}.")
        return words.format(
            number=self.number, version=self.draft, step=STEPS[self.step], name=self.name
        )


@dataclass(frozen=True, kw_only=True)
class StatementSentBack(OfStatement):
    """It must be written again."""

    kind: ClassVar[str] = "media.statement_sent_back"
    why: str
    name: str

    def sentence(self) -> str:
        """Say who, and why."""
        words = _("{name} sent text {number} back: {why}")
        return words.format(name=self.name, number=self.number, why=self.why)


@dataclass(frozen=True, kw_only=True)
class StatementPublished(OfStatement):
    """It was handed to the public. mandate: number of the mandate it was done under, or 0."""

    kind: ClassVar[str] = "media.statement_published"
    receivers: int
    mandate: int = 0

    def topics(self) -> list[str]:
        """Name what was said besides, which officers read."""
        return [*super().topics(), "said"]

    def sentence(self) -> str:
        """Say to how many."""
        words = _("Text {number} handed to {receivers} receivers.")
        told = words.format(number=self.number, receivers=self.receivers)
        return f"{told} {_('Under a mandate.')}" if self.mandate else told


@dataclass(frozen=True, kw_only=True)
class StatementWithdrawn(OfStatement):
    """It is not said any more; its receivers must have word."""

    kind: ClassVar[str] = "media.statement_withdrawn"
    receivers: int
    why: str

    def topics(self) -> list[str]:
        """Name what was said besides."""
        return [*super().topics(), "said"]

    def sentence(self) -> str:
        """Say why, and how many must be told."""
        words = _("Text {number} withdrawn, {receivers} receivers to be told: {why}")
        return words.format(number=self.number, receivers=self.receivers, why=self.why)


@dataclass(frozen=True, kw_only=True)
class ReceiverRecalled(OfStatement):
    """A receiver knows that it was withdrawn."""

    kind: ClassVar[str] = "media.receiver_recalled"
    receiver: str

    def sentence(self) -> str:
        """Say who."""
        words = _("{receiver} has word that text {number} is withdrawn.")
        return words.format(receiver=self.receiver, number=self.number)


@dataclass(frozen=True, kw_only=True)
class StatementStands(OfStatement):
    """Its facts carry less, or more, than before. fallen: numbers of its sentences."""

    kind: ClassVar[str] = "media.statement_stands"
    fallen: list[str]

    def sentence(self) -> str:
        """Say which sentences fell, or that none did."""
        if not self.fallen:
            return _("All sentences of text {number} hold.").format(number=self.number)
        words = _("Text {number}: what these sentences hang on holds no more: {fallen}.")
        return words.format(number=self.number, fallen=", ".join(self.fallen))


@dataclass(frozen=True, kw_only=True)
class MandateGiven(Entry):
    """The crisis lead lets somebody hand out cleared texts."""

    kind: ClassVar[str] = "media.mandate_given"
    right: ClassVar[str] = Right.SEE_MEDIA
    mandate_id: int
    name: str
    scope: str
    channel: str

    def topics(self) -> list[str]:
        """Name the desk, which shows them."""
        return [f"mandate:{self.mandate_id}", "media"]

    def sentence(self) -> str:
        """Say who, what and where."""
        words = _("{name} may hand out: {scope} ({channel}).")
        return words.format(name=self.name, scope=self.scope, channel=self.channel)


@dataclass(frozen=True, kw_only=True)
class MandateEnded(Entry):
    """He may no more."""

    kind: ClassVar[str] = "media.mandate_ended"
    right: ClassVar[str] = Right.SEE_MEDIA
    mandate_id: int
    name: str

    def topics(self) -> list[str]:
        """Name the desk."""
        return [f"mandate:{self.mandate_id}", "media"]

    def sentence(self) -> str:
        """Say whose."""
        return _("The mandate of {name} has ended.").format(name=self.name)
