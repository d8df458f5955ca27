"""Asks a listed feed, beside everything else the worker does."""

import logging
from uuid import uuid4

from django_tasks import task

from narahubung.alerts import cap, commands
from narahubung.alerts.commands.feeds import book_asked
from narahubung.alerts.feeds import items
from narahubung.alerts.fetching import NotFetched, fetch
from narahubung.alerts.models import Alert, FeedShape, WarningFeed
from narahubung.alerts.reading import text_of_letter
from narahubung.alerts.rules.feeds import NotAnAddress, host_of
from narahubung.alerts.rules.warnings import CannotBeRead, KnownAlready
from narahubung.kit import clock
from narahubung.kit.actor import the_house

log = logging.getLogger(__name__)
MOST_FILES = 12  # of one look; the rest at the next: BMKG lets one ask 60 times a minute


@task()
def ask_feed(warning_feed_id: int) -> None:
    """Fetch what is new of it and keep it; note that it is silent."""
    row = WarningFeed.objects.filter(pk=warning_feed_id).first()
    if row is None:  # it was dropped meanwhile
        return
    at, house = clock.now(), the_house("feed", event_id=row.event_id)
    was_silent = row.silent_since is not None
    try:
        letters = _letters(row)
    except (NotFetched, cap.NotReadable) as problem:
        book_asked(row, at, fetched=False)
        commands.note_silence(
            warning_feed_id=row.pk, trouble=str(problem), by=house, at=at, key=uuid4()
        )
        return
    book_asked(row, at, fetched=True)
    if was_silent:
        commands.note_answer_of(warning_feed_id=row.pk, by=house, at=at, key=uuid4())
    if not letters:
        return
    try:
        commands.receive_alerts(
            letters=letters, warning_feed_id=row.pk, by=house, at=at, key=uuid4()
        )
    except KnownAlready:
        log.info("feed %s: nothing new", row.pk)
    except CannotBeRead as refusal:
        commands.note_silence(
            warning_feed_id=row.pk, trouble=str(refusal), by=house, at=at, key=uuid4()
        )


def _letters(row: WarningFeed) -> list[str]:
    """Return what stands there now, without what is known. Raises NotFetched, NotReadable."""
    letter = fetch(row.url)
    if row.shape != FeedShape.RSS:
        return [text_of_letter(letter)]
    found = items(letter)
    mine = Alert.objects.filter(event_id=row.event_id)
    known = set(
        mine.filter(identifier__in=[item.guid for item in found]).values_list(
            "identifier", flat=True
        )
    )
    hosts = _hosts(row.event_id)
    fresh = [item.link for item in found if item.guid not in known and _host(item.link) in hosts]
    letters = []
    for link in fresh[:MOST_FILES]:
        try:
            letters.append(text_of_letter(fetch(link)))
        except (NotFetched, cap.NotReadable) as problem:
            log.warning("feed %s: %s: %s", row.pk, link[:200], problem)
    if fresh and not letters:
        raise NotFetched("its list answers, none of its files does")
    return letters


def _hosts(event_id: int) -> set[str]:
    """Return the hosts that an administrator listed: a list may not send us anywhere else."""
    rows = WarningFeed.objects.filter(event_id=event_id)
    return {_host(url) for url in rows.values_list("url", flat=True)}


def _host(url: str) -> str:
    try:
        return host_of(url)
    except NotAnAddress:
        return ""
