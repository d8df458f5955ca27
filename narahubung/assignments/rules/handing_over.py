"""When a duty passes, and what stands against it."""

from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.assignments.models import Duty, DutyState, HandOver, HandOverState
from narahubung.assignments.rules.working_time import check_may_serve
from narahubung.kit.intervals import Span
from narahubung.kit.refusals import Refusal
from narahubung.kit.tries import Tries
from narahubung.kit.zones import clock_text, zone_label
from narahubung.movements.models import Movement

AHEAD = timedelta(minutes=30)  # so long before, the card lies ready for both
UNANSWERED = timedelta(minutes=10)  # after being asked so long, the coordinators are told
UNDO_WITHIN = timedelta(minutes=2)
TRIES, TRIES_IN_S = 5, 600
SIDES = ("given", "taken")
UNTIL_AIRBORNE = datetime.max.replace(tzinfo=UTC)  # the end of a stretch that nobody knows yet


class HandOverIsOver(Refusal):
    """Done, cancelled, or the duty was changed."""

    says = _("This hand-over is over or was changed meanwhile.")
    advice = _("Look at your hand-overs again.")
    status = 409


class NothingToTakeBack(Refusal):
    """A tap can be taken back for two minutes, while the other side has not acknowledged."""

    says = _("There is no tap to take back any more.")
    advice = _("If the duty must go back, ask the coordinator to plan it: it is handed over again.")
    status = 409


class WrongCode(Refusal):
    """Not the code of the other phone."""

    says = _("This is not the code that the other phone shows.")
    advice = _("Read the four digits on the other phone again.")


class TooManyCodes(Refusal):
    """Somebody guesses."""

    says = _("Too many wrong codes.")
    advice = _("Wait ten minutes, or ask the coordinator to acknowledge for who is absent.")
    status = 429


class NeedsAReason(Refusal):
    """The desk acknowledges for somebody only with a reason."""

    says = _("Reason: say why you acknowledge for somebody else.")


class StillNeeded(Refusal):
    """Somebody must be with the party now."""

    says = _("Somebody must be with {party} until {until}.")
    advice = _("Hand the duty over, or ask the coordinator for somebody.")


class NotAirborne(Refusal):
    """The planned end of the stay is over, but the party is still here."""

    says = _("Nobody has told that {party} is airborne. Until then you are with it.")
    advice = _("Tap airborne when it is, or hand the duty over.")


def outgoing_for(incoming: Duty, *, early: bool = False) -> Duty | None:
    """Return the duty that ends with this one's beginning; None where the desk gives it.

    That of who is on duty with the party and whose time ends by then, the first to end. early: of
    any who is on duty. Whoever hands over to another already is left out.
    """
    rows = Duty.objects.filter(party_id=incoming.party_id, state=DutyState.ON)
    rows = rows.in_line(incoming.position)
    rows = rows.exclude(pk=incoming.pk).exclude(given__state=HandOverState.OPEN)
    if not early:
        rows = rows.filter(ends__lte=incoming.starts + AHEAD)
    return rows.select_related("officer").order_by("ends", "pk").first()


def check_open(row: HandOver) -> None:
    """Raise HandOverIsOver unless it waits and its duty is still to be taken."""
    if row.state != HandOverState.OPEN or row.incoming.state != DutyState.PLANNED:
        raise HandOverIsOver


def check_can_undo(row: HandOver, side: str, at: datetime) -> None:
    """Raise NothingToTakeBack, HandOverIsOver."""
    check_open(row)
    if not can_undo(row, side, at):
        raise NothingToTakeBack


def can_undo(row: HandOver, side: str, at: datetime) -> bool:
    """Tell whether a side's tap is fresh and nobody has built on it."""
    known = getattr(row, f"{side}_known_at")
    return known is not None and at - known <= UNDO_WITHIN and not stands(row, other(side))


def check_code(row: HandOver, side: str, code: str) -> None:
    """Raise WrongCode, TooManyCodes. side: whose phone shows it.

    Called outside the act: a wrong try must be counted though nothing else is kept.
    """
    wrong = Tries(f"hand-over-codes:{row.pk}:{side}", TRIES, within_s=TRIES_IN_S)
    if wrong.are_used_up:
        raise TooManyCodes
    if code.strip() != getattr(row, f"{side}_code"):
        wrong.count()
        raise WrongCode


def check_early(duty: Duty, at: datetime, zone_name: str) -> None:
    """Raise AgainstTheRules, Away where who takes it earlier than planned would serve too long."""
    if at < duty.starts - AHEAD:
        check_may_serve(
            duty.officer,
            Span(at, duty.ends),
            delegation=duty.party.code,
            zone_name=zone_name,
            without=(duty.pk,),
        )


def check_can_leave(
    duty: Duty, needed: Span | None, zone_name: str, *, may_let_go: bool = False
) -> None:
    """Raise StillNeeded, NotAirborne. needed: as `needed_now` says; may_let_go: the coordinator."""
    if needed is not None and needed.end == UNTIL_AIRBORNE:
        raise NotAirborne(party=duty.party.code)
    if needed is not None and not may_let_go:
        until = f"{clock_text(needed.end, zone_name)} {zone_label(zone_name, needed.end)}"
        raise StillNeeded(party=duty.party.code, until=until)


def departed(event_id: int) -> set[int]:
    """Return the parties whose last departure is airborne. One query."""
    rows = Movement.objects.filter(event_id=event_id, direction="departure")
    rows = rows.exclude(certainty="cancelled")
    waiting: set[int] = set()
    gone: set[int] = set()
    for party_id, status in rows.values_list("party_id", "status"):
        (gone if status == "airborne" else waiting).add(party_id)
    return gone - waiting


def said_at(device: datetime | None, row: HandOver, at: datetime) -> datetime:
    """Return when a tap was, by the device's clock where that can be; else when we learned it.

    A tap is a fact and not refused for a wrong clock: it was not in the future, and not before
    both were asked.
    """
    earliest = row.asked_at or row.due_at - AHEAD
    return device if device and earliest <= device <= at else at


def stands(row: HandOver, side: str) -> bool:
    """Tell whether a side has acknowledged, or need not."""
    if side == "given" and row.giver is None:
        return True
    return getattr(row, f"{side}_known_at") is not None


def other(side: str) -> str:
    """Return the other side."""
    return SIDES[1 - SIDES.index(side)]
