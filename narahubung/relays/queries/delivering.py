"""The list of calls to make, in order, with what to say."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from narahubung.kit import exercise
from narahubung.kit.actor import Actor
from narahubung.relays.entries.delivering import ANSWERS
from narahubung.relays.models import Delivery, DeliveryState, Precedence, Recipient, Relay
from narahubung.relays.queries.parties import for_party
from narahubung.relays.reading_back import times_without_zone
from narahubung.relays.rules.delivering import BY_PEOPLE, RANK, UNDO_WITHIN
from narahubung.relays.rules.quieting import held_deliveries
from narahubung.relays.rules.states import owing
from narahubung.relays.words import CHANNELS, PRECEDENCE

MOST = 100


@dataclass(frozen=True, kw_only=True)
class Call:
    """One person to call: where, and what to say. read_back: he must repeat it.

    relay_id: None for a call of the channel test.
    """

    id: int
    person: str
    channel: str
    word: str
    value: str
    precedence: str
    precedence_word: str
    code: str
    relay_id: int | None
    script: str
    translation: str
    translation_language: str
    read_back: bool
    queued_at: datetime
    until: datetime | None
    answer_due_at: datetime | None  # by when the person is to have answered the message
    zoneless: tuple[str, ...]  # times of somebody outside that name no zone


def calls(*, by: Actor, at: datetime) -> list[Call]:
    """Return the calls this person may make, the most urgent first. Four queries at most."""
    rows = (
        Delivery.objects.visible_to(by)
        .filter(
            event_id=by.here,
            channel__in=BY_PEOPLE,
            state=DeliveryState.QUEUED,
            next_try_at__lte=at,
            expires_at__gt=at,
        )
        .exclude(held_deliveries())
    )
    # Who answered on the page meanwhile is not called any more.
    owed = Recipient.objects.filter(
        owing(), relay=OuterRef("relay"), person=OuterRef("person"), relay__struck_at=None
    )
    rows = rows.filter(Q(relay=None) | Exists(owed))
    rows = rows.annotate(answer_due_at=Subquery(owed.values("answer_due_at")[:1]))
    rows = rows.select_related("person", "address", "relay").order_by(RANK, "pk")[:MOST]
    return [_call(row) for row in rows]


@dataclass(frozen=True, kw_only=True)
class CallNoted:
    """A call whose outcome was tapped just now, and that can be taken back. answer: in words."""

    id: int
    person: str
    word: str
    code: str
    answer: str
    at: datetime


def calls_noted(*, by: Actor, at: datetime) -> list[CallNoted]:
    """Return the calls that can still be taken back, the newest first. One query."""
    rows = Delivery.objects.visible_to(by).filter(
        event_id=by.here, channel__in=BY_PEOPLE, sent_at__gt=at - UNDO_WITHIN, sent_at__lte=at
    )
    rows = rows.exclude(answer="").select_related("person", "relay").order_by("-sent_at", "-pk")
    return [
        CallNoted(
            id=row.pk,
            person=str(row.person),
            word=str(CHANNELS[row.channel]),
            code=row.relay.code if row.relay else "",
            answer=_(ANSWERS[row.answer]),
            at=row.sent_at or at,
        )
        for row in rows[:MOST]
    ]


def bulletin(
    *, by: Actor, at: datetime, lane: str = "", party_id: int | None = None
) -> list[Relay]:
    """Return the open messages of a lane or a party that this person may see, newest first.

    What somebody outside said is for the team alone, and paper hangs on walls: it is left out.
    So is what is a voice note only.
    """
    rows = Relay.objects.visible_to(by).filter(sent_at__lte=at).exclude(expires_at__lte=at)
    if party_id is not None:
        rows = for_party(party_id, by=by, at=at)
    rows = rows.filter(struck_at=None, said_by="").exclude(text="")
    if lane:
        rows = rows.filter(lane=lane)
    return list(rows.order_by("-sent_at", "-pk")[:MOST])


def _call(row: Delivery) -> Call:
    relay = row.relay
    return Call(
        id=row.pk,
        person=str(row.person),
        channel=row.channel,
        word=str(CHANNELS[row.channel]),
        value=row.address.value if row.address else "",
        precedence=row.precedence,
        precedence_word=str(PRECEDENCE[Precedence(row.precedence)]),
        code=relay.code if relay else "",
        relay_id=row.relay_id,
        script=relay.text if relay else _test_script(),
        translation=relay.translation if relay else "",
        translation_language=relay.translation_language if relay else "",
        read_back=bool(relay and relay.must_read_back),
        queued_at=row.queued_at,
        until=row.expires_at,
        answer_due_at=getattr(row, "answer_due_at", None),
        zoneless=tuple(times_without_zone(relay.text)) if relay and relay.said_by else (),
    )


def _test_script() -> str:
    """Return what is said in a channel test; in a drill it says that it is one."""
    return exercise.marked(_("This is a test of the channels. Can you hear me?"))
