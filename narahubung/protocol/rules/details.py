"""What a sheet of the detail book must say, and what is missing."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.programme.models import Item
from narahubung.protocol.models import Detail, Vip

# Kinds of items that heads of delegation do not attend themselves, though the delegation does.
WITHOUT_HEADS = {"spouse", "press", "briefing", "traffic", "side-event", "private"}
ALWAYS = ("logistics", "staffing", "materials", "contacts", "owner", "due_at")


class NotYourBook(Refusal):
    """Only its keepers write in it."""

    says = _("Only those who plan the programme or places write in the detail book.")
    advice = _("Ask protocol or your coordinator.")
    status = 403


class PlanBMissing(Refusal):
    """An item of VIPs has a plan B."""

    says = _("{title} is a VIP item: plan B may not stay empty.")
    advice = _("Write what happens if it cannot take place as planned: rain, delay, no power.")


class TwoOwners(Refusal):
    """An owner is a person of the event or a name."""

    says = _("Choose who owes it from the list, or write a name, not both.")


class NothingIsMissing(Refusal):
    """There is nothing to remind of."""

    says = _("Nothing is missing.")


def keeps_book(by: Actor) -> bool:
    """Tell whether this person writes in the book, and sees the contacts in it."""
    return bool({Right.PLAN_PLACES, Right.PLAN_PROGRAMME} & by.everywhere) or "house" in by.roles


def check_can_keep(by: Actor) -> None:
    """Raise NotYourBook."""
    if not keeps_book(by):
        raise NotYourBook


class Kinded(Protocol):
    """An item, as a row or as a line of a query."""

    @property
    def kind(self) -> str:
        """Return what sort of item it is."""


def is_vip(item: Kinded, vip: str, *, attended: bool) -> bool:
    """Tell whether an item is one of VIPs: as was said, else where heads of delegation attend.

    attended: at least one delegation attends it.
    """
    if vip != Vip.AUTO:
        return vip == Vip.YES
    return attended and item.kind not in WITHOUT_HEADS


def check_sheet(item: Item, row: Detail, *, attended: bool) -> None:
    """Raise PlanBMissing, TwoOwners."""
    if row.owner_id is not None and row.owner_name:
        raise TwoOwners
    if is_vip(item, row.vip, attended=attended) and not row.plan_b:
        raise PlanBMissing(title=item.title)


def gaps_of(row: Detail | None, *, vip: bool) -> tuple[str, ...]:
    """Return the parts of a sheet that are empty; plan B only where the item is one of VIPs."""
    wanted = (*ALWAYS, "plan_b") if vip else ALWAYS
    return tuple(name for name in wanted if not _filled(row, name))


def is_late(gaps: Iterable[str], due_at: datetime | None, at: datetime) -> bool:
    """Tell whether something is missing past its deadline."""
    return any(gaps) and due_at is not None and due_at <= at


def _filled(row: Detail | None, name: str) -> bool:
    if row is None:
        return False
    if name == "owner":
        return bool(row.owner_id or row.owner_name)
    return bool(getattr(row, name))
