"""Feeds are asked because time passes. Where none is listed, nothing is fetched."""

from datetime import datetime, timedelta
from uuid import UUID

from narahubung.accounts.models import EventState
from narahubung.alerts.jobs import ask_feed
from narahubung.alerts.models import WarningFeed
from narahubung.alerts.rules.warnings import is_drill
from narahubung.config.environment import environment
from narahubung.journal.timing import every


@every(timedelta(minutes=1))
def feeds(*, at: datetime, key: UUID) -> None:
    """Ask those whose time has come. A drill asks none: what is real stays out of it; nor does a
    folder that sends nothing, such as the sample.
    """
    if is_drill() or not environment.sends:
        return
    rows = WarningFeed.objects.filter(event__state=EventState.LIVE)
    for row in rows.order_by("pk"):
        if row.asked_at is None or row.asked_at + timedelta(minutes=row.every_min) <= at:
            WarningFeed.objects.filter(pk=row.pk).update(asked_at=at)
            ask_feed.enqueue(row.pk)
