"""When may whom be where: from the programme, the stay, the duty and what was given by name.

Authority is worked out here and nowhere stored: what changed a minute ago counts at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from narahubung.access.judging import Spans
from narahubung.access.models import Accreditation, Basis, Category, Grant, Zone
from narahubung.accounts.models import Event
from narahubung.assignments.models import Attachment, Duty, DutyState
from narahubung.assignments.planning import stays_of
from narahubung.kit.intervals import Span
from narahubung.kit.zones import zone as clock_zone
from narahubung.parties.models import Party
from narahubung.programme.models import Item

DAY = timedelta(days=1)
RUNS_ON = timedelta(hours=2)  # so long at most, where nobody noted that it ended
UNKNOWN_END = timedelta(hours=2)  # of an item of which nobody said when it ends


@dataclass(frozen=True, kw_only=True)
class Standing:
    """When somebody may be in a zone. reason: why never, if never. party_id: whom he serves."""

    spans: Spans = ()
    reason: str = ""
    is_mirror: bool = False
    party_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Served:
    """An officer was on duty with a party: from, until (None: still is)."""

    officer_id: int
    party_id: int
    since: datetime
    until: datetime | None

    def covers(self, moment: datetime) -> bool:
        """Tell whether the moment lies in it."""
        return self.since <= moment and (self.until is None or moment < self.until)


@dataclass
class Mirror:
    """What opens one zone, at a moment: looked up once for everybody. Seven queries."""

    zone: Zone
    event: Event
    at: datetime
    parties: Mapping[int, Spans] = field(init=False)
    served: Mapping[int, Sequence[Served]] = field(init=False)
    categories: frozenset[int] = field(init=False)
    granted: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        self.parties = party_spans(self.zone, self.event, self.at)
        self.served = served_by(self.event.pk, self.at) if self.is_mirrored else {}
        categories = Category.objects.filter(event=self.event, zones=self.zone)
        self.categories = frozenset(categories.values_list("pk", flat=True))
        grants = Grant.objects.filter(zone=self.zone)
        self.granted = frozenset(grants.values_list("accreditation_id", flat=True))

    @property
    def is_mirrored(self) -> bool:
        """Tell whether officers have this zone by their duty."""
        return self.zone.mirrored and self.zone.basis != Basis.GIVEN

    def standing(self, row: Accreditation) -> Standing:
        """Return when this person may be in the zone, or why never."""
        if row.officer_id is not None and self.is_mirrored:
            return self._of_officer(row)
        if row.party_id is not None and self.zone.basis != Basis.GIVEN:
            return self._of_member(row)
        if row.category_id in self.categories or row.pk in self.granted:
            return Standing(spans=(self._days(row.since, row.until),), party_id=row.party_id)
        return Standing(reason="not_here", party_id=row.party_id)

    def _of_member(self, row: Accreditation) -> Standing:
        if row.category_id not in self.categories:
            return Standing(reason="not_here", party_id=row.party_id)
        spans = self.parties.get(row.party_id or 0, ())
        return Standing(spans=spans, reason="" if spans else "not_here", party_id=row.party_id)

    def _of_officer(self, row: Accreditation) -> Standing:
        """The zones of whom he serves, and of nobody else; never beyond what they have."""
        on = [one for one in self.served.get(row.officer_id or 0, ()) if one.covers(self.at)]
        if not on:
            return Standing(reason="off_duty", is_mirror=True)
        spans = tuple(
            (max(since, one.since), until)
            for one in on
            for since, until in self.parties.get(one.party_id, ())
        )
        reason = "" if spans else "beyond"
        return Standing(spans=spans, reason=reason, is_mirror=True, party_id=on[0].party_id)

    def _days(self, first: date, last: date) -> tuple[datetime, datetime]:
        return days(first, last, self.event)


def days(first: date, last: date, event: Event) -> tuple[datetime, datetime]:
    """Return from midnight to midnight by the event's clock; both days are within."""
    here = clock_zone(event.zone)
    return (
        datetime.combine(first, time(), tzinfo=here),
        datetime.combine(last + DAY, time(), tzinfo=here),
    )


def party_spans(zone: Zone, event: Event, at: datetime) -> dict[int, Spans]:
    """Return when each party has the zone, by its itinerary or its stay. At most three queries."""
    before, after = timedelta(minutes=zone.before_min), timedelta(minutes=zone.after_min)
    if zone.basis == Basis.STAY:
        return {
            pk: ((span.start - before, span.end + after),) for pk, span in _stays(event).items()
        }
    if zone.basis != Basis.PROGRAMME or zone.place_id is None:
        return {}
    items = Item.objects.filter(event=event, place_id=zone.place_id).exclude(certainty="cancelled")
    items = items.exclude(starts_at=None)
    if zone.room:
        items = items.filter(room=zone.room)
    found: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for item in items.prefetch_related("attending"):
        since, until = times_of(item, at)
        own = {item.private_of_id} if item.private_of_id else {p.pk for p in item.attending.all()}
        for pk in own:
            found[pk].append((since - before, until + after))
    return {pk: tuple(sorted(spans)) for pk, spans in found.items()}


def times_of(item: Item, at: datetime) -> tuple[datetime, datetime]:
    """Return from when to when an item is: as it happened, where known; what runs late runs on."""
    starts, really = item.starts_at, item.actual_start_at
    since = min(starts, really) if starts and really else (really or starts)
    if since is None:
        raise ValueError(f"item {item.pk} has no time")
    until = item.actual_end_at or item.ends_at or since + UNKNOWN_END
    if really and really <= at and item.actual_end_at is None:
        until = max(until, min(at, until + RUNS_ON))
    return since, until


def served_by(event_id: int, at: datetime) -> dict[int, list[Served]]:
    """Return who was on duty with whom around a moment, by officer. Two queries.

    A duty is on from the second acknowledgement of the hand-over to the second one of the next.
    Where a delegation has no roster at all, who is attached to it serves it.
    """
    rows = Duty.objects.filter(event_id=event_id)
    with_roster = set(rows.standing().values_list("party_id", flat=True).distinct())
    taken = rows.filter(state__in=[DutyState.ON, DutyState.DONE], taken_at__lte=at)
    taken = taken.filter(Q(left_at=None) | Q(left_at__gt=at))
    found = [
        Served(officer_id=officer, party_id=party, since=since, until=until)
        for officer, party, since, until in taken.values_list(
            "officer_id", "party_id", "taken_at", "left_at"
        )
        if since is not None
    ]
    held = Attachment.objects.filter(event_id=event_id, since__lte=at, until__gt=at)
    held = held.filter(Q(ended_at=None) | Q(ended_at__gt=at)).exclude(party_id__in=with_roster)
    for row in held:
        until = min(row.until, row.ended_at) if row.ended_at else row.until
        found.append(
            Served(officer_id=row.officer_id, party_id=row.party_id, since=row.since, until=until)
        )
    return by_officer(found)


def by_officer(found: Iterable[Served]) -> dict[int, list[Served]]:
    """Return them by officer."""
    grouped: dict[int, list[Served]] = defaultdict(list)
    for one in found:
        grouped[one.officer_id].append(one)
    return grouped


def _stays(event: Event) -> dict[int, Span]:
    """Return the stay of each party; of who has no movements yet, all days of the event."""
    found = stays_of(event)
    if event.starts_on and event.ends_on:
        whole = Span(*days(event.starts_on, event.ends_on, event))
        for pk in Party.objects.filter(event=event).values_list("pk", flat=True):
            found.setdefault(pk, whole)
    return found
