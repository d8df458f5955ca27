"""A badge is made, printed, handed out, lost, found, replaced."""

from datetime import datetime
from uuid import UUID

from django.db.models import Max

from narahubung.access import codes, entries, keys
from narahubung.access.models import Accreditation, AccreditationState, Badge, BadgeState
from narahubung.access.rules import badges as rules
from narahubung.access.rules.people import (
    StandsOtherwise,
    check_can_accredit,
    check_reason,
)
from narahubung.access.words import ACCREDITATIONS
from narahubung.accounts.models import Event
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor


@command
def print_badges(
    *, badge_ids: list[int], by: Actor, at: datetime, key: UUID | None = None
) -> list[int]:
    """Note that these badges were printed; return their numbers. Raises NotYours, StandsOtherwise.

    A badge that was handed out is not printed again: it is replaced.
    """
    with act(by=by, at=at, key=key) as record:
        check_can_accredit(by)
        rows = Badge.objects.visible_to(by).filter(pk__in=badge_ids).select_related("accreditation")
        if not rows:
            raise Badge.DoesNotExist
        for row in rows.order_by("serial"):
            row.state, row.printed_at = rules.check_move(row, "print"), at
            row.save(update_fields=["state", "printed_at"])
            _tell(row, record, by)
    return [row.pk for row in rows]


@command
def collect_badge(
    *,
    badge_id: int,
    collector: str,
    letter: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Hand it out. collector: who came; letter: of authority and ID, where it is not the holder.

    Raises NotYours, StandsOtherwise, NobodyCame, NeedsALetter.
    """
    with act(by=by, at=at, key=key) as record:
        row = _row(badge_id, by)
        to = rules.check_move(row, "collect")
        rules.check_collector(row, collector, letter)
        row.state, row.collected_at, row.collected_by = to, at, collector.strip()
        row.letter, row.handed_by_name = letter.strip(), by.name
        row.save()
        _tell(row, record, by)


@command
def give_badge_back(*, badge_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take a hand-out back: a slip, or the badge came back to the desk.

    Raises NotYours, StandsOtherwise.
    """
    with act(by=by, at=at, key=key) as record:
        row = _row(badge_id, by)
        row.state = rules.check_move(row, "give_back")
        row.collected_at, row.collected_by, row.letter, row.handed_by_name = None, "", "", ""
        row.save()
        _tell(row, record, by)


@command
def lose_badge(
    *, badge_id: int, why: str = "", by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Note that it is lost: every gate refuses it from now on. Raises NotYours, StandsOtherwise."""
    with act(by=by, at=at, key=key) as record:
        _end(_row(badge_id, by), "lose", why, record, by=by, at=at)


@command
def find_badge(*, badge_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take "lost" back: the holder has it again. Raises NotYours, StandsOtherwise."""
    with act(by=by, at=at, key=key) as record:
        row = _row(badge_id, by)
        to = rules.check_move(row, "find")
        row.state = to if row.collected_at else BadgeState.PRINTED.value
        row.ended_at, row.ended_by_name, row.why = None, "", ""
        row.save()
        _tell(row, record, by)


@command
def replace_badge(
    *,
    badge_id: int,
    why: str,
    is_identified: bool,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Badge:
    """Make a new badge for the same person; the old one is refused for ever. Return the new one.

    Raises NotYours, StandsOtherwise, NotIdentified, NeedsAReason.
    """
    with act(by=by, at=at, key=key) as record:
        row = _row(badge_id, by)
        check_reason(why)
        holder = row.accreditation
        if holder is None or holder.state != AccreditationState.APPROVED:
            stands = ACCREDITATIONS[holder.state] if holder else "-"
            raise StandsOtherwise(state=stands)
        if not is_identified:
            raise rules.NotIdentified
        _end(row, "replace", why, record, by=by, at=at)
        return make_badge(holder, record, by=by, at=at)


def make_badge(holder: Accreditation | None, record: Record, *, by: Actor, at: datetime) -> Badge:
    """Store a new badge, with the next number and its signed code; blank without a holder."""
    event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
    row = new_badges(event, 1, at)[0]
    row.accreditation = holder
    row.save()
    _tell(row, record, by)
    return row


def new_badges(event: Event, count: int, at: datetime) -> list[Badge]:
    """Return so many new badges of a locked event, not stored."""
    last = Badge.objects.filter(event=event).aggregate(last=Max("serial"))["last"] or 0
    key = keys.current()
    return [
        Badge(
            event=event,
            serial=serial,
            key=key.id,
            digest=codes.digest_of(
                codes.make(event_id=event.pk, serial=serial, key=key.id, private=key.private)
            ),
            made_at=at,
        )
        for serial in range(last + 1, last + 1 + count)
    ]


def end_badges(
    holder: Accreditation, move: str, why: str, record: Record, *, by: Actor, at: datetime
) -> None:
    """End every badge of a person that can still be."""
    for row in holder.badges.select_for_update(of=("self",)):
        if row.state in rules.MOVES[move]:
            _end(row, move, why, record, by=by, at=at)


def _end(row: Badge, move: str, why: str, record: Record, *, by: Actor, at: datetime) -> None:
    row.state = rules.check_move(row, move)
    row.ended_at, row.ended_by_name, row.why = at, by.name, why.strip()[:300]
    row.save()
    _tell(row, record, by)


def _row(badge_id: int, by: Actor) -> Badge:
    check_can_accredit(by)
    row: Badge = Badge.objects.for_change(by, badge_id)
    return row


def _tell(row: Badge, record: Record, by: Actor) -> None:
    holder = row.accreditation
    record(
        entries.BadgeMoved(
            party_id=holder.party_id if holder else None,
            badge_id=row.pk,
            serial=row.serial,
            accreditation_id=row.accreditation_id,
            state=row.state,
            name=by.name,
            why=row.why,
        )
    )
