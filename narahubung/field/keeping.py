"""Which pages a phone keeps: those of the delegations that its person serves now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse

from narahubung.access.models import Gate
from narahubung.accounts.actors import actor_of, carries_phone, keeps_gate
from narahubung.accounts.models import Event, EventState, Person, Reach, TieKind
from narahubung.accounts.roles import Right
from narahubung.airports.models import DepartureLine
from narahubung.assignments.models import HandOver, HandOverState
from narahubung.crisis.models import Action, ActionState, Evacuation, IncidentState
from narahubung.duties.models import OUTSTANDING, Step
from narahubung.field.catalogue import KINDS, patterns
from narahubung.kit.actor import Actor
from narahubung.movements.models import Movement, Trip
from narahubung.parties.models import Party
from narahubung.protocol.models import Occasion

BACK_H, AHEAD_H, MOST_AHEAD_H = 6, 36, 72
MOST_STEPS = 60  # of one delegation: each is a page of its own


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What a phone keeps of one delegation. ends: when it must go; hours: how far it looks."""

    pages: tuple[str, ...]
    hours: int
    ends: datetime | None


def kept_for(person: Person, *, at: datetime) -> list[Kept]:
    """Return what the person's phone keeps, of each delegation; nothing for who has none."""
    ties = Reach.objects.in_force(at).filter(person=person, kind=TieKind.PARTY)
    found = []
    for event in Event.objects.filter(pk__in=ties.values("event_id")).exclude(
        state=EventState.ARCHIVED
    ):
        by = actor_of(person, event_id=event.pk, at=at)
        if not carries_phone(by):
            continue
        parties = Party.objects.visible_to(by, Right.DO_DUTIES).filter(pk__in=by.own)
        for party in parties.order_by("name_en"):
            ends = ties.filter(event=event, object_id=party.pk).values_list("until", flat=True)
            found.append(
                Kept(
                    pages=tuple(dict.fromkeys(_pages(event, party, by, at))),
                    hours=hours_of(event),
                    ends=None if None in ends else max(ends),  # type: ignore[type-var]
                )
            )
    return [*found, *_gates(person, at)]


def _gates(person: Person, at: datetime) -> Iterator[Kept]:
    """The gates, for whoever keeps one; their lists are fetched and sealed by the page itself."""
    ties = Reach.objects.in_force(at).filter(person=person, kind=TieKind.EVENT)
    open_events = Event.objects.filter(pk__in=ties.values("event_id"))
    for event in open_events.exclude(state=EventState.ARCHIVED):
        by = actor_of(person, event_id=event.pk, at=at)
        if not keeps_gate(by):
            continue
        slug = {"slug": event.slug}
        rows = Gate.objects.visible_to(by, Right.KEEP_GATE).order_by("code")
        pages = [reverse("access:gates", kwargs=slug)]
        pages += [reverse("access:gate", kwargs={**slug, "gate_id": row.pk}) for row in rows]
        until = ties.filter(event=event, role="gate").values_list("until", flat=True)
        ends = None if None in until else max(until, default=None)  # type: ignore[type-var]
        yield Kept(pages=tuple(pages), hours=hours_of(event), ends=ends)


def hours_of(event: Event) -> int:
    """Return how far ahead phones keep, as the event has chosen."""
    return min(int(event.policy.get("keep_ahead_h", AHEAD_H)), MOST_AHEAD_H)


def forms() -> list[dict[str, object]]:
    """Return the catalogue as phones read it."""
    return [
        {
            "kind": name,
            "v": kind.v,
            "lane": kind.lane,
            "policy": kind.policy,
            "path": patterns()[name].pattern,
            "files": list(kind.files),
        }
        for name, kind in KINDS.items()
    ]


