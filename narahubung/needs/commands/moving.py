"""What every move has in common: lock, rule, remember what was, wind the clock, save, tell."""

from datetime import datetime
from typing import Any

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Record
from narahubung.kit.actor import Actor
from narahubung.needs.entries import OfNeed
from narahubung.needs.models import Direction, Need, NeedPart, NeedState
from narahubung.needs.rules import escalating, ladder, telling
from narahubung.needs.rules.moving import MOVES, Who, check_can

# What taking back a slip restores.
_KEPT = (
    *("state", "department_id", "assigned_to", "person_id", "priority", "due_at", "routed_at"),
    *("received_at", "promised_at", "answer", "done_at", "closed_at", "clock_at", "rung"),
    *("above_id", "passed", "refused_why", "refused_reason"),
)


def begin(need_id: int, move: str, *, by: Actor, at: datetime) -> Need:
    """Return the need, locked, with what it was kept for a slip. Raises NotYours, NotNow.

    Who helps from the department above takes the need over.
    """
    need = Need.objects.for_change(by, need_id)
    check_can(move, need, by)
    remember(need, by, at)
    if MOVES[move].who == Who.ANSWERER and _helps(need, by):
        need.passed = [*need.passed, need.department_id]
        need.department_id = need.above_id
    return need


def remember(need: Need, by: Actor, at: datetime) -> None:
    """Keep what the need and its parts are, so that the step can be taken back."""
    parts = need.parts.values_list("pk", "state", "done_at")
    need.last = {
        "by": by.person_id,
        "at": at.isoformat(),
        "need": {name: _plain(getattr(need, name)) for name in _KEPT},
        "parts": [[pk, state, _plain(done_at)] for pk, state, done_at in parts],
    }


def finish(need: Need, state: str, at: datetime) -> None:
    """Set the state, let the next clock run from the first rung that has somebody, save."""
    need.state = NeedState(state).value
    ladder.begin(need, at)
    need.clock_at = escalating.clock_of(need, list(need.parts.all()), at)
    need.save()


def restore(need: Need) -> None:
    """Bring back what the last step kept; there is nothing further to take back then."""
    kept: dict[str, Any] = need.last or {}
    for name, value in kept["need"].items():
        setattr(need, name, _moment(value) if name.endswith("_at") else value)
    for pk, state, done_at in kept["parts"]:
        NeedPart.objects.filter(pk=pk, need=need).update(state=state, done_at=_moment(done_at))
    need.last = None
    need.save()


def tell(
    record: Record, entry: type[OfNeed], need: Need, by: Actor, at: datetime, **facts: Any
) -> None:
    """Record what happened and leave word for the side that did not do it."""
    asked = by.may_for(Right.RAISE_NEED, need.party_id) == (need.direction == Direction.TO_HOST)
    people = telling.answerer_people(need, at) if asked else telling.asker_people(need, at)
    if by.person_id is None or Right.ANSWER_NEED in by.everywhere:  # neither side: both hear it
        people = [*telling.answerer_people(need, at), *telling.asker_people(need, at)]
    others = sorted({pk for pk in people if pk != by.person_id})
    record(entry(**head(need), **facts), tell=others)


def head(need: Need) -> dict[str, Any]:
    """Return what every entry about a need carries."""
    desks = {need.department_id, need.above_id, *(need.passed or [])}
    return {
        "need_id": need.pk,
        "party_id": need.party_id,
        "code": need.code,
        "zone": need.event.zone,
        "desk_ids": tuple(sorted(pk for pk in desks if pk)),
    }


def _helps(need: Need, by: Actor) -> bool:
    at_home = by.may_at(Right.ANSWER_NEED, need.department_id)
    return need.direction == Direction.TO_HOST and not at_home


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _moment(value: Any) -> Any:
    return datetime.fromisoformat(value) if isinstance(value, str) else value
