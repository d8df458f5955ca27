"""The programme is released, an item is moved or cancelled, other parties attend."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.kit.zones import clock_text, zone_label
from narahubung.parties.models import Party, Place
from narahubung.programme import rules, versions
from narahubung.programme.commands.cues import slip_along
from narahubung.programme.entries import (
    AttendanceSet,
    ItemCancelled,
    ItemMoved,
    ProgrammeReleased,
)
from narahubung.programme.models import Item, Release

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

    The open lines of its run of show go along with a new start, and their owners are told.
    to: starts_at, ends_at (aware), place (id or None), room, certainty, dress. Raises
    NotYourProgramme, ItemIsCancelled, EndsBeforeItStarts, NothingNew, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_plan(by)
        item = Item.objects.filter(private_of=None).for_change(by, item_id)
        stood = {name: _stored(getattr(item, name)) for name in to}
        began = item.starts_at
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
        before = {name: stood[name] for name in changes}
        record(ItemMoved(**_about(item), changes=changes, why=why, stood=before))
        if began and item.starts_at and item.starts_at != began:
            slip_along(item, item.starts_at - began, by, record)
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
        item = Item.objects.filter(private_of=None).for_change(by, item_id)
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
        item = Item.objects.filter(private_of=None).for_change(by, item_id)
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


def _change(item: Item, name: str, value: Any) -> list[str] | None:
    old = getattr(item, name)
    if name == "place" and value is not None:
        value = Place.objects.get(pk=value, event_id=item.event_id)
    if old == value:
        return None
    setattr(item, name, value)
    return [_text(old, item.zone), _text(value, item.zone)]


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return getattr(value, "pk", value)


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
