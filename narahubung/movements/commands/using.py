"""Giving a car, a driver or an escort: locked while it is looked whether it is free."""

from collections.abc import Sequence

from narahubung.kit.actor import Actor
from narahubung.movements import rules
from narahubung.movements.models import Trip
from narahubung.movements.suiting import MODELS, check_free, warnings
from narahubung.movements.uses import Use


def claim(asked: Sequence[Use], *, by: Actor) -> None:
    """Make sure that what is given here is free for it. Call it in an act, after saving.

    Locks the cars, drivers and escorts until the act commits, so that of many who want one at the
    same moment one gets it; lock the thing that is given them (the trip) before. Raises InUse,
    OutOfUse; then nothing of the act is stored.
    """
    if not asked:
        return
    wanted: dict[str, set[int]] = {}
    for use in asked:
        wanted.setdefault(use.what, set()).add(use.row_id)
    rows = {
        (what, row.pk): row
        for what, ids in sorted(wanted.items())
        for row in MODELS[what].objects.filter(event_id=by.here, pk__in=ids).in_turn()
    }
    check_free(asked, rows, by=by)


def give(
    trip: Trip, asked: Sequence[Use], *, by: Actor, why: str = "", overrule: bool = False
) -> str:
    """Give a saved trip what it newly asks for; return the warnings that were overruled.

    Raises as `claim` does, and NeedsReason.
    """
    claim(asked, by=by)
    return warned(trip, asked, why=why, overrule=overrule)


def warned(trip: Trip, asked: Sequence[Use], *, why: str, overrule: bool) -> str:
    """Return the warnings of what a trip was given that were overruled. Raises NeedsReason."""
    said_ = list(warnings(trip, asked))
    rules.check_reason(said_, overrule=overrule, why=why)
    return " ".join(said_)
