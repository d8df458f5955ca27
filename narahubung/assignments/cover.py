"""When somebody must be with a party: rows to stretches of time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from narahubung.accounts.models import Event
from narahubung.assignments.models import CoverTerms, Duty, DutyState, DutyTerms, Night
from narahubung.assignments.planning import stays_of
from narahubung.assignments.rules.handing_over import UNTIL_AIRBORNE
from narahubung.assignments.working_time import STANDARD, ready_made
from narahubung.kit.intervals import Span
from narahubung.kit.zones import zone
from narahubung.movements.models import Direction, Movement, Trip
from narahubung.parties.models import Party
from narahubung.programme.models import Item

_DAY = timedelta(days=1)
ARRIVING = timedelta(hours=2)  # from touchdown to the room, whatever the hour
LEAVING = timedelta(hours=3)  # from the room to wheels-up
PAUSE = timedelta(hours=1)  # so short a pause between two stretches is covered, too
PERIOD = timedelta(hours=16)  # so long an item is no appointment, but a day of arrivals


def cover_of(
    event: Event, party_ids: list[int] | None = None, *, stays: Mapping[int, Span] | None = None
) -> dict[int, list[Span]]:
    """Return the stretches in which each party must have an officer, in order, by party number.

    Its stay, cut to the hours of the day that the event's (or its own) terms name, and its
    programme and drives at any hour, from touchdown until ARRIVING later and from LEAVING before
    wheels-up; with night cover the whole stay. stays: as they are now, unless given otherwise.
    """
    stays = stays_of(event) if stays is None else stays
    terms = {row.party_id: row for row in CoverTerms.objects.filter(event=event)}
    standard = terms.get(None) or standard_cover(event)
    doings = _doings(event, party_ids)
    parties = Party.objects.filter(event=event).exclude(certainty="cancelled")
    if party_ids is not None:
        parties = parties.filter(pk__in=party_ids)
    return {
        party.pk: _stretches(
            stays[party.pk], terms.get(party.pk, standard), event.zone, doings.get(party.pk, [])
        )
        for party in parties
        if party.comes and party.pk in stays
    }


def needed_now(duty: Duty, at: datetime) -> Span | None:
    """Return the stretch in which somebody must be with the party of a duty now, None for none.

    Where another is on duty with it, too, one may leave. After the planned end of its stay nobody
    leaves before its last departure is airborne: such a stretch ends at UNTIL_AIRBORNE.
    """
    others = Duty.objects.filter(party_id=duty.party_id, state=DutyState.ON).covering()
    others = others.exclude(pk=duty.pk)
    if others.exists():
        return None
    stretches = cover_of(duty.event, [duty.party_id]).get(duty.party_id, [])
    if stretches and stretches[-1].end <= at and _waits_to_leave(duty.party_id):
        return Span(stretches[-1].end, UNTIL_AIRBORNE)
    return next((one for one in stretches if one.covers(at)), None)


def _waits_to_leave(party_id: int) -> bool:
    departures = Movement.objects.filter(party_id=party_id, direction=Direction.DEPARTURE)
    return departures.exclude(certainty="cancelled").exclude(status="airborne").exists()


def standard_cover(event: Event) -> CoverTerms:
    """Return what holds where nobody set anything: that of the event's rules. Not stored."""
    terms = DutyTerms.objects.filter(event=event, group="").first()
    base = ready_made()[terms.policy if terms else STANDARD]
    return CoverTerms(event=event, day_from=base.day_from, day_to=base.day_to, night=base.night)


def _stretches(stay: Span, terms: CoverTerms, zone_name: str, doings: list[Span]) -> list[Span]:
    if terms.night == Night.COVER:
        return [stay] if stay.length else []
    here = zone(zone_name)
    day, last = stay.start.astimezone(here).date(), stay.end.astimezone(here).date()
    parts = [
        *doings,
        Span(stay.start, stay.start + ARRIVING),
        Span(stay.end - LEAVING, stay.end),
    ]
    while day <= last:
        over = terms.day_to <= terms.day_from
        start = datetime.combine(day, terms.day_from, tzinfo=here)
        end = datetime.combine(day + _DAY if over else day, terms.day_to, tzinfo=here)
        parts.append(Span(start, end))
        day += _DAY
    return _joined(Span(max(p.start, stay.start), min(p.end, stay.end)) for p in parts)


def _joined(parts: Iterable[Span]) -> list[Span]:
    """Return the stretches that the parts make together; a short pause between two counts in."""
    found: list[Span] = []
    for part in sorted(part for part in parts if part.length):
        if found and part.start - found[-1].end <= PAUSE:
            found[-1] = Span(found[-1].start, max(found[-1].end, part.end))
        else:
            found.append(part)
    return found


def _doings(event: Event, party_ids: list[int] | None) -> dict[int, list[Span]]:
    """Return the programme and the drives of each party, by its number. Two queries."""
    found: dict[int, list[Span]] = defaultdict(list)
    items = Item.objects.filter(event=event).exclude(certainty="cancelled")
    trips = Trip.objects.filter(event=event).exclude(certainty="cancelled")
    if party_ids is not None:
        items, trips = items.filter(attending__in=party_ids), trips.filter(party__in=party_ids)
    for party_id, start, end in items.values_list("attending", "starts_at", "ends_at"):
        if party_id and start and end and end - start < PERIOD:
            found[party_id].append(Span(start, end))
    for party_id, start, end in trips.values_list("party_id", "departs_at", "arrives_at"):
        if start and end:
            found[party_id].append(Span(start, end))
    return found


def quiet_moments(event: Event, span: Span) -> list[datetime]:
    """Return moments in the span that suit a hand-over: while the guests sit in a session.

    Half an hour after an item of the programme begins, on the quarter of an hour. One query.
    """
    items = Item.objects.filter(
        event=event, starts_at__lt=span.end, ends_at__gt=span.start
    ).exclude(certainty="cancelled")
    found = set()
    for start, end in items.values_list("starts_at", "ends_at"):
        moment = start + timedelta(minutes=30) if start else span.end
        if end and moment < end and span.covers(moment):
            found.add(moment)
    return sorted(found)
