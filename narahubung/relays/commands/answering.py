"""What its people do with a message, and the sender's word on what they read back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.relays.entries import (
    ReadBackDiffered,
    RelayAcknowledged,
    RelayConfirmed,
    RelayDone,
    RelayReadBack,
    RelayRefused,
)
from narahubung.relays.models import Recipient, RecipientState, Relay
from narahubung.relays.reading_back import differences, in_order
from narahubung.relays.rules import answering as rules
from narahubung.relays.rules.states import answer_due, owes_answer

S = RecipientState


@command
def acknowledge(*, relay_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that one has it. Raises Replaced, NotPossibleNow; Recipient.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        mine = _mine(relay_id, by)
        rules.check_can_move(mine, S.ACKNOWLEDGED)
        mine.acknowledged_at = at
        _move(mine, S.ACKNOWLEDGED, at)
        record(RelayAcknowledged(**_about(mine)))


@command
def read_back(
    *, relay_id: int, text: str, by: Actor, at: datetime, key: UUID | None = None
) -> list[dict[str, str]]:
    """Repeat what one understood; return where it differs from what was said, [] for nowhere.

    Raises NothingRepeated, Replaced, NotPossibleNow; Recipient.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        mine = _mine(relay_id, by)
        if not text.strip():
            raise rules.NothingRepeated
        return _repeat(mine, text.strip(), differences(mine.relay.facts, text), record, at)


@command
def read_back_by_picks(
    *, relay_id: int, answers: list[str], by: Actor, at: datetime, key: UUID | None = None
) -> list[dict[str, str]]:
    """Repeat a message by one answer to each of its facts; return where that differs.

    answers: as chosen or typed, in the order of `reading_back.in_order`. Each is compared with its
    own fact, so two that changed places differ. Raises NotAllAnswered, Replaced, NotPossibleNow;
    Recipient.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        mine = _mine(relay_id, by)
        asked = in_order(mine.relay.text, mine.relay.facts)
        if len(answers) != len(asked) or not all(answer.strip() for answer in answers):
            raise rules.NotAllAnswered
        found = [
            {**one, "heard": one["heard"] or answer.strip()}
            for (kind, fact), answer in zip(asked, answers, strict=True)
            for one in differences({kind: [fact]}, answer)
        ]
        how = "looked" if mine.looked else "picked"
        return _repeat(mine, "; ".join(map(str.strip, answers)), found, record, at, how)


@command
def confirm(
    *,
    relay_id: int,
    person_ids: list[int] | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Confirm the read-backs of these people, or of all that are right; return how many.

    Raises NotYourMessage, NothingToConfirm; Relay.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        relay = Relay.objects.for_change(by, relay_id)
        rules.check_can_steer(relay, by)
        rows = relay.recipients.filter(state=S.READ_BACK).select_related("person")
        if person_ids is not None:
            rows = rows.filter(person_id__in=person_ids)
        waiting = list(rows)
        if not waiting:
            raise rules.NothingToConfirm
        Recipient.objects.filter(pk__in=[one.pk for one in waiting]).update(
            state=S.CONFIRMED.value, confirmed_at=at, answer_due_at=None
        )
        record(
            RelayConfirmed(
                relay_id=relay.pk,
                code=relay.code,
                sender_id=relay.sender_id,
                party_id=relay.party_id,
                person_ids=tuple(one.person_id for one in waiting),
                names=", ".join(str(one.person) for one in waiting),
            )
        )
    return len(waiting)


@command
def refuse(*, relay_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that it cannot be done, and why; acknowledging it later takes that back.

    Raises NoReason, Replaced, NotPossibleNow; Recipient.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        mine = _mine(relay_id, by)
        if not why.strip():
            raise rules.NoReason
        rules.check_can_move(mine, S.REFUSED)
        mine.refused_at, mine.note = at, why.strip()
        _move(mine, S.REFUSED, at)
        record(RelayRefused(**_about(mine), why=mine.note))


@command
def mark_done(*, relay_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that it is done. What must be read back is done only once confirmed.

    Raises DiffersStill, ReadBackFirst, Replaced, NotPossibleNow; Recipient.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        mine = _mine(relay_id, by)
        rules.check_can_be_done(mine)
        mine.done_at = at
        _move(mine, S.DONE, at)
        record(RelayDone(**_about(mine)))


def _repeat(
    mine: Recipient,
    said: str,
    found: list[dict[str, str]],
    record: Record,
    at: datetime,
    how: str = "",
) -> list[dict[str, str]]:
    """Keep what was repeated and what of it differs. Returns the differences."""
    state = S.DIFFERS if found else S.READ_BACK
    rules.check_can_move(mine, state)
    mine.read_back, mine.differences, mine.read_back_at = said, found, at
    mine.read_back_how, mine.folded_at, mine.looked = how, None, 0
    mine.acknowledged_at = mine.acknowledged_at or at
    _move(mine, state, at)
    about = _about(mine)
    if found:
        record(ReadBackDiffered(**about, said=said, differences=found, how=how))
    else:
        record(RelayReadBack(**about, said=said, how=how))
    return found


def _mine(relay_id: int, by: Actor) -> Recipient:
    """Return one's own line of a message, locked. Raises Recipient.DoesNotExist."""
    rows = Recipient.objects.select_related("relay", "person").select_for_update(of=("self",))
    return rows.get(relay_id=relay_id, person_id=by.person_id or 0, relay__event_id=by.here)


def _move(mine: Recipient, state: RecipientState, at: datetime) -> None:
    """Set the state, and start or stop the clock: of this line and of whom it stands for."""
    mine.state = state.value
    mine.seen_at = mine.seen_at or at
    mine.delivered_at = mine.delivered_at or mine.seen_at
    if owes_answer(state, must_read_back=mine.relay.must_read_back):
        if state == S.DIFFERS:  # the clock runs anew for the right one
            mine.answer_due_at = answer_due(mine.relay.precedence, at)
    else:
        mine.answer_due_at = None
        if mine.stands_for_id is not None:
            Recipient.objects.filter(pk=mine.stands_for_id).update(answer_due_at=None)
    mine.save()


def _about(mine: Recipient) -> dict[str, Any]:
    relay = mine.relay
    return {
        "relay_id": relay.pk,
        "code": relay.code,
        "sender_id": relay.sender_id,
        "party_id": relay.party_id,
        "recipient_id": mine.pk,
        "person_id": mine.person_id,
        "name": str(mine.person),
    }
