"""The clock's own move: when time runs out, the next one on the ladder is asked."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.zones import clock_text, zone_label
from narahubung.needs.commands import moving
from narahubung.needs.entries import NeedEscalated
from narahubung.needs.models import Need, Post, Priority
from narahubung.needs.rules import escalating, ladder
from narahubung.needs.rules.moving import NotNow, check_can
from narahubung.relays import commands as relays
from narahubung.relays.models import Precedence


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
            tell=() if asked.kind in Post else asked.people,
        )
        if asked.kind in Post:
            _ring(need, asked, by, at)


def _ring(need: Need, asked: ladder.Rung, by: Actor, at: datetime) -> None:
    """Send deputy or chief a message of their own: they may watch no queue.

    It names no guest and no matter, and lies there until the next one is asked.
    """
    if need.clock_at is None or asked.department is None:
        return
    until = f"{clock_text(need.clock_at, need.event.zone)} {zone_label(need.event.zone, at)}"
    texts = {}
    for language in ("id", "en"):
        with override(language):
            says = _("Request {code} ({desk}) has no answer yet: your turn, until {until}.")
            desk = asked.department.name
            texts[language] = says.format(code=need.code, desk=desk, until=until)
    relays.send(
        text=texts["id"],
        translation=texts["en"],
        translation_language="en",
        audience=[f"person:{pk}" for pk in asked.people],
        precedence=Precedence.SEGERA if need.priority == Priority.CRITICAL else Precedence.PENTING,
        must_read_back=False,
        expires_at=need.clock_at,
        link=f"/e/{need.event.slug}/needs/{need.pk}/",
        by=by,
        at=at,
    )
