"""Who may be reported away, and which duties another may take."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from narahubung.assignments.models import Absence, Duty, DutyState
from narahubung.assignments.rules.working_time import NoLongerOpen, check_still_with
from narahubung.assignments.words import from_until_text
from narahubung.kit.intervals import Span
from narahubung.kit.refusals import Refusal
from narahubung.parties.models import Officer


class NotAnOfficer(Refusal):
    """Somebody with another role opened an officer's own page."""

    says = _("You are not on the list of officers of this event.")
    advice = _("Ask the coordinator if you should be.")


class AlreadyAway(Refusal):
    """Two absences of one officer would overlap."""

    says = _("{officer} was reported away already, {when}.")
    advice = _("End that absence first, then report the new one.")
    status = 409


class NotAway(Refusal):
    """There is no absence to end."""

    says = _("This absence is over already.")
    status = 409


class EndsTooEarly(Refusal):
    """An absence would end before it begins, or lies in the past."""

    says = _("Until: choose a time that lies ahead, and after the beginning.")


class NotInTheDuty(Refusal):
    """Somebody would take more of a duty than there is."""

    says = _("Times: choose a part of the duty that is still to come.")


def check_can_leave(
    officer: Officer, since: datetime, until: datetime | None, *, zone_name: str, at: datetime
) -> None:
    """Raise EndsTooEarly or AlreadyAway, or return."""
    if until is not None and until <= max(since, at):
        raise EndsTooEarly
    for row in absences_at(officer, since, until):
        when = from_until_text(row.since, row.until, zone_name)
        raise AlreadyAway(officer=officer.full_name, when=when)


def absences_at(officer: Officer, since: datetime, until: datetime | None) -> list[Absence]:
    """Return the standing absences of an officer that touch a time. One query."""
    rows = Absence.objects.filter(officer=officer, ended_at=None)
    if until is not None:
        rows = rows.filter(since__lt=until)
    return [row for row in rows if row.until is None or row.until > since]


def check_stands(absence: Absence) -> None:
    """Raise NotAway unless it was not ended."""
    if absence.ended_at is not None:
        raise NotAway


def check_open(duty: Duty, was: int, span: Span, at: datetime) -> None:
    """Raise NoLongerOpen or NotInTheDuty unless another may take this span of a duty.

    was: the officer whom the person saw there. A duty that was cancelled is open as long as nobody
    else is planned for the party then.
    """
    if duty.state != DutyState.CANCELLED:
        check_still_with(duty, was, at)
    elif others := beside(duty, span):
        raise NoLongerOpen(officer=others[0].officer.full_name)
    if not (duty.starts <= span.start < span.end <= duty.ends) or span.end <= at:
        raise NotInTheDuty


def beside(duty: Duty, span: Span) -> list[Duty]:
    """Return the other duties of the same line that stand in a span. One query."""
    rows = Duty.objects.standing().in_line(duty.position)
    rows = rows.filter(party_id=duty.party_id, starts__lt=span.end, ends__gt=span.start)
    return list(rows.exclude(pk=duty.pk).select_related("officer").order_by("starts", "pk"))
