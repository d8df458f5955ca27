"""The paper of a seating: cards, plates, the plan, floor marks, who is called when."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.kit.actor import Actor
from narahubung.kit.templatetags.times import day_text, local_day
from narahubung.kit.zones import clock_text, zone, zone_label
from narahubung.parties.models import Member
from narahubung.places.queries import calling, seatings
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
        **(
            _line_up(calling.call_sheet(seating_id=seating_id, by=by), event)
            if kind == "line_up"
            else _list(kind, guests)
        ),
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


def _list(kind: PlaceKind, guests: list[seatings.GuestLine]) -> dict[str, Any]:
    if kind != "table_plan":
        return {}
    ordered = sorted(guests, key=lambda one: one.name)
    rows = [[one.seat, one.name, one.party_name or one.office] for one in ordered]
    return {"widths": [0, 2, 2], "heads": [_("Seat"), _("Name"), ""], "rows": rows}


def _line_up(sheet: calling.CallSheet, event: Event) -> dict[str, Any]:
    """Return the sheet of who calls: of a photo with marks and sides, else with doors and cues."""
    if sheet.is_photo:
        rows = [
            [str(one.number), _when(one, event), _named(one), one.party, one.seat, one.side_word]
            for one in sheet.calls
        ]
        heads = [_("Turn"), _("Time"), _("Name"), "", _("Floor mark"), _("Where from")]
        return {"widths": [0, 0, 3, 0, 0, 3], "heads": heads, "rows": rows}
    is_timed = sheet.line.entry_at is not None
    rows = [
        [
            str(one.number),
            *([_seconds(one.stand_by_at, event), _seconds(one.go_at, event)] if is_timed else []),
            _when(one, event),
            _named(one),
            one.party,
            one.seat,
            one.door,
        ]
        for one in sheet.calls
    ]
    cues = [_("Stand by"), _("Go")] if is_timed else []
    heads = ["", *cues, _("Walks in"), _("Name"), "", _("Place"), _("Door")]
    widths = [0, *(0 for _cue in cues), 0, 3, 0, 0, 0]
    return {"widths": widths, "heads": heads, "rows": rows}


def _named(call: calling.CallLine) -> str:
    """Return who is called, with whom, and who has the same number: a person decides."""
    along = [_("with {name}").format(name=name) for name in call.others]
    tied = [_("tie with {names}").format(names=", ".join(call.tied))] if call.tied else []
    return joined(call.name, *along, *tied)


def _when(call: calling.CallLine, event: Event) -> str:
    return _seconds(call.at, event) if call.at else call.after


def _seconds(moment: datetime | None, event: Event) -> str:
    return f"{moment.astimezone(zone(event.zone)):%H.%M.%S}" if moment else "-"


def _clock(moment: Any, event: Event) -> str:
    return f"{clock_text(moment, event.zone)} {zone_label(event.zone, moment)}"
