"""What is done to the programme: released, an item moved or cancelled, who attends, calendars."""

import hashlib
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.models import Person
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.kit.zones import clock_text, zone_label
from narahubung.parties.models import Member, Party, Place
from narahubung.programme import rules, versions
from narahubung.programme.entries import (
    AttendanceSet,
    CalendarOpened,
    ItemCancelled,
    ItemMoved,
    ProgrammeReleased,
)
from narahubung.programme.models import CalendarFeed, Item, Release

_MOVABLE = ("starts_at", "ends_at", "place", "room", "certainty", "dress")


@command
def release(*, note: str = "", by: Actor, at: datetime, key: UUID | None = None) -> Release:
    """Give the programme out as it stands, under the next number, with every item's facts kept.

    Raises NotYourProgramme, NothingToRelease.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_plan(by)
        last = Release.objects.filter(event_id=by.event_id or 0).order_by("-number").first()
        items = versions.snapshot(by)
        if last is not None and last.items == items:
            raise rules.NothingToRelease(number=last.number)
        made = Release.objects.create(
            event_id=by.event_id or 0,
            number=last.number + 1 if last else 1,
            released_at=at,
            by_name=by.name,
            note=note[:200],
            items=items,
        )
        record(ProgrammeReleased(number=made.number, items=len(items), note=made.note))
    return made


@command
def move_item(
    *,
    item_id: int,
    to: Mapping[str, Any],
    why: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Item:
    """Give an item another time, place or state; the state becomes `changed` unless it is given.

    to: starts_at, ends_at (aware), place (id or None), room, certainty, dress. Raises
    NotYourProgramme, ItemIsCancelled, EndsBeforeItStarts, NothingNew, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_plan(by)
        item = Item.objects.for_change(by, item_id)
        rules.check_can_move(item.title, item.certainty, dict(to))
        changes = {
            name: told
            for name in _MOVABLE
            if name in to and (told := _change(item, name, to[name]))
        }
        if not changes:
            raise rules.NothingNew
        rules.check_span(item.starts_at, item.ends_at)
        if "certainty" not in to:
            item.certainty = Certainty.CHANGED.value
        item.save()
        record(ItemMoved(**_about(item), changes=changes, why=why))
    return item


@command
def cancel_item(
    *, item_id: int, why: str = "", by: Actor, at: datetime, key: UUID | None = None
) -> Item:
    """Say that an item will not take place; it stays in the programme, struck.

    Raises NotYourProgramme, NothingNew, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_plan(by)
        item = Item.objects.for_change(by, item_id)
        if item.certainty == Certainty.CANCELLED:
            raise rules.NothingNew
        item.certainty = Certainty.CANCELLED.value
        item.save(update_fields=["certainty"])
        record(ItemCancelled(**_about(item), why=why))
    return item


@command
def set_attendance(
    *,
    item_id: int,
    party_ids: Collection[int],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Item:
    """Say which parties attend an item. Raises NotYourProgramme, NothingNew, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        rules.check_can_plan(by)
        item = Item.objects.for_change(by, item_id)
        before = dict(item.attending.values_list("pk", "code"))
        after = dict(
            Party.objects.filter(event_id=item.event_id, pk__in=party_ids).values_list("pk", "code")
        )
        if before.keys() == after.keys():
            raise rules.NothingNew
        item.attending.set(after)
        record(
            AttendanceSet(
                **{**_about(item), "party_ids": sorted({*before, *after})},
                added=sorted(after[pk] for pk in after.keys() - before.keys()),
                removed=sorted(before[pk] for pk in before.keys() - after.keys()),
            )
        )
    return item


@command
def open_calendar(
    *,
    party_id: int | None = None,
    member_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> str:
    """Make a secret address of a party's (or a member's) agenda for this person; return its token.

    Without a party: of the person's own duties. The token is shown once: only its hash is kept. An
    older address of the same agenda is closed. It shows what the person may see when it is fetched,
    and nothing once the reach ended. Raises DoesNotExist for a party or member he may not see.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by).get(pk=party_id) if party_id else None
        if member_id is not None:
            Member.objects.visible_to(by).get(pk=member_id, party=party)
        _open_feeds(by).filter(party=party, member_id=member_id).update(closed_at=at)
        token = secrets.token_urlsafe(24)
        feed = CalendarFeed.objects.create(
            event_id=by.event_id or 0,
            person=Person.objects.get(pk=by.person_id or 0),
            party=party,
            member_id=member_id,
            token_hash=token_hash(token),
            made_at=at,
        )
        record(_calendar(feed, party))
    return token


@command
def close_calendar(*, feed_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Close one of the person's own calendar addresses. Raises DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        feed = _open_feeds(by).select_related("party").get(pk=feed_id)
        feed.closed_at = at
        feed.save(update_fields=["closed_at"])
        record(_calendar(feed, feed.party))


def token_hash(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _open_feeds(by: Actor) -> Any:
    return CalendarFeed.objects.filter(
        event_id=by.event_id or 0, person_id=by.person_id or 0, closed_at=None
    )


def _calendar(feed: CalendarFeed, party: Party | None) -> CalendarOpened:
    return CalendarOpened(
        feed_id=feed.pk,
        person_id=feed.person_id,
        party_id=party.pk if party else None,
        party=party.code if party else "",
        closed=feed.closed_at is not None,
    )


def _change(item: Item, name: str, value: Any) -> list[str] | None:
    old = getattr(item, name)
    if name == "place" and value is not None:
        value = Place.objects.get(pk=value, event_id=item.event_id)
    if old == value:
        return None
    setattr(item, name, value)
    return [_text(old, item.zone), _text(value, item.zone)]


def _text(value: Any, zone_name: str) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{clock_text(value, zone_name)} {zone_label(zone_name, value)}"
    return value.label() if hasattr(value, "label") else str(value)


def _about(item: Item) -> dict[str, Any]:
    return {
        "item_id": item.pk,
        "code": item.code,
        "title": item.title_en,
        "title_id": item.title_id,
        "party_ids": sorted(item.attending.values_list("pk", flat=True)),
    }
