"""Observations: what an officer noticed about a guest, for the next one, until it ends."""

from datetime import datetime, timedelta
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.duties import entries, rules
from narahubung.duties.models import Observation, ObservationKind
from narahubung.journal.acting import act, command, found_once
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member, Party

# A mood is gone tomorrow; a taste stays for the event.
LASTS = {
    ObservationKind.MOOD: timedelta(hours=12),
    ObservationKind.HELP: timedelta(days=1),
    ObservationKind.TASTE: timedelta(days=7),
    ObservationKind.OTHER: timedelta(days=2),
}


@command
def observe(
    *,
    party_id: int,
    text: str,
    kind: str = ObservationKind.OTHER,
    member_id: int | None = None,
    hours: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Note what was noticed; return its number. It lasts `hours`, else as LASTS says.

    Raises NotYours, NothingSaid; Party.DoesNotExist, Member.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rows = Party.objects.visible_to(by)
        party = found_once(("whole party", by, party_id), lambda: rows.get(pk=party_id))
        rules.check_may_for(party.pk, by)
        rules.check_has_words(text)
        if member_id is not None:
            Member.objects.visible_to(by).get(pk=member_id, party_id=party.pk)
        made = Observation.objects.create(
            event_id=party.event_id,
            party=party,
            member_id=member_id,
            kind=ObservationKind(kind),
            text=text.strip()[:200],
            by_name=by.name,
            at=at,
            expires_at=at + (timedelta(hours=hours) if hours else LASTS[ObservationKind(kind)]),
        )
        record(
            entries.Observed(
                party_id=party.pk,
                observation_id=made.pk,
                text=made.text,
                until=made.expires_at,
            )
        )
    return made.pk


@command
def remove_observation(
    *, observation_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Take an observation away. Raises NotYours, AlreadyRemoved; Observation.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = Observation.objects.for_change(by, observation_id)
        rules.check_may_for(row.party_id, by)
        rules.check_still_there(row)
        row.removed = True
        row.save(update_fields=["removed"])
        record(entries.ObservationRemoved(party_id=row.party_id, observation_id=row.pk))


@command
def mark_became_need(
    *, observation_id: int, need_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Remember that an observation was handed over as a request (made by a page of the desks).

    Raises NotYours, AlreadyRemoved; Observation.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Observation.objects.for_change(by, observation_id)
        if not by.may_for(Right.RAISE_NEED, row.party_id):
            raise rules.NotYours
        rules.check_still_there(row)
        row.became_need_id = need_id
        row.save(update_fields=["became_need_id"])
        record(
            entries.ObservationBecameNeed(
                party_id=row.party_id, observation_id=row.pk, need_id=need_id
            )
        )
