"""The liaison's desk: who must be told, who is due, what is asked; one of them as a sheet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.crisis.models import Incident, IncidentState, Question, Stakeholder, Telling, Way
from narahubung.crisis.rules.stakeholders import due_at, first_to_try
from narahubung.crisis.words import SPEAKS, STAKEHOLDERS, TOLD_HOW, WAYS
from narahubung.kit.actor import Actor

ORDER = list(STAKEHOLDERS)


@dataclass(frozen=True, kw_only=True)
class WayLine:
    """One way to reach somebody. value: "" where it is private and this person may not read it."""

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
    """What somebody was told, how, by whom."""

    text: str
    how: str
    at: datetime
    by: str
    next_at: datetime | None


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
    told = row.tellings.filter(incident=incident).order_by("-at", "-pk")
    asked = row.questions.filter(incident=incident).order_by("-asked_at", "-pk")
    (line,) = _lines([row], incident, by, at)
    return StakeholderSheet(
        line=line,
        number=incident.number if incident else 0,
        told=[_told(each) for each in told],
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
    open_: dict[int, list[Question]] = defaultdict(list)
    here: dict[int, list[str]] = defaultdict(list)
    if incident:
        ids = [row.pk for row in rows]
        for telling in incident.tellings.filter(stakeholder__in=ids).order_by("at", "pk"):
            last[telling.stakeholder_id] = telling
        asked = incident.questions.filter(stakeholder__in=ids, answered_at=None)
        for question in asked.order_by("asked_at"):
            open_[question.stakeholder_id].append(question)
        came = incident.check_ins.filter(stakeholder__in=ids, left_at=None)
        for one in came.exclude(arrived_at=None).order_by("arrived_at"):
            here[one.stakeholder_id or 0].append(one.who)
    return [
        _line(row, incident, last.get(row.pk), open_[row.pk], here[row.pk], by, at) for row in rows
    ]


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
        told=_told(last) if last else None,
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


def _told(telling: Telling) -> ToldLine:
    return ToldLine(
        text=telling.text,
        how=str(TOLD_HOW.get(telling.how, "")),
        at=telling.at,
        by=telling.by_name,
        next_at=telling.next_at,
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
