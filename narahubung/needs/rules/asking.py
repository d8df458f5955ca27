"""Who may raise a need, and until when a department's clock lets it wait."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.parties.models import Department


class NotYours(Refusal):
    """The person does not speak for this party."""

    says = _("Only who is attached to this delegation, or the coordinator, asks in its name.")
    status = 403


class NothingAsked(Refusal):
    """An empty request."""

    says = _("Write what is needed first.")


class NotYourDesk(Refusal):
    """Somebody asks a delegation in the name of a department he is not of."""

    says = _("Only your own department, or the coordinator, asks the delegation.")
    status = 403


class NotHowMany(Refusal):
    """A number nobody means."""

    says = _("Write how many as a number from 1 to {most}.")


MOST = 10_000


def check_can_raise(
    party_id: int, text: str, by: Actor, *, department_id: int | None = None
) -> None:
    """Raise NotYours or NothingAsked. A desk takes in what guests ask of it, and nothing else."""
    walked_in = department_id is not None and by.may_at(Right.ANSWER_NEED, department_id)
    if not walked_in and not by.may_for(Right.RAISE_NEED, party_id):
        raise NotYours
    if not text.strip():
        raise NothingAsked


def check_can_ask_party(department_id: int | None, text: str, by: Actor) -> None:
    """Raise NotYourDesk or NothingAsked."""
    if not by.may_at(Right.ANSWER_NEED, department_id):
        raise NotYourDesk
    if not text.strip():
        raise NothingAsked


def check_quantity(quantity: int | None) -> None:
    """Raise NotHowMany."""
    if quantity is not None and not 1 <= quantity <= MOST:
        raise NotHowMany(most=MOST)


def due_for(
    department: Department | None,
    priority: str,
    at: datetime,
    *,
    due_min: int | None,
    wanted_at: datetime | None,
) -> datetime | None:
    """Return when it is due: by the routing line or the department's clock, or when it is wanted.

    The earlier of the two counts, where what is wanted is not over already.
    """
    own = at + timedelta(minutes=due_min) if due_min else due_at(department, priority, at)
    wanted = wanted_at if wanted_at and wanted_at > at else None
    return min((one for one in (own, wanted) if one), default=None)


def due_at(department: Department | None, priority: str, at: datetime) -> datetime | None:
    """Return when the department's clock for this priority runs out; None where it has none."""
    minutes = getattr(department, f"sla_{priority}_min", None) if department else None
    return at + timedelta(minutes=minutes) if minutes else None
