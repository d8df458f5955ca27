"""Who may run a show, and what the lines of it must say."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.programme.models import Cue, CueRole

MOST_LINES = 400
LONGEST_SLIP = timedelta(hours=12)
# Whose lines a role of this house gives: besides those who plan the programme, and the owner.
GIVES: dict[str, frozenset[str]] = {
    "officer": frozenset({CueRole.OFFICERS}),
    "desk": frozenset({CueRole.STAGE, CueRole.KITCHEN, CueRole.CARS, CueRole.SECURITY}),
    "media": frozenset({CueRole.MEDIA}),
    "interpreter": frozenset({CueRole.INTERPRETERS}),
    "medical": frozenset({CueRole.MEDICAL}),
    "gate": frozenset({CueRole.SECURITY}),
}


class NotYourCue(Refusal):
    """A line is given by who owns it, by its own people, or by those who plan the programme."""

    says = _("This line belongs to {role}. Only they, its owner and protocol give it.")
    advice = _("Ask protocol or your coordinator.")
    status = 403


class CueIsGiven(Refusal):
    """What was given is not given again."""

    says = _("This line was given already.")
    advice = _("Take it back first if that was a slip.")
    status = 409


class CueIsNotGiven(Refusal):
    """Only a tap that was made can be taken back."""

    says = _("This line was not given yet.")
    status = 409


class NothingMoves(Refusal):
    """No open line stands there, or it is not to move."""

    says = _("No open line would move. Lines fixed to a clock time, and given ones, stay.")


class NotMinutes(Refusal):
    """Not a number of minutes."""

    says = _("Minutes must be a whole number between -720 and 720, such as 7 or -5.")


class TooFarASlip(Refusal):
    """More than half a day is no slip."""

    says = _("A run of show slips by at most 12 hours.")
    advice = _("Move the item in the programme instead; its lines go along.")


class TooManyLines(Refusal):
    """A run of show is read by people in a hurry."""

    says = _("A run of show holds at most 400 lines.")


class NoStart(Refusal):
    """Without a time there is nothing to copy against."""

    says = _("{title} has no time yet, so its lines cannot be placed.")
    advice = _("Give it a time first.")


def check_can_give(cue: Cue, by: Actor) -> None:
    """Raise NotYourCue."""
    if not may_give(cue.role, cue.owner_id, by):
        raise NotYourCue(role=cue.get_role_display())


def may_give(role: str, owner_id: int | None, by: Actor) -> bool:
    """Tell whether this person gives the lines of a role, or owns this one."""
    if Right.PLAN_PROGRAMME in by.everywhere or "house" in by.roles:
        return True
    is_owner = owner_id is not None and owner_id == by.person_id
    return is_owner or any(role in GIVES.get(code, ()) for code in by.roles)


def check_slip(minutes: int) -> None:
    """Raise NothingMoves, TooFarASlip."""
    if minutes == 0:
        raise NothingMoves
    if abs(timedelta(minutes=minutes)) > LONGEST_SLIP:
        raise TooFarASlip


def late_min(planned: datetime, actual: datetime) -> int:
    """Return by how many whole minutes a line came late; 0 where it came in time or early."""
    return max(0, int((actual - planned).total_seconds() // 60))


def following(cues: Iterable[Cue], first: Cue, *, with_first: bool) -> list[Cue]:
    """Return what moves when `first` slips: open lines after it that stand at no clock time.

    cues: in their order.
    """
    rows = list(cues)
    place = next((n for n, one in enumerate(rows) if one.pk == first.pk), len(rows))
    return [
        one
        for one in rows[place if with_first else place + 1 :]
        if one.actual_at is None and not one.fixed
    ]