def _pages(event: Event, party: Party, by: Actor, at: datetime) -> Iterator[str]:
    slug = {"slug": event.slug}
    of = {**slug, "code": party.code}
    for page in ("desks:day", "desks:ask", "desks:more", "desks:sheet", "desks:open"):
        yield reverse(page, kwargs=of)
    yield from _crisis(event, party, by)
    for page in ("duties:list", "duties:log", "programme:private", "needs:register_party"):
        yield reverse(page, kwargs=of)
    for page in ("ripple:backward", "reports:agenda"):
        yield reverse(page, kwargs=of)
    if by.may_for(Right.SEE_PLACES, party.pk):
        for page in ("protocol:etiquette", "protocol:car_of", "protocol:precedence_of"):
            yield reverse(page, kwargs=of)
        yield reverse("protocol:positions", kwargs=slug)
    for page in ("relays:inbox", "desks:who", "programme:list", "duties:procedures"):
        yield reverse(page, kwargs=slug)
    for page in ("assignments:own_roster", "assignments:own_hand_overs", "assignments:own_watch"):
        yield reverse(page, kwargs=slug)
    yield reverse("assignments:help", kwargs=slug)
    yield reverse("gifts:declare", kwargs=slug)
    for page in ("field:pass_on", "field:carry"):
        yield reverse(page, kwargs=slug)
    yield from _things(event, party, by, at)


def _crisis(event: Event, party: Party, by: Actor) -> Iterator[str]:
    """What is asked in a crisis, early among the pages: a line may not last for all of them."""
    slug = {"slug": event.slug}
    for page in ("crisis:roll_mine", "crisis:report", "crisis:parts"):
        yield reverse(page, kwargs=slug)
    ways = Evacuation.objects.visible_to(by).filter(party=party, over_at=None)
    for pk in ways.values_list("pk", flat=True):
        yield reverse("crisis:evacuation", kwargs={**slug, "evacuation_id": pk})
    parts = Action.objects.visible_to(by).filter(
        party=party, state__in=(ActionState.PLANNED, ActionState.STARTED)
    )
    parts = parts.exclude(plan__incident__state=IncidentState.CLOSED).order_by("due_at")
    for pk in parts.values_list("pk", flat=True)[:MOST_STEPS]:
        yield reverse("crisis:action", kwargs={**slug, "action_id": pk})


def _things(event: Event, party: Party, by: Actor, at: datetime) -> Iterator[str]:
    """The pages of what is due in the window: drives and flights, steps, hand-overs."""
    slug = {"slug": event.slug}
    since, until = at - timedelta(hours=BACK_H), at + timedelta(hours=hours_of(event))
    due = Q(planned_at__range=(since, until)) | Q(expected_at__range=(since, until))
    moves = Movement.objects.visible_to(by).filter(due, party=party)
    for pk in moves.order_by("planned_at").values_list("pk", flat=True):
        yield reverse("movements:one", kwargs={**slug, "movement": pk})
        yield reverse("airports:ground", kwargs={**slug, "movement_id": pk})
    trips = Trip.objects.visible_to(by).filter(party=party, departs_at__range=(since, until))
    for pk in trips.order_by("departs_at").values_list("pk", flat=True):
        yield reverse("transport:road", kwargs={**slug, "trip_id": pk})
    occasions = Occasion.objects.visible_to(by).filter(
        item__attending=party, item__starts_at__range=(since, until)
    )
    for pk in occasions.order_by("item__starts_at").values_list("item_id", flat=True):
        yield reverse("protocol:occasion", kwargs={**slug, "item_id": pk})
    leaving = DepartureLine.objects.visible_to(by).filter(party=party, movement__in=moves)
    for pk in leaving.values_list("movement_id", flat=True).distinct():
        yield reverse("airports:leaving", kwargs={**slug, "movement_id": pk})
    steps = Step.objects.visible_to(by).filter(party=party, state__in=OUTSTANDING)
    steps = steps.filter(due_at__range=(since, until)).order_by("due_at")
    for pk in steps.values_list("pk", flat=True)[:MOST_STEPS]:
        yield reverse("duties:step", kwargs={**slug, "step_id": pk})
    own = Q(outgoing__officer__person_id=by.person_id) | Q(
        incoming__officer__person_id=by.person_id
    )
    cards = HandOver.objects.filter(own, party=party, state=HandOverState.OPEN)
    for pk in cards.values_list("pk", flat=True):
        yield reverse("desks:hand_over", kwargs={**slug, "hand_over_id": pk})
