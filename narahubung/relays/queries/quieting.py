"""Whether an event is quiet, and what waits so long."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one
from narahubung.relays.models import Quiet, Recipient, Relay
from narahubung.relays.rules.quieting import held_here, held_relays, is_held, may_lift

MOST = 200


@dataclass(frozen=True, kw_only=True)
class QuietNow:
    """Since when only urgent messages go out, and why. held: how many wait for this person."""

    since: datetime
    why: str
    held: int
    may_lift: bool


@dataclass(frozen=True, kw_only=True)
class Held:
    """A message that waits. may_lift: this person may let it through."""

    since: datetime
    why: str
    may_lift: bool


@dataclass(frozen=True, kw_only=True)
class HeldLine:
    """One of all that wait. text: empty where this person may not read it."""

    id: int
    code: str
    precedence_word: str
    sender: str
    audience: str
    people: int
    sent_at: datetime
    text: str


def quiet_now(*, by: Actor) -> QuietNow | None:
    """Return it for one person; None where messages go out as ever. Two queries at most."""
    row = _now(by)
    if row is None:
        return None
    mine = Recipient.objects.filter(held_here(), person_id=by.person_id or 0)
    held = mine.filter(relay__event_id=by.here, relay__struck_at=None).count()
    return QuietNow(since=row.since, why=in_one(row.why), held=held, may_lift=may_lift(by))


def held(*, by: Actor, relay_id: int) -> Held | None:
    """Return why a message waits that this person may see; None where it does not."""
    row = _now(by)
    relay = Relay.objects.filter(event_id=by.here, pk=relay_id).first() if row else None
    if row is None or relay is None or not is_held(relay, row):
        return None
    return Held(since=row.since, why=in_one(row.why), may_lift=may_lift(by))


def held_list(*, by: Actor) -> list[HeldLine]:
    """Return what waits in the event, for who may let one through; with whom it is for.

    The words only of what he may read: to decide he asks who sent it.
    """
    row = _now(by)
    if row is None or not may_lift(by):
        return []
    here = Relay.objects.filter(event_id=by.here, sent_at__gte=row.since, struck_at=None)
    rows: Any = here.filter(held_relays(of="")).annotate(people=Count("recipients"))
    readable = set(Relay.objects.visible_to(by).filter(pk__in=here).values_list("pk", flat=True))
    return [
        HeldLine(
            id=relay.pk,
            code=relay.code,
            precedence_word=str(relay.get_precedence_display()),
            sender=relay.sender_name,
            audience=in_one(relay.audience),
            people=relay.people,
            sent_at=relay.sent_at,
            text=relay.text if relay.pk in readable else "",
        )
        for relay in rows.order_by("sent_at", "pk")[:MOST]
    ]


def _now(by: Actor) -> Quiet | None:
    if by.event_id is None:
        return None
    return Quiet.objects.filter(event_id=by.event_id, lifted_at=None).first()
