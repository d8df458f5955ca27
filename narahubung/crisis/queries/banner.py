"""What every page says while a crisis is on, and what it asks of one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from narahubung.accounts.roles import Right
from narahubung.crisis.models import Card, Copy, Incident, IncidentState
from narahubung.crisis.queries.counting import OwnRoll, own_rolls
from narahubung.crisis.queries.incidents import CardLine, own_card
from narahubung.kit.actor import Actor


@dataclass(frozen=True, kw_only=True)
class Banner:
    """Since when. due_at, number: for who sees the crisis; else None."""

    since: datetime
    number: int | None
    due_at: datetime | None
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class WhatToDo:
    """What a crisis asks of one person. reports: (id, number) that he has not confirmed.

    kin_of: the incident whose families and embassies he may see.
    """

    since: datetime | None
    cards: Sequence[CardLine]
    rolls: Sequence[OwnRoll]
    reports: Sequence[tuple[int, int]]
    kin_of: int | None


def crisis_banner(*, by: Actor, at: datetime) -> Banner | None:
    """Return it; None where there is no crisis. One query."""
    if by.event_id is None or not by.may(Right.SEE_EVENT):
        return None
    row = Incident.objects.filter(event_id=by.event_id, state=IncidentState.CRISIS).first()
    if row is None or row.crisis_since is None:
        return None
    sees = by.may(Right.SEE_CRISIS)
    return Banner(
        since=row.crisis_since,
        number=row.number if sees else None,
        due_at=row.report_due_at if sees else None,
        is_late=bool(sees and row.report_due_at and row.report_due_at <= at),
    )


def what_to_do(*, by: Actor, at: datetime) -> WhatToDo:
    """Return it."""
    banner = crisis_banner(by=by, at=at)
    cards = [
        line
        for pk in Card.objects.visible_to(by).filter(over_at=None).values_list("pk", flat=True)
        if (line := _mine(pk, by, at)) is not None
    ]
    unread = Copy.objects.filter(
        event_id=by.here, person_id=by.person_id or 0, acknowledged_at=None
    )
    reports = unread.order_by("-report").values_list("report_id", "report__number")
    return WhatToDo(
        since=banner.since if banner else None,
        cards=cards,
        rolls=own_rolls(by=by),
        reports=list(reports),
        kin_of=_kin_of(by),
    )


def _kin_of(by: Actor) -> int | None:
    if not (by.may(Right.SEE_KIN) or by.may(Right.SEE_MEDICAL)):
        return None
    rows = Incident.objects.filter(event_id=by.here, state=IncidentState.CRISIS)
    return rows.values_list("number", flat=True).first()


def _mine(card_id: int, by: Actor, at: datetime) -> CardLine | None:
    try:
        line = own_card(card_id=card_id, by=by, at=at)
    except Card.DoesNotExist:
        return None
    return line if line.is_mine or line.may_take else None
