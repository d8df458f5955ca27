"""When an authority counts as told."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from narahubung.crisis.models.notices import Notice, NoticeState
from narahubung.kit.refusals import Refusal


class NothingToPropose(Refusal):
    """Every duty of this kind and grade stands there."""

    says = _("Nobody else must be told of an incident of this kind and grade, as far as we know.")
    advice = _("Add a duty by hand where you know of one.")
    status = 409


class NoticeIsSettled(Refusal):
    """It was told, or need not be."""

    says = _("This is settled: {state}.")
    advice = _("Open it again if that is not so.")
    status = 409


class NoticeIsOpen(Refusal):
    """Only what is settled is opened again."""

    says = _("This is still to be told.")
    status = 409


class NotToldYet(Refusal):
    """Somebody or something must show it later."""

    says = _("Told: write who took it, or a number, or add a photo of the receipt.")


class ToldTooEarly(Refusal):
    """Told before it was known, or after now."""

    says = _("Told: the hour lies before the organiser knew, or in the future.")


class KnownInTheFuture(Refusal):
    """The clock of the law begins when one knows."""

    says = _("Known since: this hour lies in the future.")


class NobodyNamed(Refusal):
    """A duty or permission without an authority."""

    says = _("Name the authority, and what it is about.")


class NoTime(Refusal):
    """A duty without a clock."""

    says = _("Within: write minutes, one or more.")


def check_is_open(row: Notice) -> None:
    """Raise NoticeIsSettled."""
    if row.state != NoticeState.OPEN:
        raise NoticeIsSettled(state=row.get_state_display())


def check_told(row: Notice, *, shown: bool, told_at: datetime, at: datetime) -> None:
    """Raise NoticeIsSettled, NotToldYet, ToldTooEarly. shown: somebody, a number or a file does."""
    check_is_open(row)
    if not shown:
        raise NotToldYet
    if not row.known_at <= told_at <= at:
        raise ToldTooEarly
