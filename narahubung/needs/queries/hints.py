"""What is known already of what somebody is about to ask: the limit, and an earlier answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.needs.models import Need
from narahubung.needs.queries.limits import LimitLine, limits_of
from narahubung.needs.queries.wishes import WishLine, wish_lines
from narahubung.needs.rules.recognising import answer_met, named_thing


@dataclass(frozen=True, kw_only=True)
class Hint:
    """A thing of the table that a request names. earlier: what was answered about it before.

    strong: worth a look before it is sent: it was answered, is never given, or was chosen by its
    template while none is left.
    """

    thing: str
    limit: LimitLine
    earlier: WishLine | None
    strong: bool

    @property
    def never(self) -> bool:
        """Tell whether it is given to nobody."""
        return self.limit.quantity is None


def hint_for(
    *,
    party_id: int,
    text: str,
    template: str = "",
    wanted_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Hint | None:
    """Return what the officer should know before asking; None where nothing is limited.

    None also for who does not serve the party: the delegation itself reads no rule of ours.
    """
    if not text.strip() or not by.may_for(Right.SEE_REGISTER, party_id):
        return None
    thing = named_thing(by.here, text, template)
    limits = limits_of(party_id=party_id, by=by, at=wanted_at or at) if thing else None
    line = next((one for one in limits.lines if one.thing == thing), None) if limits else None
    if line is None:
        return None
    wanted = Span(wanted_at, wanted_at) if wanted_at else None
    met = answer_met(party_id, thing, at, wanted)
    rows = wish_lines(Q(pk=met.pk), by=by, at=at) if met else []
    none_left = template == thing and not line.left
    return Hint(
        thing=thing,
        limit=line,
        earlier=rows[0] if rows else None,
        strong=bool(rows) or line.quantity is None or none_left,
    )


def wishes_behind(need: Need, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Return the wish a need came from and the one it meets, where the reader may see them."""
    lines = wish_lines(Q(need=need) | Q(pk=need.met_id), by=by, at=at)
    return {
        "wish": next((line for line in lines if line.need_id == need.pk), None),
        "met": next((line for line in lines if line.id == need.met_id), None),
    }
