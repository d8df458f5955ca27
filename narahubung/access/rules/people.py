"""When an accreditation is asked for, checked, vetted, approved, declined, withdrawn."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from narahubung.access.models import (
    Accreditation,
    AccreditationState,
    Basis,
    Vetting,
    Zone,
)
from narahubung.access.words import ACCREDITATIONS
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal

S = AccreditationState
MOVES: dict[str, dict[str, str]] = {
    "check": {S.ASKED: S.CHECKED},
    "approve": {S.CHECKED: S.APPROVED},
    "decline": {S.ASKED: S.DECLINED, S.CHECKED: S.DECLINED},
    "reopen": {S.DECLINED: S.ASKED},
    "withdraw": {S.APPROVED: S.WITHDRAWN},
}
"""Move, and from which state it leads to which."""
OPEN = (S.ASKED.value, S.CHECKED.value)


class NobodyNamed(Refusal):
    """A request for nobody."""

    says = _("Write for whom the badge is: a member, an officer, or a name.")


class NotTheseDays(Refusal):
    """It ends before it begins."""

    says = _("The badge would end before it begins.")
    advice = _("Look at both days.")


class HasOne(Refusal):
    """A person has one badge."""

    says = _("For {name} a badge was asked for already.")
    advice = _("Open that request; a lost badge is replaced there.")
    status = 409


class ComesByItself(Refusal):
    """Zones of a delegation come from its itinerary."""

    says = _(
        "{zone} is not given by name: the people of a delegation have it by their programme and "
        "stay, and their officer while the duty lasts."
    )
    advice = _("Enter in the programme who attends; the badge follows at once.")


class BeyondDelegation(Refusal):
    """An officer never has more than whom he serves."""

    says = _("{zone}: the delegation that {name} serves does not have this zone itself.")
    advice = _("An officer has the zones of the delegation and no other.")


class StandsOtherwise(Refusal):
    """Somebody was quicker."""

    says = _("This stands otherwise meanwhile: {state}.")
    advice = _("Look at it again.")
    status = 409


class OwnRequest(Refusal):
    """Four eyes."""

    says = _("You asked for this badge: somebody else must approve it.")
    status = 403


class NotYours(Refusal):
    """Not this person's step."""

    says = _("This step belongs to others.")
    advice = _("Accreditation officers check, approve and hand out.")
    status = 403


class NotVetted(Refusal):
    """Security has not said yes."""

    says = _("Vetting has not cleared {name} yet.")
    advice = _("Wait for it, or decline the request.")
    status = 409


class NoPhoto(Refusal):
    """A badge of this category shows a face."""

    says = _("A badge of this category shows a photo, and there is none.")
    advice = _("Add the photo first: heads of state and government alone need none.")
    status = 409


class NeedsAReason(Refusal):
    """One sentence why."""

    says = _("Reason: write one sentence why.")


def check_can_ask(party_id: int | None, by: Actor) -> None:
    """Raise NotYours: who is tied to a delegation asks for its people alone."""
    if not by.may_for(Right.ASK_ACCESS, party_id) and "house" not in by.roles:
        raise NotYours


def check_days(since: date, until: date) -> None:
    """Raise NotTheseDays."""
    if until < since:
        raise NotTheseDays


def check_zones(
    zones: Collection[Zone], *, name: str, officer: bool, member: bool, had: Collection[int]
) -> None:
    """Raise ComesByItself, BeyondDelegation. had: zones that whom an officer serves has."""
    for zone in zones:
        if zone.basis == Basis.GIVEN or not (officer or member):
            continue
        if officer and zone.pk not in had:
            raise BeyondDelegation(zone=zone.name, name=name)
        raise ComesByItself(zone=zone.name)


def check_move(row: Accreditation, move: str) -> str:
    """Return the state that a move leads to. Raises StandsOtherwise."""
    to = MOVES[move].get(row.state)
    if to is None:
        raise StandsOtherwise(state=ACCREDITATIONS[row.state])
    return to


def check_can_accredit(by: Actor) -> None:
    """Raise NotYours."""
    if not by.may(Right.ACCREDIT) and "house" not in by.roles:
        raise NotYours


def check_can_vet(row: Accreditation, by: Actor) -> None:
    """Raise NotYours, StandsOtherwise."""
    if not by.may(Right.VET):
        raise NotYours
    if row.state not in OPEN:
        raise StandsOtherwise(state=ACCREDITATIONS[row.state])


def check_can_approve(row: Accreditation, by: Actor) -> str:
    """Return the new state. Raises NotYours, StandsOtherwise, OwnRequest, NotVetted, NoPhoto."""
    check_can_accredit(by)
    to = check_move(row, "approve")
    if row.asked_by_id is not None and row.asked_by_id == by.person_id:
        raise OwnRequest
    if row.vetting not in {Vetting.CLEARED, Vetting.NOT_NEEDED}:
        raise NotVetted(name=row.full_name)
    if row.category.has_photo and not row.photo:
        raise NoPhoto
    return to


def check_reason(why: str) -> None:
    """Raise NeedsAReason."""
    if not why.strip():
        raise NeedsAReason
