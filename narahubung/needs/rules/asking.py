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


def check_can_raise(party_id: int, text: str, by: Actor) -> None:
    """Raise NotYours or NothingAsked."""
    if not by.may_for(Right.RAISE_NEED, party_id):
        raise NotYours
    if not text.strip():
        raise NothingAsked


def due_at(department: Department | None, priority: str, at: datetime) -> datetime | None:
    """Return when the department's clock for this priority runs out; None where it has none."""
    minutes = getattr(department, f"sla_{priority}_min", None) if department else None
    return at + timedelta(minutes=minutes) if minutes else None
