"""What may be taken back, and which repair may be taken."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.ripple.models import Consent, ConsentState, Wave

CHANGED = _("It was changed again since.")


class UndoneAlready(Refusal):
    """It was taken back before."""

    says = _("This change was taken back already.")
    status = 409


class ChangedSince(Refusal):
    """A newer change stands on it."""

    says = _("The time was changed again since. Take the newer change back first.")
    status = 409


class ItHappened(Refusal):
    """What was told as done is not undone by moving plans."""

    says = _("This was told as having happened, so it is not taken back here.")
    advice = _("If it is wrong, take the status back: what followed goes back with it.")
    status = 409


class OnlyConfirmed(Refusal):
    """A word that the time stands moved nothing."""

    says = _("Only the time that stood was confirmed: there is nothing to take back.")
    advice = _("If another time is expected, tell that one.")
    status = 409


class NoSuchRepair(Refusal):
    """The repair is not offered any more."""

    says = _("This repair is no longer possible as things stand now.")
    advice = _("Look at the change once more and choose another way.")
    status = 409


class TakenAlready(Refusal):
    """A repair of this wave was taken before."""

    says = _("This repair was taken already.")
    status = 409


class NotAgreed(Refusal):
    """A repair that needs the word of others, without it."""

    says = _("Nothing was changed: others must agree to this repair first.")
    advice = _("Ask them by message; or the coordinator writes down who agreed by word.")
    status = 409


class NotYourWord(Refusal):
    """Only who steers vouches for what others said."""

    says = _("Only the coordinator writes down that others agreed by word.")
    advice = _("Ask them by message instead.")
    status = 403


class NobodyToAsk(Refusal):
    """Nobody is left who could be asked by message."""

    says = _("Nobody is left to be asked by message: all were asked, or have no log-in.")
    advice = _("Call them; the coordinator writes down who agreed by word.")
    status = 409


def check_repair(wave: Wave, number: int) -> dict[str, Any]:
    """Return the repair, which may still be taken.

    Raises UndoneAlready, NoSuchRepair, TakenAlready.
    """
    repairs = wave.outcome.get("repairs", [])
    if wave.undone_at is not None:
        raise UndoneAlready
    if not 0 <= number < len(repairs):
        raise NoSuchRepair
    repair: dict[str, Any] = repairs[number]
    if repair["adopted_at"]:
        raise TakenAlready
    if is_overtaken(wave):
        raise NoSuchRepair
    return repair


def is_overtaken(wave: Wave) -> bool:
    """Tell whether a newer change of the same thing stands: its own page has the repairs then."""
    newer = Wave.objects.filter(
        event=wave.event_id, thing=wave.thing, pk__gt=wave.pk, undone_at=None
    )
    # What follows a repair changes nothing of the thing itself.
    return any(outcome.get("stands") for outcome in newer.values_list("outcome", flat=True))


def is_confirmation(wave: Wave) -> bool:
    """Tell whether the change was only that the time which stood is the right one."""
    kept = wave.outcome
    return bool(kept.get("stood")) and kept["stood"] == kept["stands"] and not kept.get("elsewhere")


def missing(repair: Mapping[str, Any], consents: Collection[Consent]) -> list[str]:
    """Return for whom nobody agrees yet, or somebody does not. consents: those of this repair."""
    return [owner for owner in repair["agree"] if not agrees(owner, consents)]


def agrees(owner: str, consents: Iterable[Consent]) -> bool:
    """Tell whether a desk or the officers of a party agree: one of them, and none does not."""
    said = {one.state for one in consents if one.owner == owner}
    return ConsentState.AGREED.value in said and ConsentState.REFUSED.value not in said


def may_vouch(by: Actor) -> bool:
    """Tell whether this person writes down what others agreed to by word: who steers."""
    return Right.PLAN_OFFICERS in by.everywhere


def check_may_vouch(by: Actor) -> None:
    """Raise NotYourWord."""
    if not may_vouch(by):
        raise NotYourWord
