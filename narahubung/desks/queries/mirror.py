"""How quickly one answers oneself, and how much one served: for one's own eyes only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from narahubung.accounts.models import Event
from narahubung.assignments.models import HandOver
from narahubung.assignments.queries import OfficerHours, hours_of, own_officer
from narahubung.duties.models import Check
from narahubung.kit.actor import Actor
from narahubung.relays.models import Recipient
from narahubung.relays.queries import unanswered

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Answers:
    """How long one kind of answer took: how many, and the median in minutes, None without any.

    A step that was checked before it was due counts as a negative number of minutes.
    """

    count: int
    median_min: int | None
    waiting: int = 0

    @property
    def early_min(self) -> int:
        """Return by how many minutes before, 0 for not before."""
        return max(0, -(self.median_min or 0))


@dataclass(frozen=True, kw_only=True)
class Mirror:
    """One person's own answers and, for an officer, the own hours."""

    messages: Answers
    hand_overs: Answers
    steps: Answers
    hours: OfficerHours | None


def mirror(*, event: Event, by: Actor, at: datetime) -> Mirror:
    """Return the mirror of who asks. There is no way to ask for another person."""
    officer = own_officer(by=by)
    return Mirror(
        messages=_messages(by),
        hand_overs=_hand_overs(by),
        steps=_steps(by),
        hours=hours_of(event=event, officer=officer, at=at) if officer else None,
    )


def _messages(by: Actor) -> Answers:
    rows = Recipient.objects.filter(
        person_id=by.person_id or 0, relay__event_id=by.here, relay__struck_at=None
    )
    spans = rows.values_list("relay__sent_at", "acknowledged_at")
    return _answers((end - start for start, end in spans if end), waiting=unanswered(by=by))


def _hand_overs(by: Actor) -> Answers:
    """Return the answers to hand-overs, given and taken, since both were asked."""
    asked = HandOver.objects.filter(event_id=by.here).exclude(asked_at=None)
    person = by.person_id or 0
    spans = [
        *asked.filter(outgoing__officer__person_id=person).values_list("asked_at", "given_at"),
        *asked.filter(incoming__officer__person_id=person).values_list("asked_at", "taken_at"),
    ]
    return _answers(end - start for start, end in spans if start and end)


def _steps(by: Actor) -> Answers:
    """Return how long after the moment of a check or a re-check it was done."""
    rows = Check.objects.filter(
        person_id=by.person_id or 0,
        step__event_id=by.here,
        kind__in=["check", "recheck"],
        undone=False,
        reached__gt=0,
    )
    return _answers(
        at - datetime.fromisoformat(moments[reached - 1])
        for at, moments, reached in rows.values_list("at", "step__moments", "reached")
        if reached <= len(moments)
    )


def _answers(lengths: Iterable[timedelta], *, waiting: int = 0) -> Answers:
    minutes = [length / _MINUTE for length in lengths]
    middle = round(median(minutes)) if minutes else None
    return Answers(count=len(minutes), median_min=middle, waiting=waiting)
