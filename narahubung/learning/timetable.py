"""What happens in learning because time passes: injects come on their minute."""

import logging
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from narahubung.journal.timing import every
from narahubung.kit import exercise
from narahubung.kit.actor import the_house
from narahubung.kit.refusals import Refusal
from narahubung.learning.commands import deliver_inject
from narahubung.learning.models import Inject

log = logging.getLogger(__name__)


@every(timedelta(seconds=5))
def injects(*, at: datetime, key: UUID) -> None:
    """Deliver what is due in the drill that runs; in real life there is none."""
    if not exercise.is_on():
        return
    running = Inject.objects.filter(
        delivered_at=None, drill__begun_at__isnull=False, drill__ended_at=None
    )
    for row in running.select_related("drill").order_by("minute", "number"):
        if row.drill.begun_at and row.drill.begun_at + timedelta(minutes=row.minute) <= at:
            house = the_house("timetable", event_id=row.event_id)
            try:
                deliver_inject(
                    inject_id=row.pk, by=house, at=at, key=uuid5(key, f"inject {row.pk}")
                )
            except Refusal as refusal:  # the drill was ended in between
                log.info("inject %s: %s", row.number, refusal.code)
