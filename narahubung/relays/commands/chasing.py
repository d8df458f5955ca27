"""Nobody answered: another channel, then the deputy, then the coordinator. Or its time is over."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.relays import audiences
from narahubung.relays.audiences import Found
from narahubung.relays.entries import RelayExpired, RelayPassedOn, RelayUnanswered
from narahubung.relays.models import Recipient, RecipientState, Relay
from narahubung.relays.rules.states import EXPIRES, RUNGS, next_step, owing


@command
def chase(*, relay_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Go one step further for everybody whose answer is overdue. Raises Relay.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        relay = Relay.objects.for_change(by, relay_id)
        overdue = relay.recipients.filter(owing(), answer_due_at__lte=at)
        for one in overdue.select_related("person", "relay").order_by("pk"):
            _step(one, record, at)


@command
def expire(*, relay_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Close a message whose own time is over for who has not answered. Raises Relay.DoesNotExist"""
    with act(by=by, at=at, key=key) as record:
        relay = Relay.objects.for_change(by, relay_id)
        rows = relay.recipients.filter(owing(), state__in=EXPIRES)
        late = tuple(rows.values_list("person_id", flat=True))
        rows.update(state=RecipientState.EXPIRED.value, answer_due_at=None)
        record(
            RelayExpired(
                relay_id=relay.pk,
                code=relay.code,
                sender_id=relay.sender_id,
                party_id=relay.party_id,
                person_ids=late,
            )
        )


def _step(one: Recipient, record: Record, at: datetime) -> None:
    relay = one.relay
    about: dict[str, Any] = {
        "relay_id": relay.pk,
        "code": relay.code,
        "sender_id": relay.sender_id,
        "party_id": relay.party_id,
        "recipient_id": one.pk,
        "person_id": one.person_id,
        "name": str(one.person),
        "precedence": relay.precedence,
    }
    if one.rung == 0:
        one.rung = 1
        record(RelayUnanswered(**about))
    else:
        one.rung, found = _next_people(one, at)
        if found:
            passed = _pass_on(one, found)
            names = ", ".join(str(stand_in.person) for stand_in in passed)
            ids = tuple(stand_in.person_id for stand_in in passed)
            record(RelayPassedOn(**about, rung=one.rung, to_ids=ids, to_names=names))
    one.answer_due_at = next_step(relay.precedence, one.rung, at)
    one.save(update_fields=["rung", "answer_due_at"])


def _next_people(one: Recipient, at: datetime) -> tuple[int, Found]:
    """Return the next rung that holds somebody who does not know it yet, and these people."""
    known = set(one.relay.recipients.values_list("person_id", flat=True)) | {one.relay.sender_id}
    for rung in range(one.rung + 1, RUNGS + 1):
        word = f"deputy_of:{one.person_id}" if rung == 2 else "role:coordinator"
        found = audiences.resolve([word], event_id=one.relay.event_id, at=at)
        if found := [(person_id, why) for person_id, why in found if person_id not in known]:
            return rung, found
    return RUNGS, []


def _pass_on(one: Recipient, found: Found) -> list[Recipient]:
    """Let these people know it too, in that person's stead; they have no clock of their own."""
    Recipient.objects.bulk_create(
        [
            Recipient(relay=one.relay, person_id=person_id, why=why[:200], stands_for=one)
            for person_id, why in found
        ]
    )
    return list(
        one.passed_to.filter(person_id__in=[pk for pk, _ in found]).select_related("person")
    )
