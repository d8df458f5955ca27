"""An administrator lists the addresses that are asked; what they answer is noted."""

from datetime import datetime
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.alerts import entries
from narahubung.alerts.concerned import who_may
from narahubung.alerts.models import FeedShape, WarningFeed
from narahubung.alerts.rules import feeds as rules
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor


@command
def list_feed(
    *,
    name: str,
    url: str,
    shape: str = FeedShape.RSS,
    every_min: int = 3,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """List an address; it is asked from now on. Raises NotAnAddress, ListedAlready."""
    with act(by=by, at=at, key=key) as record:
        rules.host_of(url)
        if WarningFeed.objects.filter(event_id=by.here, url=url.strip()).exists():
            raise rules.ListedAlready
        row = WarningFeed.objects.create(
            event_id=by.here,
            name=name.strip(),
            url=url.strip(),
            shape=FeedShape(shape).value,
            every_min=max(2, every_min),  # BMKG asks for 60 requests a minute at most
            listed_by_name=by.name,
        )
        record(entries.FeedListed(warning_feed_id=row.pk, name=row.name, url=row.url))
    return row.pk


@command
def drop_feed(*, warning_feed_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Ask it no more; what it brought stays. Raises WarningFeed.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = WarningFeed.objects.for_change(by, warning_feed_id)
        record(entries.FeedDropped(warning_feed_id=row.pk, name=row.name))
        row.delete()


@command
def note_silence(
    *, warning_feed_id: int, trouble: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Note that it did not answer rightly; who lists feeds and who leads has word once. For the
    house. Raises WarningFeed.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = WarningFeed.objects.for_change(by, warning_feed_id)
        is_new, row.trouble = row.silent_since is None, trouble[:200]
        row.silent_since = row.silent_since or at
        row.save(update_fields=["trouble", "silent_since"])
        told = who_may(Right.MANAGE_EVENT, row.event_id, at) if is_new else []
        told += who_may(Right.LEAD_CRISIS, row.event_id, at) if is_new else []
        entry = entries.FeedSilent(warning_feed_id=row.pk, name=row.name, trouble=row.trouble)
        record(entry, tell=dict.fromkeys(told))


@command
def note_answer_of(
    *, warning_feed_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Note that it answers again. For the house. Raises WarningFeed.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = WarningFeed.objects.for_change(by, warning_feed_id)
        row.trouble, row.silent_since, row.fetched_at = "", None, at
        row.save(update_fields=["trouble", "silent_since", "fetched_at"])
        record(entries.FeedAnswered(warning_feed_id=row.pk, name=row.name))


def book_asked(row: WarningFeed, at: datetime, *, fetched: bool) -> None:
    """Book that it was asked, and whether it answered: a receipt, no act."""
    row.asked_at, row.fetched_at = at, at if fetched else row.fetched_at
    row.save(update_fields=["asked_at", "fetched_at"])
