"""The paper of a seating: cards, plates, the plan, floor marks, who is called when."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.kit.actor import Actor
from narahubung.kit.templatetags.times import day_text, local_day
from narahubung.kit.zones import clock_text, zone, zone_label
from narahubung.parties.models import Member
from narahubung.places.queries import seatings
from narahubung.reports.paper import data
from narahubung.reports.paper.data_places import Card, PlaceKind, PlaceSheet
from narahubung.reports.queries.card import language_now
from narahubung.reports.queries.names import joined, person_name


def place_sheet(
    *, event: Event, seating_id: int, kind: PlaceKind, by: Actor, at: Any, url: str
) -> PlaceSheet:
    """Return one paper of a seating as it is planned now. Raises Seating.DoesNotExist."""
    board = seatings.board(seating_id=seating_id, by=by)
    line = board.line
    guests = [one for one in board.guests if one.seat]
    if kind == "line_up":
        lines = {one.id: one for one in guests}
        walking = seatings.entry_lines(seating_id=seating_id, by=by)
        guests = [lines[one.id] for one in walking if one.id in lines]
    names = _names(seating_id, by)
    starts = line.starts_at
    when = f"{day_text(local_day(starts, event.zone))} {_clock(starts, event)}" if starts else ""
    return PlaceSheet(
        kind=kind,
        event=event.name,
        code=f"{line.id}",
        title=line.name,
        about=joined(line.item, when, line.room),
        delegation=data.Name(text=line.name),
        zone=zone_label(event.zone, at),
        printed_at=at.astimezone(zone(event.zone)),
        url=url,
        cards=[
            Card(
                name=names.get(one.id, data.Name(text=one.name)),
                line=_beneath(one, kind),
                seat=one.seat,
            )
            for one in guests
        ],
        room=asdict(board.room) if kind == "table_plan" else None,
        view=f"{board.room.name}, {board.room.view_word}",
        **_list(kind, guests, event),
        synthetic=bool(event.facts.get("synthetic", False)),
        language=language_now(),
    )


def _names(seating_id: int, by: Actor) -> dict[int, data.Name]:
    """Return by guest the name as its owner writes it, where the guest is a known member."""
    members = Member.objects.visible_to(by).filter(pk__in=seatings.members_of(seating_id, by=by))
    known = {one.pk: person_name(one) for one in members}
    of = seatings.members_of(seating_id, by=by)
    return {guest: known[member] for member, guest in of.items() if member in known}


def _beneath(guest: seatings.GuestLine, kind: PlaceKind) -> str:
    if kind == "floor_marks":
        return joined(guest.party, guest.name)
    return guest.party_name or guest.office


def _list(kind: PlaceKind, guests: list[seatings.GuestLine], event: Event) -> dict[str, Any]:
    if kind == "table_plan":
        ordered = sorted(guests, key=lambda one: one.name)
        rows = [[one.seat, one.name, one.party_name or one.office] for one in ordered]
        return {"widths": [0, 2, 2], "heads": [_("Seat"), _("Name"), ""], "rows": rows}
    if kind == "line_up":
        rows = [
            [
                str(place),
                f"{_seconds(one, event)}",
                one.name,
                one.party,
                one.seat,
                one.door,
            ]
            for place, one in enumerate(guests, start=1)
        ]
        heads = ["", _("Walks in"), _("Name"), "", _("Place"), _("Door")]
        return {"widths": [0, 0, 3, 0, 0, 0], "heads": heads, "rows": rows}
    return {}


def _seconds(guest: seatings.GuestLine, event: Event) -> str:
    if guest.enters_at is None:
        return "-"
    return f"{guest.enters_at.astimezone(zone(event.zone)):%H.%M.%S}"


def _clock(moment: Any, event: Event) -> str:
    return f"{clock_text(moment, event.zone)} {zone_label(event.zone, moment)}"
