"""When a list may be brought, taken in, or put away."""

from datetime import datetime
from typing import ClassVar

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import Event, EventState, Person, Reach
from narahubung.accounts.roles import Right
from narahubung.intake.difference import Difference
from narahubung.intake.models import Import, ImportState
from narahubung.journal.storing import ListIsStale
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal


class MayNotTakeIn(Refusal):
    """Only who holds the right in the event the list is about."""

    says = _("Your role may not take lists into this event.")
    advice = _("Ask the organiser of the event.")
    status = 403


class EventIsShut(Refusal):
    """A closed event is read only, also for lists."""

    says = _("This event is closed. Nothing can be taken in any more.")
    advice = _("Ask the organiser to open it again.")
    status = 409


class HasProblems(Refusal):
    """Problems first; or, said openly, without those rows."""

    says = _("{count} rows have a problem. Nothing was taken in.")
    advice = _("Correct them in the workbook, or take in the list without these rows.")


class NothingNew(Refusal):
    """All of it is known already."""

    says = _("Everything in this list is known already. There is nothing to take in.")
    status = 200


class NotReady(Refusal):
    """Somebody else was faster, or the list is still being read."""

    says: ClassVar[str | Promise] = _("This list cannot be taken in or put away now: {state}.")
    status = 409


class FileIsGone(Refusal):
    """The brought file is kept only until it is taken in or put away."""

    says = _("The file is no longer here.")
    advice = _("Bring the list once more.")
    status = 410


def check_can_take_in(by: Actor, event: Event | None, *, at: datetime) -> None:
    """Raise unless this person may take lists into the event (None: may make one)."""
    if event is None:
        allowed = may_make_events(by.person_id, at=at)
    else:
        allowed = by.event_id == event.pk and by.may(Right.TAKE_IN_LISTS)
    if not allowed and "house" not in by.roles:
        raise MayNotTakeIn
    if event is not None and event.state in {EventState.CLOSED, EventState.ARCHIVED}:
        raise EventIsShut


def check_can_store(difference: Difference, *, leave_out: bool) -> None:
    """Raise when there is nothing to store, or problems that nobody agreed to leave out.

    A problem of no row (which event is this) cannot be left out.
    """
    bad = [problem for problem in difference.problems if not leave_out or problem.row is None]
    if difference.event is None and not difference.changes and not bad:
        raise NothingNew
    if bad:
        raise HasProblems(count=len({(problem.sheet, problem.row) for problem in bad}))
    if difference.is_nothing:
        raise NothingNew


def check_is_as_shown(row: Import, difference: Difference) -> None:
    """Raise ListIsStale unless the difference is the one that the person was shown."""
    if difference.seal_of_sight() != row.staging.get("sight"):
        raise ListIsStale


def check_is(row: Import, *states: ImportState) -> None:
    """Raise NotReady unless the import stands where it must."""
    if row.state not in states:
        raise NotReady(state=ImportState(row.state).label)


def may_make_events(person_id: int | None, *, at: datetime) -> bool:
    """Tell whether a person may bring a list that makes an event: administrators, organisers."""
    makers = Q(role="administrator", event=None) | Q(role="organiser")
    return (
        person_id is not None
        and Reach.objects.in_force(at).filter(makers, person_id=person_id).exists()
    )


def creator_of(by: Actor) -> Person | None:
    """Return the person who becomes organiser of an event made by a list; None for the house."""
    return Person.objects.filter(pk=by.person_id).first() if by.person_id else None
