"""The delegation sheet: one page of everything one person may know of one party."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.assignments.queries import Serving, serving_of
from narahubung.care.queries import CareLine, care_of
from narahubung.desks.queries.lacking import Lack, lacking
from narahubung.documents import queries as documents
from narahubung.duties import queries as duties
from narahubung.gifts.queries import GiftLine, declared_of, gifts_of
from narahubung.gifts.queries import Line as DeclaredLine
from narahubung.journal import reading
from narahubung.kit.actor import Actor
from narahubung.kit.said import said
from narahubung.kit.zones import zone
from narahubung.knowledge.queries import BriefingSheet, briefing_of
from narahubung.meetings.queries import Clash, MeetingLine, clashes_among, meetings_of
from narahubung.movements import queries as movements
from narahubung.needs.queries import NeedLine, WishLine, open_needs_of, wishes_of
from narahubung.parties.queries import PartySheet, PersonLine, party_sheet, people_of
from narahubung.programme.queries import ItemLine, programme_of
from narahubung.stays.queries import Stay, stay_of


@dataclass(frozen=True, kw_only=True)
class DayLine:
    """One line of a day. starts_at is None for what has no clock time yet."""

    starts_at: datetime | None
    ends_at: datetime | None
    title: str
    where: str
    more: str
    kind: str
    certainty: str
    old_at: datetime | None = None
    is_over: bool = False


@dataclass(frozen=True, kw_only=True)
class DayOf:
    """One day of the party, in the event's zone."""

    on: date
    is_today: bool
    lines: tuple[DayLine, ...]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What one person may know of one party; None where he may not know the part at all."""

    party: PartySheet
    where: movements.Where
    next: movements.Next | None
    serving: Sequence[Serving]
    days: Sequence[DayOf]
    briefing: BriefingSheet | None
    people: Sequence[PersonLine] | None
    programme: Sequence[ItemLine]
    meetings: Sequence[MeetingLine] | None
    clashes: Sequence[Clash]
    arrivals: Sequence[movements.MovementLine] | None
    transport: movements.Transport | None
    stay: Stay | None
    rooms: dict[int, str]
    needs: Sequence[NeedLine] | None
    wishes: Sequence[WishLine]
    readiness: duties.PartyReadiness | None
    missing: Sequence[duties.Missing]
    lacks: Sequence[Lack]
    papers: documents.PapersOf | None
    observations: Sequence[duties.ObservationLine] | None
    care: Sequence[CareLine] | None
    gifts: Sequence[GiftLine] | None
    declared: Sequence[DeclaredLine]
    history: Sequence[reading.Line]
    may_work: bool
    may_report: bool
    may_ask: bool
    may_talk: bool
    may_plan: bool


def sheet(*, code: str, event: Event, by: Actor, at: datetime) -> Sheet:
    """Return the sheet. A fixed number of queries. Raises Party.DoesNotExist."""
    party = party_sheet(code=code, by=by)
    pk = party.mark.id

    def sees(right: Right) -> bool:
        return by.may_for(right, pk)

    pulse = movements.pulse(by=by, at=at, party_ids=[pk])[pk]
    programme = programme_of(by=by, party_id=pk)
    meetings = meetings_of(by=by, party_id=pk) if sees(Right.SEE_MEETINGS) else None
    moving = sees(Right.SEE_MOVEMENTS)
    arrivals = movements.movements_of(by=by, party_id=pk) if moving else None
    trips = movements.trips_of(by=by, party_id=pk) if moving else []
    stay = stay_of(by=by, party_id=pk) if sees(Right.SEE_STAY) else None
    works, zone_name = sees(Right.SEE_DUTIES), event.zone
    told = sees(Right.SEE_GIFTS)
    declared = declared_of(event=event, party_id=pk, by=by, at=at) if told else []
    told_of = {line.gift_id for line in declared}  # a line of the list that was told of stands once
    return Sheet(
        party=party,
        where=pulse.where,
        next=pulse.next if moving else None,
        serving=serving_of(by=by, party_id=pk) if sees(Right.SEE_OFFICERS) else [],
        days=_days(programme, meetings or [], arrivals or [], trips, at=at, zone_name=zone_name),
        briefing=briefing_of(by=by, party_id=pk) if sees(Right.SEE_BRIEFING) else None,
        people=people_of(by=by, party_id=pk) if sees(Right.SEE_PEOPLE) else None,
        programme=programme,
        meetings=meetings,
        clashes=clashes_among(meetings or [], at=at),
        arrivals=arrivals,
        transport=movements.transport_of(by=by, party_id=pk) if moving else None,
        stay=stay,
        rooms={room.member_id: room.room_no for room in stay.rooms} if stay else {},
        needs=open_needs_of(by=by, at=at, party_id=pk) if by.may(Right.SEE_NEEDS) else None,
        wishes=wishes_of(party_id=pk, by=by, at=at) if sees(Right.SEE_REGISTER) else [],
        readiness=duties.readiness(by=by, at=at, party_ids=[pk]).get(pk) if works else None,
        missing=duties.missing_of(party_id=pk, by=by, at=at) if works else [],
        lacks=lacking(by=by, at=at, party_ids=[pk]).get(pk, []),
        papers=documents.readiness(by=by, at=at, party_ids=[pk]).get(pk)
        if sees(Right.SEE_PEOPLE)
        else None,
        observations=duties.observations_of(party_id=pk, by=by, at=at)
        if sees(Right.SEE_OBSERVATIONS)
        else None,
        care=care_of(by=by, party_id=pk) if sees(Right.SEE_CARE) else None,
        gifts=[gift for gift in gifts_of(by=by, party_id=pk) if gift.id not in told_of]
        if sees(Right.SEE_GIFTS)
        else None,
        declared=declared,
        history=[line for line in reading.recent(by=by, party_id=pk, limit=30) if line.says],
        may_work=sees(Right.DO_DUTIES),
        may_report=sees(Right.REPORT_MOVEMENT),
        may_ask=sees(Right.RAISE_NEED),
        may_talk=sees(Right.SEE_REGISTER),
        may_plan=by.may(Right.PLAN_OFFICERS),
    )


def _days(
    programme: Sequence[ItemLine],
    meetings: Sequence[MeetingLine],
    arrivals: Sequence[movements.MovementLine],
    trips: Sequence[movements.TripLine],
    *,
    at: datetime,
    zone_name: str,
) -> list[DayOf]:
    here = zone(zone_name)
    lines: dict[date, list[DayLine]] = {}

    def add(on: date | None, line: DayLine) -> None:
        if on is not None:
            lines.setdefault(on, []).append(line)

    def day_of(moment: datetime | None) -> date | None:
        return moment.astimezone(here).date() if moment else None

    for item in programme:
        add(
            day_of(item.starts_at),
            DayLine(
                starts_at=item.starts_at,
                ends_at=item.ends_at,
                title=item.title,
                where=", ".join(part for part in (item.place, item.room) if part),
                more=said(item.dress),
                kind="session",
                certainty=item.certainty,
                is_over=bool(item.ends_at and item.ends_at < at),
            ),
        )
    for meeting in meetings:
        add(
            meeting.on,
            DayLine(
                starts_at=meeting.starts_at,
                ends_at=meeting.ends_at,
                title=f"{meeting.party_a.name} \N{EN DASH} {meeting.party_b.name}",
                where=", ".join(part for part in (meeting.place, meeting.room) if part),
                more=meeting.interpretation,
                kind="meeting",
                certainty=meeting.certainty,
                is_over=bool(meeting.ends_at and meeting.ends_at < at),
            ),
        )
    for move in arrivals:
        add(
            day_of(move.best_at),
            DayLine(
                starts_at=move.best_at,
                ends_at=None,
                title=f"{move.direction_word.capitalize()}, {said(move.travelling)}",
                where=move.terminal,
                more=said(move.carrier),
                kind=move.direction,
                certainty=move.certainty,
                old_at=move.planned_at if move.moved else None,
                is_over=bool(move.actual_at),
            ),
        )
    for trip in trips:
        add(
            day_of(trip.departs_at),
            DayLine(
                starts_at=trip.left_at or trip.departs_at,
                ends_at=trip.reached_at or trip.arrives_at,
                title=f"{trip.from_place} \N{RIGHTWARDS ARROW} {trip.to_place}",
                where=" · ".join(
                    part for part in (trip.car.plate if trip.car else "", trip.escort) if part
                ),
                more=said(trip.purpose),
                kind="trip",
                certainty=trip.certainty,
                is_over=bool(trip.reached_at or (trip.arrives_at and trip.arrives_at < at)),
            ),
        )
    today = at.astimezone(here).date()
    return [
        DayOf(on=on, is_today=on == today, lines=tuple(_in_order(found)))
        for on, found in sorted(lines.items())
    ]


def _in_order(lines: list[DayLine]) -> list[DayLine]:
    timed = [line for line in lines if line.starts_at is not None]
    return [
        *sorted(timed, key=lambda line: (line.starts_at, line.title)),
        *[line for line in lines if line.starts_at is None],
    ]


def days_around(days: Sequence[DayOf], *, today: date) -> tuple[list[DayOf], list[DayOf]]:
    """Return today and tomorrow, and the other days, for the two places of the page."""
    near = [day for day in days if timedelta(0) <= day.on - today <= timedelta(days=1)]
    return near, [day for day in days if day not in near]
