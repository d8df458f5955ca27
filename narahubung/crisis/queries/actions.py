"""The board of an incident's parts, one part, one's own parts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet

from narahubung.accounts.roles import Right
from narahubung.crisis.models import (
    Action,
    ActionState,
    HandOff,
    Incident,
    IncidentState,
    PermitState,
    Side,
)
from narahubung.crisis.planbook import planbook
from narahubung.crisis.rules.actions import LACKING, is_overdue
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one
from narahubung.parties.models import Department, Party

A = ActionState
OPEN = {A.PLANNED, A.STARTED}


@dataclass(frozen=True, kw_only=True)
class ConfirmationLine:
    """Who said it back, how, of which version."""

    version: int
    said_back: str
    said_by: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class HandOffLine:
    """From whom to whom; taken_by "" while the second signature is missing."""

    to: str
    note: str
    given_by: str
    given_at: datetime
    taken_by: str
    taken_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ActionLine:
    """One part. lacks_permit: it may not begin without a decider; waits: open parts before it."""

    id: int
    number: int
    incident: int
    plan_id: int
    plan: str
    side: str
    side_word: str
    who: str
    text: str
    owner: str
    deputy: str
    due_at: datetime
    is_overdue: bool
    state: str
    word: str
    version: int
    confirmed_by: str
    permit: str
    permit_from: str
    permit_state: str
    permit_word: str
    permit_note: str
    lacks_permit: bool
    decided_by: str
    decided_why: str
    waits: Sequence[int]
    given_to: str
    dropped_why: str
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class ActionSheet:
    """One part with its question (answers in an order that tells nothing) and its history."""

    line: ActionLine
    ask: str
    answers: Sequence[tuple[str, str]]
    confirmations: Sequence[ConfirmationLine]
    hand_offs: Sequence[HandOffLine]
    before: Sequence[tuple[int, str]]
    others: Sequence[tuple[int, str]]
    parties: Sequence[tuple[int, str]]
    teams: Sequence[tuple[int, str]]
    may_lead: bool
    may_take: bool


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """A plan of the incident."""

    id: int
    code: str
    name: str
    version: int
    confirmed: int
    parts: int


@dataclass(frozen=True, kw_only=True)
class Board:
    """All parts of an incident: overdue on top, then what runs, waits, is done."""

    incident_id: int
    number: int
    plans: Sequence[PlanLine]
    lines: Sequence[ActionLine]
    templates: Sequence[tuple[str, str, bool]]
    parties: Sequence[tuple[int, str]]
    teams: Sequence[tuple[int, str]]
    overdue: int
    unconfirmed: int
    may_lead: bool
    is_open: bool


def board(*, number: int, by: Actor, at: datetime) -> Board:
    """Return it. Raises Incident.DoesNotExist."""
    row = Incident.objects.visible_to(by, Right.SEE_CRISIS).get(number=number)
    rows = _rows(Action.objects.visible_to(by).filter(plan__incident=row))
    lines = sorted((_line(one, at) for one in rows), key=_order)
    plans = []
    for plan in row.plans.order_by("pk"):
        own = [one for one in lines if one.plan_id == plan.pk and one.state != A.DROPPED]
        known = planbook().plans.get(plan.template)
        plans.append(
            PlanLine(
                id=plan.pk,
                code=plan.template,
                name=known.name if known else plan.template,
                version=plan.version,
                confirmed=sum(bool(one.confirmed_by) for one in own),
                parts=len(own),
            )
        )
    made = {plan.code for plan in plans}
    templates = [
        (code, plan.name, row.kind in plan.kinds)
        for code, plan in planbook().plans.items()
        if code not in made
    ]
    return Board(
        incident_id=row.pk,
        number=row.number,
        plans=plans,
        lines=lines,
        templates=sorted(templates, key=lambda one: not one[2]),
        parties=parties_of(by),
        teams=_teams(by),
        overdue=sum(one.is_overdue for one in lines),
        unconfirmed=sum(one.is_open and not one.confirmed_by for one in lines),
        may_lead=by.may(Right.LEAD_CRISIS),
        is_open=row.state != IncidentState.CLOSED,
    )


def own_parts(*, by: Actor, at: datetime) -> list[ActionLine]:
    """Return the open parts of one's own delegation or desk; for who leads: what is unconfirmed."""
    rows = Action.objects.visible_to(by).filter(state__in=OPEN)
    rows = rows.exclude(plan__incident__state=IncidentState.CLOSED)
    lines = sorted((_line(one, at) for one in _rows(rows)), key=_order)
    if by.may(Right.SEE_CRISIS):
        return [line for line in lines if not line.confirmed_by]
    return lines


