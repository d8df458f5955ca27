"""The clock's own move: when time runs out, the next one on the ladder is asked."""

from datetime import datetime
from uuid import UUID

from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.needs.commands import moving
from narahubung.needs.entries import NeedEscalated
from narahubung.needs.models import Need
from narahubung.needs.rules import escalating, ladder
from narahubung.needs.rules.moving import NotNow, check_can


@command
def escalate(*, need_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Ask the next one who can be asked, and let his own clock run. For the house.

    Raises NotNow before time.
    """
    with act(by=by, at=at, key=key) as record:
        need = Need.objects.for_change(by, need_id)
        check_can("escalate", need, by)
        if (need.clock_at or need.due_at or need.raised_at) > at:
            raise NotNow(state=need.get_state_display())
        above = ladder.above_of(need.department)
        rungs = ladder.rungs_of(need, above, at)
        before, need.rung = need.rung, ladder.next_rung(rungs, need.rung)
        need.above = above
        need.clock_at = escalating.after_rung(need, need.rung, len(rungs), at)
        need.save(update_fields=["rung", "above", "clock_at"])
        asked = rungs[min(need.rung, len(rungs) - 1)]
        record(
            NeedEscalated(
                **moving.head(need),
                rung=need.rung,
                role=asked.kind,
                asked=asked.name,
                until=need.clock_at,
                skipped=tuple(rung.kind for rung in rungs[before + 1 : need.rung]),
            ),
            tell=asked.people,
        )
