"""Calendar addresses of an agenda are made and closed."""

import hashlib
import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.models import Person
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member, Party
from narahubung.programme.entries import CalendarOpened
from narahubung.programme.models import CalendarFeed


@command
def open_calendar(
    *,
    party_id: int | None = None,
    member_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> str:
    """Make a secret address of a party's (or a member's) agenda for this person; return its token.

    Without a party: of the person's own duties. The token is shown once: only its hash is kept. An
    older address of the same agenda is closed. It shows what the person may see when it is fetched,
    and nothing once the reach ended. Raises DoesNotExist for a party or member he may not see.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by).get(pk=party_id) if party_id else None
        if member_id is not None:
            Member.objects.visible_to(by).get(pk=member_id, party=party)
        _open_feeds(by).filter(party=party, member_id=member_id).update(closed_at=at)
        token = secrets.token_urlsafe(24)
        feed = CalendarFeed.objects.create(
            event_id=by.event_id or 0,
            person=Person.objects.get(pk=by.person_id or 0),
            party=party,
            member_id=member_id,
            token_hash=token_hash(token),
            made_at=at,
        )
        record(_calendar(feed, party))
    return token


@command
def close_calendar(*, feed_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Close one of the person's own calendar addresses. Raises DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        feed = _open_feeds(by).select_related("party").get(pk=feed_id)
        feed.closed_at = at
        feed.save(update_fields=["closed_at"])
        record(_calendar(feed, feed.party))


def token_hash(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _open_feeds(by: Actor) -> Any:
    return CalendarFeed.objects.filter(
        event_id=by.event_id or 0, person_id=by.person_id or 0, closed_at=None
    )


def _calendar(feed: CalendarFeed, party: Party | None) -> CalendarOpened:
    return CalendarOpened(
        feed_id=feed.pk,
        person_id=feed.person_id,
        party_id=party.pk if party else None,
        party=party.code if party else "",
        closed=feed.closed_at is not None,
    )
