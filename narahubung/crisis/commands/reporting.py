"""Situation reports: drafted from what is known, written in, approved; late ones are told."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max

from narahubung.accounts.roles import Right
from narahubung.crisis import entries
from narahubung.crisis.commands.incidents import about
from narahubung.crisis.holders import who_may
from narahubung.crisis.knowing import known
from narahubung.crisis.models import Incident, IncidentState, Report, ReportState
from narahubung.crisis.rules import facts as rules
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor

S = IncidentState


@command
def draft_report(
    *, incident_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> Report | None:
    """Draft the next report. By the house, once a crisis began: None where it is none any more.

    Raises NotInACrisis, DraftWaits; Incident.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Incident.objects.for_change(by, incident_id, Right.SEE_CRISIS)
        if row.state not in {S.CRISIS, S.RECOVERING}:
            raise rules.NotInACrisis
        waits = row.reports.filter(state=ReportState.DRAFT).first()
        if waits is not None:
            raise rules.DraftWaits(number=waits.number)
        last = row.reports.aggregate(last=Max("number"))["last"] or 0
        report = Report.objects.create(
            event_id=row.event_id,
            incident=row,
            number=last + 1,
            known=known(row, at),
            drafted_at=at,
            drafted_by=by.name,
        )
        record(entries.ReportDrafted(**_of(report)))
    return report


@command
def write_report(
    *, report_id: int, text: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Write in a draft; what is known is taken anew. Raises NotADraft; Report.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        report = _draft(by, report_id, Right.SEE_CRISIS)
        report.text, report.known = text.strip(), known(report.incident, at)
        report.save(update_fields=["text", "known"])
        record(entries.ReportWritten(**_of(report), name=by.name))


@command
def approve_report(*, report_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let it stand as it is shown now; the next one falls due. Raises NotADraft, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        report = _draft(by, report_id, Right.LEAD_CRISIS)
        report.known = known(report.incident, at)
        _approve(report, by=by, at=at)
        record(entries.ReportApproved(**_of(report), name=by.name))


@command
def report_no_change(*, incident_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say with one tap that nothing changed: that is a report, too.

    Raises NotInACrisis, DraftWaits; Incident.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        Incident.objects.for_change(by, incident_id, Right.LEAD_CRISIS)
        report = draft_report(incident_id=incident_id, by=by, at=at)
        assert report is not None  # noqa: S101
        _approve(report, by=by, at=at)
        record(entries.ReportApproved(**_of(report), name=by.name, unchanged=True))


@command
def tell_overdue_report(
    *, incident_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Tell who leads that the next report was due. For the house."""
    with act(by=by, at=at, key=key) as record:
        row = Incident.objects.for_change(by, incident_id)
        row.overdue_told_at = at
        row.save(update_fields=["overdue_told_at"])
        people = who_may(Right.LEAD_CRISIS, row.event_id, at)
        record(entries.ReportOverdue(**about(row)), tell=people)


def _approve(report: Report, *, by: Actor, at: datetime) -> None:
    row = report.incident
    is_crisis = row.state == S.CRISIS
    report.next_at = at + timedelta(minutes=row.cadence_min) if is_crisis else None
    report.state, report.approved_at = ReportState.APPROVED.value, at
    report.approved_by = by.name
    report.save()
    row.report_due_at, row.overdue_told_at = report.next_at, None
    row.save(update_fields=["report_due_at", "overdue_told_at"])


def _draft(by: Actor, report_id: int, right: str) -> Report:
    found = Report.objects.visible_to(by, right).get(pk=report_id)
    row = Incident.objects.for_change(by, found.incident_id, right)
    report = Report.objects.for_change(by, report_id, right)
    report.incident = row
    if report.state != ReportState.DRAFT:
        raise rules.NotADraft(number=report.number)
    return report


def _of(report: Report) -> dict[str, Any]:
    return {**about(report.incident), "report_id": report.pk, "report": report.number}
