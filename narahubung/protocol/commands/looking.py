"""A check of an occasion is looked at: once, and again by somebody else."""

from datetime import datetime
from uuid import UUID

from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.protocol import entries
from narahubung.protocol.commands.occasions import about
from narahubung.protocol.models import OccasionCheck
from narahubung.protocol.rules import occasions as rules


@command
def look_at_check(
    *, occasion_check_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> int:
    """Say that one looked: the check first, then the re-check; return which look it was.

    Whoever sees the occasion may look. Raises LookedAtTwice, AnotherRechecks;
    OccasionCheck.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = OccasionCheck.objects.for_change(by, occasion_check_id)
        rules.check_can_look(row, by)
        looks = 1 if row.checked_at is None else 2
        if looks == 1:
            row.checked_at, row.checked_by_name = at, by.name
        else:
            row.rechecked_at, row.rechecked_by_name = at, by.name
        row.save()
        record(_entry(row, looks, by))
    return looks


@command
def take_back_look(
    *, occasion_check_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Take the last look back. Raises NotLookedAt; OccasionCheck.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = OccasionCheck.objects.for_change(by, occasion_check_id)
        if row.rechecked_at is not None:
            row.rechecked_at, row.rechecked_by_name = None, ""
        elif row.checked_at is not None:
            row.checked_at, row.checked_by_name = None, ""
        else:
            raise rules.NotLookedAt
        row.save()
        record(_entry(row, 0 if row.checked_at is None else 1, by, back=True))


def _entry(
    row: OccasionCheck, looks: int, by: Actor, *, back: bool = False
) -> entries.OccasionLookedAt:
    return entries.OccasionLookedAt(
        **about(row.occasion), check_id=row.pk, looks=looks, back=back, name=by.name
    )
