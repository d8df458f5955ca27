"""Guests come onto the list, are moved, pinned, absent; rules about two of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member, Party
from narahubung.places import entries
from narahubung.places.commands.making import about, about_guest, put, remember
from narahubung.places.models import Guest, GuestRole, RuleKind, Seating, SeatingState, SeatRule
from narahubung.places.planning import move_tried
from narahubung.places.rules import seatings as rules
from narahubung.places.saying import faults_said


@command
def add_guest(  # noqa: PLR0913 -- a person and how they sit
    *,
    seating_id: int,
    name: str = "",
    member_id: int | None = None,
    party_id: int | None = None,
    role: str = GuestRole.PRINCIPAL.value,
    of_id: int | None = None,
    rank: int = 1,
    office: str = "",
    languages: str = "",
    wheelchair: bool = False,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Guest:
    """Put somebody on the list: a member of a party, or anybody by name.

    of_id: whose spouse, interpreter or companion; they rank with that guest. Raises IsCancelled,
    NobodyNamed, IsThere; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Seating.objects.for_change(by, seating_id, Right.PLAN_PLACES)
        member = Member.objects.visible_to(by).get(pk=member_id) if member_id else None
        party = Party.objects.visible_to(by).get(pk=party_id) if party_id else None
        of = row.guests.get(pk=of_id) if of_id else None
        called = name.strip() or (member.full_name if member else "")
        rules.check_guest(row, called, member_id)
        belongs = (member.party if member else None) or party or (of.party if of else None)
        guest = Guest.objects.create(
            event_id=row.event_id,
            seating=row,
            party=belongs,
            member=member,
            name=called,
            office=office.strip() or (member.position if member else ""),
            role=GuestRole(role).value,
            of=of,
            rank=of.rank if of else rank,
            languages=languages.strip(),
            wheelchair=wheelchair,
        )
        record(entries.GuestAdded(**about_guest(guest, row, by)))
    return guest


