"""An approved report as EDXL-SitRep, cut as the reader's own page is.

What he reads there is all that is in it: who reads a part only gets neither names of the crisis
staff nor place, plan or needs, and the event as its author.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from narahubung.crisis.edxl.sitrep import SitRep, to_xml
from narahubung.crisis.models import Incident, IncidentState, Report, ReportState
from narahubung.crisis.queries.circulating import OwnReport, own_report
from narahubung.crisis.rules.circulating import NotApproved
from narahubung.crisis.words_actions import URGENT
from narahubung.kit.actor import Actor


def exported(*, report_id: int, by: Actor) -> tuple[str, bytes]:
    """Return the name of the file and the file. Raises NotApproved; Report.DoesNotExist."""
    own = own_report(report_id=report_id, by=by)
    rows = Report.objects.select_related("incident__event", "incident__place")
    report = rows.get(pk=report_id)
    if report.state != ReportState.APPROVED or report.approved_at is None:
        raise NotApproved(number=report.number)
    at, incident = report.approved_at, report.incident
    zone = ZoneInfo(incident.event.zone)
    name = f"sitrep-{incident.number}-{report.number}.xml"
    return name, to_xml(_sitrep(report, incident, own, at, by), zone)


def _sitrep(report: Report, incident: Incident, own: OwnReport, at: datetime, by: Actor) -> SitRep:
    slug = incident.event.slug
    name, whole = f"{slug}.{incident.number}", own.is_whole
    urgent = report.known.get("urgent", []) if whole else []
    office = _("Crisis staff of {event}").format(event=incident.event.name)
    title = _("Situation report {number}: {kind}").format(number=report.number, kind=own.kind)
    return SitRep(
        message_id=f"{name}.{report.number}" + ("" if whole else f".reader-{by.person_id}"),
        prepared=(report.drafted_by if whole else office, report.drafted_at),
        authorized=(report.approved_by if whole else office, at),
        purpose=title,
        number=report.number,
        version=_version(report),
        since=incident.crisis_since or incident.reported_at,
        until=at,
        title=title,
        incident=name,
        before=[f"{name}.{report.number - 1}"] if whole and report.number > 1 else [],
        confidence=_confidence(own),
        severity=report.known["grade"].capitalize(),
        plan=report.text if whole else "",
        next_at=report.next_at,
        place=_place(incident) if whole else incident.event.name,
        needs="; ".join(
            _("{party}: {what}, {needed} needed, {answered} answered").format(
                party=one["party"],
                what=URGENT[one["kind"]],
                needed=one["needed"],
                answered=one["answered"],
            )
            for one in urgent
        ),
        medical=any(one["kind"] == "medical" for one in urgent),
        text=_text(own),
    )


def _version(report: Report) -> str:
    if report.number == 1:
        return "Initial"
    closed = report.incident.state == IncidentState.CLOSED
    later = report.incident.reports.filter(number__gt=report.number)
    return "Final" if closed and not later.exists() else "Update"


def _confidence(own: OwnReport) -> str:
    """Say the lowest: a report is as sure as its least sure fact."""
    standing = [fact.is_confirmed and not fact.withdrawn for fact in own.facts]
    if not standing:
        return "Unsure"
    return "HighlyConfident" if all(standing) else "SomewhatConfident"


def _place(incident: Incident) -> str:
    where = incident.place.name if incident.place else incident.place_text
    return where or incident.event.name


def _text(own: OwnReport) -> str:
    lines = [f"{_('How bad')}: {own.grade}"]
    for one in own.people:
        states = ", ".join(f"{word} {number}" for word, number in one.states)
        lines.append(f"{one.party}: {states}")
    for fact in own.facts:
        worth = "" if fact.is_confirmed else f" ({_('not confirmed')})"
        fallen = f" ({_('withdrawn since')})" if fact.withdrawn else ""
        lines.append(f"{fact.number}. {fact.text}{worth}{fallen}")
    return "\n".join([*lines, *own.words])
