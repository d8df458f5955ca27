"""What a supplier does through the link to one part. The house acts, in the supplier's name.

Who holds a link has no right of his own: each command finds the part by the pass, which must still
be good when the act begins, and touches that part alone.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from narahubung.accounts.commands import issue_pass
from narahubung.accounts.models import GuestPass
from narahubung.accounts.roles import Right
from narahubung.accounts.rules import LinkHasEnded, check_pass
from narahubung.documents.reading import Received
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor, the_house
from narahubung.needs import entries
from narahubung.needs.commands import moving
from narahubung.needs.commands.parts import deliver_part, drop_part, promise_part, prove
from narahubung.needs.entries.parts import OfPart
from narahubung.needs.models import NeedPart
from narahubung.needs.rules import supplying as rules
from narahubung.needs.rules import telling
from narahubung.needs.rules.parts import RUNNING, check_running

PURPOSE = "supplier_task"
GOOD_AFTER_DUE = timedelta(hours=12)
_RIGHTS = frozenset({str(Right.SEE_NEEDS), str(Right.ANSWER_NEED), str(Right.DO_DUTIES)})


@command
def share_part(
    *, part_id: int, name: str, language: str, by: Actor, at: datetime, key: UUID | None = None
) -> str:
    """Make the supplier's link to a part and return its token; good until 12 hours after it is due.

    Raises PartIsOver, LinkNeedsAName; NeedPart.DoesNotExist for one of others.
    """
    with act(by=by, at=at, key=key) as record:
        part = NeedPart.objects.visible_to(by, Right.ANSWER_NEED).get(pk=part_id)
        check_running(part)
        token = issue_pass(
            purpose=PURPOSE,
            object_id=part.pk,
            name=name,
            language=language,
            expires_at=max(part.due_at, at) + GOOD_AFTER_DUE,
            by=by,
            at=at,
        )
        _tell(record, entries.PartShared, part, by, at)
    return token


@command
def promise_task(
    *, pass_id: int, until: datetime, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Take the task on, until when. Raises LinkHasEnded, InThePast."""
    with act(by=by, at=at, key=key):
        part = _task(pass_id, by, at)
        promise_part(part_id=part.pk, until=until, by=_in_the_name_of(by), at=at)


@command
def set_off(*, pass_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that one is on the way. Raises LinkHasEnded, OnTheWayAlready."""
    with act(by=by, at=at, key=key) as record:
        part = _task(pass_id, by, at)
        if part.set_off_at is not None:
            raise rules.OnTheWayAlready
        part.set_off_at = at
        part.save(update_fields=["set_off_at"])
        _tell(record, entries.PartSetOff, part, by, at)


@command
def deliver_task(
    *,
    pass_id: int,
    signed_by: str,
    files: Sequence[Received] = (),
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say that it is there, who received it, with photos. Raises LinkHasEnded, WhoReceivedIt."""
    with act(by=by, at=at, key=key):
        part = _task(pass_id, by, at)
        if not signed_by.strip():
            raise rules.WhoReceivedIt
        house = _in_the_name_of(by)
        prove(
            need_id=part.need_id,
            part_id=part.pk,
            place=part.place,
            signed_by=signed_by,
            files=files,
            by=house,
            at=at,
        )
        deliver_part(part_id=part.pk, by=house, at=at)


@command
def refuse_task(
    *, pass_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that one cannot, and why: the desk asks another. Raises LinkHasEnded, NoReason."""
    with act(by=by, at=at, key=key) as record:
        part = _task(pass_id, by, at)
        if not why.strip():
            raise rules.NoReason
        drop_part(part_id=part.pk, by=_in_the_name_of(by), at=at)
        _tell(record, entries.PartRefused, part, by, at, why=why.strip()[:300])


def _task(pass_id: int, by: Actor, at: datetime) -> NeedPart:
    """Return the part that a pass opens, locked, as long as the pass is good and the part runs."""
    rows = GuestPass.objects.select_for_update().filter(purpose=PURPOSE, event_id=by.here)
    found = rows.get(pk=pass_id)
    check_pass(found, at)
    part = NeedPart.objects.select_for_update().get(pk=found.object_id, event_id=by.here)
    if part.state not in RUNNING:
        raise LinkHasEnded
    return part


def _in_the_name_of(by: Actor) -> Actor:
    """Return the house, which knows how to move a part, under the supplier's name."""
    house = the_house(by.door, event_id=by.here)
    return replace(house, name=by.name, everywhere=_RIGHTS)


def _tell(
    record: Record, entry: type[OfPart], part: NeedPart, by: Actor, at: datetime, **facts: str
) -> None:
    """Record it, and leave word for the desk that answers the need, unless it is its own act."""
    words = {"quantity": part.quantity, "what": part.what, "supplier": part.supplier}
    about: dict[str, Any] = {**moving.head(part.need), **words, **facts}
    people = [pk for pk in telling.answerer_people(part.need, at) if pk != by.person_id]
    record(entry(part_id=part.pk, **about), tell=people if by.person_id is None else [])
