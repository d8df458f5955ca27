"""Items to which many come by one door, and the newest plan of who comes or leaves when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.parties.models import Party
from narahubung.parties.queries import PartyMark, mark_of
from narahubung.plans.assignment.terms import Reason
from narahubung.programme.models import Item
from narahubung.transport.models import Proposal, ProposalKind, ProposalState
from narahubung.transport.queries.proposing import adopted_before
from narahubung.transport.slots import (
    GAP,
    MINUTES,
    PRECEDENCE,
    at_door,
    drive_of,
    opens,
    plan_of,
    ranks,
    trips_of,
    usual_min,
    whole,
)

FEWEST = 2  # to plan an order, somebody must come before somebody


@dataclass(frozen=True, kw_only=True)
class DoorLine:
    """An item with trips of several parties to it."""

    item_id: int
    title: str
    place: str
    starts_at: datetime | None
    zone: str
    parties: int
    state_word: str


@dataclass(frozen=True, kw_only=True)
class SlotLine:
    """One party at the door. rank: 1 is the most honoured, None for nobody's.

    now: when it is to be there as its trip stands; slot, other_at: as the plan says, and when it
    then leaves its other place or gets there; between_min: how many minutes before the item, or
    after it; firm: said by hand, or on the way; earliest: said by hand.
    """

    party: PartyMark
    rank: int
    trip_id: int
    other_place: str
    now: datetime
    slot: datetime | None
    other_at: datetime | None
    between_min: int | None
    why: str
    firm: bool
    earliest: datetime | None

    @property
    def is_changed(self) -> bool:
        """Tell whether the plan moves it."""
        return self.slot is not None and self.slot != whole(self.now)


@dataclass(frozen=True, kw_only=True)
class SlotSheet:
    """All that stands on the page of a door. lines: in order of slot, else of what stands.

    leaving: they leave the item; else they come. starts_at, ends_at: of the item. adopted: a plan
    before this one that stands and can be taken back. asked: what the newest plan was asked with;
    wishes: that, with how long the door must be open where nobody said it.
    """

    item_id: int
    title: str
    place: str
    starts_at: datetime | None
    ends_at: datetime | None
    zone: str
    leaving: bool
    row: Proposal | None
    adopted: Proposal | None
    lines: tuple[SlotLine, ...]
    without: tuple[PartyMark, ...]
    asked: dict[str, Any]
    wishes: dict[str, Any]
    inversions: int
    proven: bool
    may_plan: bool

    @property
    def state_word(self) -> str:
        """Return how far the plan is."""
        return str(ProposalState(self.row.state).label) if self.row else ""

    @property
    def changes(self) -> int:
        """Return how many parties the plan moves."""
        return sum(line.is_changed for line in self.lines)


def doors(*, by: Actor, event: Event, at: datetime) -> list[DoorLine]:
    """Return the items that are not over with trips of two parties or more. Two queries."""
    rows = Item.objects.visible_to(by).filter(event=event, private_of=None)
    rows = rows.filter(Q(starts_at__gt=at) | Q(ends_at__gt=at))
    rows = rows.exclude(certainty=Certainty.CANCELLED).select_related("place")
    counted: Any = rows.annotate(parties=Count("trips__party", distinct=True))
    plans = Proposal.objects.visible_to(by).filter(kind=ProposalKind.SLOTS)
    state = {row.item_id: row.state for row in plans.order_by("pk")}
    return [
        DoorLine(
            item_id=row.pk,
            title=row.title,
            place=row.place.name if row.place else "",
            starts_at=row.starts_at,
            zone=row.zone,
            parties=row.parties,
            state_word=str(ProposalState(state[row.pk]).label)
            if state.get(row.pk, ProposalState.DISMISSED) != ProposalState.DISMISSED
            else "",
        )
        for row in counted.filter(parties__gte=FEWEST).order_by("starts_at", "code")
    ]


def kind_of(*, leaving: bool) -> str:
    """Return the kind of the plans of those who come, or leave."""
    return (ProposalKind.LEAVING if leaving else ProposalKind.SLOTS).value


def slot_sheet(*, by: Actor, item_id: int, leaving: bool = False) -> SlotSheet:
    """Return who comes to an item, or leaves it, as far as one may see, and the newest plan.

    Seven queries. Raises Item.DoesNotExist.
    """
    item = Item.objects.visible_to(by).select_related("place").get(pk=item_id)
    newest = newest_slots(by=by, item_id=item_id, leaving=leaving)
    wishes = wishes_of(newest, leaving=leaving)
    row = newest if newest and newest.state != ProposalState.DISMISSED else None
    trips = trips_of(item, leaving=leaving)
    plan = plan_of(row) if row and row.plan else None
    mine = set(Party.objects.visible_to(by, Right.SEE_MOVEMENTS).values_list("pk", flat=True))
    rank = ranks((ones[0].party for ones in trips.values()), wishes["order"])
    slots = {int(slot.party): slot for slot in plan.slots} if plan else {}
    codes = {str(pk): ones[0].party.code for pk, ones in trips.items()}
    why = {pk: _words(slot.reasons, codes) for pk, slot in slots.items()}
    why |= {int(one.party): _words(one.reasons, codes) for one in (plan.without if plan else ())}
    lines = []
    for pk, ones in trips.items():
        trip, slot = ones[0], slots.get(pk)
        said = wishes["earliest"].get(str(pk))
        other = trip.to_place if leaving else trip.from_place
        drive = drive_of(trip) if leaving else -drive_of(trip)
        if pk in mine:
            lines.append(
                SlotLine(
                    party=mark_of(trip.party),
                    rank=rank[pk],
                    trip_id=trip.pk,
                    other_place=other.name if other else "",
                    now=at_door(trip, leaving=leaving),
                    slot=slot.begins if slot else None,
                    other_at=slot.begins + drive if slot else None,
                    between_min=_between(item, slot.begins, leaving=leaving) if slot else None,
                    why=why.get(pk, ""),
                    firm=str(pk) in wishes["firm"],
                    earliest=datetime.fromisoformat(said) if said else None,
                )
            )
    adopted = adopted_before(row, by=by, kind=kind_of(leaving=leaving), item=item)
    absent = item.attending.filter(pk__in=mine).exclude(pk__in=trips).order_by("code")
    return SlotSheet(
        item_id=item.pk,
        title=item.title,
        place=item.place.name if item.place else "",
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        zone=item.zone,
        leaving=leaving,
        row=row,
        adopted=adopted,
        lines=tuple(sorted(lines, key=lambda line: (line.slot or line.now, line.party.code))),
        without=tuple(mark_of(party) for party in absent if party.comes),
        asked=wishes,
        wishes={**wishes, "open_min": wishes["open_min"] or _opens(trips, wishes)},
        inversions=len(plan.inversions) if plan else 0,
        proven=plan.proven if plan else False,
        may_plan=by.may_for(Right.REPORT_MOVEMENT, None),
    )


def wishes_of(row: Proposal | None, *, leaving: bool = False) -> dict[str, Any]:
    """Return what the newest plan was asked with, or what is asked where nobody says otherwise."""
    usual = {
        "order": PRECEDENCE,
        "minutes": MINUTES,
        "gap": GAP,
        "open_min": 0,
        "seated_min": usual_min(leaving=leaving),
        "apart": [],
        "firm": {},
        "earliest": {},
    }
    return {**usual, **(row.wishes if row else {})}


def newest_slots(*, by: Actor, item_id: int, leaving: bool = False) -> Proposal | None:
    """Return the newest plan of an item, whatever became of it. One query."""
    kind = kind_of(leaving=leaving)
    rows = Proposal.objects.visible_to(by).filter(kind=kind, item_id=item_id)
    return rows.order_by("-pk").first()


def _opens(trips: dict[int, Any], wishes: dict[str, Any]) -> int:
    return opens(len(trips), int(wishes["minutes"]), int(wishes["gap"]))


def _between(item: Item, slot: datetime, *, leaving: bool) -> int | None:
    moment = item.ends_at if leaving else item.starts_at
    if moment is None:
        return None
    return (slot - moment if leaving else moment - slot) // timedelta(minutes=1)


def _words(reasons: Iterable[Reason], codes: dict[str, str]) -> str:
    return "; ".join(_why(one, codes) for one in reasons)


def _why(reason: Reason, codes: dict[str, str]) -> str:
    """Return why, in the language in force."""
    words = {
        "pinned": _("set by hand, or on the way"),
        "kept": _("as it is"),
        "moved": _("{minutes} min from what stands"),
        "last": _("arrives last of all"),
        "first": _("leaves first of all"),
        "before": _("right before {party}"),
        "after": _("right after {party}"),
        "inverted": _("out of order with {parties}, who are more honoured: the times ask for it"),
        "its_earliest": _("cannot be at the door earlier"),
        "its_latest": _("must not be at the door later"),
        "closed": _("cannot be there while the door is open"),
        "crowded": _("others hold the door whenever it could come"),
    }
    facts = dict(reason.facts)
    for name in ("party", "parties"):
        if name in facts:
            known = [codes.get(one, "") for one in str(facts[name]).split(", ")]
            facts[name] = ", ".join(known)
    return words[reason.code].format(**facts)
