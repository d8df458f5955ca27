"""One message with all its people, and one question with its inside and its outside."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, F, Q, QuerySet, When

from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one
from narahubung.relays.models import (
    Channel,
    Delivery,
    DeliveryState,
    Recipient,
    RecipientState,
    Relay,
    Side,
    Thread,
)
from narahubung.relays.queries.lists import Line, Message, line_of, message_of
from narahubung.relays.rules.sending import may_steer

S = RecipientState
LISTED = 200  # people shown by name; of more, those who need something stand first


@dataclass(frozen=True, kw_only=True)
class Way:
    """One channel by which word was sent to a person, and what became of it, when."""

    word: str
    state: str
    state_word: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Copy:
    """How far a message has come with one person. stood_for_by: who was told in his stead.

    ways: the channels beside the page, in the order in which they were tried.
    """

    id: int
    person_id: int
    name: str
    why: str
    state: str
    state_word: str
    read_back: str
    read_back_how: str
    differences: list[dict[str, str]]
    note: str
    answer_due_at: datetime | None
    overdue: bool
    rung: int
    delivered_at: datetime | None
    seen_at: datetime | None
    acknowledged_at: datetime | None
    read_back_at: datetime | None
    confirmed_at: datetime | None
    done_at: datetime | None
    refused_at: datetime | None
    stood_for_by: tuple[str, ...] = ()
    stands_for: str = ""
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One message. mine: the reader's own copy; copies: everybody's, for who sent or oversees it.

    known / of: how many of the people it was meant for know it for sure.
    """

    message: Message
    back_translation: str
    mine: Line | None
    steers: bool
    copies: list[Copy]
    more: int
    of: int
    known: int
    read_back: int
    differs: int


def sheet(*, by: Actor, at: datetime, relay_id: int) -> Sheet:
    """Return one message as this person may see it. Raises Relay.DoesNotExist. Six queries."""
    rows = Relay.objects.visible_to(by).select_related("supersedes", "superseded_by")
    relay = rows.get(pk=relay_id)
    people = Recipient.objects.filter(relay=relay).select_related(
        "person", "stands_for__person", "passed_by"
    )
    mine = people.filter(person_id=by.person_id or 0).first()
    if mine:
        mine.relay = relay
    line = line_of(mine, at) if mine else None
    # Who is choosing what it said sees it nowhere: not translated back, not in others' answers.
    folded = line is not None and line.folded is not None
    steers = may_steer(relay, by) and not folded
    meant = Q(stands_for=None)
    known = (S.CONFIRMED, S.DONE) if relay.must_read_back else _HEARD
    counted = people.order_by().aggregate(
        all=Count("pk"),
        of=Count("pk", filter=meant),
        known=Count("pk", filter=meant & Q(state__in=known)),
        right=Count("pk", filter=Q(state=S.READ_BACK)),
        wrong=Count("pk", filter=Q(state=S.DIFFERS)),
    )
    return Sheet(
        message=message_of(relay),
        back_translation="" if folded else relay.back_translation,
        mine=line,
        steers=steers,
        copies=_copies(people, at) if steers else [],
        more=max(0, counted["all"] - LISTED) if steers else 0,
        of=counted["of"],
        known=counted["known"],
        read_back=counted["right"],
        differs=counted["wrong"],
    )


@dataclass(frozen=True, kw_only=True)
class ThreadSheet:
    """One question. inside, outside: its messages, oldest first; never one in the other."""

    id: int
    subject: str
    lane_word: str
    party_id: int | None
    kept_by: str
    keeps: bool
    opened_at: datetime
    closed_at: datetime | None
    inside: list[Message]
    outside: list[Message]


def threads(*, by: Actor) -> list[Thread]:
    """Return the questions one keeps or is on the inside of, the open ones first. One query."""
    rows = Thread.objects.visible_to(by).select_related("kept_by")
    return list(rows.order_by(F("closed_at").asc(nulls_first=True), "-opened_at")[:LISTED])


def thread_sheet(*, by: Actor, thread_id: int) -> ThreadSheet:
    """Return one question to who is on its inside. Raises Thread.DoesNotExist."""
    thread = Thread.objects.visible_to(by).select_related("kept_by").get(pk=thread_id)
    said = thread.relays.select_related("supersedes", "superseded_by").order_by("sent_at", "pk")
    messages = [message_of(row) for row in said]
    return ThreadSheet(
        id=thread.pk,
        subject=thread.subject,
        lane_word=str(thread.get_lane_display()),
        party_id=thread.party_id,
        kept_by=str(thread.kept_by),
        keeps=thread.kept_by_id == by.person_id,
        opened_at=thread.opened_at,
        closed_at=thread.closed_at,
        inside=[one for one in messages if one.side != Side.OUTSIDE],
        outside=[one for one in messages if one.side == Side.OUTSIDE],
    )


_HEARD = (S.ACKNOWLEDGED, S.READ_BACK, S.CONFIRMED, S.DONE)
_FIRST = [S.DIFFERS, S.REFUSED, S.READ_BACK, S.SENT, S.DELIVERED, S.SEEN, S.EXPIRED]
_NEEDS_FIRST = Case(
    *(When(state=state.value, then=place) for place, state in enumerate(_FIRST)),
    default=len(_FIRST),
)


def _copies(people: QuerySet[Recipient], at: datetime) -> list[Copy]:
    """Return everybody's copy, whoever needs something first. Three queries."""
    made = {"name", "why", "state_word", "overdue", "stood_for_by", "stands_for", "ways"}
    rows = list(people.order_by(_NEEDS_FIRST, "person__full_name", "pk")[:LISTED])
    stand_ins: dict[int, list[str]] = defaultdict(list)
    for one in people.filter(stands_for__in=[row.pk for row in rows]):
        stand_ins[one.stands_for_id or 0].append(str(one.person))
    ways = _ways(rows)
    return [
        Copy(
            name=str(row.person),
            why=in_one(row.why),
            state_word=str(row.get_state_display()),
            overdue=bool(row.answer_due_at and row.answer_due_at < at) or row.rung > 0,
            stood_for_by=tuple(stand_ins[row.pk]),
            stands_for=str(row.stands_for.person) if row.stands_for else "",
            ways=tuple(ways[row.person_id]),
            **{n: getattr(row, n) for n in Copy.__dataclass_fields__ if n not in made},
        )
        for row in rows
    ]


def _ways(rows: list[Recipient]) -> dict[int, list[Way]]:
    """Return by person how word of one message went beside the page. One query."""
    found: dict[int, list[Way]] = defaultdict(list)
    if not rows:
        return found
    sent = Delivery.objects.filter(
        relay=rows[0].relay_id, person__in=[row.person_id for row in rows]
    )
    sent = sent.exclude(channel=Channel.PAGE).exclude(state=DeliveryState.DROPPED)
    for one in sent.order_by("queued_at", "pk"):
        found[one.person_id].append(
            Way(
                word=str(one.get_channel_display()),
                state=one.state,
                state_word=str(one.get_state_display()),
                at=one.receipt_at or one.sent_at or one.queued_at,
            )
        )
    return found
