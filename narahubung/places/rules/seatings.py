"""When places may be planned, moved, adopted, cancelled."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.places.models import DrawnSeat, Guest, Seating, SeatingState
from narahubung.plans.seating import Conflicts


class NoTitle(Refusal):
    """Places of an item may be several: each is called something."""

    says = _("Places: write what they are called.")


class NobodyNamed(Refusal):
    """A guest without a name."""

    says = _("Guest: choose somebody, or write a name.")


class IsThere(Refusal):
    """One seat for one person."""

    says = _("{guest} is on the list already.")
    status = 409


class IsCancelled(Refusal):
    """What does not take place is not changed."""

    says = _("This was cancelled: {why}")
    advice = _("Plan other places for the item instead.")
    status = 409


class NoSuchSeat(Refusal):
    """Not in this drawing, or kept free."""

    says = _("There is no seat {number} in this room that may be given.")
    advice = _("Look at the drawing for the numbers.")


class ChangedMeanwhile(Refusal):
    """The proposal was made for other guests or seats."""

    says = _("Guests or seats changed while the proposal was made. Nothing was changed.")
    advice = _("Ask for a new proposal.")
    status = 409


class WouldBreak(Refusal):
    """A hard rule; it is broken only knowingly."""

    says = _("This would break a rule: {what}")
    advice = _("Choose another seat, or confirm that you know it.")
    status = 409


class NotSeated(Refusal):
    """Nothing to pin."""

    says = _("{guest} has no seat yet.")


class StillWithout(Refusal):
    """Somebody would stand there."""

    says = _("Without a place: {who}.")
    advice = _("Ask for a proposal, add seats, or mark who is absent.")
    status = 409


class NothingToUndo(Refusal):
    """No change since it was begun, or it was taken back already."""

    says = _("There is nothing to take back.")
    status = 409


class SaysNotWhy(Refusal):
    """Officers read it."""

    says = _("Reason: write one sentence why; officers read it.")


class AboutOneGuest(Refusal):
    """A rule is about two."""

    says = _("A rule is about two different guests of the same places.")


def check_open(row: Seating) -> None:
    """Raise IsCancelled."""
    if row.state == SeatingState.CANCELLED:
        raise IsCancelled(why=row.why)


def check_title(name: str) -> None:
    """Raise NoTitle."""
    if not name.strip():
        raise NoTitle


def check_guest(row: Seating, name: str, member_id: int | None) -> None:
    """Raise IsCancelled, NobodyNamed, IsThere."""
    check_open(row)
    if not name.strip():
        raise NobodyNamed
    if member_id and row.guests.filter(member_id=member_id).exists():
        raise IsThere(guest=name)


def seats_of(row: Seating, sits: Mapping[str, str]) -> dict[int, DrawnSeat]:
    """Return seat by guest. Raises IsCancelled, ChangedMeanwhile."""
    check_open(row)
    guests = set(row.guests.filter(is_absent=False).values_list("pk", flat=True))
    seats = {one.number: one for one in row.plan.seats.filter(is_open=True)}
    found = {}
    for code, number in sits.items():
        if not code.isdecimal() or int(code) not in guests or number not in seats:
            raise ChangedMeanwhile
        found[int(code)] = seats[number]
    if len({one.pk for one in found.values()}) != len(found):
        raise ChangedMeanwhile
    return found


def check_seat(row: Seating, number: str) -> None:
    """Raise NoSuchSeat. number "": no seat."""
    if number and not row.plan.seats.filter(number=number, is_open=True).exists():
        raise NoSuchSeat(number=number)


def check_move(tried: Conflicts, what: str, *, knowingly: bool) -> None:
    """Raise WouldBreak."""
    broken = [one for one in tried.faults if one.rule]
    if broken and not knowingly:
        raise WouldBreak(what=what)


def check_can_adopt(row: Seating) -> None:
    """Raise IsCancelled, StillWithout."""
    check_open(row)
    without = row.guests.filter(is_absent=False, seat=None).order_by("rank")
    if without:
        raise StillWithout(who=", ".join(one.name for one in without[:8]))


def check_pair(first: Guest, second: Guest) -> None:
    """Raise AboutOneGuest."""
    if first.pk == second.pk or first.seating_id != second.seating_id:
        raise AboutOneGuest
