"""What must be told of a gift, and by whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.assignments.models import Attachment
from narahubung.gifts.models import Declaration, DeclarationText, Direction, Outcome, RecipientKind
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal

AHEAD = timedelta(days=1)  # so far a phone's clock may be before ours
_MOST = Decimal(10) ** 15


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody tells of a gift; see `models.DeclarationText`. value: "" or digits."""

    direction: str
    item: str
    kind: str
    received_at: datetime
    giver: str
    recipient_kind: str = RecipientKind.PERSON.value
    recipient: str = ""
    quantity: int = 1
    setting: str = "ordinary"
    is_general: bool = False
    occasion: str = ""
    place: str = ""
    witness: str = ""
    giver_capacity: str = ""
    giver_relation: str = ""
    giver_address: str = ""
    outcome: str = Outcome.ACCEPTED.value
    reason: str = ""
    value: str = ""
    currency: str = "IDR"
    basis: str = "unknown"
    basis_note: str = ""
    chronology: str = ""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What is chosen of a gift that nobody has declared yet; see `Told`. kind "": nothing yet."""

    direction: str
    kind: str = ""
    recipient_kind: str = RecipientKind.PERSON.value
    outcome: str = Outcome.ACCEPTED.value
    setting: str = "ordinary"
    is_general: bool = False
    employment: str = ""
    party: int | None = None
    item: str = ""


class NothingTold(Refusal):
    """What it is, or from whom, is missing."""

    says = _("Gift: write what it is and from whom it comes.")


class Unnamed(Refusal):
    """For an institution that nobody names."""

    says = _("For which institution is it? Without its name it counts as a gift to you.")


class NoReason(Refusal):
    """Accepted because a refusal would have harmed, but not how."""

    says = _("Write why a refusal would have harmed relations.")


class NotYet(Refusal):
    """Received in the future."""

    says = _("Received when? This moment is still to come.")


class NoAmount(Refusal):
    """The value is no number."""

    says = _("Write the value in digits alone, for example 2500000.")


class NotYourGuests(Refusal):
    """A party that this person never served."""

    says = _("Of this delegation you report nothing: you do not serve it and did not before.")
    status = 403


class NobodyTold(Refusal):
    """Told by somebody who declares nothing in this event."""

    says = _("Choose who tells it: somebody who serves in this event.")


class NotYours(Refusal):
    """Neither the one who declared it nor the registrar."""

    says = _("Only who declared this, or who keeps the register, does that.")
    status = 403


class NothingCorrected(Refusal):
    """The same once more."""

    says = _("Nothing is different from what stands there already.")


class NoReasonToCorrect(Refusal):
    """A correction without its why."""

    says = _("Write why it is corrected: both texts are kept.")


def check_told(told: Told, at: datetime) -> None:
    """Raise NothingTold, Unnamed, NoReason, NotYet, NoAmount."""
    if not told.item.strip() or not told.giver.strip():
        raise NothingTold
    if told.recipient_kind == RecipientKind.INSTITUTION and not told.recipient.strip():
        raise Unnamed
    if told.outcome == Outcome.HARM and not told.reason.strip():
        raise NoReason
    if told.received_at > at + AHEAD:
        raise NotYet
    if told.value and amount_of(told.value) is None:
        raise NoAmount


def amount_of(value: str) -> Decimal | None:
    """Return the value as a number; None where it is none, or nothing a gift is worth."""
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 <= amount < _MOST else None


def served_by(by: Actor) -> set[int]:
    """Return the parties that this person serves or served."""
    rows = Attachment.objects.filter(event_id=by.here, officer__person_id=by.person_id or 0)
    return {*by.own, *rows.values_list("party_id", flat=True)}


def check_party(party_id: int | None, by: Actor) -> None:
    """Raise NotYourGuests. Who has the right for the event may name any party."""
    if party_id is None or by.may_for(Right.REPORT_GIFT, party_id):
        return
    if party_id not in served_by(by):
        raise NotYourGuests


def check_can_declare(by: Actor) -> int:
    """Return who declares. Raises NotYours: the house itself is given nothing."""
    if by.person_id is None or not by.may(Right.REPORT_GIFT):
        raise NotYours
    return by.person_id


def is_keeper(by: Actor) -> bool:
    """Tell whether this person keeps the register."""
    return Right.KEEP_GIFTS in by.everywhere or "house" in by.roles


def is_own(row: Declaration, by: Actor) -> bool:
    """Tell whether this person declared it."""
    return row.person_id == by.person_id


def check_own_or_keeper(row: Declaration, by: Actor) -> None:
    """Raise NotYours."""
    if not (is_own(row, by) or is_keeper(by)):
        raise NotYours


def check_keeper(by: Actor) -> None:
    """Raise NotYours."""
    if not is_keeper(by):
        raise NotYours


def check_correction(old: DeclarationText, new: Iterable[tuple[str, object]], why: str) -> None:
    """Raise NoReasonToCorrect, NothingCorrected."""
    if not why.strip():
        raise NoReasonToCorrect
    if all(getattr(old, name) == value for name, value in new):
        raise NothingCorrected


def is_personal(told: Told) -> bool:
    """Tell whether it is the person's own matter: others of the party do not see it."""
    return (
        told.direction == Direction.RECEIVED and told.recipient_kind == RecipientKind.PERSON
    ) or told.kind == "errand"
