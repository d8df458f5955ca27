"""Who moves a paper on, and what its dates and numbers must be."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.documents.models import PaperKind, PaperState
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal

UNDER_WAY = frozenset({PaperState.NEEDED, PaperState.ASKED, PaperState.RECEIVED})
LADDER = (PaperState.NEEDED, PaperState.ASKED, PaperState.RECEIVED, PaperState.CHECKED)


class NotYourPapers(Refusal):
    """Papers are moved on by who serves the person, and by protocol."""

    says = _("Only who serves this delegation, and protocol, moves its papers on.")
    status = 403


class NotYourNumbers(Refusal):
    """A number is as sensitive as the passport's."""

    says = _("Numbers, dates and scans of papers are for those who serve this delegation.")
    status = 403


class NoStepLeft(Refusal):
    """It stands at the end of the ladder."""

    says = _("This paper is {state} already.")
    status = 409


class SameAsBefore(Refusal):
    """What was asked is what stands."""

    says = _("This is what already stands. Nothing was changed.")


class ExpiresTooEarly(Refusal):
    """A paper that ends within the stay is no paper."""

    says = _("It is good until {until}, but the event ends on {ends}.")
    advice = _("Ask for one that lasts through the stay. Until then leave it as received.")


def check_can_move(party_id: int, by: Actor) -> None:
    """Raise NotYourPapers."""
    if not (by.may_for(Right.DO_DUTIES, party_id) or "house" in by.roles):
        raise NotYourPapers


def check_can_read_numbers(kind: str, party_id: int, by: Actor) -> None:
    """Raise NotYourNumbers."""
    if not may_read_numbers(kind, party_id, by):
        raise NotYourNumbers


def may_read_numbers(kind: str, party_id: int, by: Actor) -> bool:
    """Tell whether a number, a date or a scan is for this person; health is for fewer."""
    if "house" in by.roles:
        return True
    right = Right.SEE_CARE if kind == PaperKind.MEDICINES_LETTER else Right.SEE_CONTACTS
    return by.may_for(right, party_id)


def kinds_for(by: Actor, party_id: int) -> list[str]:
    """Return the kinds this person reads: who is armed is for those who serve them."""
    armed = by.may_for(Right.SEE_CONTACTS, party_id) or "house" in by.roles
    return [kind for kind in PaperKind.values if armed or kind != PaperKind.WEAPONS_PERMIT]


def step(state: str, by_far: int) -> str:
    """Return the state so many steps further (or back). Raises NoStepLeft."""
    if state == PaperState.NOT_NEEDED and by_far < 0:
        return PaperState.NEEDED.value
    known = [one.value for one in LADDER]
    place = known.index(state) + by_far if state in known else -1
    if not 0 <= place < len(known):
        raise NoStepLeft(state=PaperState(state).label)
    return known[place]


def check_lasts(state: str, until: date | None, ends: date | None) -> None:
    """Raise ExpiresTooEarly where a paper would be checked that ends within the stay."""
    if state == PaperState.CHECKED and until and ends and until < ends:
        raise ExpiresTooEarly(until=f"{until:%d.%m.%Y}", ends=f"{ends:%d.%m.%Y}")
