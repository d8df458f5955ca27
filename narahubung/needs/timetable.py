"""What happens to needs because time passes: who did not answer is followed by the next."""

import logging
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db.models import Q
from django.db.models.functions import Coalesce

from narahubung.accounts.models import EventState
from narahubung.journal.timing import every
from narahubung.kit.actor import the_house
from narahubung.kit.refusals import Refusal
from narahubung.needs.commands import escalate
from narahubung.needs.models import OVER, Need, NeedState

log = logging.getLogger(__name__)
EVERY = timedelta(seconds=15)


@every(EVERY)
def escalate_what_is_late(*, at: datetime, key: UUID) -> None:
    """Let every need whose clock ran out go up one rung."""
    waits = ~Q(state__in=OVER) | Q(state=NeedState.DONE, closed_at=None)
    runs_out = Coalesce("clock_at", "due_at", "raised_at")
    late = (
        Need.objects.filter(waits)
        .exclude(event__state__in=[EventState.CLOSED, EventState.ARCHIVED])
        .annotate(runs_out=runs_out)
        .filter(runs_out__lte=at)
        .order_by("runs_out", "pk")
    )
    for pk, event_id in late.values_list("pk", "event_id"):
        house = the_house("clock", event_id=event_id)
        try:
            escalate(need_id=pk, by=house, at=at, key=uuid5(key, str(pk)))
        except Refusal:  # somebody answered in between
            log.info("need %s was answered before it went up", pk)
