"""Whether an officer may serve then, by the rules of working time and what he serves already."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.assignments.models import Absence, Duty
from narahubung.assignments.words import say_breach
from narahubung.assignments.working_time import policies_of, served
from narahubung.kit.intervals import Span
from narahubung.kit.refusals import Refusal
from narahubung.parties.models import Officer
from narahubung.plans.roster import Breach, DutyPolicy, Worked, new_breaches

_NEAR = timedelta(days=10)  # farther duties change nothing of rest, a day's or a week's hours


class AgainstTheRules(Refusal):
    """The duty would break a rule of working time."""

    says = _("{officer} may not take this duty: {reason}.")
    advice = _("Choose another officer or another time.")


class Away(Refusal):
    """The officer was reported away."""

    says = _("{officer} was reported away at that time.")
    advice = _("Choose another officer, or end the absence first.")


class NoLongerOpen(Refusal):
    """Somebody else was faster, or the duty is over."""

    says = _("This duty was changed meanwhile: it is with {officer} now.")
    advice = _("Look at the roster again.")
    status = 409


def breaches_for(
    officer: Officer, span: Span, *, delegation: str, zone_name: str, without: tuple[int, ...] = ()
) -> tuple[Breach, ...]:
    """Return the rules that this duty would break for an officer. Three queries.

    without: numbers of duties that would be dropped for it.
    """
    rules = policies_of(officer.event_id)
    duties = [
        row
        for row in served(officer.event_id, [officer.pk], without=without).get(officer.pk, [])
        if row.span.overlaps(Span(span.start - _NEAR, span.end + _NEAR))
    ]
    more = Worked(span=span, delegation=delegation, breaks=breaks_within(span, officer))
    return new_breaches(rules.get(officer.pk, rules[None]), duties, more, timezone=zone_name)


def breaks_within(span: Span, officer: Officer) -> tuple[Span, ...]:
    """Return breaks that the officer's rules ask for in a duty, evenly laid."""
    rules = policies_of(officer.event_id)
    return breaks_under(rules.get(officer.pk, rules[None]), span)


def breaks_under(policy: DutyPolicy, span: Span) -> tuple[Span, ...]:
    """Return breaks that a set of rules asks for in a duty, evenly laid."""
    if not policy.break_after:
        return ()
    most = timedelta(hours=policy.break_after)
    rest = timedelta(minutes=policy.break_minutes)
    found: list[Span] = []
    start = span.start
    while span.end - start > most:
        found.append(Span(start + most - rest, start + most))
        start += most
    return tuple(found)


def check_may_serve(
    officer: Officer, span: Span, *, delegation: str, zone_name: str, without: tuple[int, ...] = ()
) -> None:
    """Raise Away or AgainstTheRules with the first rule in words, or return."""
    away = Absence.objects.filter(officer=officer, ended_at=None, since__lt=span.end)
    if any(row.until is None or row.until > span.start for row in away):
        raise Away(officer=officer.full_name)
    found = breaches_for(officer, span, delegation=delegation, zone_name=zone_name, without=without)
    if found:
        raise AgainstTheRules(
            officer=officer.full_name, reason=say_breach(found[0], zone_name=zone_name)
        )


def check_still_with(duty: Duty, officer_id: int, at: datetime) -> None:
    """Raise NoLongerOpen unless the duty stands, is not over and is still with that officer."""
    if duty.officer_id != officer_id or duty not in Duty.objects.ahead() or duty.ends <= at:
        raise NoLongerOpen(officer=duty.officer.full_name)
