"""What is fixed: sessions and meetings, at which a party must be in time."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from narahubung.accounts.roles import Right
from narahubung.meetings.models import Meeting
from narahubung.movements.chains import carries_the_head
from narahubung.movements.models import Direction, Trip
from narahubung.programme.models import Item
from narahubung.ripple.network.laying import Laying, Says
from narahubung.ripple.network.things import ARRIVES, DEPARTS, ENDS, STARTS, Thing


@dataclass(frozen=True, kw_only=True)
class _Fixed:
    """An appointment of one party. key: its node there; ends: that of its end."""

    key: str
    ends: str
    start: int
    end: int
    place_id: int | None
    item_id: int | None = None


def lay_programme(lay: Laying) -> None:
    """Lay every appointment of every party, with what must come before it."""
    of_party: dict[int, list[_Fixed]] = defaultdict(list)
    driven: dict[int, list[Trip]] = defaultdict(list)
    for trip in lay.rows.trips:
        if trip.item_id is not None:
            driven[trip.item_id].append(trip)
    for item in lay.rows.items:
        _item(lay, item, driven[item.pk], of_party)
    for meeting in lay.rows.meetings:
        _meeting(lay, meeting, of_party)
    trips = lay.rows.trips_of()
    for party_id, fixed in of_party.items():
        fixed.sort(key=lambda one: (one.start, one.key))
        for each in fixed:
            _come(lay, party_id, each, trips.get(party_id, []))
        for one, other in pairwise(fixed):
            minutes = lay.rows.drive(one.place_id, other.place_id).usual or 0
            lay.after(one.ends, other.key, "then", minutes)
        for trip in trips.get(party_id, []):
            _go(lay, trip, fixed)


def _item(lay: Laying, row: Item, driven: list[Trip], of_party: dict[int, list[_Fixed]]) -> None:
    assert row.starts_at is not None  # noqa: S101 -- only such items were asked for
    assert row.ends_at is not None  # noqa: S101
    if row.ends_at - row.starts_at > timedelta(minutes=lay.times.longest_session):
        return
    thing = f"item:{row.pk}"
    ends = _edge(lay, f"{thing}:{ENDS}", thing, "session", row.ends_at, row.zone, row.label)
    starts = _edge(lay, f"{thing}:{STARTS}", thing, "session", row.starts_at, row.zone, row.label)
    for trip in driven:  # who is driven there leaves later when it begins later
        lay.both_ways(f"trip:{trip.pk}:{DEPARTS}")
        lay.tie(starts, f"trip:{trip.pk}:{DEPARTS}", "session")
    for party_id in lay.rows.attends.get(row.pk, ()):
        key = lay.node(
            f"{thing}:party:{party_id}",
            row.starts_at,
            Thing(
                thing=thing,
                kind="session",
                party_id=party_id,
                zone=row.zone,
                says=row.label,
                owners=(f"officers:{party_id}", *lay.desk("protocol")),
                reads=Right.SEE_EVENT.value if row.private_of_id is None else Right.SEE_PARTY.value,
            ),
            fixed=True,
            shift=lay.times.later["session"] * 60,
            agree=lay.desk("protocol"),
        )
        of_party[party_id].append(
            _Fixed(
                key=key,
                ends=ends,
                start=lay.at(key),
                end=lay.sec(row.ends_at),
                place_id=row.place_id,
                item_id=row.pk,
            )
        )


def _meeting(lay: Laying, row: Meeting, of_party: dict[int, list[_Fixed]]) -> None:
    assert row.starts_at  # noqa: S101 -- only such meetings were asked for
    thing, usual = f"meeting:{row.pk}", timedelta(minutes=lay.times.usual_meeting)
    over = row.ends_at if row.ends_at and row.ends_at > row.starts_at else row.starts_at + usual
    ends = _edge(lay, f"{thing}:{ENDS}", thing, "meeting", over, row.zone, row.label)
    sides = tuple(f"officers:{side}" for side in row.party_ids)
    for party_id in row.party_ids:
        key = lay.node(
            f"{thing}:party:{party_id}",
            row.starts_at,
            Thing(
                thing=thing,
                kind="meeting",
                party_id=party_id,
                zone=row.zone,
                says=row.label,
                owners=(*sides, *lay.desk("protocol")),
                reads=Right.SEE_MEETINGS.value,
            ),
            fixed=True,
            shift=lay.times.later["meeting"] * 60,
            agree=sides,
        )
        of_party[party_id].append(
            _Fixed(
                key=key,
                ends=ends,
                start=lay.at(key),
                end=lay.sec(over),
                place_id=row.place_id,
            )
        )


def _edge(lay: Laying, key: str, thing: str, kind: str, at: datetime, zone: str, says: Says) -> str:
    about = Thing(thing=thing, kind=kind, party_id=None, zone=zone, says=says, quiet=True)
    return lay.node(key, at, about, fixed=True)


def _come(lay: Laying, party_id: int, fixed: _Fixed, trips: list[Trip]) -> None:
    """Let an appointment wait for the drive to it; without one, for the party's last arrival."""
    meant = [t for t in trips if t.item_id is not None and t.item_id == fixed.item_id]
    meant = [t for t in meant if lay.at(f"trip:{t.pk}:{DEPARTS}") < fixed.end]
    if meant:
        lay.wait(f"trip:{meant[-1].pk}:{ARRIVES}", fixed.key, "arrive")
        return
    before = [t for t in trips if lay.at(f"trip:{t.pk}:{ARRIVES}") <= fixed.start]
    if before:
        last = max(before, key=lambda t: (lay.at(f"trip:{t.pk}:{ARRIVES}"), t.pk))
        minutes = lay.rows.drive(last.to_place_id, fixed.place_id).usual or 0
        lay.after(f"trip:{last.pk}:{ARRIVES}", fixed.key, "arrive", minutes)
        return
    landed = [
        row
        for row in lay.rows.movements
        if row.party_id == party_id
        and row.direction == Direction.ARRIVAL
        and carries_the_head(row.travelling)
        and lay.at(f"movement:{row.pk}") <= fixed.start
    ]
    if landed:
        last_in = landed[-1]
        minutes = lay.times.processing("arrival", last_in.mode, head=True)
        minutes += lay.rows.drive(last_in.terminal_id, fixed.place_id).usual or 0
        lay.after(f"movement:{last_in.pk}", fixed.key, "arrive", minutes)


def _go(lay: Laying, trip: Trip, fixed: list[_Fixed]) -> None:
    """Let a drive wait for the appointment that it takes the party away from."""
    leaves = f"trip:{trip.pk}:{DEPARTS}"
    over = [one for one in fixed if one.end <= lay.at(leaves)]
    if not over:
        return
    last = max(over, key=lambda one: (one.end, one.key))
    if None in {last.place_id, trip.from_place_id} or last.place_id == trip.from_place_id:
        lay.after(last.ends, leaves, "then")
