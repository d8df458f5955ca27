"""Who takes part in an order, who is absent, who stands in."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party
from narahubung.protocol import entries
from narahubung.protocol.commands.orders import about, standing_order
from narahubung.protocol.models import RankOrder, Standing, Taking
from narahubung.protocol.rules import orders as rules
from narahubung.protocol.rules.rule_sets import NobodyNamed


@command
def add_guests(
    *,
    order_id: int,
    party_ids: Collection[int] = (),
    standing_ids: Collection[int] = (),
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Put heads of parties and other people into an order; who is in it already stays as he is.

    Raises Removed, IsThere when nobody of them is new; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        order = standing_order(order_id, by)
        here = {row.key for row in order.takings.all()}
        rows = [Taking(event_id=by.here, order=order, party=one) for one in _parties(party_ids, by)]
        found = _standings(standing_ids, by)
        rows += [Taking(event_id=by.here, order=order, standing=one) for one in found]
        new = [row for row in rows if row.key not in here]
        if not new:
            raise rules.IsThere
        Taking.objects.bulk_create(new)
        record(entries.GuestsTakenIn(**about(order, by), who=[who(row) for row in new]))


@command
def leave_out(*, ranked_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take somebody out, with what was decided by hand about him; `add_guests` puts him back.

    Raises Removed; Taking.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        order, row = _of_order(ranked_id, by)
        told = entries.GuestLeftOut(**about(order, by), who=who(row))
        row.delete()
        record(told)


@command
def note_absent(
    *, ranked_id: int, why: str = "", by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Note that somebody does not come: the place stays empty. Raises Removed; DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        order, row = _of_order(ranked_id, by)
        row.absent, row.absent_why = True, why.strip()
        row.save(update_fields=["absent", "absent_why"])
        record(entries.GuestAbsent(**about(order, by), who=who(row), why=row.absent_why))


@command
def note_present(*, ranked_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Note that somebody comes after all; whoever stood in is no more in this order.

    Raises Removed; Taking.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        order, row = _of_order(ranked_id, by)
        if row.stand_in_id:
            instead = Taking.objects.filter(order=order, standing_id=row.stand_in_id)
            instead.exclude(pk=row.pk).delete()
        row.absent, row.absent_why, row.stand_in = False, "", None
        row.save(update_fields=["absent", "absent_why", "stand_in"])
        record(entries.GuestPresent(**about(order, by), who=who(row)))


@command
def stand_in(
    *,
    ranked_id: int,
    name: str,
    office: str = "",
    level: str = "",
    position: str = "",
    since: date | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Standing:
    """Name who comes instead of somebody who is absent; the own rank decides, never the absent's.

    level, position, since: of the person who comes. Raises Removed, NotAway, StoodIn, NobodyNamed;
    Taking.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        order, row = _of_order(ranked_id, by)
        if not row.absent:
            raise rules.NotAway
        if row.stand_in_id:
            raise rules.StoodIn
        if not name.strip():
            raise NobodyNamed
        person = Standing.objects.create(
            event_id=by.here,
            party=row.party or (row.standing.party if row.standing else None),
            name=name.strip(),
            office=office.strip(),
            level=level,
            position=position,
            since=since,
            stands_in_for=who(row),
        )
        Taking.objects.create(event_id=by.here, order=order, standing=person)
        row.stand_in = person
        row.save(update_fields=["stand_in"])
        record(entries.StandInNamed(**about(order, by), who=who(row), instead=person.name))
    return person


def who(row: Taking) -> str:
    """Return what people call the one a row is of."""
    if row.standing:
        return str(row.standing)
    return (row.party.head_name or row.party.label()) if row.party else ""


def _of_order(ranked_id: int, by: Actor) -> tuple[RankOrder, Taking]:
    row = Taking.objects.visible_to(by, Right.PLAN_PLACES).get(pk=ranked_id)
    order = standing_order(row.order_id, by)
    return order, Taking.objects.for_change(by, ranked_id, Right.PLAN_PLACES)


def _parties(ids: Collection[int], by: Actor) -> list[Party]:
    found = Party.objects.visible_to(by).in_bulk(list(ids))
    if set(ids) - set(found):
        raise Party.DoesNotExist
    return list(found.values())


def _standings(ids: Collection[int], by: Actor) -> list[Standing]:
    """Return people; whoever says more of a head is taken in as that head."""
    found = Standing.objects.visible_to(by).select_related("party").in_bulk(list(ids))
    if set(ids) - set(found):
        raise Standing.DoesNotExist
    return [row for row in found.values() if not row.is_of_head]
