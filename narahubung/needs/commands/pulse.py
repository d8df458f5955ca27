"""What is done about people's moods: said, made good again, told to the coordinator."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from narahubung.accounts.actors import coordinators
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.needs.entries import pulse as entries
from narahubung.needs.models import Pulse, Whose
from narahubung.needs.rules import pulse as rules
from narahubung.parties.models import Department, Party


@command
def give_pulse(
    *,
    whose: str,
    face: int,
    word: str = "",
    party_id: int | None = None,
    department_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Record a face from 1 (bad) to 5 with a word; return its number. A bad one starts a clock.

    Raises NoSuchFace, WhoseMood, NotYourMood; Party.DoesNotExist, Department.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        party = department = None
        if party_id is not None:
            party = Party.objects.visible_to(by).get(pk=party_id)
        if department_id is not None:
            department = Department.objects.visible_to(by).get(pk=department_id)
        rules.check_face(face)
        rules.check_can_feel(whose, party, department, by)
        goes, person_id, until = "", None, None
        if face <= rules.BAD:
            goes, person_id = rules.who_goes(party, department, whose, at)
            until = at + rules.recovery_of(by.here)
        row = Pulse.objects.create(
            event_id=by.here,
            party=party,
            department=department,
            whose=Whose(whose).value,
            face=face,
            word=word.strip()[:300],
            by_name=by.name,
            at=at,
            goes=goes[:200],
            recover_by=until,
        )
        told = [person_id] if person_id else coordinators(by.here, at) if until else []
        record(
            entries.PulseGiven(
                party_id=party.pk if party else None,
                pulse=row.pk,
                whose=row.whose,
                face=face,
                word=row.word,
                goes=row.goes,
                recover_by=until,
            ),
            tell=told,
        )
    return row.pk


@command
def recover(
    *, pulse_id: int, how: str = "", by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that somebody was there and it is good again. Raises NothingWaits; Pulse.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = Pulse.objects.for_change(by, pulse_id)
        rules.check_waits(row)
        row.ended_at, row.how = at, how.strip()[:300]
        row.save(update_fields=["ended_at", "how"])
        record(entries.PulseRecovered(party_id=row.party_id, pulse=row.pk, how=row.how))


@command
def tell_overdue(
    *, pulse_ids: Sequence[int], by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Tell the coordinator of bad moments whose clock ran out; each once.

    At least one of them must still wait.
    """
    with act(by=by, at=at, key=key) as record:
        rows = Pulse.objects.visible_to(by).filter(pk__in=pulse_ids, told_at=None, ended_at=None)
        for row in rows.select_for_update().order_by("pk"):
            row.told_at = at
            row.save(update_fields=["told_at"])
            record(
                entries.PulseOverdue(party_id=row.party_id, pulse=row.pk, goes=row.goes),
                tell=coordinators(row.event_id, at),
            )
