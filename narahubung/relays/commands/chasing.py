"""Nobody answered: another channel, then the deputy, then the coordinator. Or its time is over."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.models import Person
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.relays import audiences
from narahubung.relays.audiences import Found
from narahubung.relays.entries import RelayExpired, RelayLeftOpen, RelayPassedOn, RelayUnanswered
from narahubung.relays.models import Recipient, RecipientState, Relay
from narahubung.relays.rules.states import EXPIRES, RUNGS, next_step, owing

TOGETHER = 200  # people a turn: an act must not keep other writers waiting
NAMED = 10


@command
def chase(*, relay_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Go one step further for whose answer is overdue, TOGETHER people at most.

    Raises Relay.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        relay = Relay.objects.for_change(by, relay_id)
        overdue = relay.recipients.filter(owing(), answer_due_at__lte=at)
        late = list(overdue.select_related("person").order_by("pk")[:TOGETHER])
        silent = [one for one in late if one.rung == 0]
        for one in silent:
            one.rung = 1
            record(RelayUnanswered(**_about(relay, one), precedence=relay.precedence))
        _pass_on(relay, [one for one in late if one not in silent], record, at)
        for one in late:
            one.answer_due_at = next_step(relay.precedence, one.rung, at)
        Recipient.objects.bulk_update(late, ["rung", "answer_due_at"])


@command
def expire(*, relay_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Close a message whose time is over for who did not answer. Raises Relay.DoesNotExist."""
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


def _pass_on(relay: Relay, late: list[Recipient], record: Record, at: datetime) -> None:
    """Let somebody else know it in each one's stead, who has no clock of his own.

    The next rung that holds somebody who does not know it yet: the deputy, the coordinator.
    """
    known = set(relay.recipients.values_list("person_id", flat=True)) | {relay.sender_id}
    event_id, alone = relay.event_id, []
    for one in late:
        found: Found = []
        while one.rung < RUNGS and not found:
            one.rung += 1
            word = f"deputy_of:{one.person_id}" if one.rung == 2 else "role:coordinator"
            stand_ins = audiences.resolve([word], event_id=event_id, at=at)
            found = [(person_id, why) for person_id, why in stand_ins if person_id not in known]
        known.update(person_id for person_id, _why in found)
        if found:
            _tell(relay, one, found, record)
        else:
            alone.append(one)
    if alone:
        record(
            RelayLeftOpen(
                relay_id=relay.pk,
                code=relay.code,
                sender_id=relay.sender_id,
                party_id=relay.party_id,
                person_ids=tuple(one.person_id for one in alone),
                names=", ".join(str(one.person) for one in alone[:NAMED]),
            )
        )


def _tell(relay: Relay, one: Recipient, found: Found, record: Record) -> None:
    for person_id, why in found:
        Recipient.objects.create(relay=relay, person_id=person_id, why=why[:200], stands_for=one)
    people = Person.objects.filter(pk__in=[person_id for person_id, _why in found])
    record(
        RelayPassedOn(
            **_about(relay, one),
            precedence=relay.precedence,
            rung=one.rung,
            to_ids=tuple(person_id for person_id, _why in found),
            to_names=", ".join(str(person) for person in people),
        )
    )


def _about(relay: Relay, one: Recipient) -> dict[str, Any]:
    return {
        "relay_id": relay.pk,
        "code": relay.code,
        "sender_id": relay.sender_id,
        "party_id": relay.party_id,
        "recipient_id": one.pk,
        "person_id": one.person_id,
        "name": str(one.person),
    }
