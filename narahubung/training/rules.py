"""What cannot be noted of an officer's training."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal


class ExpiresBefore(Refusal):
    """The two days are the wrong way round."""

    says = _("It cannot expire before it was passed.")


class NoSuchUnit(Refusal):
    """The map does not know it."""

    says = _("The competency map has no unit {unit}.")


def check_days(passed_on: date, expires_on: date | None) -> None:
    """Raise ExpiresBefore."""
    if expires_on is not None and expires_on < passed_on:
        raise ExpiresBefore
