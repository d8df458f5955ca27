"""What can happen to the duties of a party."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.accounts.roles import Right
from narahubung.duties.lists import text_of
from narahubung.duties.words import fact_word, label_word, told_value
from narahubung.journal.acting import Entry


@dataclass(frozen=True, kw_only=True)
class _OfParty(Entry):
    right: ClassVar[str] = Right.SEE_DUTIES
    party_id: int

    def topics(self) -> list[str]:
        """Name the party and the board, whose readiness changes."""
        return [f"party:{self.party_id}", "board"]


@dataclass(frozen=True, kw_only=True)
class StepsUnfolded(_OfParty):
    """Steps of a party came into being from the facts."""

    kind: ClassVar[str] = "duties.unfolded"
    number: int

    def sentence(self) -> str:
        """Say how many."""
        return ngettext(
            "{number} step was laid out from the facts.",
            "{number} steps were laid out from the facts.",
            self.number,
        ).format(number=self.number)


@dataclass(frozen=True, kw_only=True)
class _OfSteps(_OfParty):
    step_ids: list[int] = field(default_factory=list)

    def topics(self) -> list[str]:
        """Name each step besides: its sheet may be open."""
        return [*super().topics(), *(f"step:{pk}" for pk in self.step_ids)]


@dataclass(frozen=True, kw_only=True)
class StepsMoved(_OfSteps):
    """Steps are due at another time, or are told in newer words; their ticks stand."""

    kind: ClassVar[str] = "duties.moved"

    def sentence(self) -> str:
        """Say how many."""
        return ngettext(
            "{number} step moved with the fact it hangs on.",
            "{number} steps moved with the facts they hang on.",
            len(self.step_ids),
        ).format(number=len(self.step_ids))


@dataclass(frozen=True, kw_only=True)
class StepsDropped(_OfSteps):
    """Steps no longer apply: what they hung on is gone."""

    kind: ClassVar[str] = "duties.dropped"

    def sentence(self) -> str:
        """Say how many."""
        return ngettext(
            "{number} step no longer applies.",
            "{number} steps no longer apply.",
            len(self.step_ids),
        ).format(number=len(self.step_ids))


@dataclass(frozen=True, kw_only=True)
class StepsTakenAsDone(_OfSteps):
    """Somebody said that what was due before a moment was done elsewhere."""

    kind: ClassVar[str] = "duties.taken_as_done"
    before: datetime

    def sentence(self) -> str:
        """Say how many."""
        return ngettext(
            "{number} earlier step was taken as done outside the system.",
            "{number} earlier steps were taken as done outside the system.",
            len(self.step_ids),
        ).format(number=len(self.step_ids))


@dataclass(frozen=True, kw_only=True)
class _OfStep(_OfParty):
    step_id: int
    procedure: str
    list_version: str
    code: str
    on: str = ""  # what the step hangs on, as people call it
    of_meeting: bool = False

    def topics(self) -> list[str]:
        """Name the step besides."""
        return [f"step:{self.step_id}", *super().topics()]

    def readable_with(self) -> str:
        """Ask for the right to see meetings besides, where the step tells of one."""
        return f"{self.right} {Right.SEE_MEETINGS}" if self.of_meeting else self.right

    def text(self) -> str:
        """Return the step's words in the language in force."""
        words = f"{self.code} {text_of(self.procedure, self.list_version, self.code)}"
        return f"{words} ({label_word(self.on)})" if self.on else words


@dataclass(frozen=True, kw_only=True)
class StepReopened(_OfStep):
    """A fact changed after somebody looked: check again. changes: [{"fact", "old", "new"}]."""

    kind: ClassVar[str] = "duties.reopened"
    changes: list[dict[str, Any]] = field(default_factory=list)

    def sentence(self) -> str:
        """Say what changed, old and new."""
        parts = "; ".join(
            f"{fact_word(c['fact'])}: {told_value(c['fact'], c['old'])} "
            f"\N{RIGHTWARDS ARROW} {told_value(c['fact'], c['new'], beside=c['old'])}"
            for c in self.changes
        )
        return _("Check again: {step}. {parts}").format(step=self.text(), parts=parts)


