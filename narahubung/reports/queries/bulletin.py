"""The printed bulletin: open messages of a lane or of one party, as one person may see them."""

from datetime import datetime

from django.utils.dateformat import format as date_format

from narahubung.accounts.models import Event
from narahubung.kit.actor import Actor
from narahubung.kit.zones import clock_text, zone, zone_label
from narahubung.parties.models import Party
from narahubung.relays.models import Lane, Relay
from narahubung.relays.queries.delivering import bulletin as open_messages
from narahubung.relays.words import PRECEDENCE
from narahubung.reports.paper import data
from narahubung.reports.queries.card import is_synthetic, language_now
from narahubung.reports.queries.names import party_name


def bulletin(
    *, event: Event, lane: str, party: Party | None, by: Actor, at: datetime, url: str
) -> tuple[data.Bulletin, list[int]]:
    """Return the bulletin and the numbers of its messages. Two queries."""
    rows = open_messages(by=by, at=at, lane=lane, party_id=party.pk if party else None)
    sheet = data.Bulletin(
        event=event.name,
        code=party.code if party else str(Lane(lane).label) if lane else "",
        delegation=party_name(party) if party else data.Name(text=""),
        zone=zone_label(event.zone, at),
        printed_at=at.astimezone(zone(event.zone)),
        url=url,
        notices=[notice(row, event) for row in rows],
        synthetic=is_synthetic(event, party) if party else bool(event.facts.get("synthetic")),
        language=language_now(),
    )
    return sheet, [row.pk for row in rows]


def notice(row: Relay, event: Event) -> data.Notice:
    """Return a message as it is printed; struck where `superseded_by` stands in its place."""
    local = row.sent_at.astimezone(zone(event.zone))
    clock = f"{clock_text(row.sent_at, event.zone)} {zone_label(event.zone, row.sent_at)}"
    return data.Notice(
        at=f"{date_format(local, 'j M')} {clock}",
        code=row.code,
        precedence=str(PRECEDENCE[row.precedence]),
        text=row.text,
        translation=row.translation,
        sender=row.sender_name,
        replaced_by=row.superseded_by.code if row.struck_at else "",
    )
