"""What can be done to a review."""

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.learning.models import Review
from narahubung.learning.words import MEASURES


class ReviewedAlready(Refusal):
    """One review an incident."""

    says = _("There is a review of this incident already.")
    status = 409


class ReviewSigned(Refusal):
    """It stands as it is."""

    says = _("This review is signed and stands as it is.")
    status = 409


class NotRated(Refusal):
    """Objectives without a rating."""

    says = _("Rate all objectives before you sign. Missing: {missing}.")
    status = 409


class NeedsAReason(Refusal):
    """A rating or a point without words."""

    says = _("Say in one sentence why.")


def check_open(row: Review) -> None:
    """Raise ReviewSigned."""
    if row.signed_at is not None:
        raise ReviewSigned


def check_reason(why: str) -> None:
    """Raise NeedsAReason."""
    if not why.strip():
        raise NeedsAReason


def check_can_sign(row: Review, objectives: list[str]) -> None:
    """Raise ReviewSigned, NotRated. objectives: of which the record has a timing."""
    check_open(row)
    rated = set(row.ratings.values_list("objective", flat=True))
    if missing := [each for each in objectives if each not in rated]:
        raise NotRated(missing=", ".join(str(MEASURES[each]) for each in missing))
