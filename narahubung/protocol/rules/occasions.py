"""When an occasion is chosen, edited, taken back; when something is looked at."""

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.kit.refusals import Refusal
from narahubung.programme.models import Item
from narahubung.protocol.models import Occasion, OccasionCheck
from narahubung.protocol.occasion_library import OccasionKind, library
from narahubung.protocol.words import SHAPES


class NotYourOccasions(Refusal):
    """Only who plans protocol changes them."""

    says = _("Only those who plan precedence and places choose and change occasions.")
    advice = _("Ask protocol.")
    status = 403


class NoSuchOccasion(Refusal):
    """It does not stand in the library."""

    says = _("There is no such occasion in the library.")


class OccasionStands(Refusal):
    """One is chosen already."""

    says = _("An occasion is chosen for this item already: {name}.")
    advice = _("Take it back first.")
    status = 409


class ItemCannotHaveIt(Refusal):
    """It has no time, or does not take place."""

    says = _("{title} has no time, or is cancelled: an occasion needs a time.")
    advice = _("Give the item a time in the programme first.")
    status = 409


class NothingWritten(Refusal):
    """A text in one language only is half a text."""

    says = _("Write it in both languages.")


class NoSuchShape(Refusal):
    """It is no shape of a room."""

    says = _("Choose the shape of the room from the list.")


class LookedAtTwice(Refusal):
    """A third look says nothing new."""

    says = _("This was checked and re-checked already.")
    status = 409


class AnotherRechecks(Refusal):
    """Check and re-check are two people."""

    says = _("You checked this yourself: somebody else re-checks it.")
    status = 409


class NotLookedAt(Refusal):
    """Nothing to take back."""

    says = _("Nobody has looked at this yet.")
    status = 409


def check_can_plan(by: Actor) -> None:
    """Raise NotYourOccasions."""
    if Right.PLAN_PLACES not in by.everywhere and "house" not in by.roles:
        raise NotYourOccasions


def kind_of(code: str) -> OccasionKind:
    """Return an occasion of the library. Raises NoSuchOccasion."""
    found = library().get(code)
    if found is None:
        raise NoSuchOccasion
    return found


def check_can_choose(item: Item, stands: Occasion | None) -> None:
    """Raise OccasionStands, ItemCannotHaveIt."""
    if stands is not None:
        known = library().get(stands.code)
        raise OccasionStands(name=known.name if known else stands.code)
    if item.starts_at is None or item.certainty == Certainty.CANCELLED:
        raise ItemCannotHaveIt(title=item.title)


def check_shape(shape: str) -> None:
    """Raise NoSuchShape."""
    if shape not in SHAPES:
        raise NoSuchShape


def check_words(text_id: str, text_en: str) -> None:
    """Raise NothingWritten."""
    if not text_id.strip() or not text_en.strip():
        raise NothingWritten


def check_can_look(row: OccasionCheck, by: Actor) -> None:
    """Raise LookedAtTwice, or AnotherRechecks where the checker would re-check himself.

    Check and re-check are two people: the second one did not believe the first.
    """
    if row.rechecked_at is not None:
        raise LookedAtTwice
    if row.checked_at is not None and row.checked_by_name == by.name:
        raise AnotherRechecks
