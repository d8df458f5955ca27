"""What may be written into the register, and by whom."""

import re
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.needs.models import Negotiation

LONGEST = timedelta(days=5 * 366)  # a preference is remembered for the next visits, not for ever
_TOPIC = re.compile(r"(need|wish|expectation|trip|meeting):[1-9]\d{0,17}")


class NothingExpected(Refusal):
    """An empty expectation."""

    says = _("Write what is expected first.")


class NothingAnswered(Refusal):
    """An answer without words."""

    says = _("Write the answer first: the other side waits for it.")


class NothingLiked(Refusal):
    """An empty preference."""

    says = _("Write what the guest likes first.")


class NoConsent(Refusal):
    """Nobody is named who agreed."""

    says = _("Write who agreed that this is remembered, and on which day.")
    advice = _("Ask the guest or the guest's aide first. Without a yes nothing is kept.")


class ConsentAhead(Refusal):
    """A consent of a day that has not come."""

    says = _("The day of the consent lies in the future.")


class EndsWrong(Refusal):
    """An end that is over, or too far away."""

    says = _("The last day must lie between today and five years from now.")


class NotThere(Refusal):
    """A negotiation about nothing we know."""

    says = _("A negotiation sheet belongs to a request, a wish or another thing on record.")


class AlreadyTalkedOver(Refusal):
    """One sheet for one thing."""

    says = _("There is a negotiation sheet for this already.")
    status = 409


class NothingAgreed(Refusal):
    """Agreed without saying what."""

    says = _("Write down what was agreed first, in words both sides would sign.")


def check_expectation(text: str) -> None:
    """Raise NothingExpected."""
    if not text.strip():
        raise NothingExpected


def check_answer(state: str, answer: str) -> None:
    """Raise NothingAnswered: `answered` needs words."""
    if state == "answered" and not answer.strip():
        raise NothingAnswered


def check_preference(
    text: str, consent_by: str, consent_on: date, until: date, today: date
) -> None:
    """Raise NothingLiked, NoConsent, ConsentAhead or EndsWrong."""
    if not text.strip():
        raise NothingLiked
    if not consent_by.strip():
        raise NoConsent
    if consent_on > today:
        raise ConsentAhead
    if not today <= until <= today + LONGEST:
        raise EndsWrong


def check_about(about: str) -> None:
    """Raise NotThere."""
    if not _TOPIC.fullmatch(about):
        raise NotThere


def check_one_sheet(party_id: int, about: str) -> None:
    """Raise AlreadyTalkedOver."""
    if Negotiation.objects.filter(party_id=party_id, about=about).exists():
        raise AlreadyTalkedOver


def check_agreed(state: str, agreed: str) -> None:
    """Raise NothingAgreed."""
    if state == "agreed" and not agreed.strip():
        raise NothingAgreed
