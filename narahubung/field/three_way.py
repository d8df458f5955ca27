"""A form of fields, filled in on a phone while others may have changed the same fields.

Three ways: what the page had shown (its digest), what stands now, what was written. A field that
its author left alone stays as it stands now; one that nobody else touched takes what he wrote.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.airports.models import Aircraft, Booking, Clearance, ClearanceState, Facility
from narahubung.field.catalogue import Body
from narahubung.field.commands import Clash, Thing
from narahubung.field.envelope import digest_of_value
from narahubung.field.replaying import Target
from narahubung.journal.reading import last_doer
from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone

_LOCK = Lock()
_ONE_MERGES = 7_405  # any constant; PostgreSQL advisory lock: fields are merged by one at a time


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a form shows now. labels: of its fields. topic: of the thing, in the journal."""

    values: dict[str, str]
    labels: dict[str, str]
    party_id: int
    about: str
    topic: str


@dataclass(frozen=True, kw_only=True)
class Merge:
    """What comes of the three. met_others: somebody else changed another field meanwhile.

    wanted: all that its author changed, also where nobody else did.
    """

    body: Body
    changes: bool
    met_others: bool
    clashes: tuple[Clash, ...]
    wanted: tuple[Clash, ...]
    thing: Thing


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let two phones not read the same state and both write on it."""
    if connection.vendor != "postgresql":
        with _LOCK:
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_ONE_MERGES])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_ONE_MERGES])


def merged(target: Target, body: Body, base: dict[str, str], *, by: Actor) -> Merge | None:
    """Merge what was written into what stands; None where the thing is not his to see."""
    shown = shown_now(target, body, by=by)
    if shown is None:
        return None
    clashes: list[Clash] = []
    wanted: list[Clash] = []
    new: list[tuple[str, str]] = []
    changes = met_others = False
    for name, ours in body:
        if name not in shown.values:
            new.append((name, ours))
            continue
        theirs, seen = shown.values[name], base.get(name)
        touched_by_others = seen != digest_of_value(theirs)
        touched = seen != digest_of_value(ours)
        met_others |= touched_by_others
        if ours == theirs or not touched:
            new.append((name, theirs))
        else:
            label = shown.labels.get(name, name)
            wanted.append(Clash(field=name, label=label, ours=ours, theirs=theirs))
            if touched_by_others:
                clashes.append(wanted[-1])
            changes |= not touched_by_others
            new.append((name, theirs if touched_by_others else ours))
    return Merge(
        body=tuple(new),
        changes=changes,
        met_others=met_others,
        clashes=tuple(clashes),
        wanted=tuple(wanted),
        thing=_thing(target, body, shown, by=by, clashes=bool(clashes)),
    )


def shown_now(target: Target, body: Body, *, by: Actor) -> Shown | None:
    """Return what a form of fields shows at this moment to this person."""
    return _SHOWS[target.kind.name](target, body, by)


def spoken(name: str, value: str) -> str:
    """Return a field's value as people read it: the page shows it in a list, or in an input."""
    if name == "facility" and value.isdecimal():
        row = Facility.objects.filter(pk=int(value[:18])).first()
        return row.name if row else value
    if name == "state":
        return str(dict(ClearanceState.choices).get(value, value))
    return value.replace("T", " ") if _LOCAL.fullmatch(value) else value


_LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def _thing(target: Target, body: Body, shown: Shown, *, by: Actor, clashes: bool) -> Thing:
    """Return what is asked about; whom besides is looked up only where anybody is asked."""
    other_id, other_name = (clashes and last_doer(shown.topic)) or (None, "")
    return Thing(
        party_id=shown.party_id,
        kind=target.kind.name,
        path=target.path,
        about=shown.about,
        fixed=tuple((name, value) for name, value in body if name not in shown.values),
        other_id=other_id if other_id != by.person_id else None,
        other_name=other_name,
    )


def _booking(target: Target, _body: Body, by: Actor) -> Shown | None:
    rows = Booking.objects.visible_to(by, Right.REPORT_MOVEMENT).select_related("event", "facility")
    row = rows.filter(pk=target.match.kwargs["booking_id"]).first()
    if row is None or row.party_id is None:
        return None
    return Shown(
        values={
            "starts_at": _local(row.starts_at, row.event.zone),
            "ends_at": _local(row.ends_at, row.event.zone),
            "facility": str(row.facility_id or ""),
        },
        labels={"starts_at": _("From"), "ends_at": _("Until"), "facility": _("Which")},
        party_id=row.party_id,
        about=row.label(),
        topic=f"booking:{row.pk}",
    )


def _paper(target: Target, body: Body, by: Actor) -> Shown | None:
    rows = Aircraft.objects.visible_to(by, Right.REPORT_MOVEMENT).select_related("event")
    row = rows.filter(pk=target.match.kwargs["aircraft_id"]).first()
    if row is None:
        return None
    kind = dict(body).get("kind", "")
    paper = Clearance.objects.filter(aircraft=row, kind=kind).first()
    return Shown(
        values={
            "state": paper.state if paper else ClearanceState.TO_ASK.value,
            "number": paper.number if paper else "",
            "valid_from": _local(paper.valid_from, row.event.zone) if paper else "",
            "valid_until": _local(paper.valid_until, row.event.zone) if paper else "",
        },
        labels={
            "state": _("State"),
            "number": _("Number"),
            "valid_from": _("Valid from"),
            "valid_until": _("Valid until"),
        },
        party_id=row.party_id,
        about=row.label(),
        topic=f"aircraft:{row.pk}",
    )


def _local(moment: Any, zone_name: str) -> str:
    """Return a moment as an input of the page shows it, "" for none."""
    return moment.astimezone(zone(zone_name)).strftime("%Y-%m-%dT%H:%M") if moment else ""


_SHOWS: dict[str, Callable[[Target, Body, Actor], Shown | None]] = {
    "airports:move": _booking,
    "airports:paper": _paper,
}
