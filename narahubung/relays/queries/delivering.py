"""The list of calls to make, in order, with what to say."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from narahubung.kit.actor import Actor
from narahubung.relays.models import Delivery, DeliveryState, Precedence, Recipient, Relay
from narahubung.relays.queries.parties import for_party
from narahubung.relays.rules.delivering import BY_PEOPLE, RANK
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


def calls(*, by: Actor, at: datetime) -> list[Call]:
    """Return the calls this person may make, the most urgent first. Four queries at most."""
    rows = Delivery.objects.visible_to(by).filter(
        event_id=by.here,
        channel__in=BY_PEOPLE,
        state=DeliveryState.QUEUED,
        next_try_at__lte=at,
        expires_at__gt=at,
    )
    # Who answered on the page meanwhile is not called any more.
    owed = Recipient.objects.filter(
        owing(), relay=OuterRef("relay"), person=OuterRef("person"), relay__struck_at=None
    )
    rows = rows.filter(Q(relay=None) | Exists(owed))
    rows = rows.select_related("person", "address", "relay").order_by(RANK, "pk")[:MOST]
    return [_call(row) for row in rows]


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
        script=relay.text if relay else _("This is a test of the channels. Can you hear me?"),
        translation=relay.translation if relay else "",
        translation_language=relay.translation_language if relay else "",
        read_back=bool(relay and relay.must_read_back),
        queued_at=row.queued_at,
        until=row.expires_at,
    )
