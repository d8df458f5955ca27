"""The liaison's desk: who must be told, who is due, what is asked; one of them as a sheet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.crisis.due import last_tellings
from narahubung.crisis.models import (
    Incident,
    IncidentState,
    Question,
    Stakeholder,
    Telling,
    Way,
    WayKind,
)
from narahubung.crisis.queries.receipts import Receipt, receipts
from narahubung.crisis.rules.stakeholders import due_at, first_to_try
from narahubung.crisis.sending import way_to_send
from narahubung.crisis.words import SENT_HOW, SPEAKS, STAKEHOLDERS, TOLD_HOW, WAYS
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one
from narahubung.relays.audiences import words_of
from narahubung.relays.letters import can_go_by

ORDER = list(STAKEHOLDERS)


@dataclass(frozen=True, kw_only=True)
class WayLine:
    """One way to reach somebody. value: "" where it is private and this person may not read it.

    Of a message in Narahubung: its audience, on the sheet in words.
    """

    id: int
    kind: str
    word: str
    value: str
    is_private: bool
    works: bool | None
    tried_at: datetime | None
    tried_by: str


@dataclass(frozen=True, kw_only=True)
class ToldLine:
    """What somebody was told, how, by whom. receipt: where the house sent it."""

    text: str
    how: str
    at: datetime
    by: str
    next_at: datetime | None
    receipt: Receipt | None = None


@dataclass(frozen=True, kw_only=True)
class AskedLine:
    """One question, and its answer where there is one."""

    id: int
    is_ours: bool
    text: str
    asked_at: datetime
    asked_by: str
    answer: str
    answered_at: datetime | None
    answered_by: str


@dataclass(frozen=True, kw_only=True)
class StakeholderLine:
    """One body on the desk. way: of its ways the one to use first; open: its open questions.

    sends_by: the way by which the house sends word; None where a person must tell them.

    here: who of it checked in at the liaison's place.
    """

    id: int
    kind: str
    word: str
    name: str
    organisation: str
    representative: str
    role: str
    speaks: str
    speaks_word: str
    must_know: str
    every_min: int | None
    is_standing: bool
    way: WayLine | None
    ways: Sequence[WayLine]
    sends_by: WayLine | None
    told: ToldLine | None
    due_at: datetime | None
    is_late: bool
    open: Sequence[AskedLine]
    here: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """All who must be told of an incident, who is overdue on top; of none: the standing list."""

    incident_id: int
    number: int
    lines: Sequence[StakeholderLine]
    late: int
    asked: int
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class StakeholderSheet:
    """All of one of them."""

    line: StakeholderLine
    number: int
    told: Sequence[ToldLine]
    questions: Sequence[AskedLine]
    is_open: bool


def liaison_desk(*, number: int | None, by: Actor, at: datetime) -> Desk:
    """Return the desk of an incident, or the standing list. Raises Incident.DoesNotExist."""
    incident = _incident(number, by) if number else None
    rows = Stakeholder.objects.visible_to(by).filter(_belongs(incident), removed_at=None)
    lines = _lines(list(rows.prefetch_related("ways")), incident, by, at)
    lines.sort(key=_rank)
    return Desk(
        incident_id=incident.pk if incident else 0,
        number=incident.number if incident else 0,
        lines=lines,
        late=sum(line.is_late for line in lines),
        asked=sum(len(line.open) for line in lines),
        is_open=incident is None or incident.state != IncidentState.CLOSED,
    )


def stakeholder_sheet(
    *, stakeholder_id: int, number: int | None, by: Actor, at: datetime
) -> StakeholderSheet:
    """Return one, with all it was told of this incident, of its own where none is named.

    Raises DoesNotExist of either.
    """
    rows = Stakeholder.objects.visible_to(by).select_related("incident__event")
    row = rows.prefetch_related("ways").get(pk=stakeholder_id)
    incident = _incident(number, by) if number else row.incident
    if row.incident_id and incident and row.incident_id != incident.pk:
        raise Stakeholder.DoesNotExist
    told = list(row.tellings.filter(incident=incident).order_by("-at", "-pk"))
    known = receipts(told)
    asked = row.questions.filter(incident=incident).order_by("-asked_at", "-pk")
    (line,) = _lines([row], incident, by, at)
    line = replace(line, ways=[_named(way, by, at) for way in line.ways])
    return StakeholderSheet(
        line=line,
        number=incident.number if incident else 0,
        told=[_told(each, known.get(each.pk)) for each in told],
        questions=[_asked(each) for each in asked],
        is_open=row.removed_at is None
        and (incident is None or incident.state != IncidentState.CLOSED),
    )


def _incident(number: int, by: Actor) -> Incident:
    return Incident.objects.visible_to(by, Right.SEE_CRISIS).get(number=number)


def _belongs(incident: Incident | None) -> Q:
    return Q(incident=None) | Q(incident=incident) if incident else Q(incident=None)


def _lines(
    rows: Sequence[Stakeholder], incident: Incident | None, by: Actor, at: datetime
) -> list[StakeholderLine]:
    last: dict[int, Telling] = {}
    counts: dict[int, Telling] = {}
    known: dict[int, Receipt] = {}
    open_: dict[int, list[Question]] = defaultdict(list)
    here: dict[int, list[str]] = defaultdict(list)
    if incident:
        ids = [row.pk for row in rows]
        for telling in incident.tellings.filter(stakeholder__in=ids).order_by("at", "pk"):
            last[telling.stakeholder_id] = telling
        counts = last_tellings(incident)
        known = receipts(last.values())
        asked = incident.questions.filter(stakeholder__in=ids, answered_at=None)
        for question in asked.order_by("asked_at"):
            open_[question.stakeholder_id].append(question)
        came = incident.check_ins.filter(stakeholder__in=ids, left_at=None)
        for one in came.exclude(arrived_at=None).order_by("arrived_at"):
            here[one.stakeholder_id or 0].append(one.who)
    lines = []
    gateways = can_go_by(by.here)
    for row in rows:
        told = last.get(row.pk)
        line = _line(row, incident, counts.get(row.pk), open_[row.pk], here[row.pk], by, at)
        way = way_to_send(row, gateways)
        said = _told(told, known.get(told.pk)) if told else None
        lines.append(replace(line, told=said, sends_by=_way(way, by) if way else None))
    return lines


def _line(
    row: Stakeholder,
    incident: Incident | None,
    last: Telling | None,
    asked: Iterable[Question],
    here: Sequence[str],
    by: Actor,
    at: datetime,
) -> StakeholderLine:
    ways = _standing(row)
    first = first_to_try(ways)
    due = None
    if incident and incident.state != IncidentState.CLOSED:
        due = due_at(
            every_min=row.every_min,
            last_next_at=last.next_at if last else None,
            was_told=last is not None,
            begins=incident.crisis_since or incident.reported_at,
        )
    return StakeholderLine(
        id=row.pk,
        kind=row.kind,
        word=str(STAKEHOLDERS[row.kind]),
        name=row.name,
        organisation=row.organisation,
        representative=row.representative,
        role=row.role,
        speaks=row.speaks,
        speaks_word=str(SPEAKS[row.speaks]),
        must_know=row.must_know,
        every_min=row.every_min,
        is_standing=row.incident_id is None,
        way=_way(first, by) if first else None,
        ways=[_way(way, by) for way in sorted(ways, key=lambda way: (way != first, way.pk))],
        sends_by=None,
        told=None,
        due_at=due,
        is_late=due is not None and due <= at,
        open=[_asked(each) for each in asked],
        here=here,
    )


def _standing(row: Stakeholder) -> list[Way]:
    return [way for way in row.ways.all() if way.removed_at is None]


def _rank(line: StakeholderLine) -> tuple[bool, bool, float, int, str]:
    due = line.due_at.timestamp() if line.due_at else float("inf")
    waits = line.is_late or bool(line.open)
    return (not line.is_late, not waits, due, ORDER.index(line.kind), line.name.casefold())


def _way(way: Way, by: Actor) -> WayLine:
    hidden = way.is_private and not by.may(Right.LEAD_CRISIS)
    return WayLine(
        id=way.pk,
        kind=way.kind,
        word=str(WAYS[way.kind]),
        value="" if hidden else way.value,
        is_private=way.is_private,
        works=way.works,
        tried_at=way.tried_at,
        tried_by=way.tried_by,
    )


def _named(way: WayLine, by: Actor, at: datetime) -> WayLine:
    """Let a message in Narahubung say to whom it goes."""
    if way.kind != WayKind.RELAY or not way.value:
        return way
    return replace(way, value=in_one(words_of([way.value], by, at)))


def _told(telling: Telling, receipt: Receipt | None) -> ToldLine:
    return ToldLine(
        text=telling.text,
        how=str({**TOLD_HOW, **SENT_HOW}.get(telling.how, "")),
        at=telling.at,
        by=telling.by_name,
        next_at=telling.next_at,
        receipt=receipt,
    )


def _asked(question: Question) -> AskedLine:
    return AskedLine(
        id=question.pk,
        is_ours=question.is_ours,
        text=question.text,
        asked_at=question.asked_at,
        asked_by=question.asked_by,
        answer=question.answer,
        answered_at=question.answered_at,
        answered_by=question.answered_by,
    )
