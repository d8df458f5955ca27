"""Who may give a thing out of his hands, who takes it, and where it may go then."""

from django.utils.translation import gettext_lazy as _

from narahubung.gifts.models import Custody, Declaration, Direction, Outcome, Whereabout
from narahubung.gifts.rules.declaring import is_keeper
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal

# Where the registrar may say that it is; by decision of the KPK it moves with that decision.
PLACES = (
    Whereabout.KEPT.value,
    Whereabout.DISPLAY.value,
    Whereabout.RETURNED.value,
    Whereabout.HANDED.value,
    Whereabout.UPG.value,
    Whereabout.USED.value,
)


class NotTheHolder(Refusal):
    """Somebody else has it."""

    says = _("Only who has it now hands it over: {holder}.")
    status = 403


class NobodyTakes(Refusal):
    """No taker, or the giver himself."""

    says = _("Choose who takes it into custody; not yourself.")


class NoPaper(Refusal):
    """Who takes it signs outside the system, and no paper is named."""

    says = _("Name the receipt that was signed on paper, or choose somebody with a log-in.")


class OfferedAlready(Refusal):
    """A hand-over waits for its second signature."""

    says = _("It is handed over to {taker} already, who has still to sign.")
    advice = _("Take that hand-over back first.")
    status = 409


class NotToSign(Refusal):
    """It is not his to sign, or it was signed or taken back."""

    says = _("This hand-over does not wait for your signature.")
    status = 409


class NothingThere(Refusal):
    """It was refused, so nobody has it."""

    says = _("It was refused: there is nothing to hand over.")
    status = 409


class NoSuchPlace(Refusal):
    """Not a state that one may choose."""

    says = _("Choose where it is now.")


def check_can_give(row: Declaration, to_id: int | None, to: str, paper: str, by: Actor) -> None:
    """Raise NothingThere, NotTheHolder, OfferedAlready, NobodyTakes, NoPaper."""
    if row.state == Whereabout.REFUSED:
        raise NothingThere
    outside = row.holder_id is None
    if row.holder_id != by.person_id and not (outside and is_keeper(by)):
        raise NotTheHolder(holder=row.holder_name or "-")
    open_ = row.custodies.filter(taken_at=None, ended_at=None).first()
    if open_ is not None:
        raise OfferedAlready(taker=open_.to_name)
    if (to_id is None and not to.strip()) or (to_id is not None and to_id == by.person_id):
        raise NobodyTakes
    if to_id is None and not paper.strip():
        raise NoPaper


def check_can_take(row: Custody, by: Actor) -> None:
    """Raise NotToSign."""
    if row.to_person_id != by.person_id or row.taken_at or row.ended_at:
        raise NotToSign


def check_can_end(row: Custody, by: Actor) -> None:
    """Raise NotToSign. Who gave takes it back while nobody has signed."""
    if row.from_person_id != by.person_id or row.taken_at or row.ended_at:
        raise NotToSign


def check_place(state: str) -> None:
    """Raise NoSuchPlace."""
    if state not in PLACES:
        raise NoSuchPlace


def first_state(outcome: str, direction: str = Direction.RECEIVED.value) -> str:
    """Return where a thing is when it is declared; what the host gave is with the guest."""
    if direction == Direction.GIVEN:
        return Whereabout.HANDED.value
    refused = outcome == Outcome.REFUSED
    return Whereabout.REFUSED.value if refused else Whereabout.HELD.value
