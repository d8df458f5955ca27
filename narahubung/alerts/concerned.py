"""Who has to know: who leads, and who serves those whom a warning touches."""

from collections.abc import Collection, Iterable
from datetime import datetime

from narahubung.accounts.models import Reach
from narahubung.accounts.roles import ROLES
from narahubung.movements.models import Trip
from narahubung.relays.audiences import resolve


def who_may(right: str, event_id: int, at: datetime) -> list[int]:
    """Return the people who hold a right for the whole event."""
    roles = [code for code, role in ROLES.items() if right in role.everywhere]
    rows = Reach.objects.in_force(at).filter(event_id=event_id, role__in=roles)
    found = rows.filter(person__is_active=True).order_by("person_id")
    return list(found.values_list("person_id", flat=True).distinct())


def who_serves(
    parties: Iterable[int], trips: Collection[int], *, event_id: int, at: datetime
) -> list[int]:
    """Return the officers of these parties and the drivers of these drives who can sign in."""
    officers = resolve([f"party:{pk}" for pk in sorted(parties)], event_id=event_id, at=at)
    drivers = Trip.objects.filter(event_id=event_id, pk__in=trips).exclude(driver__person=None)
    people = [person for person, _why in officers]
    people += drivers.order_by("pk").values_list("driver__person_id", flat=True)
    return list(dict.fromkeys(people))


def here(people: Iterable[int], *, event_id: int, at: datetime) -> list[str]:
    """Return them as an audience: each by name, without who cannot be told any more."""
    rows = Reach.objects.in_force(at).filter(event_id=event_id, person__is_active=True)
    known = set(rows.values_list("person_id", flat=True))
    return [f"person:{pk}" for pk in people if pk in known]
