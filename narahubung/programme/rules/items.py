"""What may be done to the programme."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.kit.refusals import Refusal


class NotYourProgramme(Refusal):
    """The programme is planned by protocol and the coordinators."""

    says = _("The programme can only be changed by those who plan it.")
    advice = _("Ask protocol or your coordinator.")
    status = 403


class ItemIsCancelled(Refusal):
    """A cancelled item takes no more changes."""

    says = _("{title} is cancelled.")
    advice = _("Set its state first if it takes place after all.")
    status = 409


class EndsBeforeItStarts(Refusal):
    """The end lies before the start."""

    says = _("The end must be later than the start.")


class NothingNew(Refusal):
    """What was asked is what stands."""

    says = _("This is what already stands. Nothing was changed.")


class NothingToRelease(Refusal):
    """A version without a difference would only make people read it again."""

    says = _("Nothing changed since version {number}, so there is nothing to release.")


def check_can_plan(by: Actor) -> None:
    """Raise NotYourProgramme."""
    if not by.may(Right.PLAN_PROGRAMME) and "house" not in by.roles:
        raise NotYourProgramme


def check_can_move(title: str, certainty: str, changes: dict[str, object]) -> None:
    """Raise ItemIsCancelled unless the state itself is what changes."""
    if certainty == Certainty.CANCELLED and "certainty" not in changes:
        raise ItemIsCancelled(title=title)


def check_span(starts_at: datetime | None, ends_at: datetime | None) -> None:
    """Raise EndsBeforeItStarts."""
    if starts_at and ends_at and ends_at < starts_at:
        raise EndsBeforeItStarts
