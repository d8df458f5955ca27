"""The fact board and the reports of an incident."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from narahubung.accounts.roles import Right
from narahubung.crisis.knowing import known, standings
from narahubung.crisis.models import Fact, Incident, IncidentState, Report, ReportState
from narahubung.crisis.words import GRADES, HEADS, STANDINGS
from narahubung.crisis.words_actions import URGENT
from narahubung.kit.actor import Actor

ORDER = ("against", "expired", "open", "confirmed", "withdrawn")


@dataclass(frozen=True, kw_only=True)
class SourceLine:
    """Who says so, and how good that is."""

    name: str
    is_authority: bool
    grade: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class FactLine:
    """One fact. standing: code of `words.STANDINGS`; against: numbers of what contradicts it."""

    id: int
    number: int
    text: str
    has_photo: bool
    origin: str
    place: str
    standing: str
    word: str
    sources: Sequence[SourceLine]
    against: Sequence[int]
    seen_at: datetime
    told_by: str
    holds_until: datetime
    withdrawn_why: str


@dataclass(frozen=True, kw_only=True)
class FactBoard:
    """All facts of an incident, those that need somebody first."""

    incident_id: int
    number: int
    facts: Sequence[FactLine]
    may_cite: int
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class ReportSheet:
    """One report. people: word and number; news: what is another than in the one before."""

    id: int
    number: int
    incident: int
    state: str
    grade: str
    people: Sequence[tuple[str, int]]
    facts: Sequence[Mapping[str, Any]]
    urgent: Sequence[Mapping[str, Any]]
    withdrawn: Sequence[int]
    text: str
    news: Sequence[str]
    drafted_at: datetime
    drafted_by: str
    approved_at: datetime | None
    approved_by: str
    next_at: datetime | None
    may_approve: bool


@dataclass(frozen=True, kw_only=True)
class Reports:
    """The reports of an incident, the newest first."""

    incident_id: int
    number: int
    reports: Sequence[ReportSheet]
    due_at: datetime | None
    is_late: bool
    can_draft: bool
    may_lead: bool


def fact_board(*, number: int, by: Actor, at: datetime) -> FactBoard:
    """Return it. Raises Incident.DoesNotExist."""
    row = Incident.objects.visible_to(by, Right.SEE_CRISIS).get(number=number)
    rows = row.facts.select_related("place").prefetch_related("sources", "against__sources")
    facts = list(rows.order_by("number"))
    worth = standings(facts, at)
    lines = [_line(fact, worth[fact.pk].code) for fact in facts]
    lines.sort(key=lambda line: (ORDER.index(line.standing), -line.number))
    return FactBoard(
        incident_id=row.pk,
        number=row.number,
        facts=lines,
        may_cite=sum(each.may_be_cited for each in worth.values()),
        is_open=row.state != IncidentState.CLOSED,
    )


def reports_of(*, number: int, by: Actor, at: datetime) -> Reports:
    """Return them. Raises Incident.DoesNotExist."""
    row = Incident.objects.visible_to(by, Right.SEE_CRISIS).get(number=number)
    rows = list(row.reports.order_by("-number"))
    before = {report.number: report for report in rows}
    sheets = [_report(row, report, before.get(report.number - 1), by, at) for report in rows]
    in_crisis = row.state in {IncidentState.CRISIS, IncidentState.RECOVERING}
    has_draft = any(report.state == ReportState.DRAFT for report in rows)
    return Reports(
        incident_id=row.pk,
        number=row.number,
        reports=sheets,
        due_at=row.report_due_at,
        is_late=row.report_due_at is not None and row.report_due_at <= at,
        can_draft=in_crisis and not has_draft,
        may_lead=by.may(Right.LEAD_CRISIS),
    )


def _report(
    row: Incident, report: Report, before: Report | None, by: Actor, at: datetime
) -> ReportSheet:
    """A draft shows what is known now; what was approved shows what was known then."""
    is_draft = report.state == ReportState.DRAFT
    told = known(row, at) if is_draft else report.known
    return ReportSheet(
        id=report.pk,
        number=report.number,
        incident=row.number,
        state=report.state,
        grade=str(GRADES[told["grade"]]),
        people=[(str(HEADS[code]), count) for code, count in told["people"].items()],
        facts=[{**fact, "word": str(STANDINGS[fact["is"]])} for fact in told["facts"]],
        urgent=[
            {**one, "word": str(URGENT[one["kind"]]), "gap": one["needed"] - one["answered"]}
            for one in told.get("urgent", [])
        ],
        withdrawn=told["withdrawn"],
        text=report.text,
        news=_news(told, before.known) if before else [],
        drafted_at=report.drafted_at,
        drafted_by=report.drafted_by,
        approved_at=report.approved_at,
        approved_by=report.approved_by,
        next_at=report.next_at,
        may_approve=is_draft and by.may(Right.LEAD_CRISIS),
    )


def _news(now: Mapping[str, Any], then: Mapping[str, Any]) -> list[str]:
    """Return what is another than before, each as one short line; numbers only, so any language."""
    lines = []
    if now["grade"] != then["grade"]:
        lines.append(f"{GRADES[then['grade']]} \N{RIGHTWARDS ARROW} {GRADES[now['grade']]}")
    for code in HEADS:
        was, is_now = then["people"].get(code, 0), now["people"].get(code, 0)
        if was != is_now:
            lines.append(f"{HEADS[code]}: {was} \N{RIGHTWARDS ARROW} {is_now}")
    lines += _urgent_news(now.get("urgent", []), then.get("urgent", []))
    old = {fact["number"]: fact["is"] for fact in then["facts"]}
    for fact in now["facts"]:
        if fact["number"] not in old:
            lines.append(f"+ {fact['number']}: {fact['text']}")
        elif old[fact["number"]] != fact["is"]:
            was_word, word = STANDINGS[old[fact["number"]]], STANDINGS[fact["is"]]
            lines.append(f"{fact['number']}: {was_word} \N{RIGHTWARDS ARROW} {word}")
    lines += [
        f"\N{MINUS SIGN} {number}" for number in now["withdrawn"] if number not in then["withdrawn"]
    ]
    return lines


def _urgent_news(now: Sequence[Mapping[str, Any]], then: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return each kind of urgent need whose gap is another than before."""
    lines = []
    for code, word in URGENT.items():
        was, gap = (
            sum(one["needed"] - one["answered"] for one in side if one["kind"] == code)
            for side in (then, now)
        )
        if was != gap:
            lines.append(f"{word}: {was} \N{RIGHTWARDS ARROW} {gap}")
    return lines


def _line(fact: Fact, code: str) -> FactLine:
    return FactLine(
        id=fact.pk,
        number=fact.number,
        text=fact.text,
        has_photo=bool(fact.photo),
        origin=fact.origin,
        place=fact.place.name if fact.place else "",
        standing=code,
        word=str(STANDINGS[code]),
        sources=[
            SourceLine(
                name=source.name,
                is_authority=source.is_authority,
                grade=f"{source.reliability}{source.credibility}",
                by=source.by_name,
                at=source.at,
            )
            for source in fact.sources.all()
        ],
        against=sorted(other.number for other in fact.against.all() if other.withdrawn_at is None),
        seen_at=fact.seen_at,
        told_by=fact.told_by,
        holds_until=fact.holds_until,
        withdrawn_why=fact.withdrawn_why,
    )
