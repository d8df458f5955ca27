"""What is refused where an order is made and changed by hand."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.protocol.models import HandMove, RankOrder, Taking, TieSettled


class NoTitle(Refusal):
    """An order is called by its occasion."""

    says = _("Write for which occasion the order is.")


class Removed(Refusal):
    """The order was taken out of the list."""

    says = _("This order was removed meanwhile.")
    status = 409


class NotInThisOrder(Refusal):
    """Two people of two orders."""

    says = _("This person is not in this order.")
    status = 409


class BesideHimself(Refusal):
    """Nobody stands before himself."""

    says = _("Choose somebody else, before or after whom the person comes.")


class IsThere(Refusal):
    """One person, one place."""

    says = _("This person is in the order already.")
    status = 409


class NoTie(Refusal):
    """What is no tie any more cannot be settled."""

    says = _("These people have no longer the same rank, or others share it with them.")
    advice = _("Look at the order again.")
    status = 409


class TakenBack(Refusal):
    """It was taken back already."""

    says = _("This was taken back already.")
    status = 409


class StoodIn(Refusal):
    """One stand-in for one who is absent."""

    says = _("Somebody stands in already. Take that back first.")
    status = 409


class NotAway(Refusal):
    """Nobody stands in for who comes."""

    says = _("Only for somebody who is absent can another person stand in.")
    status = 409


def check_title(title_id: str) -> None:
    """Raise NoTitle."""
    if not title_id.strip():
        raise NoTitle


def check_stands(order: RankOrder) -> None:
    """Raise Removed."""
    if order.removed_at is not None:
        raise Removed


def check_move(taking: Taking, anchor: Taking) -> None:
    """Raise NotInThisOrder, BesideHimself."""
    if taking.order_id != anchor.order_id:
        raise NotInThisOrder
    if taking.pk == anchor.pk:
        raise BesideHimself


def check_tie(keys: Sequence[str], ties: Sequence[Sequence[str]]) -> None:
    """Raise NoTie unless these people, all of them and nobody else, share a rank."""
    if len(set(keys)) < len(keys) or set(keys) not in [set(tie) for tie in ties]:
        raise NoTie


def check_undone(row: HandMove | TieSettled) -> None:
    """Raise TakenBack."""
    if row.undone_at is not None:
        raise TakenBack
