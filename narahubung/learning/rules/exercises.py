"""What can be done to an exercise of the calendar."""

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.learning.models import Exercise


class NotOpen(Refusal):
    """It was held or called off."""

    says = _("This exercise was held or called off already.")
    status = 409


def check_open(row: Exercise) -> None:
    """Raise NotOpen."""
    if row.held_at is not None or row.called_off_why:
        raise NotOpen
