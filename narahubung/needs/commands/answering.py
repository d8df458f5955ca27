"""What the two sides do with a need once it was raised, one verb each."""

from datetime import datetime
from uuid import UUID

from narahubung.accounts.models import Person
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.needs import entries
from narahubung.needs.commands import moving
from narahubung.needs.models import Need, NeedPart, NeedState, PartState, Why
from narahubung.needs.rules import answering as rules
from narahubung.needs.rules import asking, refusing
from narahubung.parties.models import Department

_RUNNING = (PartState.ASKED, PartState.PROMISED)


@command
def accept(
    *,
    need_id: int,
    name: str = "",
    until: datetime | None = None,
    why: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Take it, naming who takes care of it (without a name: oneself), perhaps with a promise.

    Raises NotYours, NotNow, InThePast, SayWhyLater.
    """
    with act(by=by, at=at, key=key) as record:
        need = moving.begin(need_id, "accept", by=by, at=at)
        _name(need, name, by)
        need.received_at = need.received_at or at
        if until is not None:
            rules.check_promise(need, until, why, at)
            need.promised_at = until
        moving.finish(need, NeedState.ACCEPTED, at)
        moving.tell(record, entries.NeedAccepted, need, by, at, name=need.assigned_to)
        if until is not None:
            moving.tell(record, entries.NeedPromised, need, by, at, until=until, why=why.strip())


@command
def name_person(
    *, need_id: int, name: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Name somebody else who takes care of it. Raises NotYours, NotNow, NobodyNamed."""
    with act(by=by, at=at, key=key) as record:
        need = moving.begin(need_id, "name", by=by, at=at)
        if not name.strip():
            raise rules.NobodyNamed
        _name(need, name, by)
        moving.finish(need, need.state, at)
        moving.tell(record, entries.NeedAccepted, need, by, at, name=need.assigned_to)


@command
def promise(
    *,
    need_id: int,
    until: datetime,
    why: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Promise a time. Raises NotYours, NotNow, InThePast, SayWhyLater."""
    with act(by=by, at=at, key=key) as record:
        need = moving.begin(need_id, "promise", by=by, at=at)
        rules.check_promise(need, until, why, at)
        need.promised_at = until
        moving.finish(need, need.state, at)
        moving.tell(record, entries.NeedPromised, need, by, at, until=until, why=why.strip())


@command
def begin_work(*, need_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that work has begun. Raises NotYours, NotNow."""
    with act(by=by, at=at, key=key) as record:
        need = moving.begin(need_id, "begin", by=by, at=at)
        moving.finish(need, NeedState.IN_PROGRESS, at)
        moving.tell(record, entries.NeedBegun, need, by, at)


@command
def ask_back(
    *, need_id: int, question: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Give it back with a question and wait. Raises NothingSaid, TellsTooMuch."""
    with act(by=by, at=at, key=key) as record:
        need = moving.begin(need_id, "ask_back", by=by, at=at)
        rules.check_said(question)
        if not need.assigned_to:
            _name(need, "", by)
        need.received_at = need.received_at or at
        if need.officer_id is None:  # asked by the delegation itself, which will read it
            refusing.check_fit_for_guest(need, question)
        need.answer = question.strip()
        moving.finish(need, NeedState.WAITING, at)
        moving.tell(record, entries.NeedAskedBack, need, by, at, question=need.answer)


@command
def reply(*, need_id: int, text: str, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Answer the question; the need goes on where it was. Raises NothingSaid."""
    with act(by=by, at=at, key=key) as record:
        need = moving.begin(need_id, "reply", by=by, at=at)
        rules.check_said(text)
        some = need.parts.filter(state=PartState.DONE).exists()
        moving.finish(need, NeedState.PART if some else NeedState.ACCEPTED, at)
        moving.tell(record, entries.NeedReplied, need, by, at, reply=text.strip())


@command
def pass_on(
    *,
    need_id: int,
    department_id: int,
    why: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Give it to another department, not in circles; its clock is not wound back.

    Raises NotYours, NotNow, SameDepartment, GoesInCircles; Department.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        need = moving.begin(need_id, "pass_on", by=by, at=at)
        rules.check_pass_on(need, department_id)
        _give(need, department_id, why, by, at, record)


@command
def route(
    *,
    need_id: int,
    department_id: int,
    why: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Decide, as the coordinator, who does it. Raises NotYours, NotNow, SameDepartment."""
    with act(by=by, at=at, key=key) as record:
        need = moving.begin(need_id, "route", by=by, at=at)
        rules.check_pass_on(need, department_id, deciding=True)
        _give(need, department_id, why, by, at, record)


@command
def fulfil(
    *, need_id: int, words: str = "", by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that it is done, all parts of it; the side that asked confirms or opens it again."""
    with act(by=by, at=at, key=key) as record:
        need = moving.begin(need_id, "fulfil", by=by, at=at)
        need.received_at = need.received_at or at
        need.done_at, need.answer = at, words.strip()
        need.parts.filter(state__in=_RUNNING).update(state=PartState.DONE, done_at=at)
        moving.finish(need, NeedState.DONE, at)
        moving.tell(record, entries.NeedFulfilled, need, by, at, words=need.answer)


@command
def confirm(*, need_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Confirm, with one's own eyes, that it was fulfilled. Raises NotYours, NotNow."""
    with act(by=by, at=at, key=key) as record:
        need = moving.begin(need_id, "confirm", by=by, at=at)
        need.closed_at = at
        moving.finish(need, NeedState.DONE, at)
        moving.tell(record, entries.NeedConfirmed, need, by, at)


@command
def reopen(*, need_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say why it is not settled; its clock starts anew. Raises NotYours, NotNow, NothingSaid."""
    with act(by=by, at=at, key=key) as record:
        need = moving.begin(need_id, "reopen", by=by, at=at)
        rules.check_said(why)
        need.done_at = need.closed_at = need.promised_at = None
        need.refused_why = need.refused_reason = ""
        if need.due_at is None or need.due_at <= at:
            need.due_at = asking.due_at(need.department, need.priority, at)
        taken = need.assigned_to
        moving.finish(need, NeedState.IN_PROGRESS if taken else NeedState.NEW, at)
        moving.tell(record, entries.NeedReopened, need, by, at, why=why.strip())


@command
def reject(
    *,
    need_id: int,
    why: str = "",
    words: str = "",
    reason: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say no, in words that keep the guest. why: one of `Why`; reason: for us only.

    words: what who asked will read; without them, those that are proposed for `why`, in the guest's
    language and in Indonesian. Raises NotYours, NotNow, NothingSaid, TellsTooMuch.
    """
    with act(by=by, at=at, key=key) as record:
        need = moving.begin(need_id, "reject", by=by, at=at)
        need.answer = words.strip() or (refusing.words_of(need, Why(why), at) if why else "")
        rules.check_said(need.answer)
        refusing.check_fit_for_guest(need, need.answer, reason)
        need.refused_why, need.refused_reason = why, reason.strip()
        need.received_at, need.closed_at = need.received_at or at, at
        _drop_parts(need)
        moving.finish(need, NeedState.REJECTED, at)
        said = {"words": need.answer, "why": why, "reason": need.refused_reason}
        moving.tell(record, entries.NeedRejected, need, by, at, **said)


@command
def withdraw(
    *, need_id: int, why: str = "", by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that it is no longer needed. Raises NotYours, NotNow."""
    with act(by=by, at=at, key=key) as record:
        need = moving.begin(need_id, "withdraw", by=by, at=at)
        need.closed_at = at
        _drop_parts(need)
        moving.finish(need, NeedState.WITHDRAWN, at)
        moving.tell(record, entries.NeedWithdrawn, need, by, at, why=why.strip())


@command
def take_back(*, need_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Undo one's own last step, a slip of the finger. Raises NothingToTakeBack."""
    with act(by=by, at=at, key=key) as record:
        need = Need.objects.for_change(by, need_id)
        rules.check_undo(need, by, at)
        before = moving.head(need)
        moving.restore(need)
        desks = set(before["desk_ids"]) | set(moving.head(need)["desk_ids"])
        facts = {**before, "desk_ids": tuple(sorted(desks))}
        record(entries.NeedTakenBack(**facts))


def _name(need: Need, name: str, by: Actor) -> None:
    """Name who takes care of it; a name that has a log-in is that person."""
    words = " ".join(name.split()) or by.name
    if words == by.name:
        need.person_id = by.person_id
    else:
        known = Person.objects.filter(full_name__iexact=words, reach__event_id=need.event_id)
        need.person = known.first()
    need.assigned_to = words[:60]


def _give(
    need: Need, department_id: int, why: str, by: Actor, at: datetime, record: Record
) -> None:
    if need.department_id:
        need.passed = [*need.passed, need.department_id]
    department = Department.objects.visible_to(by).get(pk=department_id)
    need.department = department
    need.assigned_to, need.person, need.promised_at = "", None, None
    need.routed_at, need.received_at = at, None
    need.due_at = need.due_at or asking.due_at(department, need.priority, at)
    moving.finish(need, NeedState.NEW, at)
    moving.tell(
        record,
        entries.NeedRouted,
        need,
        by,
        at,
        to=department.label(),
        department_id=department.pk,
        why=why.strip(),
        due_at=need.due_at,
    )


def _drop_parts(need: Need) -> None:
    NeedPart.objects.filter(need=need, state__in=_RUNNING).update(state=PartState.DROPPED)
