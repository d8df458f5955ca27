"""A report as one reader may know it, and how far it has come with all of them.

What a reader sees is decided here, not in a template: who sees the crisis reads the whole report.
Everybody else reads the facts that were marked as common, and of the people only the figures of the
delegations he is tied to at this moment; never those of others, nor the sum.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from narahubung.accounts.roles import Right
from narahubung.crisis.models import Copy, Fact, Report, ReportState, Sending
from narahubung.crisis.readers import choices
from narahubung.crisis.rules.circulating import confirmed_in
from narahubung.crisis.words import GRADES, HEADS, KINDS
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one
from narahubung.parties.models import Party
from narahubung.relays.models import Recipient


@dataclass(frozen=True, kw_only=True)
class OwnPeople:
    """The figures of one delegation: (word, number)."""

    party: str
    states: Sequence[tuple[str, int]]


@dataclass(frozen=True, kw_only=True)
class OwnFact:
    """One fact. is_confirmed: in the report; withdrawn: it fell after it."""

    number: int
    text: str
    is_confirmed: bool
    withdrawn: bool


@dataclass(frozen=True, kw_only=True)
class OwnReport:
    """A report as one reader may know it. is_whole: nothing was left out."""

    id: int
    number: int
    kind: str
    grade: str
    at: datetime
    next_at: datetime | None
    is_whole: bool
    is_approved: bool
    people: Sequence[OwnPeople]
    facts: Sequence[OwnFact]
    words: Sequence[str]
    acknowledged_at: datetime | None
    may_confirm: bool


@dataclass(frozen=True, kw_only=True)
class CopyLine:
    """How far it has come with one reader. state: sent, delivered, seen, acknowledged."""

    name: str
    why: str
    state: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Receipts:
    """Who got a report and who confirmed it. missing: not confirmed, the farthest off first."""

    report_id: int
    number: int
    incident_id: int
    incident: int
    sent: int
    delivered: int
    seen: int
    acknowledged: int
    missing: Sequence[CopyLine]
    confirmed: Sequence[CopyLine]
    may_lead: bool
    is_approved: bool
    readers: Sequence[tuple[str, str]]
    facts: Sequence[Mapping[str, Any]]


def own_report(*, report_id: int, by: Actor) -> OwnReport:
    """Return it. Raises Report.DoesNotExist for who is no reader of it."""
    rows = Report.objects.filter(event_id=by.here).select_related("incident")
    report = rows.get(pk=report_id)
    mine = Copy.objects.filter(report=report, person_id=by.person_id or 0)
    copy = mine.select_related("sending").first()
    is_whole = by.may(Right.SEE_CRISIS)
    if copy is None and not is_whole:
        raise Report.DoesNotExist
    sending = copy.sending if copy else None
    return OwnReport(
        id=report.pk,
        number=report.number,
        kind=str(KINDS[report.incident.kind]),
        grade=str(GRADES[report.known["grade"]]),
        at=report.approved_at or report.drafted_at,
        next_at=report.next_at,
        is_whole=is_whole,
        is_approved=report.state == ReportState.APPROVED,
        people=_people(report, by, is_whole=is_whole),
        facts=_facts(report, None if is_whole or sending is None else set(sending.common)),
        words=[text for text in (sending and sending.words, is_whole and report.text) if text],
        acknowledged_at=copy.acknowledged_at if copy else None,
        may_confirm=copy is not None and copy.acknowledged_at is None,
    )


def receipts(*, report_id: int, by: Actor, at: datetime) -> Receipts:
    """Return how far a report has come, for who sees the crisis. Raises Report.DoesNotExist."""
    rows = Report.objects.visible_to(by, Right.SEE_CRISIS).select_related("incident")
    report = rows.get(pk=report_id)
    copies = Copy.objects.visible_to(by).filter(report=report).select_related("person", "sending")
    got = _delivered(report)
    lines = [_copy(copy, got.get(copy.person_id)) for copy in copies.order_by("person__full_name")]
    states = Counter(line.state for line in lines)
    seen = states["seen"] + states["acknowledged"]
    order = ["sent", "delivered", "seen"]
    missing = [line for line in lines if line.state != "acknowledged"]
    return Receipts(
        report_id=report.pk,
        number=report.number,
        incident_id=report.incident_id,
        incident=report.incident.number,
        sent=len(lines),
        delivered=states["delivered"] + seen,
        seen=seen,
        acknowledged=states["acknowledged"],
        missing=sorted(missing, key=lambda line: order.index(line.state)),
        confirmed=[line for line in lines if line.state == "acknowledged"],
        may_lead=by.may(Right.LEAD_CRISIS),
        is_approved=report.state == ReportState.APPROVED,
        readers=choices(by=by, at=at) if by.may(Right.LEAD_CRISIS) else [],
        facts=confirmed_in(report.known),
    )


def _people(report: Report, by: Actor, *, is_whole: bool) -> list[OwnPeople]:
    figures: dict[str, dict[str, int]] = report.known.get("parties", {})
    if not is_whole:
        own = {str(pk) for pk in by.own}
        figures = {pk: states for pk, states in figures.items() if pk in own}
    named = {
        str(party.pk): f"{party.code} {party.name}"
        for party in Party.objects.filter(event_id=report.event_id, pk__in=list(figures))
    }
    return [
        OwnPeople(
            party=named[pk],
            states=[(str(HEADS[code]), states[code]) for code in HEADS if code in states],
        )
        for pk, states in sorted(figures.items(), key=lambda one: named.get(one[0], ""))
        if pk in named
    ]


def _facts(report: Report, common: set[int] | None) -> list[OwnFact]:
    """common: only these; None: all."""
    told = report.known.get("facts", [])
    shown = [fact for fact in told if common is None or fact["number"] in common]
    numbers = [fact["number"] for fact in shown]
    rows = Fact.objects.filter(incident=report.incident_id, number__in=numbers)
    fallen = set(rows.exclude(withdrawn_at=None).values_list("number", flat=True))
    return [
        OwnFact(
            number=fact["number"],
            text=fact["text"],
            is_confirmed=fact["is"] == "confirmed",
            withdrawn=fact["number"] in fallen,
        )
        for fact in shown
    ]


def _delivered(report: Report) -> dict[int, datetime]:
    """Return by person when a screen had the message about it."""
    messages = Sending.objects.filter(report=report).exclude(relay_id=None).values("relay_id")
    rows = Recipient.objects.filter(relay_id__in=messages, delivered_at__isnull=False)
    return {person_id: at for person_id, at in rows.values_list("person_id", "delivered_at") if at}


def _copy(copy: Copy, delivered_at: datetime | None) -> CopyLine:
    moments = [
        ("acknowledged", copy.acknowledged_at),
        ("seen", copy.seen_at),
        ("delivered", delivered_at),
    ]
    state, at = next(
        ((state, at) for state, at in moments if at is not None), ("sent", copy.sending.sent_at)
    )
    return CopyLine(name=str(copy.person), why=in_one(copy.why), state=state, at=at)