@dataclass(frozen=True, kw_only=True)
class StepRestored(_OfStep):
    """The fact went back to what it was when somebody looked: the tick stands again."""

    kind: ClassVar[str] = "duties.restored"

    def sentence(self) -> str:
        """Say it."""
        return _("The fact is again as it was checked: {step}.").format(step=self.text())


@dataclass(frozen=True, kw_only=True)
class _Looked(_OfStep):
    looked_at: datetime
    note: str = field(default="", metadata={"seal": "party_id"})
    count: int | None = None

    def _said(self, words: str) -> str:
        parts = [words.format(step=self.text())]
        if self.count is not None:
            parts.append(_("Count: {count}.").format(count=self.count))
        return " ".join([*parts, self.note]).strip()


@dataclass(frozen=True, kw_only=True)
class StepChecked(_Looked):
    """Somebody looked, the first time."""

    kind: ClassVar[str] = "duties.checked"

    def sentence(self) -> str:
        """Say it."""
        return self._said(_("Checked: {step}."))


@dataclass(frozen=True, kw_only=True)
class StepRechecked(_Looked):
    """Somebody looked a second time, or a second person did."""

    kind: ClassVar[str] = "duties.rechecked"

    def sentence(self) -> str:
        """Say it."""
        return self._said(_("Re-checked: {step}."))


@dataclass(frozen=True, kw_only=True)
class CheckUndone(_OfStep):
    """A check or re-check was taken back. of: whose it was."""

    kind: ClassVar[str] = "duties.check_undone"
    check_id: int
    of: str

    def sentence(self) -> str:
        """Say it."""
        return _("The check by {name} was taken back: {step}.").format(
            name=self.of, step=self.text()
        )


@dataclass(frozen=True, kw_only=True)
class StepOpened(_OfStep):
    """A step for special cases is needed now."""

    kind: ClassVar[str] = "duties.opened"

    def sentence(self) -> str:
        """Say it."""
        return _("Needed now: {step}.").format(step=self.text())


@dataclass(frozen=True, kw_only=True)
class StepNoted(_OfStep):
    """Somebody wrote something down at a step."""

    kind: ClassVar[str] = "duties.step_noted"
    note: str = field(metadata={"seal": "party_id"})

    def sentence(self) -> str:
        """Say it."""
        return f"{self.code}: {self.note}"


@dataclass(frozen=True, kw_only=True)
class Noted(_OfParty):
    """Somebody wrote a line into the party's log."""

    kind: ClassVar[str] = "duties.noted"
    note: str = field(metadata={"seal": "party_id"})

    def sentence(self) -> str:
        """Say it."""
        return self.note


@dataclass(frozen=True, kw_only=True)
class _OfObservation(_OfParty):
    right: ClassVar[str] = Right.SEE_OBSERVATIONS
    observation_id: int

    def topics(self) -> list[str]:
        """Name the observation and the party; the board shows none."""
        return [f"observation:{self.observation_id}", f"party:{self.party_id}"]


@dataclass(frozen=True, kw_only=True)
class Observed(_OfObservation):
    """Somebody noticed something about a guest."""

    kind: ClassVar[str] = "duties.observed"
    text: str = field(metadata={"seal": "party_id"})
    until: datetime

    def sentence(self) -> str:
        """Say it."""
        return _("Noticed: {text}").format(text=self.text)


@dataclass(frozen=True, kw_only=True)
class ObservationRemoved(_OfObservation):
    """An observation was taken away."""

    kind: ClassVar[str] = "duties.observation_removed"

    def sentence(self) -> str:
        """Say it."""
        return _("An observation was removed.")


@dataclass(frozen=True, kw_only=True)
class ObservationBecameNeed(_OfObservation):
    """An observation was handed over as a request."""

    kind: ClassVar[str] = "duties.observation_became_need"
    need_id: int

    def topics(self) -> list[str]:
        """Name the request besides."""
        return [*super().topics(), f"need:{self.need_id}"]

    def sentence(self) -> str:
        """Say it."""
        return _("An observation became a request.")
