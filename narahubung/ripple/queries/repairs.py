"""The repairs of a wave as one person may know them: who must agree, and what was said so far."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one
from narahubung.parties.models import Department, Party
from narahubung.ripple import rules
from narahubung.ripple.models import Consent, ConsentState, Wave
from narahubung.ripple.queries.views import Asked, Repair, Side
from narahubung.ripple.repairs import SHIFT


def repairs_of(row: Wave, *, by: Actor, may: bool) -> tuple[Repair, ...]:
    """Return the repairs of a wave, in at most four queries. may: he may take them, as far as
    their steps let him.
    """
    kept = row.outcome.get("repairs", [])
    if not kept:
        return ()
    consents = list(row.consents.select_related("person").order_by("asked_at", "pk"))
    open_ = row.undone_at is None and not rules.is_overtaken(row)
    return proposed(kept, by=by, may=may and open_, consents=consents, open_=open_)


def proposed(
    kept: Sequence[Mapping[str, Any]],
    *,
    by: Actor,
    may: bool = False,
    consents: Sequence[Consent] = (),
    open_: bool = False,
) -> tuple[Repair, ...]:
    """Return repairs as they are shown, without those that tell of what he may not read.

    Who was asked about one reads it. Two queries.
    """
    names = _names(owner for one in kept for owner in one["agree"])
    found = []
    for number, one in enumerate(kept):
        said = [each for each in consents if each.number == number]
        mine = [each for each in said if each.person_id == by.person_id]
        if not mine and not _reads(by, one):
            continue
        still = open_ and not one["adopted_at"]
        found.append(
            _repair(number, one, said, names, by=by, may=may and still, mine=mine if still else ())
        )
    return tuple(found)


def _reads(by: Actor, kept: Mapping[str, Any]) -> bool:
    if "house" in by.roles:
        return True
    return all(by.may_for(right, party_id) for right, party_id in kept.get("reads", ()))


def _repair(
    number: int,
    kept: Mapping[str, Any],
    said: Sequence[Consent],
    names: Mapping[str, str],
    *,
    by: Actor,
    may: bool,
    mine: Sequence[Consent],
) -> Repair:
    sides = tuple(
        Side(
            name=names[owner],
            agrees=rules.agrees(owner, said),
            asked=tuple(_asked(one) for one in said if one.owner == owner),
        )
        for owner in kept["agree"]
        if owner in names
    )
    shifts = any(step["kind"] == SHIFT for step in kept.get("steps", ()))
    lacks = bool(rules.missing(kept, said))
    takes = may and (not shifts or Right.PLAN_PROGRAMME in by.everywhere)
    return Repair(
        number=number,
        says=in_one(kept["says"]),
        points=kept["points"],
        minutes=kept["minutes"],
        agree=tuple(side.name for side in sides),
        leaves=tuple(map(in_one, kept["leaves"])),
        adopted_at=_moment(kept["adopted_at"]),
        adopted_by=kept["adopted_by"],
        word_of=kept.get("word_of", ""),
        word_at=_moment(kept.get("word_at")),
        sides=sides,
        may_adopt=takes and not lacks,
        may_vouch=takes and lacks and rules.may_vouch(by),
        may_ask=may and lacks,
        may_answer=bool(mine),
        needs_planner=may and not takes and not lacks,
    )


def _asked(one: Consent) -> Asked:
    return Asked(
        name=str(one.person),
        state=ConsentState(one.state),
        at=one.answered_at or one.asked_at,
        why=one.why,
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _names(owners: Iterable[str]) -> dict[str, str]:
    """Return whom one asks, as people call them, by owner ("officers:5", "desk:3")."""
    wanted: dict[str, list[int]] = {"desk": [], "officers": []}
    for owner in dict.fromkeys(owners):
        kind, _colon, number = owner.partition(":")
        wanted[kind].append(int(number))
    found = {}
    for desk in Department.objects.filter(pk__in=wanted["desk"]):
        found[f"desk:{desk.pk}"] = str(desk.name)
    codes = Party.objects.filter(pk__in=wanted["officers"]).values_list("pk", "code")
    for pk, code in codes:
        found[f"officers:{pk}"] = _("officers of {party}").format(party=code)
    return found
