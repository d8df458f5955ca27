"""A drill runs in its own house: it begins, its injects come on their minute, it ends."""

import logging
from datetime import datetime
from uuid import UUID

from django.utils.translation import override

from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.kit.said import in_one
from narahubung.learning import entries
from narahubung.learning.models import Drill, Inject, Mode
from narahubung.learning.rules import drills as rules
from narahubung.learning.scoring import score
from narahubung.relays import commands as relays
from narahubung.relays.models import Precedence

log = logging.getLogger(__name__)
_BY_MACHINE = {Mode.MESSAGE: Precedence.SEGERA, Mode.FLASH: Precedence.KILAT}


@command
def begin_drill(*, drill_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Start its clock; what stands at minute 0 comes at once.

    Raises OnlyInADrill, AlreadyBegun; Drill.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Drill.objects.for_change(by, drill_id, Right.LEAD_CRISIS)
        rules.check_drill()
        rules.check_can_begin(row)
        row.begun_at = at
        row.save(update_fields=["begun_at"])
        record(entries.DrillBegun(drill_id=row.pk, title=row.title, minutes=row.minutes))


@command
def deliver_inject(*, inject_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Deliver one: as a message to its players, or as a request to the controller to speak.

    For the house. Raises OnlyInADrill, NotRunning, CameAlready; Inject.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Inject.objects.for_change(by, inject_id)
        rules.check_drill()
        rules.check_runs(row.drill)
        rules.check_not_delivered(row)
        row.delivered_at = at
        row.relay_id = _send(row, by=by, at=at)
        row.save(update_fields=["delivered_at", "relay_id"])
        record(
            entries.InjectDelivered(
                drill_id=row.drill_id,
                number=row.number,
                minute=row.minute,
                to=row.to,
                relay_id=row.relay_id,
            )
        )


@command
def mark_inject(
    *,
    inject_id: int,
    done: bool,
    note: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say as its controller whether what was expected was done.

    Raises OnlyInADrill, NotDelivered; Inject.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Inject.objects.for_change(by, inject_id, Right.LEAD_CRISIS)
        rules.check_drill()
        rules.check_can_mark(row)
        row.done, row.note = done, note.strip()
        row.marked_at, row.marked_by = at, by.name
        row.save(update_fields=["done", "note", "marked_at", "marked_by"])
        record(
            entries.InjectMarked(drill_id=row.drill_id, number=row.number, done=done, note=row.note)
        )


@command
def end_drill(*, drill_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """End it. Raises OnlyInADrill, NotRunning; Drill.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = Drill.objects.for_change(by, drill_id, Right.LEAD_CRISIS)
        rules.check_drill()
        rules.check_runs(row)
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        record(entries.DrillEnded(drill_id=row.pk, met=score(row).met))


def _send(row: Inject, *, by: Actor, at: datetime) -> int | None:
    """Send it where a machine can; None where the controller is to speak or nobody is there."""
    precedence = _BY_MACHINE.get(Mode(row.mode))
    if precedence is None:
        return None
    try:
        return relays.send(
            text=_said("id", row),
            translation=_said("en", row),
            translation_language="en",
            audience=list(row.audience),
            precedence=precedence,
            must_read_back=False,
            by=by,
            at=at,
        )
    except Refusal as refusal:  # nobody holds that role: the controller sees that it went nowhere
        log.warning("inject %s was not sent: %s", row.number, refusal.code)
        return None


def _said(language: str, row: Inject) -> str:
    """Return who says what; the mark of the exercise is set by the room of messages."""
    with override(language):
        return f"{in_one(row.sender)}: {in_one(row.text)}"