@command
def change_guest(
    *,
    seated_id: int,
    rank: int,
    rank_why: str = "",
    languages: str = "",
    wheelchair: bool = False,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Change the rank or a need; the seat stays until a new proposal. Raises IsCancelled."""
    with act(by=by, at=at, key=key) as record:
        guest, row = _locked(seated_id, by)
        rules.check_open(row)
        guest.rank, guest.rank_why = rank, rank_why.strip()
        guest.languages, guest.wheelchair = languages.strip(), wheelchair
        guest.save(update_fields=["rank", "rank_why", "languages", "wheelchair"])
        record(entries.GuestChanged(**about_guest(guest, row, by), rank=rank))


@command
def drop_guest(*, seated_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take somebody off the list. Raises IsCancelled; Guest.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        guest, row = _locked(seated_id, by)
        rules.check_open(row)
        told = entries.GuestDropped(**about_guest(guest, row, by))
        guest.delete()
        record(told)


@command
def move_seated(
    *,
    seated_id: int,
    seat_number: str,
    knowingly: bool = False,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Put a guest on a seat by hand, and pin it; who sat there gets the guest's old seat.

    knowingly: also where a hard rule breaks by it. seat_number "": no seat. Raises IsCancelled,
    NoSuchSeat, WouldBreak; Guest.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        guest, row = _locked(seated_id, by)
        rules.check_open(row)
        rules.check_seat(row, seat_number)
        tried = move_tried(row, guest.pk, seat_number)
        names = {str(one.pk): one.name for one in row.guests.all()}
        rules.check_move(tried, " ".join(faults_said(tried.faults, names)), knowingly=knowingly)
        remember(row)
        old = guest.seat.number if guest.seat else ""
        hand = [{"code": "by_hand", "facts": {"by": by.name}}]
        put(row, rules.seats_of(row, tried.after), {str(guest.pk): hand})
        row.guests.filter(pk=guest.pk).update(is_pinned=bool(seat_number))
        row.state = SeatingState.PROPOSED.value
        row.save()
        told = entries.GuestMoved(
            **about_guest(guest, row, by),
            old=old,
            new=seat_number,
            others=max(0, len(tried.moved) - 1),
        )
        record(told)


@command
def pin_guest(*, seated_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let the engine leave this guest where they are. Raises IsCancelled, NotSeated."""
    with act(by=by, at=at, key=key) as record:
        guest, row = _locked(seated_id, by)
        rules.check_open(row)
        if guest.seat is None:
            raise rules.NotSeated(guest=guest.name)
        guest.is_pinned = True
        guest.save(update_fields=["is_pinned"])
        record(entries.GuestPinned(**about_guest(guest, row, by), number=guest.seat.number))


@command
def unpin_guest(*, seated_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let the engine move this guest again. Raises IsCancelled; Guest.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        guest, row = _locked(seated_id, by)
        rules.check_open(row)
        guest.is_pinned = False
        guest.save(update_fields=["is_pinned"])
        record(entries.GuestUnpinned(**about_guest(guest, row, by)))


@command
def mark_absent(
    *,
    seated_id: int,
    sits: Mapping[str, str],
    reasons: Mapping[str, list[Any]],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Note that a guest does not come, and seat the others as was shown.

    sits: guest to number, of those who remain. Raises IsCancelled, ChangedMeanwhile.
    """
    with act(by=by, at=at, key=key) as record:
        guest, row = _locked(seated_id, by)
        rules.check_open(row)
        remember(row)
        old = {one.pk: one.seat_id for one in row.guests.all()}
        row.guests.filter(pk=guest.pk).update(is_absent=True, is_pinned=False)
        row.guests.filter(of=guest, role=GuestRole.INTERPRETER).update(is_absent=True)
        seats = rules.seats_of(row, sits)
        put(row, seats, reasons)
        row.state = SeatingState.PROPOSED.value
        row.save()
        moves = sum(old[pk] not in (None, seat.pk) for pk, seat in seats.items())
        record(entries.GuestAbsent(**about_guest(guest, row, by), moves=moves))


@command
def mark_present(
    *,
    seated_id: int,
    sits: Mapping[str, str],
    reasons: Mapping[str, list[Any]],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Note that a guest comes after all, and seat everybody as was shown.

    Raises IsCancelled, ChangedMeanwhile; Guest.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        guest, row = _locked(seated_id, by)
        rules.check_open(row)
        remember(row)
        row.guests.filter(pk=guest.pk).update(is_absent=False)
        put(row, rules.seats_of(row, sits), reasons)
        row.state = SeatingState.PROPOSED.value
        row.save()
        record(entries.GuestPresent(**about_guest(guest, row, by)))


@command
def add_seat_rule(
    *,
    seating_id: int,
    rule_kind: str,
    first_id: int,
    second_id: int,
    is_wish: bool = False,
    why: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> SeatRule:
    """Keep two apart, or bring them together. is_wish: unless nothing else goes.

    Raises IsCancelled, AboutOneGuest; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Seating.objects.for_change(by, seating_id, Right.PLAN_PLACES)
        rules.check_open(row)
        first, second = (row.guests.get(pk=pk) for pk in (first_id, second_id))
        rules.check_pair(first, second)
        rule = SeatRule.objects.create(
            event_id=row.event_id,
            seating=row,
            kind=RuleKind(rule_kind).value,
            first=first,
            second=second,
            is_wish=is_wish,
            why=why.strip(),
        )
        record(entries.SeatRuleAdded(**_about_rule(rule, by)))
    return rule


@command
def drop_seat_rule(*, seat_rule_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Drop it. Raises IsCancelled; SeatRule.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        rule = SeatRule.objects.for_change(by, seat_rule_id)
        rules.check_open(rule.seating)
        told = entries.SeatRuleDropped(**_about_rule(rule, by))
        rule.delete()
        record(told)


def _locked(seated_id: int, by: Actor) -> tuple[Guest, Seating]:
    """Lock the seating of a guest: who moves one moves others."""
    guest = Guest.objects.visible_to(by, Right.PLAN_PLACES).get(pk=seated_id)
    row = Seating.objects.for_change(by, guest.seating_id, Right.PLAN_PLACES)
    return row.guests.select_related("seat").get(pk=guest.pk), row


def _about_rule(rule: SeatRule, by: Actor) -> dict[str, Any]:
    return {
        **about(rule.seating, by),
        "rule": rule.kind,
        "first": rule.first.name,
        "second": rule.second.name,
    }
