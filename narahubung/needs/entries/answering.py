"""What becomes of a need: who takes it, what is promised, asked back, fulfilled, refused."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.said import in_one
from narahubung.kit.zones import clock_text, zone_label


def said_words() -> Any:
    """Return the field of words that people wrote: sealed, to be forgotten with the party."""
    return field(default="", metadata={"seal": "party_id"})


@dataclass(frozen=True, kw_only=True)
class OfNeed(Entry):
    """What every entry about a need carries. desk_ids: departments whose queues show it."""

    right: ClassVar[str] = Right.SEE_NEEDS

    need_id: int
    party_id: int
    code: str
    zone: str
    desk_ids: tuple[int, ...] = ()

    def topics(self) -> list[str]:
        """Name the need, its party, the queues and the board, which counts."""
        desks = [f"department:{pk}" for pk in self.desk_ids]
        return [f"need:{self.need_id}", f"party:{self.party_id}", "needs", "board", *desks]

    def when(self, moment: datetime) -> str:
        """Return `18.11 WITA`, by the event's clock."""
        return f"{clock_text(moment, self.zone)} {zone_label(self.zone, moment)}"


@dataclass(frozen=True, kw_only=True)
class NeedRouted(OfNeed):
    """It was given to a department, by the coordinator or by the department before.

    to: the name in both languages. why: in the words of who passed it on.
    """

    kind: ClassVar[str] = "needs.routed"
    to: str
    department_id: int
    why: str = said_words()
    due_at: datetime | None = None

    def sentence(self) -> str:
        """Say to whom, and why."""
        words = _("Request {code} passed on to {department}").format(
            code=self.code, department=in_one(self.to)
        )
        return f"{words}: {self.why}" if self.why else words


@dataclass(frozen=True, kw_only=True)
class NeedAccepted(OfNeed):
    """Somebody takes care of it."""

    kind: ClassVar[str] = "needs.accepted"
    name: str

    def sentence(self) -> str:
        """Say who."""
        return _("Request {code}: {name} takes care of it").format(code=self.code, name=self.name)


@dataclass(frozen=True, kw_only=True)
class NeedPromised(OfNeed):
    """A time was promised."""

    kind: ClassVar[str] = "needs.promised"
    until: datetime
    why: str = said_words()

    def sentence(self) -> str:
        """Say until when, and why so late."""
        words = _("Request {code}: promised by {when}").format(
            code=self.code, when=self.when(self.until)
        )
        return f"{words} ({self.why})" if self.why else words


@dataclass(frozen=True, kw_only=True)
class NeedBegun(OfNeed):
    """Work has begun."""

    kind: ClassVar[str] = "needs.begun"

    def sentence(self) -> str:
        """Say it."""
        return _("Request {code} is in progress").format(code=self.code)


@dataclass(frozen=True, kw_only=True)
class NeedAskedBack(OfNeed):
    """It came back with a question."""

    kind: ClassVar[str] = "needs.asked_back"
    question: str = said_words()

    def sentence(self) -> str:
        """Say the question."""
        return _("Question about request {code}: {text}").format(code=self.code, text=self.question)


@dataclass(frozen=True, kw_only=True)
class NeedReplied(OfNeed):
    """The question was answered."""

    kind: ClassVar[str] = "needs.replied"
    reply: str = said_words()

    def sentence(self) -> str:
        """Say the reply."""
        return _("Reply about request {code}: {text}").format(code=self.code, text=self.reply)


@dataclass(frozen=True, kw_only=True)
class NeedFulfilled(OfNeed):
    """The side that answers says it is done."""

    kind: ClassVar[str] = "needs.fulfilled"
    words: str = said_words()

    def sentence(self) -> str:
        """Say it."""
        words = _("Request {code} fulfilled, to be confirmed").format(code=self.code)
        return f"{words}: {self.words}" if self.words else words


@dataclass(frozen=True, kw_only=True)
class NeedConfirmed(OfNeed):
    """The side that asked has seen that it was fulfilled."""

    kind: ClassVar[str] = "needs.confirmed"

    def sentence(self) -> str:
        """Say it."""
        return _("Request {code} confirmed as fulfilled").format(code=self.code)


@dataclass(frozen=True, kw_only=True)
class NeedReopened(OfNeed):
    """It was not fulfilled after all, or the no did not stand."""

    kind: ClassVar[str] = "needs.reopened"
    why: str = said_words()

    def sentence(self) -> str:
        """Say why."""
        return _("Request {code} open again: {text}").format(code=self.code, text=self.why)


@dataclass(frozen=True, kw_only=True)
class NeedRejected(OfNeed):
    """A no, in the words that are said to who asked. why: its kind; reason: for us only."""

    kind: ClassVar[str] = "needs.rejected"
    words: str = said_words()
    why: str = ""
    reason: str = said_words()

    def sentence(self) -> str:
        """Say the no."""
        return _("Request {code} cannot be fulfilled: {text}").format(
            code=self.code, text=self.words
        )


@dataclass(frozen=True, kw_only=True)
class NeedWithdrawn(OfNeed):
    """It is no longer needed."""

    kind: ClassVar[str] = "needs.withdrawn"
    why: str = said_words()

    def sentence(self) -> str:
        """Say it."""
        words = _("Request {code} withdrawn").format(code=self.code)
        return f"{words}: {self.why}" if self.why else words


@dataclass(frozen=True, kw_only=True)
class NeedTakenBack(OfNeed):
    """A slip was taken back: the need stands as before that step."""

    kind: ClassVar[str] = "needs.taken_back"

    def sentence(self) -> str:
        """Say it."""
        return _("Request {code}: the last step was taken back").format(code=self.code)


@dataclass(frozen=True, kw_only=True)
class NeedEscalated(OfNeed):
    """Time ran out and the next one was asked. asked: their name; role: the rung.

    skipped: the rungs in between, on which nobody has a log-in that can answer.
    """

    kind: ClassVar[str] = "needs.escalated"
    rung: int
    role: str
    asked: str
    until: datetime
    skipped: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Say who is asked now, until when, and who was passed over."""
        roles = {
            "desk": _("the desk"),
            "deputy": _("the deputy"),
            "chief": _("the chief"),
            "above": _("the department above"),
            "officer": _("the liaison officer"),
            "coordinator": _("the coordinator"),
        }
        who = f"{roles[self.role]} ({in_one(self.asked)})" if self.asked else roles[self.role]
        says = _("Request {code} without an answer: now {who} is asked, until {when}").format(
            code=self.code, who=who, when=self.when(self.until)
        )
        if not self.skipped:
            return says
        names = ", ".join(roles[kind] for kind in self.skipped)
        passed = _("Passed over, because nobody there can be asked: {names}").format(names=names)
        return f"{says}. {passed}"
