"""What changed for these parties since a moment, short enough to be read out in ten seconds."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from narahubung.journal.acting import Entry
from narahubung.journal.entries import Corrected, Recorded
from narahubung.journal.reading import Line, readable
from narahubung.journal.words import field_word
from narahubung.kit.actor import Actor
from narahubung.kit.zones import clock_text, zone, zone_label
from narahubung.meetings.queries import meetings_of_parties
from narahubung.movements.entries import MovementMoved, TripMoved
from narahubung.programme.entries import AttendanceSet, ItemCancelled, ItemMoved
from narahubung.programme.models import Item

_KINDS = tuple(
    entry.kind
    for entry in (
        MovementMoved,
        TripMoved,
        ItemMoved,
        ItemCancelled,
        AttendanceSet,
        Corrected,
        Recorded,
    )
)
_THINGS = {
    "movements.movement",
    "movements.trip",
    "programme.item",
    "meetings.meeting",
    "stays.roomblock",
}
# Fields that say nothing to somebody in a hurry.
_SILENT = {"source", "note", "synthetic", "time_status", "zone", "participants", "status"}


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """One change: what, when we learned it, from whom. topic: the thing it happened to."""

    id: int
    at: datetime
    by: str
    says: str
    topic: str
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class Changes:
    """The newest changes, and how many more there are."""

    since: datetime
    lines: tuple[ChangeLine, ...]
    more: int


def changes_since(
    *, by: Actor, party_ids: Collection[int], since: datetime, zone_name: str, limit: int = 3
) -> Changes:
    """Return what changed in programme, movements, trips, meetings and rooms of these parties.

    Several changes of one thing are one line, from its first old value to its last new one; what
    came back to where it was is left out. Changed things stand before new ones. Three queries.
    """
    rows = readable(topics=_topics(by, party_ids), kinds_wanted=_KINDS, since=since, by=by)
    joined: dict[tuple[str, str], tuple[Line, Entry]] = {}
    for line, entry in rows:  # the newest first: it stands, older ones give it their old values
        if isinstance(entry, Corrected | Recorded) and entry.thing not in _THINGS:
            continue
        place = (entry.topics()[0], entry.kind)
        newer = joined.get(place)
        joined[place] = (newer[0], _joined(entry, newer[1])) if newer else (line, entry)
    found = [
        ChangeLine(
            id=line.id,
            at=line.recorded_at,
            by=line.by,
            says=says,
            topic=place[0],
            is_new=isinstance(entry, Recorded),
        )
        for place, (line, entry) in joined.items()
        if (says := _says(entry, zone_name))
    ]
    found.sort(key=lambda one: (one.is_new, -one.id))
    return Changes(since=since, lines=tuple(found[:limit]), more=max(0, len(found) - limit))


def _topics(by: Actor, party_ids: Collection[int]) -> set[str]:
    items = Item.objects.visible_to(by).filter(attending__in=party_ids)
    meetings = meetings_of_parties(by=by, party_ids=party_ids)
    return {
        *(f"party:{pk}" for pk in party_ids),
        *(f"item:{pk}" for pk in items.values_list("pk", flat=True)),
        *(meeting.topic for meeting in meetings),
    }


def _joined(older: Entry, newer: Entry) -> Entry:
    if isinstance(older, MovementMoved) and isinstance(newer, MovementMoved):
        old_place, new_place = newer.old_place, newer.new_place
        if older.old_place != older.new_place:
            old_place, new_place = older.old_place, new_place or older.new_place
        return replace(newer, old=older.old, old_place=old_place, new_place=new_place)
    if isinstance(older, _WITH_CHANGES) and isinstance(newer, _WITH_CHANGES):
        changes = dict(older.changes)
        for name, (old, new) in newer.changes.items():
            changes[name] = [changes[name][0] if name in changes else old, new]
        joined = replace(newer, changes=changes)
        # Of a change taken back nothing is left here; what is left is an earlier one.
        return replace(joined, taken_back=False) if isinstance(joined, TripMoved) else joined
    return newer


_WITH_CHANGES = TripMoved | ItemMoved | Corrected


def _says(entry: Entry, zone_name: str) -> str:
    """Return the sentence, or "" when in the end nothing is different."""
    if isinstance(entry, MovementMoved):
        is_other = (entry.old, entry.old_place) != (entry.new, entry.new_place)
        return entry.sentence() if is_other else ""
    if isinstance(entry, _WITH_CHANGES):
        changes = {n: c for n, c in entry.changes.items() if c[0] != c[1] and n not in _SILENT}
        if not changes:
            return ""
        if isinstance(entry, Corrected):
            return _corrected(entry, changes, zone_name)
        return replace(entry, changes=changes).sentence()
    return entry.sentence()


def _corrected(entry: Corrected, changes: dict[str, Any], zone_name: str) -> str:
    words = _words()
    parts = []
    shown = set()
    for name, (old, new) in changes.items():
        word = words.get(name) or field_word(name)
        told = (_text(old, zone_name), _text(new, zone_name))
        if (word, told) in shown:  # planned and expected move together
            continue
        shown.add((word, told))
        parts.append(f"{word} {told[0]} \N{RIGHTWARDS ARROW} {told[1]}")
    return f"{entry.named()}: {'; '.join(parts)}."


def _words() -> dict[str, str]:
    return {
        "planned_at": _("time"),
        "expected_at": _("time"),
        "actual_at": _("happened"),
        "starts_at": _("start"),
        "ends_at": _("end"),
        "departs_at": _("departure"),
        "arrives_at": _("arrival"),
        "on": _("day"),
        "place": _("place"),
        "room": _("room"),
        "terminal": _("terminal"),
        "carrier": _("flight"),
        "from_place": _("from"),
        "to_place": _("to"),
        "vehicle": _("car"),
        "support_vehicle": _("second car"),
        "escort": _("escort"),
        "hotel": _("hotel"),
        "rooms": _("rooms"),
        "check_in": _("check-in"),
        "check_out": _("check-out"),
        "certainty": _("state"),
        "attending": _("who attends"),
        "pax": _("people"),
        "bags": _("bags"),
    }


def _text(value: Any, zone_name: str) -> str:
    """Return a stored value as people read it: moments on the event's clock, with their day."""
    if value in ("", None):
        return "-"
    text = str(value)
    if len(text) < 19 or text[4:5] != "-":
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if moment.tzinfo is None:
        return text
    here = moment.astimezone(zone(zone_name))
    return f"{here:%d.%m.} {clock_text(moment, zone_name)} {zone_label(zone_name, moment)}"
