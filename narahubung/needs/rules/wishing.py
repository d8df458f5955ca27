"""Who answers a wish: one at a time, by a clock, and whom that tells."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import Reach, TieKind
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.needs.models import Granter, NeedState, Wish, WishState
from narahubung.needs.rules.ladder import for_desk

SLIP = timedelta(minutes=10)  # so long an answer may be taken back by who gave it
LONGEST = timedelta(hours=2)
# Who is asked when the clock runs out. Above the organiser there is nobody.
ABOVE = {Granter.DESK: Granter.COORDINATOR, Granter.COORDINATOR: Granter.ORGANISER}


class AlreadyAnswered(Refusal):
    """Two people answer; the first answer stands."""

    says = _("This was answered already.")
    advice = _("The guest gets one answer. Read it before you say anything else.")
    status = 409


class SomebodyElseIsAsked(Refusal):
    """Never two are asked at once."""

    says = _("Another one is asked now: {whom}.")
    advice = _("Wait for the answer, or take it over if that is yours to do.")
    status = 409


class NotYetDue(Refusal):
    """The one who is asked still has time."""

    says = _("The one who is asked still has time to answer.")
    status = 409


class TooLateToTakeBack(Refusal):
    """The answer stands: it is old, was told, or work began."""

    says = _("This answer can no longer be taken back.")
    advice = _("If something has changed, let the wish be recorded anew with what has changed.")
    status = 409


class OfferIsGone(Refusal):
    """Somebody else took it meanwhile."""

    says = _("This is no longer free.")
    advice = _("Look at the wish again: it shows what is free now.")
    status = 409


def is_asked(wish: Wish, by: Actor) -> bool:
    """Tell whether this person is the one (or of the desk) who is asked now."""
    if wish.asked_role == Granter.DESK:
        return Right.GRANT_LIMIT in by.at_desk and wish.department_id in by.departments
    return wish.asked_role in by.roles


def may_take_over(wish: Wish, by: Actor) -> bool:
    """Tell whether the question may go straight to this person: a coordinator or the organiser."""
    above = Right.GRANT_LIMIT in by.everywhere
    return wish.state == WishState.ASKED and above and not is_asked(wish, by)


def check_can_answer(wish: Wish, by: Actor) -> None:
    """Raise AlreadyAnswered or SomebodyElseIsAsked."""
    if wish.state != WishState.ASKED or wish.first_id is not None:
        raise AlreadyAnswered
    if not is_asked(wish, by):
        raise SomebodyElseIsAsked(whom=wish.get_asked_role_display())


def check_can_pass_up(wish: Wish, by: Actor, at: datetime) -> None:
    """Raise AlreadyAnswered, or NotYetDue where neither the clock nor somebody above asks."""
    if wish.state != WishState.ASKED or wish.first_id is not None:
        raise AlreadyAnswered
    if may_take_over(wish, by):
        return
    if "house" not in by.roles or wish.answer_by is None or wish.answer_by > at:
        raise NotYetDue


def check_can_take_back(wish: Wish, by: Actor, at: datetime) -> None:
    """Raise TooLateToTakeBack unless one's own answer is fresh, untold, and nobody acted on it."""
    answered = wish.state in {WishState.GRANTED, WishState.REFUSED} and wish.decided_at
    fresh = answered and wish.decided_at is not None and at - wish.decided_at <= SLIP
    begun = wish.need is not None and wish.need.state != NeedState.NEW
    if not fresh or begun or wish.told_at or wish.asked_role == Granter.NOBODY:
        raise TooLateToTakeBack
    if not is_asked(wish, by):
        raise TooLateToTakeBack


def next_role(wish: Wish, by: Actor) -> str:
    """Return who is asked next: the one who takes over, else the rung above."""
    for role in (Granter.COORDINATOR, Granter.ORGANISER):
        if role in by.roles:
            return role.value
    return str(ABOVE.get(Granter(wish.asked_role), Granter.ORGANISER).value)


def new_deadline(wish: Wish, at: datetime) -> datetime:
    """Return until when the next one answers: in the time that the one before had."""
    asked_at, until = wish.asked_at or at, wish.answer_by or at
    return at + min(max(until - asked_at, timedelta(minutes=5)), LONGEST)


def people_asked(wish: Wish, at: datetime) -> list[int]:
    """Return the persons who are to answer now."""
    if wish.asked_role == Granter.DESK:
        return for_desk(wish.event_id, wish.department, at)
    return _people(wish, Q(role=wish.asked_role), at)


def people_waiting(wish: Wish, at: datetime) -> list[int]:
    """Return the officers of the delegation, who wait for the answer."""
    return _people(wish, Q(role="officer", kind=TieKind.PARTY, object_id=wish.party_id), at)


def _people(wish: Wish, held: Q, at: datetime) -> list[int]:
    ties = Reach.objects.in_force(at).filter(held, event_id=wish.event_id)
    return sorted(set(ties.values_list("person_id", flat=True)))
