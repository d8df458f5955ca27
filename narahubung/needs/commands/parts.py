"""Parts of a need with their suppliers, and the proof that something was fulfilled."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.documents.commands import attach
from narahubung.documents.reading import Received
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.needs import entries
from narahubung.needs.commands import moving
from narahubung.needs.entries.parts import OfPart
from narahubung.needs.models import Need, NeedPart, NeedProof, NeedState, PartState
from narahubung.needs.rules import answering, escalating
from narahubung.needs.rules import parts as rules
from narahubung.needs.rules.moving import MOVES, NotNow, NotYours, answers, check_can
from narahubung.parties.models import Department


@command
def give_part(  # noqa: PLR0913 -- a part is all of this at once
    *,
    need_id: int,
    quantity: int,
    what: str,
    supplier: str,
    contact: str = "",
    department_id: int | None = None,
    due_at: datetime | None = None,
    place: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Give so many to a supplier; return the part's number. Without a time it is due as the need.

    Raises NotYours, NotNow, NobodySupplies, TooMany, InThePast; Department.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        need = moving.begin(need_id, "add_part", by=by, at=at)
        department = None
        if department_id is not None:
            department = Department.objects.visible_to(by).get(pk=department_id)
        rules.check_part(need, list(need.parts.all()), quantity, supplier)
        if due_at is not None and due_at <= at:
            raise answering.InThePast
        part = NeedPart.objects.create(
            event_id=need.event_id,
            need=need,
            quantity=quantity,
            what=what.strip() or need.words[:200],
            supplier=supplier.strip(),
            contact=contact.strip(),
            department=department,
            place=place.strip(),
            due_at=due_at or _due(need, at),
        )
        need.last = None  # a part that was given is dropped, not taken back
        moving.finish(need, need.state, at)
        _tell(record, entries.PartGiven, need, part, by, at, due_at=part.due_at)
    return part.pk


@command
def promise_part(
    *, part_id: int, until: datetime, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Record until when the supplier promises it. Raises NotYours, PartIsOver, InThePast."""
    with act(by=by, at=at, key=key) as record:
        part, need = _part(part_id, by)
        if until <= at:
            raise answering.InThePast
        part.promised_at, part.state = until, PartState.PROMISED
        part.save()
        need.last = None
        moving.finish(need, need.state, at)
        _tell(record, entries.PartPromised, need, part, by, at, until=until)


@command
def deliver_part(*, part_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that a part is there. With the last of all the need itself is done.

    Raises NotYours, NotNow, PartIsOver.
    """
    with act(by=by, at=at, key=key) as record:
        part, need = _part(part_id, by)
        moving.remember(need, by, at)
        part.done_at, part.state = at, PartState.DONE
        part.save()
        whole = rules.is_whole(need, list(need.parts.all()))
        need.received_at = need.received_at or at
        if whole:
            need.done_at = at
        moving.finish(need, NeedState.DONE if whole else NeedState.PART, at)
        _tell(record, entries.PartDelivered, need, part, by, at)
        if whole:
            moving.tell(record, entries.NeedFulfilled, need, by, at)


@command
def drop_part(*, part_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take a part from its supplier; it belongs to the remainder again. Raises PartIsOver."""
    with act(by=by, at=at, key=key) as record:
        part, need = _part(part_id, by)
        part.state = PartState.DROPPED
        part.save()
        need.last = None
        moving.finish(need, need.state, at)
        _tell(record, entries.PartDropped, need, part, by, at)


@command
def prove(
    *,
    need_id: int,
    part_id: int | None = None,
    place: str = "",
    note: str = "",
    signed_by: str = "",
    files: Sequence[Received] = (),
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Put proof to a need or one of its parts; return its number.

    files: photo, drawn signature, of `documents.reading.receive`. Raises NotYours;
    NeedPart.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        need = Need.objects.for_change(by, need_id)
        if not (answers(need, by) or by.may_for(Right.RAISE_NEED, need.party_id)):
            raise NotYours(word=MOVES["fulfil"].word, who=MOVES["fulfil"].who)
        proof = NeedProof.objects.create(
            event_id=need.event_id,
            need=need,
            part=need.parts.get(pk=part_id) if part_id is not None else None,
            at=at,
            by_name=by.name,
            place=place.strip(),
            note=note.strip(),
            signed_by=signed_by.strip(),
        )
        for file in files:
            attach(party_id=need.party_id, about=f"proof:{proof.pk}", file=file, by=by, at=at)
        moving.tell(
            record, entries.NeedProved, need, by, at, proof_id=proof.pk, signed_by=proof.signed_by
        )
    return proof.pk


def _part(part_id: int, by: Actor) -> tuple[NeedPart, Need]:
    """Return a running part and its need, locked. The department that supplies it may act, too."""
    part = NeedPart.objects.visible_to(by).get(pk=part_id)
    need = Need.objects.for_change(by, part.need_id)
    part = NeedPart.objects.select_for_update().get(pk=part_id)
    supplies = part.department_id and by.may_at(Right.ANSWER_NEED, part.department_id)
    if not supplies and "house" not in by.roles:
        check_can("deliver_part", need, by)
    elif need.state not in MOVES["deliver_part"].frm:
        raise NotNow(state=need.get_state_display())
    rules.check_running(part)
    return part, need


def _due(need: Need, at: datetime) -> datetime:
    own = need.promised_at or need.due_at
    return own if own and own > at else at + escalating.span_of(need) * 4


def _tell(
    record: Record,
    entry: type[OfPart],
    need: Need,
    part: NeedPart,
    by: Actor,
    at: datetime,
    **facts: datetime,
) -> None:
    words = {"quantity": part.quantity, "what": part.what, "supplier": part.supplier}
    moving.tell(record, entry, need, by, at, part_id=part.pk, **words, **facts)
