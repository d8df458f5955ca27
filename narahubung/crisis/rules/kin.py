"""Family before the embassy's public word, both before the press; and what the person wants."""

from django.utils.translation import gettext_lazy as _

from narahubung.crisis.models.counting import HeadState
from narahubung.crisis.models.kin import Consent, Fate, Kin
from narahubung.kit.refusals import Refusal

NEED_TELLING = (HeadState.UNACCOUNTED, HeadState.INJURED, HeadState.HOSPITAL)


class AskThePerson(Refusal):
    """Who can speak decides."""

    says = _("Nobody has asked the person yet whether they may be told.")
    advice = _("Note what the person says, or that they cannot be asked.")
    status = 409


class PersonSaysNo(Refusal):
    """Their wish stands."""

    says = _("The person does not want them to be told.")
    status = 409


class CallFirst(Refusal):
    """Next of kin are called in their order."""

    says = _("Call {name} first.")
    advice = _("Note the try, also when nobody answers; then call the next.")
    status = 409


class NotOfThisFamily(Refusal):
    """Somebody else's kin."""

    says = _("This is not the family of that person.")
    status = 409


class FamilyFirst(Refusal):
    """The family never learns it from others."""

    says = _("The family is not told yet.")
    advice = _("Reach them first, or note why there is nobody to tell.")
    status = 409


class EmbassyNotTold(Refusal):
    """Who was told nothing is free to say nothing."""

    says = _("The embassy is not told yet.")
    status = 409


class NobodyHeardIt(Refusal):
    """A consent that nobody can prove is none."""

    says = _("Write who heard what the person says.")


class NobodyNamed(Refusal):
    """A name and a number."""

    says = _("Write the name, and the number to call.")


class NotHurtOrMissing(Refusal):
    """There is nothing to tell."""

    says = _("The roll call has this person neither as hurt nor as missing.")
    status = 409


def check_may_tell(consent: str) -> None:
    """Raise AskThePerson, PersonSaysNo."""
    if consent == Consent.UNASKED:
        raise AskThePerson
    if consent == Consent.REFUSED:
        raise PersonSaysNo


def check_order(fate: Fate, kin: Kin) -> None:
    """Raise NotOfThisFamily, CallFirst: who stands before was tried at least once."""
    if kin.member_id != fate.member_id:
        raise NotOfThisFamily
    before = Kin.objects.filter(member_id=fate.member_id, order__lt=kin.order)
    untried = before.exclude(calls__fate=fate).order_by("order").first()
    if untried is not None:
        raise CallFirst(name=untried.name)


def is_family_settled(fate: Fate) -> bool:
    """Tell whether the family was told, or is not to be told."""
    return bool(fate.kin_told_at or fate.kin_none or fate.kin == Consent.REFUSED)


def is_embassy_settled(fate: Fate) -> bool:
    """Tell whether the embassy may speak, or is not to be told."""
    return bool(fate.free_at or fate.embassy_none or fate.embassy == Consent.REFUSED)


def check_may_free(fate: Fate) -> None:
    """Raise EmbassyNotTold, FamilyFirst: before the embassy may speak of it to others."""
    if fate.embassy_told_at is None:
        raise EmbassyNotTold
    if not is_family_settled(fate):
        raise FamilyFirst


def may_be_named(fate: Fate) -> bool:
    """Tell whether the press may be told: family, embassy, and the person's own word.

    For who cannot be asked the family says yes or no; the person's own no stands.
    """
    agreed = fate.press == Consent.GIVEN or (fate.press == Consent.UNABLE and fate.kin_agree)
    return agreed and is_family_settled(fate) and is_embassy_settled(fate)
