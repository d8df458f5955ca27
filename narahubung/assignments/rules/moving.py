"""What may be moved: a duty not yet begun; of one that is on only the end."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from narahubung.assignments.models import Duty, DutyState
from narahubung.assignments.rules.working_time import NoLongerOpen, check_may_serve
from narahubung.kit.intervals import Span
from narahubung.kit.refusals import Refusal
from narahubung.parties.models import Officer


@dataclass(frozen=True, kw_only=True)
class Slot:
    """Whose a duty is, and from when to when."""

    officer_id: int
    span: Span


class Unclear(Refusal):
    """A form that cannot be read."""

    says = "{fault}"


class Begun(Refusal):
    """The officer is on duty: another takes over by a hand-over."""

    says = _("{officer} is on duty: only the end of this duty can be moved.")
    advice = _("Hand the duty over, or move its end.")


class OverAlready(Refusal):
    """The new end lies in the past."""

    says = _("The duty would be over already.")
    advice = _("Choose an end that lies ahead.")


class NothingMoved(Refusal):
    """It stands so already."""

    says = _("The duty stands so already.")


def check_as_seen(duty: Duty, seen: Slot, at: datetime) -> None:
    """Raise NoLongerOpen unless the duty is ahead and stands as the person saw it."""
    stands = duty.state in {DutyState.PLANNED, DutyState.ON}
    as_seen = Slot(officer_id=duty.officer_id, span=Span(duty.starts, duty.ends)) == seen
    overrun = duty.state == DutyState.ON  # it lasts until it is handed over, whatever was planned
    if not stands or not as_seen or (duty.ends <= at and not overrun):
        raise NoLongerOpen(officer=duty.officer.full_name)


def check_can_move(
    duty: Duty, officer: Officer, span: Span, *, zone_name: str, at: datetime
) -> None:
    """Raise what stands against giving this duty that officer and that time, or return.

    Raises NothingMoved, OverAlready, Begun, Away, AgainstTheRules.
    """
    if (officer.pk, span) == (duty.officer_id, Span(duty.starts, duty.ends)):
        raise NothingMoved
    if span.end <= at:
        raise OverAlready
    if duty.state == DutyState.ON and (officer.pk, span.start) != (duty.officer_id, duty.starts):
        raise Begun(officer=duty.officer.full_name)
    check_may_serve(
        officer, span, delegation=duty.party.code, zone_name=zone_name, without=(duty.pk,)
    )
