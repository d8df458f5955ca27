"""What a line of the charges must say, and what signing closes."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.needs.models import Need, NeedCost
from narahubung.needs.rules.moving import is_host


class NotYoursToCharge(Refusal):
    """Costs are written by who answers the need or speaks for the delegation."""

    says = _("Only the department, the delegation's officer or the coordinator writes charges.")
    status = 403


class NotAnAmount(Refusal):
    """Zero, negative or not a currency."""

    says = _("Write an amount above zero and a currency of three letters, such as IDR.")


class SignedAlready(Refusal):
    """What was signed stands."""

    says = _("This charge was signed by {name}. It stands; write a new line that corrects it.")
    status = 409


class NobodySigns(Refusal):
    """A signature without a name."""

    says = _("Write the name of who signs.")


class NothingToSign(Refusal):
    """No open charge."""

    says = _("There is no charge that waits for a signature.")
    status = 409


def check_can_charge(need: Need, by: Actor) -> None:
    """Raise NotYoursToCharge."""
    if not is_host(need, by):
        raise NotYoursToCharge


def check_amount(amount: Decimal, currency: str) -> None:
    """Raise NotAnAmount."""
    if amount <= 0 or len(currency) != 3 or not currency.isalpha():
        raise NotAnAmount


def check_unsigned(cost: NeedCost) -> None:
    """Raise SignedAlready."""
    if cost.signed_at is not None:
        raise SignedAlready(name=cost.signed_by)
