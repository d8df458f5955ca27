"""Who knew what at a moment: from the journal, and the times at which it reached each person."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from narahubung.journal.reading import readable
from narahubung.kit.actor import Actor
from narahubung.relays.entries import (
    OfRecipient,
    ReadBackDiffered,
    RelayAcknowledged,
    RelayConfirmed,
    RelayDone,
    RelayReadBack,
    RelayRefused,
)
from narahubung.relays.models import Recipient, Relay
from narahubung.relays.queries.lists import Message, message_of

LISTED = 500
_EVER = datetime(2000, 1, 1, tzinfo=UTC)
_HOW = {
    RelayAcknowledged.kind: "acknowledged",
    RelayReadBack.kind: "read_back",
    ReadBackDiffered.kind: "other",
    RelayConfirmed.kind: "confirmed",
    RelayDone.kind: "done",
    RelayRefused.kind: "refused",
}


@dataclass(frozen=True, kw_only=True)
class Knew:
    """One person and one message at a moment. since: when it came that far.

    how: what he had last done with it by then (acknowledged, read_back, other, confirmed, done,
    refused), else how far it had reached him: seen, delivered, sent. said: his words, if any.
    """

    message: Message
    person: str
    how: str
    since: datetime
    said: str


def who_knew(
    *, by: Actor, moment: datetime, relay_id: int | None = None, party_id: int | None = None
) -> list[Knew]:
    """Return what everybody knew of a message, or of what concerns a party, at that moment.

    What was sent by then and not yet replaced by then; newest message first. For who may see all
    messages; of others' own, only how far they had reached. Raises Relay.DoesNotExist.
    """
    relays = Relay.objects.visible_to(by).filter(sent_at__lte=moment)
    if relay_id is not None:
        relays = relays.filter(pk__in=_versions(by, relay_id))
    if party_id is not None:
        relays = relays.filter(party_id=party_id)
    found = {row.pk: row for row in relays.exclude(struck_at__lte=moment)}
    rows = (
        Recipient.objects.filter(relay__in=found)
        .exclude(passed_at__gt=moment)
        .select_related("relay__supersedes", "relay__superseded_by", "person")
        .order_by("-relay__sent_at", "relay_id", "person__full_name")[:LISTED]
    )
    done = _done(by, found, moment)
    return [_knew(row, moment, done.get((row.relay_id, row.person_id))) for row in rows]


def _versions(by: Actor, relay_id: int) -> list[int]:
    """Return a message with all it replaced and all that replaced it."""
    relay = Relay.objects.visible_to(by).get(pk=relay_id)
    found, older, newer = [relay.pk], relay.supersedes, getattr(relay, "superseded_by", None)
    while older is not None:
        found.append(older.pk)
        older = older.supersedes
    while newer is not None:
        found.append(newer.pk)
        newer = getattr(newer, "superseded_by", None)
    return found


_Done = tuple[str, datetime, str]


def _done(by: Actor, relays: dict[int, Relay], moment: datetime) -> dict[tuple[int, int], _Done]:
    """Return what each person had last done with each message by then, as the journal says."""
    if not relays:
        return {}
    told = readable(
        topics=[f"relay:{pk}" for pk in relays],
        kinds_wanted=list(_HOW),
        since=_EVER,
        by=by,
        limit=100_000,
    )
    done: dict[tuple[int, int], _Done] = {}
    words: dict[tuple[int, int], str] = defaultdict(str)
    for line, entry in sorted(told, key=lambda pair: pair[0].id):
        if line.at > moment:
            continue
        how = _HOW[line.kind]
        if isinstance(entry, RelayConfirmed):
            for person_id in entry.person_ids:
                own = (entry.relay_id, person_id)
                done[own] = (how, line.at, words[own])
        elif isinstance(entry, OfRecipient):
            own = (entry.relay_id, entry.person_id)
            words[own] = getattr(entry, "said", "") or words[own]
            done[own] = (how, line.at, words[own])
    return done


def _knew(row: Recipient, moment: datetime, done: _Done | None) -> Knew:
    how, since, said = done or _reached(row, moment)
    return Knew(
        message=message_of(row.relay), person=str(row.person), how=how, since=since, said=said
    )


def _reached(row: Recipient, moment: datetime) -> _Done:
    for how, reached in (("seen", row.seen_at), ("delivered", row.delivered_at)):
        if reached is not None and reached <= moment:
            return (how, reached, "")
    return ("sent", row.passed_at or row.relay.sent_at, "")
