"""Who may run a show, and what the lines of it must say."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.parties.models import Department
from narahubung.programme.models import OF_ROLE, Cue, CueRole

MOST_LINES = 400
LONGEST_SLIP = timedelta(hours=12)
# Whose lines the desk of a department gives, by its code; an event's policy names others in
# `cue_desks`: {"kitchen": ["HOS"]}.
OF_DESK: dict[str, list[str]] = {
    CueRole.STAGE: ["EO"],
    CueRole.KITCHEN: ["HOS"],
    CueRole.CARS: ["TRN", "PTW"],
    CueRole.PROTOCOL: ["PRO"],
    CueRole.MEDIA: ["PR"],
    CueRole.SECURITY: ["SEC", "PTW"],
    CueRole.MEDICAL: ["MED"],
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
    if not (gives_all(by) or is_own(cue, own_roles(by), by)):
        raise NotYourCue(role=cue.get_role_display())


def gives_all(by: Actor) -> bool:
    """Tell whether this person gives any line: whoever plans the programme."""
    return Right.PLAN_PROGRAMME in by.everywhere or "house" in by.roles


def is_own(cue: Cue, roles: Collection[str], by: Actor) -> bool:
    """Tell whether this person owns a line, or it is of his own work. roles: of `own_roles`."""
    return cue.role in roles or (cue.owner_id is not None and cue.owner_id == by.person_id)


def own_roles(by: Actor) -> set[str]:
    """Return whose lines are this person's own work. One query for who sits at a desk."""
    own = {role.value for code, role in OF_ROLE.items() if code in by.roles}
    if by.departments:
        desks = Department.objects.filter(pk__in=by.departments)
        for code, policy in desks.values_list("code", "event__policy"):
            named = {**OF_DESK, **policy.get("cue_desks", {})}
            own |= {role for role, codes in named.items() if code in codes}
    return own


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