def action_sheet(*, action_id: int, by: Actor, at: datetime) -> ActionSheet:
    """Return one part. Raises Action.DoesNotExist."""
    row = _rows(Action.objects.visible_to(by)).get(pk=action_id)
    given = [one for one in row.hand_offs.all() if one.taken_at is None]
    others = Action.objects.filter(plan_id=row.plan_id).exclude(pk=row.pk).order_by("number")
    leads = by.may(Right.LEAD_CRISIS)
    before = sorted(row.waits_for.all(), key=lambda one: one.number)
    return ActionSheet(
        line=_line(row, at),
        ask=in_one(row.ask),
        answers=_answers(row),
        confirmations=[
            ConfirmationLine(
                version=one.version,
                said_back=one.said_back,
                said_by=one.said_by,
                by=one.by_name,
                at=one.at,
            )
            for one in row.confirmations.all()
        ],
        hand_offs=[_given(one) for one in row.hand_offs.all()],
        before=[(one.number, str(A(one.state).label)) for one in before],
        others=[(one.number, in_one(one.text)[:60]) for one in others] if leads else [],
        parties=parties_of(by),
        teams=_teams(by),
        may_lead=leads,
        may_take=bool(given) and (leads or _is_theirs(given[0], by)),
    )


def _is_theirs(given: HandOff, by: Actor) -> bool:
    return by.may_for(Right.RAISE_NEED, given.party_id) or (
        given.department_id is not None and by.may_at(Right.ANSWER_NEED, given.department_id)
    )


def _rows(rows: QuerySet[Action]) -> QuerySet[Action]:
    rows = rows.select_related("plan__incident", "party", "department")
    hung_on = ("confirmations", "hand_offs__party", "hand_offs__department", "waits_for")
    return rows.prefetch_related(*hung_on)


def _answers(row: Action) -> list[tuple[str, str]]:
    """Return value and words, in an order that does not tell which is right.

    The value holds both languages: what was chosen on a kept page may come in another one.
    """
    mixed = sorted(row.answers, key=lambda one: sha256(f"{row.pk}{one}".encode()).digest())
    return [(one, in_one(one)) for one in mixed]


def _order(line: ActionLine) -> tuple[bool, int, datetime, int]:
    return (not line.is_overdue, list(A).index(A(line.state)), line.due_at, line.number)


def _line(row: Action, at: datetime) -> ActionLine:
    now = [one for one in row.confirmations.all() if one.version == row.version]
    given = [one for one in row.hand_offs.all() if one.taken_at is None]
    known = planbook().plans.get(row.plan.template)
    return ActionLine(
        id=row.pk,
        number=row.number,
        incident=row.plan.incident.number,
        plan_id=row.plan_id,
        plan=known.name if known else row.plan.template,
        side=row.side,
        side_word=str(Side(row.side).label),
        who=in_one(row.whose),
        text=in_one(row.text),
        owner=row.owner,
        deputy=row.deputy,
        due_at=row.due_at,
        is_overdue=is_overdue(row, at),
        state=row.state,
        word=str(A(row.state).label),
        version=row.version,
        confirmed_by=now[0].said_by if now else "",
        permit=in_one(row.permit),
        permit_from=in_one(row.permit_from),
        permit_state=row.permit_state,
        permit_word=str(PermitState(row.permit_state).label),
        permit_note=row.permit_note,
        lacks_permit=row.permit_state in LACKING,
        decided_by=row.decided_by,
        decided_why=row.decided_why,
        waits=sorted(one.number for one in row.waits_for.all() if one.state in OPEN),
        given_to=in_one(given[0].whose) if given else "",
        dropped_why=row.dropped_why,
        is_open=row.state in OPEN,
    )


def _given(row: HandOff) -> HandOffLine:
    return HandOffLine(
        to=in_one(row.whose),
        note=row.note,
        given_by=row.given_by,
        given_at=row.given_at,
        taken_by=row.taken_by,
        taken_at=row.taken_at,
    )


def parties_of(by: Actor) -> list[tuple[int, str]]:
    """Return the delegations that come and that this person may see."""
    rows = Party.objects.visible_to(by).order_by("code")
    return [(row.pk, f"{row.code} {row.name}") for row in rows if row.comes]


def _teams(by: Actor) -> list[tuple[int, str]]:
    rows = Department.objects.visible_to(by).order_by("code")
    return [(row.pk, row.name) for row in rows]
