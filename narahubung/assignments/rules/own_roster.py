"""What an officer may say of the own duties."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.assignments.models import Duty, DutyState
from narahubung.kit.intervals import Span
from narahubung.kit.refusals import Refusal

LONGEST_WISH = timedelta(days=3)


class WishIsPast(Refusal):
    """A wish for a time that is over."""

    says = _("This time is over already.")
    advice = _("Choose a time that lies ahead.")


class WishHasNoLength(Refusal):
    """A wish that ends before it begins."""

    says = _("The end lies before the beginning.")
    advice = _("Check both times.")


class WishTooLong(Refusal):
    """A wish for more days than a wish can be."""

    says = _("A wish can be three days long at most.")
    advice = _("Tell the coordinator when you cannot serve for longer.")


class NotOnDuty(Refusal):
    """A break outside the duty."""

    says = _("You are not on duty now.")
    advice = _("A break is noted while the duty is yours.")
    status = 409


class BreakLasts(Refusal):
    """A second break while the first one lasts."""

    says = _("Your break has begun already.")
    advice = _("Say first that you are back.")
    status = 409


class NoBreak(Refusal):
    """Back from no break."""

    says = _("You are not on a break.")
    status = 409


class OvertimeNotAsked(Refusal):
    """Consent to what nobody asked for any more."""

    says = _("Nobody asks you for overtime in this duty any more.")
    advice = _("Look at your roster again.")
    status = 409


class OvertimeBegan(Refusal):
    """Consent taken back after the duty began."""

    says = _("This duty has begun; your consent stands.")
    advice = _("Tell the coordinator if you need to be relieved.")
    status = 409


class OvertimeDecided(Refusal):
    """Overtime asked twice, or for a duty that is over."""

    says = _("This duty is over, or {officer} was asked already.")
    status = 409


def check_wish(span: Span, at: datetime) -> None:
    """Raise WishIsPast, WishHasNoLength or WishTooLong, or return."""
    if not span.length:
        raise WishHasNoLength
    if span.end <= at:
        raise WishIsPast
    if span.length > LONGEST_WISH:
        raise WishTooLong


def check_can_break(duty: Duty) -> None:
    """Raise NotOnDuty or BreakLasts, or return."""
    if duty.state != DutyState.ON:
        raise NotOnDuty
    if duty.pauses and duty.pauses[-1][1] is None:
        raise BreakLasts


def check_on_break(duty: Duty) -> None:
    """Raise NoBreak unless a break lasts."""
    if not duty.pauses or duty.pauses[-1][1] is not None:
        raise NoBreak


def check_can_ask_overtime(duty: Duty) -> None:
    """Raise OvertimeDecided where the duty is over or its officer was asked."""
    is_ahead = duty.state in {DutyState.PLANNED, DutyState.ON}
    if not is_ahead or duty.overtime_asked_at is not None:
        raise OvertimeDecided(officer=duty.officer.full_name)


def check_can_answer_overtime(duty: Duty, *, agreed: bool) -> None:
    """Raise OvertimeNotAsked, or OvertimeBegan for a consent taken back too late."""
    is_ahead = duty.state in {DutyState.PLANNED, DutyState.ON}
    if not is_ahead or duty.overtime_asked_at is None:
        raise OvertimeNotAsked
    if duty.overtime_agreed_at is not None and not agreed and duty.state == DutyState.ON:
        raise OvertimeBegan
