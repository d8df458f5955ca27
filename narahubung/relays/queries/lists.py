"""What one must know, and what one sent: newest first, the unanswered on top."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from narahubung.kit.actor import Actor
from narahubung.kit.refusals import refusal_of
from narahubung.kit.said import in_one
from narahubung.relays.models import Lane, Precedence, Recipient, RecipientState, Relay
from narahubung.relays.queries.picking import Folded, folded
from narahubung.relays.rules.answering import check_can_be_done
from narahubung.relays.rules.passing import check_goes_on
from narahubung.relays.rules.quieting import held_here
from narahubung.relays.rules.states import may_move, owes_answer
from narahubung.relays.words import UNWRITTEN

S = RecipientState
SHOWN = 100
_ORDER = list(Precedence)


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message as every reader sees it. said_*: the source of a word from outside.

    unwritten: its voice note says it, and nobody has written that down; text says so.
    """

    id: int
    code: str
    text: str
    precedence: str
    precedence_word: str
    lane: str
    lane_word: str
    sender: str
    audience: str
    sent_at: datetime
    expires_at: datetime | None
    translation: str
    translated_by: str
    must_read_back: bool
    facts: dict[str, list[str]]
    said_by: str
    said_at: datetime | None
    said_how: str
    heard_by: str
    spoken: str
    has_voice: bool
    unwritten: bool
    written_by: str
    written_at: datetime | None
    link: str
    side: str
    thread_id: int | None
    struck: bool
    replaced_by: int | None
    replaced_by_code: str
    replaces_text: str
    replaces_code: str

    @property
    def topic(self) -> str:
        """Return the name under which a change is announced."""
        return f"relay:{self.id}"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A message in somebody's inbox, and how far it has come with him.

    may_pick: it can be read back by choosing. folded: he is choosing, and sees it so; else None.
    passed_by: who passed it on to him by hand. may_pass_on: so may he, if he may send at all.
    """

    message: Message
    state: str
    state_word: str
    why: str
    stands_for: str
    read_back: str
    read_back_how: str
    differences: list[dict[str, str]]
    note: str
    answer_due_at: datetime | None
    owes: bool
    may_pick: bool
    folded: Folded | None
    overdue: bool
    may_refuse: bool
    may_finish: bool
    passed_by: str
    passed_at: datetime | None
    may_pass_on: bool


@dataclass(frozen=True, kw_only=True)
class Ticks:
    """How far a message has come with its people. known: confirmed where it is read back."""

    of: int
    delivered: int
    seen: int
    answered: int
    known: int
    differs: int
    overdue: int
    message: Message


def inbox(*, by: Actor, at: datetime, lane: str = "", held: bool = False) -> list[Line]:
    """Return what this person must know: what waits for his answer first, then the newest.

    held: instead of it what waits while the event is quiet. A struck copy stands only inside what
    replaced it. Two queries.
    """
    if by.person_id is None or by.event_id is None:
        return []
    rows = Recipient.objects.filter(person_id=by.person_id, relay__event_id=by.event_id)
    rows = rows.filter(held_here() if held else ~held_here())
    if lane:
        rows = rows.filter(relay__lane=lane)
    rows = rows.exclude(state=S.SUPERSEDED).select_related(
        "relay__supersedes", "relay__superseded_by", "stands_for__person", "passed_by"
    )
    lines = [line_of(row, at) for row in rows.order_by("-relay__sent_at", "-pk")[:SHOWN]]
    return sorted(lines, key=lambda line: (not line.owes, _urgency(line) if line.owes else 0))


def sent(*, by: Actor, at: datetime, everybody: bool = False) -> list[Ticks]:
    """Return what this person sent with how far it came, the newest first. One query.

    everybody: all messages of the event, for who may see them.
    """
    rows = Relay.objects.visible_to(by)
    if not everybody:
        rows = rows.filter(sender_id=by.person_id)
    own = Q(recipients__stands_for=None)
    late = Q(recipients__answer_due_at__lt=at)
    counted: Any = rows.select_related("supersedes", "superseded_by").annotate(
        people=Count("recipients", filter=own),
        reached=Count("recipients", filter=own & Q(recipients__delivered_at__isnull=False)),
        looked=Count("recipients", filter=own & Q(recipients__seen_at__isnull=False)),
        told=Count("recipients", filter=own & Q(recipients__acknowledged_at__isnull=False)),
        sure=Count(
            "recipients", filter=own & Q(recipients__confirmed_at__isnull=False) & ~_DIFFERS
        ),
        wrong=Count("recipients", filter=own & _DIFFERS),
        late=Count("recipients", filter=own & late),
    )
    return [
        Ticks(
            message=message_of(row),
            of=row.people,
            delivered=row.reached,
            seen=row.looked,
            answered=row.told,
            known=row.sure if row.must_read_back else row.told,
            differs=row.wrong,
            overdue=row.late,
        )
        for row in counted.order_by("-sent_at", "-pk")[:SHOWN]
    ]


def line_of(row: Recipient, at: datetime) -> Line:
    """Return one person's copy. row: with relay, what it supersedes, and stands_for."""
    owes = owes_answer(row.state, must_read_back=row.relay.must_read_back)
    may_pick = owes and row.relay.must_read_back and bool(row.relay.facts)
    return Line(
        message=message_of(row.relay),
        state=row.state,
        state_word=str(row.get_state_display()),
        why=in_one(row.why),
        stands_for=str(row.stands_for.person) if row.stands_for else "",
        read_back=row.read_back,
        read_back_how=row.read_back_how,
        differences=row.differences,
        note=row.note,
        answer_due_at=row.answer_due_at,
        owes=owes,
        may_pick=may_pick,
        folded=folded(row) if may_pick and row.folded_at else None,
        may_refuse=may_move(row.state, S.REFUSED),
        may_finish=refusal_of(check_can_be_done, row) is None,
        overdue=bool(owes and row.answer_due_at and row.answer_due_at < at),
        passed_by=str(row.passed_by) if row.passed_by else "",
        passed_at=row.passed_at,
        may_pass_on=refusal_of(check_goes_on, row.relay, at) is None,
    )


def message_of(row: Relay) -> Message:
    """Return a message. row: with what it supersedes and what superseded it."""
    new: Relay | None = getattr(row, "superseded_by", None)
    made: dict[str, Any] = {
        "precedence_word": str(row.get_precedence_display()),
        "lane_word": str(row.get_lane_display()),
        "sender": row.sender_name,
        "audience": in_one(row.audience),
        "text": row.text or str(UNWRITTEN),
        "has_voice": bool(row.voice),
        "unwritten": not row.text,
        "struck": row.struck_at is not None,
        "replaced_by": new.pk if new else None,
        "replaced_by_code": new.code if new else "",
        "replaces_text": row.supersedes.text if row.supersedes else "",
        "replaces_code": row.supersedes.code if row.supersedes else "",
    }
    known = {n: getattr(row, n) for n in Message.__dataclass_fields__ if n not in made}
    return Message(**made, **known)


def lanes() -> list[tuple[str, str]]:
    """Return the lanes and what they are called."""
    return [(str(value), str(word)) for value, word in Lane.choices]


def _urgency(line: Line) -> int:
    return _ORDER.index(Precedence(line.message.precedence))


_DIFFERS = Q(recipients__state=S.DIFFERS.value)
