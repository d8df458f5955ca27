"""Who gets a seat on a shuttle, and until when."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import Reach, TieKind
from narahubung.accounts.roles import Right
from narahubung.accounts.rules import NotAllowed
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.transport.models import ShuttleLine, ShuttleRun

WAITS = timedelta(minutes=5)  # a bus of which nobody tells that it left has left then
SLIP = timedelta(minutes=10)
CALL_ROOM_MIN = 40  # before a competition; an event may say otherwise in its policy
# Item kinds to which athletes are driven, and how many minutes before they must be there.
CALLED = {"competition": CALL_ROOM_MIN, "training": 15}


class RunHasLeft(Refusal):
    """Nobody gets on any more."""

    says = _("This bus has left. Its list is closed.")
    advice = _("Choose the next bus.")
    status = 409


class RunIsCancelled(Refusal):
    """It does not drive."""

    says = _("This bus is cancelled.")
    advice = _("Choose another bus.")
    status = 409


class RunIsFull(Refusal):
    """More people than seats."""

    says = _("This bus is full: all {seats} seats are taken.")
    advice = _("Choose the next bus, or ask the transport desk for a larger one.")
    status = 409


class NoWheelchair(Refusal):
    """A bus without a lift or ramp."""

    says = _("This bus takes no wheelchair.")
    advice = _("Choose a bus with the wheelchair sign, or ask the transport desk.")


class SignedUpAlready(Refusal):
    """The same person twice on one bus."""

    says = _("{name} is on the list of this bus already.")
    status = 409


class NobodyNamed(Refusal):
    """A seat needs somebody."""

    says = _("Choose a member, or write a name.")


class ListIsClosed(Refusal):
    """The last bus of the day has left: the manifest is a record now."""

    says = _("The last bus of this line has left today. Its list is closed.")
    status = 409


class StopsWrong(Refusal):
    """A line with one stop goes nowhere, and no bus is at two places at once."""

    says = _("A line needs at least two stops, each with its own minute, the first at 0.")


class NoRuns(Refusal):
    """All these buses are in the timetable already."""

    says = _("These buses are in the timetable already.")


class NotLeft(Refusal):
    """There is nothing to take back."""

    says = _("This bus has not left, or left more than ten minutes ago.")
    status = 409


class CodeTaken(Refusal):
    """Two lines of one name are mixed up."""

    says = _("A line {code} is there already.")
    advice = _("Choose another code.")


def check_runs_shuttles(by: Actor) -> None:
    """Raise NotAllowed unless the person tells of movements for the whole event."""
    if "house" not in by.roles and not by.may_for(Right.REPORT_MOVEMENT, None):
        raise NotAllowed


def check_stops(minutes: list[int]) -> None:
    """Raise StopsWrong."""
    if len(minutes) < 2 or len(set(minutes)) != len(minutes) or min(minutes) != 0:
        raise StopsWrong


def check_code(event_id: int, code: str) -> None:
    """Raise CodeTaken."""
    if ShuttleLine.objects.filter(event_id=event_id, code=code).exists():
        raise CodeTaken(code=code)


def check_drives(run: ShuttleRun) -> None:
    """Raise RunIsCancelled or RunHasLeft."""
    if run.cancelled:
        raise RunIsCancelled
    if run.left_at is not None:
        raise RunHasLeft


def check_can_stay(run: ShuttleRun, at: datetime) -> None:
    """Raise NotLeft unless it was a slip of the last minutes."""
    if run.left_at is None or at > run.left_at + SLIP:
        raise NotLeft


def check_can_sign_up(run: ShuttleRun, at: datetime, *, taken: int, wheelchair: bool) -> None:
    """Raise RunIsCancelled, RunHasLeft, RunIsFull or NoWheelchair."""
    check_drives(run)
    if at > run.departs_at + WAITS:
        raise RunHasLeft
    if taken >= run.seats:
        raise RunIsFull(seats=run.seats)
    if wheelchair and not run.accessible:
        raise NoWheelchair


def officers_of(event_id: int, party_ids: set[int], at: datetime) -> list[int]:
    """Return the people who serve these parties now, to be told."""
    ties = Reach.objects.in_force(at).filter(
        event_id=event_id, role="officer", kind=TieKind.PARTY, object_id__in=party_ids
    )
    return sorted(set(ties.values_list("person_id", flat=True)))
