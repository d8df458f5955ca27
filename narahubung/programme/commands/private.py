"""A private item is planned, begun, changed and ended. Others see that the party is busy.

private_id: the number of its item in the programme.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.models import Event, Reach, TieKind
from narahubung.accounts.roles import Right
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.parties.models import Member, Officer, Party, Place
from narahubung.programme import rules
from narahubung.programme.entries import BusySet, PrivateSet
from narahubung.programme.models import Item, PrivateItem, PrivateKind

BUSY = ("Busy", "Sibuk")  # in both languages, as titles are kept
_FIELDS = ("kind", "title", "note", "member", "officer", "cover")
_SHELL = ("starts_at", "ends_at", "place", "room")


@command
def plan_private(
    *,
    party_id: int,
    facts: Mapping[str, Any],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Put an item into the private programme of a party; return its number.

    facts: title, starts_at, ends_at (aware); if wanted kind, note, room (a place that is in no
    list) and rows' ids: member (whose it is; None: the head's, and so the whole party's), officer
    (goes along), cover (stays with the party meanwhile), place. Raises WhereTo, EndsInThePast,
    TooLong, KeyError, DoesNotExist for who does not serve the party.
    """
    with act(by=by, at=at, key=key) as record:
        made = _make(by, party_id, facts)
        _tell(made, "planned", record)
    return made.item_id


@command
def begin_outing(
    *,
    party_id: int,
    where: str,
    until: datetime,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Say that a party goes out now, unplanned; return the item's number.

    where: as it is said; a place of the event is recognised by its name. Who says it goes along;
    where one other officer serves the party, that one stays with it. Raises as plan_private does.
    """
    with act(by=by, at=at, key=key) as record:
        where = where.strip()
        place = Place.objects.filter(event_id=by.here, name__iexact=where).first()
        officer = Officer.objects.filter(event_id=by.here, person_id=by.person_id or 0).first()
        made = _make(
            by,
            party_id,
            {
                "kind": PrivateKind.OUTING.value,
                "title": where,
                "officer": officer.pk if officer else None,
                "cover": _other(party_id, officer, at),
                "starts_at": at,
                "ends_at": until,
                "place": place.pk if place else None,
                "room": "" if place else where,
            },
        )
        made.item.actual_start_at = at
        made.item.save(update_fields=["actual_start_at"])
        _tell(made, "begun", record)
    return made.item_id


@command
def change_private(
    *,
    private_id: int,
    to: Mapping[str, Any],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Change a private item.

    to: kind, title, note, member, officer, cover, place (rows' ids, or None), starts_at, ends_at
    (aware), room. Raises NothingNew, WhereTo, EndsInThePast, TooLong, KeyError, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        made = _of(by, private_id)
        before = _facts(made)
        _set(made, to, by)
        if _facts(made) == before:
            raise rules.NothingNew
        made.item.save()
        made.save()
        _tell(made, "changed", record)


@command
def cancel_private(*, private_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that a private item does not take place. Raises PrivateIsOver, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        made = _of(by, private_id)
        if made.item.certainty == Certainty.CANCELLED or made.item.actual_end_at:
            raise rules.PrivateIsOver
        made.item.certainty = Certainty.CANCELLED.value
        made.item.save(update_fields=["certainty"])
        _tell(made, "cancelled", record)


@command
def put_back_private(*, private_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Undo the cancelling, or the end, of a private item. Raises NothingNew, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        made = _of(by, private_id)
        if made.item.certainty != Certainty.CANCELLED and made.item.actual_end_at is None:
            raise rules.NothingNew
        made.item.certainty, made.item.actual_end_at = Certainty.CONFIRMED.value, None
        made.item.save(update_fields=["certainty", "actual_end_at"])
        _tell(made, "put_back", record)


@command
def end_private(*, private_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that they are back. Raises PrivateIsOver, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        made = _of(by, private_id)
        if made.item.certainty == Certainty.CANCELLED or made.item.actual_end_at:
            raise rules.PrivateIsOver
        made.item.actual_end_at = at
        made.item.save(update_fields=["actual_end_at"])
        _tell(made, "over", record)


def _other(party_id: int, officer: Officer | None, at: datetime) -> int | None:
    """Return the one other officer who serves the party besides who goes along."""
    if officer is None:
        return None
    serving = Reach.objects.in_force(at).filter(
        role="officer", kind=TieKind.PARTY, object_id=party_id
    )
    others = Officer.objects.filter(event_id=officer.event_id, person__reach__in=serving)
    found = others.exclude(pk=officer.pk).distinct().values_list("pk", flat=True)[:2]
    return found[0] if len(found) == 1 else None


def _make(by: Actor, party_id: int, facts: Mapping[str, Any]) -> PrivateItem:
    party = Party.objects.visible_to(by, Right.SEE_REGISTER).get(pk=party_id)
    event = Event.objects.get(pk=party.event_id)
    item = Item(
        event=event,
        code=f"PRV-{secrets.token_hex(4)}",
        title_en=BUSY[0],
        title_id=BUSY[1],
        kind="private",
        zone=event.zone,
        private_of=party,
        source=by.name[:200],
    )
    made = PrivateItem(event=event, item=item, party=party, by_name=by.name)
    _set(made, facts, by)
    item.save()
    item.attending.set([party])
    made.save()
    return made


def _of(by: Actor, private_id: int) -> PrivateItem:
    made = PrivateItem.objects.visible_to(by).select_related("party").get(item_id=private_id)
    made.item = Item.objects.for_change(by, private_id)
    return made


def _set(made: PrivateItem, to: Mapping[str, Any], by: Actor) -> None:
    rows: dict[str, Any] = {
        "member": Member.objects.visible_to(by).filter(party=made.party),
        "officer": Officer.objects.filter(event_id=by.here),
        "cover": Officer.objects.filter(event_id=by.here),
        "place": Place.objects.filter(event_id=by.here),
    }
    for name, value in to.items():
        if name not in (*_FIELDS, *_SHELL):
            raise KeyError(name)
        row = rows[name].get(pk=value) if name in rows and value is not None else value
        if isinstance(row, str):
            row = row.strip()
        setattr(made if name in _FIELDS else made.item, name, row)
    if not made.title:
        raise rules.WhereTo
    assert made.item.starts_at is not None  # noqa: S101 -- every private item has both
    assert made.item.ends_at is not None  # noqa: S101
    rules.check_private_span(made.item.starts_at, made.item.ends_at)


def _facts(made: PrivateItem) -> list[Any]:
    return [
        *(getattr(made, name) for name in _FIELDS),
        *(getattr(made.item, name) for name in _SHELL),
    ]


def _tell(made: PrivateItem, what: str, record: Record) -> None:
    """Record what it is, for those who serve the party, and that it is busy, for the others."""
    item = made.item
    assert item.starts_at is not None  # noqa: S101 -- every private item has both
    assert item.ends_at is not None  # noqa: S101
    names: dict[str, int] = {"party_id": made.party_id, "item_id": item.pk}
    record(PrivateSet(**names, what=what, title=made.title))
    record(
        BusySet(
            **names,
            party=made.party.code,
            where=", ".join(
                part for part in (item.place.name if item.place else "", item.room) if part
            ),
            starts_at=item.actual_start_at or item.starts_at,
            ends_at=item.actual_end_at or item.ends_at,
            zone=item.zone,
            is_off=item.certainty == Certainty.CANCELLED,
        )
    )
