"""Giving a car, a driver or an escort: locked while it is looked whether it is free."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from narahubung.kit.actor import Actor
from narahubung.movements import rules
from narahubung.movements.models import Trip, Vehicle
from narahubung.movements.suiting import MODELS, free_for, is_out, near, told_use, warnings
from narahubung.movements.uses import Clash, Use, clashes, standing_uses, ways_of


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
    for use in asked:
        row = rows[use.what, use.row_id]
        if isinstance(row, Vehicle) and is_out(row, use.span):
            raise rules.OutOfUse(what=row.plate, why=row.out_why or _("no reason given"))
    keys = {(use.thing, use.what, use.row_id) for use in asked}
    spans = [near(use.span) for use in asked]
    standing = standing_uses(
        by.here,
        wanted=wanted,
        since=min(span["since"] for span in spans),
        until=max(span["until"] for span in spans),
    )
    others = [use for use in standing if (use.thing, use.what, use.row_id) not in keys]
    for clash in clashes([*asked, *others], ways_of(by.here)):
        mine, other = _mine_first(clash, keys)
        if mine is not None:
            row = rows[mine.what, mine.row_id]
            raise rules.InUse(
                what=row.label(),
                other=told_use(clash, other, by=by),
                free=_free(mine, row, by=by),
            )


def give(
    trip: Trip, asked: Sequence[Use], *, by: Actor, why: str = "", overrule: bool = False
) -> str:
    """Give a saved trip what it newly asks for; return the warnings that were overruled.

    Raises as `claim` does, and NeedsReason.
    """
    claim(asked, by=by)
    said_ = list(warnings(trip, asked))
    rules.check_reason(said_, overrule=overrule, why=why)
    return " ".join(said_)


def _mine_first(clash: Clash, keys: set[tuple[str, str, int]]) -> tuple[Use | None, Use]:
    for mine, other in ((clash.then, clash.first), (clash.first, clash.then)):
        if (mine.thing, mine.what, mine.row_id) in keys:
            return mine, other
    return None, clash.first


def _free(use: Use, row: object, *, by: Actor) -> str:
    found = free_for(use, by=by, like=row)
    if not found:
        return ""
    return _("Free then: {names}.").format(names=", ".join(one.label() for one in found))
