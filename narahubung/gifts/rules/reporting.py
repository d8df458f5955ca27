"""How far a report is: to the UPG, to the KPK, decided; and the event's own terms."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from narahubung.gifts.law import term
from narahubung.gifts.models import Decision, Declaration
from narahubung.kit.refusals import Refusal

REMINDERS = (10, 20, 27)
MOST_IDR = 1_000_000_000_000


class WrongDay(Refusal):
    """Before it was received, or still to come."""

    says = _("This day cannot be right: it is before the receipt, or still to come.")


class SentBefore(Refusal):
    """It went already."""

    says = _("This stands in the register already, with day and number.")
    status = 409


class NotSentYet(Refusal):
    """A decision without a report."""

    says = _("The KPK decides on a report: note first when it was sent.")
    status = 409


class NotDecided(Refusal):
    """No decision was chosen."""

    says = _("Choose what the KPK decided.")


class NoTerms(Refusal):
    """Numbers that no rule can hold."""

    says = _("Write a limit in rupiah of at least 0, and terms of 1 to 60 working days.")


class HolidayTwice(Refusal):
    """The day is in the table."""

    says = _("This day stands in the table already.")
    status = 409


class NothingToRemind(Refusal):
    """The word was left before, or it is not due."""

    says = _("Nobody is to be reminded of it now.")
    status = 409


def check_upg(row: Declaration, on: date, received_on: date, today: date) -> None:
    """Raise SentBefore, WrongDay."""
    if row.upg_on is not None or row.kpk_on is not None:
        raise SentBefore
    _check_day(on, received_on, today)


def check_kpk(row: Declaration, on: date, received_on: date, today: date) -> None:
    """Raise SentBefore, WrongDay."""
    if row.kpk_on is not None:
        raise SentBefore
    _check_day(on, row.upg_on or received_on, today)


def check_decision(row: Declaration, decision: str, on: date, today: date) -> None:
    """Raise NotSentYet, SentBefore, NotDecided, WrongDay."""
    if row.kpk_on is None:
        raise NotSentYet
    if row.decided_on is not None:
        raise SentBefore
    if decision not in Decision or not decision:
        raise NotDecided
    _check_day(on, row.kpk_on, today)


def check_terms(limit_idr: int, hand_in_days: int, reminder_days: Sequence[int]) -> None:
    """Raise NoTerms."""
    most = 60
    days = [hand_in_days, *reminder_days]
    if not 0 <= limit_idr <= MOST_IDR or any(not 1 <= day <= most for day in days):
        raise NoTerms
    if any(day > term("report").days for day in reminder_days):
        raise NoTerms


def _check_day(on: date, earliest: date, today: date) -> None:
    if not earliest <= on <= today:
        raise WrongDay
