"""Who may decide what about phones and what they brought."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import Reach
from narahubung.accounts.roles import Right
from narahubung.field.models import Carried, Phone, Status, TwoVersions
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal


class SettledAlready(Refusal):
    """Somebody was faster."""

    says = _("This was decided already, by {name}.")


class NoSuchVersion(Refusal):
    """Neither of the two."""

    says = _("Choose one of the two versions.")


class RevokedAlready(Refusal):
    """It is shut out."""

    says = _("This phone was shut out already, by {name}.")


class CannotBeTakenOver(Refusal):
    """The page does not take it from him either."""

    says = _("This could not be taken over: {why}")
    advice = _("Do it on its page, and then put this away.")


def check_waits(row: Carried) -> None:
    """Raise SettledAlready."""
    if row.settled_at is not None or row.status != Status.HELD:
        raise SettledAlready(name=row.settled_by)


def check_can_choose(row: TwoVersions, chosen: str) -> None:
    """Raise SettledAlready, NoSuchVersion."""
    if row.settled_at is not None:
        raise SettledAlready(name=row.settled_by)
    if chosen not in {"ours", "theirs"}:
        raise NoSuchVersion


def check_can_revoke(phone: Phone) -> None:
    """Raise RevokedAlready."""
    if phone.revoked_at is not None:
        raise RevokedAlready(name=phone.revoked_by)


def people_of(by: Actor) -> Any:
    """Return (as a query) the people of the event whose phones this person looks after."""
    if Right.PLAN_OFFICERS not in by.everywhere:
        return Reach.objects.none().values("person_id")
    return Reach.objects.filter(event_id=by.here).values("person_id")
