"""What happens because time passes: escalation, reminders. Each due moment counts once."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from django.db.models import Q

from narahubung.journal.acting import AlreadyDone
from narahubung.journal.models import Turn

log = logging.getLogger(__name__)
_SPACE = UUID("a4b1d7e2-7d0b-4d6e-8a52-0d1f2c9be633")
_START = datetime(2000, 1, 1, tzinfo=UTC)
Timed = Callable[..., object]


@dataclass(frozen=True)
class _Slot:
    name: str
    period: timedelta
    run: Timed


_SLOTS: dict[str, _Slot] = {}


def every(period: timedelta) -> Callable[[Timed], Timed]:
    """Register a function of (*, at, key) to run once in each period, in one process only.

    It looks at what is due and calls its room's commands. `key` is made from the due moment: after
    a crash in between, an act with that key (or one derived from it) happens once.
    """

    def keep(function: Timed) -> Timed:
        name = f"{function.__module__}.{function.__qualname__}".removeprefix("narahubung.")
        _SLOTS[name] = _Slot(name, period, function)
        return function

    return keep


def run_due(*, at: datetime) -> int:
    """Run what is due and nobody else has begun; return how many ran. One that fails stops none."""
    return sum(_run(slot, at=at) for slot in _SLOTS.values())


def _run(slot: _Slot, *, at: datetime) -> bool:
    due = at - (at - _START) % slot.period
    if not _take_turn(slot, due):
        return False
    try:
        slot.run(at=at, key=uuid5(_SPACE, f"{slot.name} {due.isoformat()}"))
    except AlreadyDone:
        pass
    except Exception:
        log.exception("timetable %s failed, due %s", slot.name, due.isoformat())
    return True


def _take_turn(slot: _Slot, due: datetime) -> bool:
    """Claim the due moment; the database lets one process win."""
    # A sample's clock may be set back: a turn far in the future holds nothing up.
    open_ = Q(due_at__lt=due) | Q(due_at__gt=due + 2 * slot.period)
    turn = Turn.objects.filter(pk=slot.name).first()
    if turn is None:
        return Turn.objects.get_or_create(name=slot.name, defaults={"due_at": due})[1]
    if turn.due_at == due:  # nearly always: spare the one writer
        return False
    return bool(Turn.objects.filter(open_, pk=slot.name).update(due_at=due))
