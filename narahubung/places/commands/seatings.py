"""Places for an item of the programme are begun, proposed, adopted, taken back, cancelled."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_both, in_one
from narahubung.parties.models import Member, Party
from narahubung.places import entries
from narahubung.places.commands.making import about, about_guest, officers_of, put, remember
from narahubung.places.models import (
    DrawnMark,
    Guest,
    GuestRole,
    MarkKind,
    RoomPlan,
    Seating,
    SeatingState,
)
from narahubung.places.orders import (
    HEADS,
    both_titles,
    by_the_list,
    entering,
    key_of,
    order_for,
    rank_reasons,
)
from narahubung.places.rules import seatings as rules
from narahubung.programme.models import Item
from narahubung.protocol.queries.orders import OrderRow, order_of
from narahubung.relays.commands import send
from narahubung.relays.models import Precedence

NEAR = timedelta(hours=2)  # a change this close to the item is urgent


@command
def plan_seating(
    *,
    item_id: int,
    drawing_id: int,
    name: str,
    instead_of_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Seating:
    """Begin the places of an item: the heads of everybody who attends in person are its guests.

    They rank by the order of precedence that is kept for the item, else by the numbers of the
    organiser's list until an order is followed. instead_of_id: the cancelled places for which these
    stand. Raises NoTitle; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_title(name)
        item = Item.objects.visible_to(by).get(pk=item_id)
        plan = RoomPlan.objects.visible_to(by).get(pk=drawing_id)
        old = Seating.objects.visible_to(by).get(pk=instead_of_id) if instead_of_id else None
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        last = Seating.objects.filter(event=event).aggregate(last=Max("number"))["last"] or 0
        row = Seating.objects.create(
            event=event,
            number=last + 1,
            item=item,
            plan=plan,
            name=name.strip(),
            instead_of=old,
            order_by=in_both(lambda: _("numbers of the organiser's list")),
        )
        guests = _heads(row, item)
        Guest.objects.bulk_create(guests)
        told = entries.SeatingPlanned(**about(row, by), item=item.label(), guests=len(guests))
        record(told)
        order_id = order_for(item.pk, plan.shape, by)
        if order_id is not None:
            record(_follow(row, order_id, by))
    return row


