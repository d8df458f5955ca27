"""When a party's roster may be mended, and the mending taken back."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.assignments.models import Attachment, Duty, DutyState
from narahubung.assignments.rules.changing import absences_at
from narahubung.kit.refusals import Refusal

SEEN_FOR = timedelta(minutes=30)  # older pages show a roster of yesterday
UNDO_FOR = timedelta(hours=2)


class LookAgain(Refusal):
    """The roster changed since the page was shown."""

    says = _("The roster changed since this page was shown. Nothing was adopted.")
    advice = _("Look at the new proposal, then adopt it.")
    status = 409


class DoesNotCome(Refusal):
    """There is nobody to be with."""

    says = _("{party} has no arrival and no departure yet.")
    advice = _("Record its arrival and departure first.")


class CannotTakeBack(Refusal):
    """Something was built on the mending, or it is too long ago."""

    says = _("This cannot be taken back any more: a duty began or was changed since.")
    advice = _("Change single duties on the roster, or mend again.")
    status = 409


def check_seen(seen_at: datetime, at: datetime, *, is_same: bool) -> None:
    """Raise LookAgain unless what is adopted is what the page showed, not long ago."""
    if not is_same or not timedelta() <= at - seen_at <= SEEN_FOR:
        raise LookAgain


def check_untouched(
    made: list[Duty], gone: list[Duty], places: list[Attachment], at: datetime
) -> None:
    """Raise CannotTakeBack unless all of it stands as it was left."""
    stands = all(row.state == DutyState.PLANNED and row.starts > at for row in made)
    waits = all(row.state == DutyState.CANCELLED and row.ends > at for row in gone)
    if not stands or not waits or any(row.ended_at for row in places):
        raise CannotTakeBack


def check_can_return(duty: Duty) -> None:
    """Raise CannotTakeBack where its officer is away then, or has another duty.

    His hours are not judged again: the duty stood so before, also where the last one ended late.
    """
    others = Duty.objects.standing().filter(
        officer=duty.officer, starts__lt=duty.ends, ends__gt=duty.starts
    )
    if absences_at(duty.officer, duty.starts, duty.ends) or others.exclude(pk=duty.pk).exists():
        raise CannotTakeBack
