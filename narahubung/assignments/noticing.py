"""What the watch sees now: rows to sightings. It looks; what comes of it is for commands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Max
from django.db.models.functions import Coalesce

from narahubung.accounts.models import Event
from narahubung.assignments.cover import cover_of
from narahubung.assignments.models import (
    LEAD,
    AlarmKind,
    Attachment,
    Duty,
    DutyState,
    HandOver,
)
from narahubung.assignments.rules.alarms import figures
from narahubung.assignments.signs import seen_at
from narahubung.assignments.working_time import policies_of, served
from narahubung.journal.reading import last_signs
from narahubung.kit.intervals import Span, gaps
from narahubung.movements.models import Direction, Movement, StatusMark, Trip, Whereabouts
from narahubung.parties.models import Officer, Party
from narahubung.plans.roster import worked_in
from narahubung.plans.roster.rules import DAY

_FORGOTTEN = timedelta(hours=3)  # a drive that nobody told of so long is not worth a question


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """One thing that is not as it should be. about: the same as long as it is the same thing."""

    kind: str
    about: str
    party: Party
    officer: Officer | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def noticed(event: Event, *, at: datetime) -> list[Sighting]:
    """Return everything that is not as it should be at a moment. About a dozen queries.

    An event without duties is not watched: nobody planned a roster.
    """
    if not Duty.objects.filter(event=event).standing().exists():
        return []
    on = {
        row.party_id: row
        for row in Duty.objects.filter(event=event, state=DutyState.ON)
        .covering()
        .select_related("officer", "party")
    }
    return [
        *_gaps(event, at),
        *_silent(event, on, at),
        *_not_there(event, on, at),
        *_still(event, on, at),
        *_not_taken(event, at),
        *_too_long(event, list(on.values()), at),
    ]


def _gaps(event: Event, at: datetime) -> Iterator[Sighting]:
    soon = at + figures()["gap_ahead"]
    parties = {party.pk: party for party in Party.objects.filter(event=event)}
    planned: dict[int, list[Span]] = {}
    for row in Duty.objects.filter(event=event).standing().covering():
        until = max(row.ends, at) if row.state == DutyState.ON else row.left_at or row.ends
        planned.setdefault(row.party_id, []).append(Span(row.taken_at or row.starts, until))
    for party_id, stretches in cover_of(event).items():
        for stretch in stretches:
            if stretch.end <= at or stretch.start > soon:
                continue
            for gap in gaps(stretch, planned.get(party_id, [])):
                if gap.start <= soon and gap.end > at:
                    yield Sighting(
                        kind=AlarmKind.GAP,
                        about=f"gap:{party_id}:{gap.start:%Y%m%dT%H%M}",
                        party=parties[party_id],
                        facts={"start": gap.start.isoformat(), "end": gap.end.isoformat()},
                    )


def _silent(event: Event, on: dict[int, Duty], at: datetime) -> Iterator[Sighting]:
    moving = list(
        Whereabouts.objects.filter(event=event, state="moving", party_id__in=on).select_related(
            "party"
        )
    )
    officers = {row.party_id: on[row.party_id].officer for row in moving}
    acts = last_signs(event.pk, [o.person_id for o in officers.values() if o.person_id])
    marks = StatusMark.objects.filter(event=event, party_id__in=officers)
    told = dict(marks.values_list("party_id").annotate(Max("at")))
    for row in moving:
        officer = officers[row.party_id]
        signs = (row.since, told.get(row.party_id), acts.get(officer.person_id or 0))
        last = max(sign for sign in signs if sign is not None)
        if at - last >= figures()["no_sign"]:
            yield Sighting(
                kind=AlarmKind.NO_SIGN,
                about=f"silent:{row.party_id}:{last:%Y%m%dT%H%M%S}",
                party=row.party,
                officer=officer,
                facts={"since": last.isoformat()},
            )


def _not_there(event: Event, on: dict[int, Duty], at: datetime) -> Iterator[Sighting]:
    early = figures()["at_airport"]
    arrivals = list(
        Movement.objects.filter(event=event, direction=Direction.ARRIVAL, actual_at=None)
        .exclude(certainty="cancelled")
        .annotate(best=Coalesce("expected_at", "planned_at"))
        .filter(best__gt=at, best__lte=at + early)
        .select_related("party")
    )
    if not arrivals:
        return
    seen = seen_at([row.pk for row in arrivals], at - 2 * early)
    parties = [row.party_id for row in arrivals]
    next_duty = {
        duty.party_id: duty.officer
        for duty in Duty.objects.filter(event=event, party_id__in=parties, ends__gt=at)
        .ahead()
        .covering()
        .select_related("officer")
        .order_by("-starts")
    }
    leads = {
        row.party_id: row.officer
        for row in Attachment.objects.standing()
        .filter(party_id__in=parties, position=LEAD)
        .select_related("officer")
    }
    for row in arrivals:
        if row.pk in seen:
            continue
        duty = on.get(row.party_id)
        officer = duty.officer if duty else next_duty.get(row.party_id, leads.get(row.party_id))
        lands: datetime = row.best
        yield Sighting(
            kind=AlarmKind.NOT_THERE,
            about=f"arrival:{row.pk}",
            party=row.party,
            officer=officer,
            facts={"lands": lands.isoformat(), "flight": row.carrier},
        )


def _still(event: Event, on: dict[int, Duty], at: datetime) -> Iterator[Sighting]:
    """Yield drives that should have begun; those due for hours are told no more."""
    due = Trip.objects.filter(
        event=event,
        party_id__in=on,
        left_at=None,
        reached_at=None,
        departs_at__lte=at - figures()["car_still"],
        departs_at__gt=at - _FORGOTTEN,
    ).exclude(certainty="cancelled")
    rows = due.annotate(due=F("departs_at")).select_related("party").order_by("departs_at", "pk")
    for row in rows:
        when: datetime = row.due
        yield Sighting(
            kind=AlarmKind.STILL,
            about=f"drive:{row.pk}:{when:%Y%m%dT%H%M}",
            party=row.party,
            officer=on[row.party_id].officer,
            facts={"due": when.isoformat()},
        )


def _not_taken(event: Event, at: datetime) -> Iterator[Sighting]:
    """Yield duties that began and to which there is no hand-over that could rise by itself."""
    late = Duty.objects.filter(
        event=event,
        state=DutyState.PLANNED,
        starts__lte=at - figures()["not_taken"],
        ends__gt=at,
    ).exclude(pk__in=HandOver.objects.filter(event=event).values("incoming_id"))
    for row in late.select_related("party", "officer"):
        yield Sighting(
            kind=AlarmKind.NOT_TAKEN,
            about=f"duty:{row.pk}",
            party=row.party,
            officer=row.officer,
            facts={"start": row.starts.isoformat()},
        )


def _too_long(event: Event, on: list[Duty], at: datetime) -> Iterator[Sighting]:
    policies = policies_of(event.pk)
    worked = served(event.pk, [row.officer_id for row in on])
    for row in on:
        policy = policies.get(row.officer_id, policies[None])
        most = policy.day_hours + (policy.overtime_day if row.overtime_agreed_at else 0)
        if not policy.day_hours:
            continue
        done = worked_in(worked.get(row.officer_id, []), Span(at - DAY, at))
        limit = at + (DAY / 24 * most - done)
        overruns = at >= row.ends or row.ends > limit
        if overruns and limit - at <= figures()["before_limit"]:
            yield Sighting(
                kind=AlarmKind.LONG_DUTY,
                about=f"long:{row.pk}",
                party=row.party,
                officer=row.officer,
                facts={"limit": limit.isoformat(), "duty": row.pk},
            )
