"""A thing passes from hand to hand by two signatures, and the register says where it is."""

from datetime import datetime
from uuid import UUID

from narahubung.accounts.models import Person
from narahubung.gifts import entries
from narahubung.gifts.commands.declaring import about
from narahubung.gifts.knowing import keepers
from narahubung.gifts.models import Custody, Declaration, Whereabout
from narahubung.gifts.rules import keeping as rules
from narahubung.gifts.rules.declaring import check_keeper
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor


@command
def give_custody(
    *,
    declaration_id: int,
    taker_id: int | None = None,
    to: str = "",
    kept_at: str = "",
    paper: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Custody:
    """Hand it over: the giver's signature. The taker signs with `take_custody`.

    taker_id: somebody who keeps the register. Without, `to` is somebody outside, who signed on the
    paper named: then both signatures are there. Raises NothingThere, NotTheHolder, OfferedAlready,
    NobodyTakes, NoPaper; Declaration.DoesNotExist, Person.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Declaration.objects.for_change(by, declaration_id)
        rules.check_can_give(row, taker_id, to, paper, by)
        taker = None
        if taker_id is not None:
            allowed = {*keepers(row.event_id, at), row.person_id}
            taker = Person.objects.filter(pk__in=allowed).get(pk=taker_id)
        made = Custody.objects.create(
            declaration=row,
            from_person_id=by.person_id,
            from_name=by.name,
            to_person=taker,
            to_name=str(taker) if taker else to.strip(),
            kept_at=kept_at.strip(),
            paper=paper.strip(),
            given_at=at,
            taken_at=None if taker else at,
        )
        told = entries.CustodyGiven(**about(row, by), to_name=made.to_name)
        record(told, tell=[taker.pk] if taker else [])
        if taker is None:
            _hold(row, None, made.to_name)
    return made


@command
def take_custody(*, custody_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Sign that one has it now. Raises NotToSign; Custody.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        made = Custody.objects.for_change(by, custody_id)
        rules.check_can_take(made, by)
        row = Declaration.objects.for_change(by, made.declaration_id)
        made.taken_at = at
        made.save(update_fields=["taken_at"])
        _hold(row, by.person_id, by.name)
        if row.state == Whereabout.HELD and row.person_id != by.person_id:
            row.state = Whereabout.KEPT.value
            row.save(update_fields=["state"])
        told = entries.CustodyTaken(**about(row, by), from_name=made.from_name)
        record(told, tell=[made.from_person_id] if made.from_person_id else [])


@command
def end_custody(*, custody_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take one's hand-over back while nobody has signed. Raises NotToSign; Custody.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        made = Custody.objects.for_change(by, custody_id)
        rules.check_can_end(made, by)
        made.ended_at = at
        made.save(update_fields=["ended_at"])
        record(entries.CustodyEnded(**about(made.declaration, by)))


@command
def place_gift(
    *, declaration_id: int, state: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say where it is: on display, returned, handed over … Raises NotYours, NoSuchPlace."""
    with act(by=by, at=at, key=key) as record:
        check_keeper(by)
        rules.check_place(state)
        row = Declaration.objects.for_change(by, declaration_id)
        row.state = state
        row.save(update_fields=["state"])
        record(entries.GiftPlaced(**about(row, by), state=state), tell=_reporter(row, by))


def _reporter(row: Declaration, by: Actor) -> list[int]:
    return [row.person_id] if row.person_id != by.person_id else []


def _hold(row: Declaration, person_id: int | None, name: str) -> None:
    row.holder_id, row.holder_name = person_id, name
    row.save(update_fields=["holder", "holder_name"])