@command
def follow_order(
    *, seating_id: int, order_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Let the guests rank by an order of precedence, with its reasons; ties stay ties.

    Who stands in the order and is not on the list yet comes onto it; who is absent in it is absent
    here; whom it does not name comes after all, as one tie. The host keeps the place. Raises
    IsCancelled; Seating.DoesNotExist, RankOrder.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Seating.objects.for_change(by, seating_id, Right.PLAN_PLACES)
        rules.check_open(row)
        record(_follow(row, order_id, by))


@command
def propose_seats(
    *,
    seating_id: int,
    sits: Mapping[str, str],
    reasons: Mapping[str, list[Any]],
    judged: Mapping[str, Any],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Take what the engine proposed: guest to number of the seat, with reasons.

    Raises IsCancelled, ChangedMeanwhile; Seating.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Seating.objects.for_change(by, seating_id, Right.PLAN_PLACES)
        seats = rules.seats_of(row, sits)
        remember(row)
        put(row, seats, reasons)
        row.state, row.judged = SeatingState.PROPOSED.value, dict(judged)
        row.save()
        record(entries.SeatsProposed(**about(row, by), seated=len(seats)))


@command
def adopt_seating(*, seating_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let it hold: officers see their guest's place, and acknowledge one that changed.

    Raises IsCancelled, StillWithout; Seating.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Seating.objects.for_change(by, seating_id, Right.PLAN_PLACES)
        rules.check_can_adopt(row)
        given = 0
        guests = list(row.guests.select_related("seat", "party").order_by("pk"))
        serving = officers_of(guests, at)
        for guest in guests:
            number = guest.seat.number if guest.seat else ""
            if number == guest.told:
                continue
            given += 1
            guest.was, guest.told = guest.told, number
            told = entries.SeatGiven(
                **about_guest(guest, row, by), old=guest.was, number=guest.told
            )
            officers = serving.get(guest.party_id or 0, [])
            if guest.was and officers:
                record(told)
                guest.relay_id = _tell_of_change(row, guest, by, at)
            else:
                record(told, tell=officers)
                guest.relay_id = None
        Guest.objects.bulk_update(guests, ["was", "told", "relay"])
        row.state = SeatingState.ADOPTED.value
        row.adopted_at, row.adopted_by_name = at, by.name
        row.save(update_fields=["state", "adopted_at", "adopted_by_name"])
        record(entries.SeatingAdopted(**about(row, by), given=given))


@command
def undo_seats(*, seating_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take back the last change of the plan; what officers were told stands until it is adopted.

    Raises IsCancelled, NothingToUndo; Seating.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Seating.objects.for_change(by, seating_id, Right.PLAN_PLACES)
        rules.check_open(row)
        if not row.before:
            raise rules.NothingToUndo
        before = row.before
        remember(row)
        guests = {one.pk: one for one in row.guests.all()}
        seats = {one.pk: one for one in row.plan.seats.all()}
        row.guests.update(seat=None)
        for code, (seat_id, is_pinned, is_absent, why) in before["guests"].items():
            guest = guests.get(int(code))
            if guest is None:
                continue
            guest.seat = seats.get(seat_id)
            guest.is_pinned, guest.is_absent, guest.why = is_pinned, is_absent, why
        fields = ["seat", "is_pinned", "is_absent", "why"]
        Guest.objects.bulk_update(guests.values(), fields)
        row.state = SeatingState.PROPOSED.value
        row.save()
        record(entries.SeatsUndone(**about(row, by)))


@command
def cancel_seating(
    *, seating_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """It does not take place like this; officers read why, and what stands instead.

    Raises IsCancelled, SaysNotWhy; Seating.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Seating.objects.for_change(by, seating_id, Right.PLAN_PLACES)
        rules.check_open(row)
        if not why.strip():
            raise rules.SaysNotWhy
        serving = officers_of(row.guests.exclude(told=""), at)
        tell = {person_id for people in serving.values() for person_id in people}
        row.state, row.why = SeatingState.CANCELLED.value, why.strip()
        row.save(update_fields=["state", "why"])
        record(entries.SeatingCancelled(**about(row, by), why=row.why), tell=sorted(tell))


@command
def time_entry(
    *,
    seating_id: int,
    entry_at: datetime,
    seconds: int,
    door_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Set who walks in when: one after another, the most honoured last; by which door.

    door_id: a door of the drawing; none: the first one. Raises IsCancelled; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Seating.objects.for_change(by, seating_id, Right.PLAN_PLACES)
        rules.check_open(row)
        doors = DrawnMark.objects.filter(plan=row.plan, kind=MarkKind.DOOR).order_by("pk")
        door = doors.get(pk=door_id) if door_id else doors.first()
        row.entry_at, row.entry_seconds = entry_at, seconds
        row.save(update_fields=["entry_at", "entry_seconds"])
        row.guests.update(enters_at=None, door=None, cued_s=None)
        walking = list[Guest]()
        for place, turn in enumerate(entering(row)):
            for guest in (turn.guest, *turn.others):
                guest.enters_at = entry_at + timedelta(seconds=place * seconds)
                guest.door = door
                walking.append(guest)
        Guest.objects.bulk_update(walking, ["enters_at", "door"])
        record(entries.EntryTimed(**about(row, by), seconds=seconds))


@command
def cue_entry(
    *, seated_id: int, seconds: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Call the officers of a guest who is about to walk in. Raises Guest.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        guest = Guest.objects.for_change(by, seated_id, Right.PLAN_PLACES)
        guest.cued_s = seconds
        guest.save(update_fields=["cued_s"])
        told = entries.EntryCued(
            **about_guest(guest, guest.seating, by),
            seconds=seconds,
            door=guest.door.name if guest.door else "",
        )
        record(told, tell=officers_of([guest], at).get(guest.party_id or 0, []))


def _follow(row: Seating, order_id: int, by: Actor) -> entries.OrderFollowed:
    sheet = order_of(order_id=order_id, by=by)
    reasons = rank_reasons(order_id, by)
    guests = list(row.guests.filter(of=None))
    ranked = set[int]()
    for line in sheet.rows:
        guest = next((one for one in guests if _is_same(one, line)), None)
        if guest is None:
            guest = Guest(
                event_id=row.event_id,
                seating=row,
                party_id=line.party_id,
                member_id=line.member_id,
                name=line.name,
                office=line.office,
            )
        guest.rank, guest.rank_why = line.rank, reasons.get(line.key, "")
        guest.save()
        ranked.add(guest.pk)
        row.guests.filter(of=guest).update(rank=line.rank)
    absent = {one.key for one in sheet.absent}
    unnamed = in_both(lambda: _("not named by this order"))
    for guest in guests:
        if guest.pk in ranked or guest.role == GuestRole.HOST:
            continue
        guest.rank, guest.rank_why = len(sheet.rows) + 1, unnamed
        guest.is_absent = guest.is_absent or key_of(guest) in absent
        if guest.is_absent:
            guest.seat, guest.is_pinned = None, False
        guest.save()
    row.order_by = in_both(
        lambda: _("order of precedence: {title}").format(title=in_one(both_titles(sheet)))
    )
    row.save(update_fields=["order_by"])
    return entries.OrderFollowed(**about(row, by), order=both_titles(sheet))


def _is_same(guest: Guest, line: OrderRow) -> bool:
    """Tell whether a row of an order is of this guest: a member, or the head of a party."""
    if line.key.startswith("party:"):
        return guest.party_id == line.party_id and guest.role in HEADS
    return line.member_id is not None and guest.member_id == line.member_id


def _heads(row: Seating, item: Item) -> list[Guest]:
    """Return a guest for the head of every party that attends in person."""
    parties = [party for party in item.attending.all() if party.comes]
    heads = {
        one.party_id: one
        for one in Member.objects.filter(party__in=parties, role="head_of_delegation")
    }
    ranks = by_the_list(parties)
    return [
        Guest(
            event_id=row.event_id,
            seating=row,
            party=party,
            member=heads.get(party.pk),
            name=_head_of(party, heads.get(party.pk)),
            office=party.head_office,
            role=_role(party, ranks[party.pk]),
            rank=ranks[party.pk],
            languages=" ".join(dict.fromkeys(party.languages)),
        )
        for party in parties
    ]


def _head_of(party: Party, head: Member | None) -> str:
    return party.head_name or (head.full_name if head else party.name)


def _role(party: Party, rank: int) -> str:
    """Take the first of the list for the host where the list numbers the host 0."""
    is_host = rank == 1 and party.precedence_order == 0
    return GuestRole.HOST.value if is_host else GuestRole.PRINCIPAL.value


def _tell_of_change(row: Seating, guest: Guest, by: Actor, at: datetime) -> int:
    """Ask the officers to acknowledge a seat that changed. Return the number of the message."""
    starts = row.item.starts_at
    is_near = starts is not None and starts - at < NEAR
    said = []
    for language in ("id", "en"):
        with override(language):
            said.append(
                _("{seating}: {guest}, place {old} changed to {new}.").format(
                    guest=guest.name, seating=row.name, old=guest.was, new=guest.told or "-"
                )
            )
    return send(
        text=said[0],
        translation=said[1],
        translation_language="en",
        translated_by="Narahubung",
        audience=[f"party:{guest.party_id}"],
        precedence=Precedence.SEGERA if is_near else Precedence.PENTING,
        language="id",
        must_read_back=False,
        party_id=guest.party_id,
        by=by,
        at=at,
    )
