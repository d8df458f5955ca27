"""Who holds a live stream, and which of thousands may go on holding it."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from functools import partial
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, get_user
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.http import HttpRequest

from narahubung.accounts.models import Event, Person, Reach
from narahubung.accounts.roles import ROLES
from narahubung.journal.carrying import Holder
from narahubung.kit import clock

TOGETHER = 5000  # what one statement can be asked of


def holder_of(session_key: str, *, slug: str) -> tuple[Person, Holder] | None:
    """Return who holds that session, in the event of that address; None where there is neither.

    What he may do there is not looked at. Three queries.
    """
    request: Any = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    person: Any = get_user(request)
    event = Event.objects.filter(slug=slug).first()
    if not person.is_authenticated or event is None:
        return None
    known = list(dict(settings.LANGUAGES))
    return person, Holder(
        person_id=person.pk,
        event_id=event.pk,
        language=person.language if person.language in known else known[0],
        session_key=session_key,
        session_hash=request.session[HASH_SESSION_KEY],
    )


def still_hold(holders: Collection[Holder], *, at: datetime) -> set[Holder]:
    """Return those whose session goes on and who have a part in their event at this moment.

    A session ends by itself, by signing out here or from elsewhere, and with every change of the
    password. Three queries for each event and each 5,000 people.
    """
    sessions = _of_many({h.session_key for h in holders}, _running)
    people = _of_many({h.person_id for h in holders}, _active)
    hashes = {person.pk: person.get_session_auth_hash() for person in people}
    parts = {
        (event_id, person_id)
        for event_id in {h.event_id for h in holders}
        for person_id in _of_many(set(hashes), partial(_with_a_part, event_id, at))
    }
    return {
        holder
        for holder in holders
        if holder.session_key in sessions
        and hashes.get(holder.person_id) == holder.session_hash
        and (holder.event_id, holder.person_id) in parts
    }


def _running(keys: list[str]) -> Any:
    # The world's time, as the sessions themselves: a sample stands at another day.
    rows = Session.objects.filter(session_key__in=keys, expire_date__gt=clock.world())
    return rows.values_list("session_key", flat=True)


def _active(people: list[int]) -> Any:
    return Person.objects.filter(pk__in=people, is_active=True).only("pk", "password")


def _with_a_part(event_id: int, at: datetime, people: list[int]) -> Any:
    here = Q(event_id=event_id) | Q(event=None)
    ties = Reach.objects.in_force(at).filter(here, person_id__in=people, role__in=list(ROLES))
    return ties.values_list("person_id", flat=True)


def _of_many(wanted: set[Any], ask: Callable[[list[Any]], Any]) -> set[Any]:
    return {row for some in _portions(list(wanted)) for row in ask(some)}


def _portions(rows: list[Any]) -> Iterator[list[Any]]:
    for first in range(0, len(rows), TOGETHER):
        yield rows[first : first + TOGETHER]
