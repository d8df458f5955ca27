"""How far a message can come with one person: the table of legal moves, and the clocks.

Seen is never understood: what must be read back is confirmed before it counts as known.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from narahubung.relays.models import Precedence, RecipientState

S = RecipientState
# From each state, where it may go. Whoever is late still answers: a fact is not refused.
_ANSWERS = frozenset({S.ACKNOWLEDGED, S.READ_BACK, S.DIFFERS, S.REFUSED})
_OVER = frozenset({S.EXPIRED, S.SUPERSEDED})
MOVES: dict[RecipientState, frozenset[RecipientState]] = {
    S.SENT: frozenset({S.DELIVERED, S.SEEN}) | _ANSWERS | _OVER,
    S.DELIVERED: frozenset({S.SEEN}) | _ANSWERS | _OVER,
    S.SEEN: _ANSWERS | _OVER,
    S.ACKNOWLEDGED: frozenset({S.READ_BACK, S.DIFFERS, S.DONE, S.REFUSED}) | _OVER,
    S.READ_BACK: frozenset({S.CONFIRMED, S.READ_BACK, S.DIFFERS, S.REFUSED, S.SUPERSEDED}),
    S.DIFFERS: frozenset({S.READ_BACK, S.DIFFERS, S.REFUSED}) | _OVER,
    S.CONFIRMED: frozenset({S.DONE, S.REFUSED, S.SUPERSEDED}),
    S.DONE: frozenset({S.SUPERSEDED}),
    S.REFUSED: frozenset({S.ACKNOWLEDGED, S.READ_BACK, S.DIFFERS, S.SUPERSEDED}),
    S.EXPIRED: _ANSWERS | {S.SUPERSEDED},
    S.SUPERSEDED: frozenset(),
}
# States in which a person owes nothing more: of any message, and of one to be read back.
_ANSWERED = _OVER | {S.ACKNOWLEDGED, S.READ_BACK, S.CONFIRMED, S.DONE, S.REFUSED}
_REPEATED = _ANSWERED - {S.ACKNOWLEDGED}
EXPIRES = frozenset(state for state, to in MOVES.items() if S.EXPIRED in to)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """How long an answer may take, and how long each further step waits."""

    answer: timedelta
    step: timedelta


def _clock(answer_min: int, step_min: int) -> Clock:
    return Clock(answer=timedelta(minutes=answer_min), step=timedelta(minutes=step_min))


CLOCKS: dict[Precedence, Clock] = {
    Precedence.KILAT: _clock(2, 1),
    Precedence.SEGERA: _clock(5, 5),
    Precedence.PENTING: _clock(15, 15),
    Precedence.BIASA: _clock(120, 120),
}
RUNGS = 3  # another channel, the deputy, the coordinator


def may_move(now: str, to: str) -> bool:
    """Tell whether a message may go from one state to another with a person."""
    return RecipientState(to) in MOVES[RecipientState(now)]


def owes_answer(state: str, *, must_read_back: bool) -> bool:
    """Tell whether the person still owes an answer: a read-back where one is asked for."""
    return state not in (_REPEATED if must_read_back else _ANSWERED)


def owing() -> Q:
    """Return the condition for recipients who still owe an answer."""
    repeats = Q(relay__must_read_back=True) & ~Q(state__in=_REPEATED)
    return repeats | Q(relay__must_read_back=False) & ~Q(state__in=_ANSWERED)


def answer_due(precedence: str, at: datetime) -> datetime:
    """Return when the answer is due that is asked for at this moment."""
    return at + CLOCKS[Precedence(precedence)].answer


def next_step(precedence: str, rung: int, at: datetime) -> datetime | None:
    """Return when the step after this rung follows if still nobody answers; None at the last."""
    return None if rung >= RUNGS else at + CLOCKS[Precedence(precedence)].step
