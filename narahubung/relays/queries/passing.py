"""By whom, when and to whom a message was passed on by hand."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from narahubung.kit.actor import Actor
from narahubung.relays.models import Recipient

LISTED = 100


@dataclass(frozen=True, kw_only=True)
class Reader:
    """One person who has it because it was passed on, and how far it has come with him."""

    name: str
    state: str
    state_word: str


@dataclass(frozen=True, kw_only=True)
class Pass:
    """One gesture of passing on. by_me: the reader's own."""

    by: str
    by_me: bool
    at: datetime
    to: tuple[Reader, ...]


def passes(*, by: Actor, relay_id: int, all_of_them: bool) -> list[Pass]:
    """Return who passed a message on, oldest first: all, or what one did or got oneself. One query.

    Of who may see the message, as `queries.sheet` told.
    """
    rows = Recipient.objects.filter(relay_id=relay_id, relay__event_id=by.here)
    rows = rows.exclude(passed_by=None)
    if not all_of_them:
        rows = rows.filter(Q(passed_by_id=by.person_id) | Q(person_id=by.person_id or 0))
    found: dict[tuple[int | None, datetime | None], list[Recipient]] = {}
    rows = rows.select_related("person", "passed_by").order_by("passed_at", "person__full_name")
    for row in rows[:LISTED]:
        found.setdefault((row.passed_by_id, row.passed_at), []).append(row)
    return [
        Pass(
            by=str(got[0].passed_by),
            by_me=who == by.person_id,
            at=at,
            to=tuple(
                Reader(
                    name=str(row.person),
                    state=row.state,
                    state_word=str(row.get_state_display()),
                )
                for row in got
            ),
        )
        for (who, at), got in found.items()
        if at is not None
    ]
