"""Needs of a party, and how many wait."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.needs.models import OVER, Need, NeedState, Why
from narahubung.needs.rules.moving import is_host


@dataclass(frozen=True, kw_only=True)
class NeedLine:
    """One need. overdue: still open and its time, promised or due, is over.

    member: for whom, where the reader may know people; a desk answers without the name.
    to_confirm: said to be done, and not yet seen by the side that asked. rung: how often it went
    up because nobody answered. answer: without what is between a desk and our officer, where the
    delegation's own people read. refused_reason: empty for them. met_id: the
    wish in which the same was asked before.
    """

    id: int
    code: str
    party_id: int
    text: str
    category: str
    priority: str
    priority_word: str
    state: str
    state_word: str
    department: str
    department_code: str
    officer: str
    member: str
    channel: str
    raised_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    assigned_to: str
    direction: str
    quantity: int | None
    wanted_at: datetime | None
    wanted_until: datetime | None
    place: str
    received_at: datetime | None
    promised_at: datetime | None
    done_at: datetime | None
    answer: str
    refused_why: str
    refused_reason: str
    rung: int
    to_confirm: bool
    is_open: bool
    met_id: int | None
    overdue: bool
    note: str
    synthetic: bool

    @property
    def until(self) -> datetime | None:
        """Return what counts: the promise, else when it is due."""
        return self.promised_at or self.due_at

    @property
    def topic(self) -> str:
        """Return the name under which a change is announced."""
        return f"need:{self.id}"


@dataclass(frozen=True, kw_only=True)
class NeedCount:
    """How many needs of a party are open, and how many of those are overdue."""

    open: int = 0
    overdue: int = 0


def open_needs_of(*, by: Actor, at: datetime, party_id: int) -> list[NeedLine]:
    """Return what a party still waits for, by the clock that runs out first. One query."""
    rows = rows_of(by).filter(party_id=party_id).exclude(state__in=OVER)
    lines = [line_of(row, at, by) for row in rows]
    return sorted(lines, key=lambda need: (need.until is None, need.until, need.raised_at))


def needs_of(*, by: Actor, at: datetime, party_id: int) -> list[NeedLine]:
    """Return all needs of a party, the newest first. One query."""
    rows = rows_of(by).filter(party_id=party_id).order_by("-raised_at", "-pk")
    return [line_of(row, at, by) for row in rows]


def counts_by_party(*, by: Actor, at: datetime) -> dict[int, NeedCount]:
    """Return the counts of every party that has open needs, by its id. One query."""
    rows = Need.objects.visible_to(by).exclude(state__in=OVER).order_by()
    counted = (
        rows.annotate(until=Coalesce("promised_at", "due_at"))
        .values_list("party_id")
        .annotate(open=Count("pk"), overdue=Count("pk", filter=Q(until__lt=at)))
    )
    return {party: NeedCount(open=waiting, overdue=late) for party, waiting, late in counted}


def rows_of(by: Actor) -> Any:
    """Return the needs this person may see, with what a line shows of others."""
    return Need.objects.visible_to(by).select_related("department", "officer", "member")


def line_of(row: Need, at: datetime, by: Actor) -> NeedLine:
    """Return a row as this person may see it; its department, officer and member are at hand."""
    until = row.promised_at or row.due_at
    inside = "house" in by.roles or is_host(row, by)
    knows_people = by.may_for(Right.SEE_PEOPLE, row.party_id) or "house" in by.roles
    made = {
        "text",
        "priority_word",
        "state_word",
        "department",
        "department_code",
        "officer",
        "member",
        "overdue",
        "answer",
        "refused_why",
        "refused_reason",
    }
    # What a desk asks our officer back is between us.
    is_between_us = row.state == NeedState.WAITING and row.officer_id is not None
    return NeedLine(
        text=row.words,
        priority_word=str(row.get_priority_display()),
        state_word=str(row.get_state_display()),
        department=row.department.name if row.department else "",
        department_code=row.department.code if row.department else "",
        officer=row.officer.short_name if row.officer else "",
        member=row.member.full_name if row.member and knows_people else "",
        answer="" if is_between_us and not inside else row.answer,
        refused_why=str(dict(Why.choices).get(row.refused_why, "")),
        refused_reason=row.refused_reason if inside else "",
        overdue=bool(row.is_open and until and until < at),
        **{n: getattr(row, n) for n in NeedLine.__dataclass_fields__ if n not in made},
    )
