"""The one table of what may become of a need, and by whom. Docs: docs/reference/need-states.md."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.needs.models import Direction, Need, NeedState


class Who(StrEnum):
    """Who may make a move. The coordinator may all but the clock's."""

    ASKER = "asker"  # the delegation's officers and focal point, or the desk that asks them
    ANSWERER = "answerer"  # the department, the one above once it is late; or the delegation
    COORDINATOR = "coordinator"
    CLOCK = "clock"


WHO: dict[Who, Promise] = {
    Who.ASKER: _("who asked"),
    Who.ANSWERER: _("who answers"),
    Who.COORDINATOR: _("the coordinator"),
    Who.CLOCK: _("the clock"),
}

S = NeedState
_WORK = (S.NEW, S.ACCEPTED, S.IN_PROGRESS, S.PART)
OPEN = (*_WORK, S.WAITING)


@dataclass(frozen=True)
class Move:
    """One thing that may be done: from which states, to which, and who may do it.

    to: empty where the need stays where it was.
    """

    word: Promise
    who: Who
    frm: tuple[NeedState, ...]
    to: tuple[NeedState, ...] = ()

    def ends(self, state: str) -> tuple[str, ...]:
        """Return where it may lead from a state."""
        return tuple(str(end) for end in self.to) or (state,)


MOVES: dict[str, Move] = {
    "accept": Move(_("accept, naming a person"), Who.ANSWERER, (S.NEW,), (S.ACCEPTED,)),
    "name": Move(_("name another person"), Who.ANSWERER, (S.ACCEPTED, S.IN_PROGRESS, S.PART)),
    "promise": Move(_("promise a time"), Who.ANSWERER, (S.ACCEPTED, S.IN_PROGRESS, S.PART)),
    "begin": Move(_("begin"), Who.ANSWERER, (S.ACCEPTED,), (S.IN_PROGRESS,)),
    "ask_back": Move(_("give back with a question"), Who.ANSWERER, _WORK, (S.WAITING,)),
    "reply": Move(_("reply"), Who.ASKER, (S.WAITING,), (S.ACCEPTED, S.PART)),
    "pass_on": Move(
        _("pass on to another department"),
        Who.ANSWERER,
        (S.NEW, S.ACCEPTED, S.IN_PROGRESS),
        (S.NEW,),
    ),
    "route": Move(
        _("give to a department"),
        Who.COORDINATOR,
        (S.NEW, S.ACCEPTED, S.IN_PROGRESS, S.WAITING),
        (S.NEW,),
    ),
    "add_part": Move(_("give a part to a supplier"), Who.ANSWERER, _WORK),
    "deliver_part": Move(_("fulfil a part"), Who.ANSWERER, _WORK, (S.PART, S.DONE)),
    "fulfil": Move(_("fulfil"), Who.ANSWERER, _WORK, (S.DONE,)),
    "reject": Move(_("say no"), Who.ANSWERER, OPEN, (S.REJECTED,)),
    "confirm": Move(_("confirm that it was fulfilled"), Who.ASKER, (S.DONE,)),
    "reopen": Move(_("open again"), Who.ASKER, (S.DONE, S.REJECTED), (S.IN_PROGRESS, S.NEW)),
    "withdraw": Move(_("withdraw"), Who.ASKER, OPEN, (S.WITHDRAWN,)),
    "escalate": Move(_("go up one rung"), Who.CLOCK, (*OPEN, S.DONE)),
}


class NotYours(Refusal):
    """The move belongs to the other side, or to nobody he is."""

    says = _("Only {who} may do this: {word}.")
    status = 403


class NotNow(Refusal):
    """The state does not allow the move."""

    says = _("This request is {state}. That cannot be done with it now.")
    advice = _("Look at its history: somebody may have been quicker.")
    status = 409


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Whose turn it is. kind: department, coordinator or party."""

    kind: str
    department_id: int | None = None
    party_id: int | None = None
    named: str = ""


def owner_of(need: Need) -> Owner:
    """Return who owns a need in the state it is in; what is over stays with who answered it."""
    asker_s_turn = need.state == S.WAITING or need.to_confirm
    if asker_s_turn == (need.direction == Direction.TO_HOST):
        return Owner(kind="party", party_id=need.party_id)
    named = "" if asker_s_turn else need.assigned_to
    if need.department_id:
        return Owner(kind="department", department_id=need.department_id, named=named)
    return Owner(kind="coordinator", named=named)


def answers(need: Need, by: Actor) -> bool:
    """Tell whether this person is of the side that answers."""
    if need.direction == Direction.TO_PARTY:
        return by.may_for(Right.RAISE_NEED, need.party_id)
    places = {need.department_id, need.above_id}
    return any(by.may_at(Right.ANSWER_NEED, place) for place in places)


def asks(need: Need, by: Actor) -> bool:
    """Tell whether this person is of the side that asked."""
    if need.direction == Direction.TO_PARTY:
        return by.may_at(Right.ANSWER_NEED, need.department_id)
    return by.may_for(Right.RAISE_NEED, need.party_id)


def is_host(need: Need, by: Actor) -> bool:
    """Tell whether this person is of us: a desk, an officer, the coordinator; no focal point."""
    places = {need.department_id, need.above_id}
    at_desk = any(by.may_at(Right.ANSWER_NEED, place) for place in places)
    return at_desk or by.may_for(Right.DO_DUTIES, need.party_id)


def check_can(move: str, need: Need, by: Actor) -> None:
    """Raise NotYours or NotNow."""
    what = MOVES[move]
    if not _is(what.who, need, by):
        raise NotYours(word=what.word, who=WHO[what.who])
    if need.state not in what.frm or _too_late(move, need):
        raise NotNow(state=need.get_state_display())


def legal(need: Need, by: Actor) -> list[str]:
    """Return the moves this person may make now."""
    return [
        name
        for name, move in MOVES.items()
        if need.state in move.frm and not _too_late(name, need) and _is(move.who, need, by)
    ]


def _too_late(move: str, need: Need) -> bool:
    """Say what the state alone does not: what the guest's side confirmed is confirmed once."""
    return move in {"confirm", "escalate"} and need.state == S.DONE and not need.to_confirm


def _is(who: Who, need: Need, by: Actor) -> bool:
    if who == Who.ANSWERER:
        return answers(need, by)
    if who == Who.ASKER:
        return asks(need, by)
    if who == Who.COORDINATOR:
        return Right.ANSWER_NEED in by.everywhere
    return "house" in by.roles
