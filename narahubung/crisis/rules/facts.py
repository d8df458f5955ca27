"""When a fact is confirmed, contradicted, too old; when a report may be approved."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal

HOLDS = timedelta(minutes=30)
LONGEST = timedelta(hours=72)


class NothingSaid(Refusal):
    """A fact without words."""

    says = _("Fact: write what is known in one sentence.")


class FactIsWithdrawn(Refusal):
    """It fell before."""

    says = _("This fact was withdrawn.")
    status = 409


class SaidBefore(Refusal):
    """One source is one source, however often it speaks."""

    says = _("{source} is a source of this fact already.")
    advice = _("Name another source, or renew the fact.")
    status = 409


class NotItself(Refusal):
    """A fact is not against itself."""

    says = _("Choose another fact.")


class NoSuchFact(Refusal):
    """A number that no fact of this incident has."""

    says = _("There is no fact {number}.")


class NotADraft(Refusal):
    """It was approved."""

    says = _("Report {number} is approved and stands as it is.")
    advice = _("Draft the next one.")
    status = 409


class DraftWaits(Refusal):
    """One draft at a time."""

    says = _("Report {number} is still a draft.")
    advice = _("Approve it first, or write in it.")
    status = 409


class NotInACrisis(Refusal):
    """Reports are of a crisis, or of what follows it."""

    says = _("Reports are made from the switch to crisis on.")
    status = 409


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What a fact is worth at a moment: its word is in `words.STANDINGS`."""

    code: str
    is_confirmed: bool

    @property
    def may_be_cited(self) -> bool:
        """Whether a statement may be built on it."""
        return self.code == "confirmed"


def standing(
    *,
    authorities: int,
    sources: int,
    against: Collection[bool],
    holds_until: datetime,
    is_withdrawn: bool,
    at: datetime,
) -> Standing:
    """Return it. against: of each fact that stands against this one, if that is confirmed.

    Confirmed by an authority or two sources; a contradiction that is not confirmed itself does not
    shake what is, but one that is, or beside another open one, does.
    """
    confirmed = authorities > 0 or sources > 1
    if is_withdrawn:
        code = "withdrawn"
    elif any(against) or (against and not confirmed):
        code = "against"
    elif holds_until <= at:
        code = "expired"
    else:
        code = "confirmed" if confirmed else "open"
    return Standing(code=code, is_confirmed=confirmed and not is_withdrawn)
