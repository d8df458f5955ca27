"""The paper of the detail book: one row for each item, as its reader may see it."""

from datetime import datetime

from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.kit.actor import Actor
from narahubung.kit.templatetags.times import day_text, local_day
from narahubung.kit.zones import clock_text, zone, zone_label
from narahubung.protocol.queries.details import Sheet, book
from narahubung.reports.paper import data
from narahubung.reports.queries.card import language_now


def detail_book(*, event: Event, by: Actor, at: datetime, url: str) -> data.ConvoySheet:
    """Return the sheets as a table. Three queries."""
    found = book(by=by, at=at)
    return data.ConvoySheet(
        kind="detail_book",
        event=event.name,
        code="",
        delegation=data.Name(text=""),
        zone=zone_label(event.zone, at),
        printed_at=at.astimezone(zone(event.zone)),
        url=url,
        about=event.name,
        facts=[
            (_("Parts missing"), str(found.gaps)),
            (_("Sheets past their deadline"), str(found.late)),
        ],
        widths=[1.4, 0, 3, 1.3],
        heads=[_("Item"), _("When"), _("What the item needs"), _("Missing, and who owes it")],
        rows=[_row(one) for one in found.sheets if one.written_at or one.is_vip],
        synthetic=bool(event.facts.get("synthetic")),
        language=language_now(),
    )


def _row(one: Sheet) -> list[str]:
    title = f"{one.item.title} (VIP)" if one.is_vip else one.item.title
    parts = "; ".join(f"{word}: {text}" for word, text in one.parts)
    gaps = ", ".join(word for _name, word in one.gaps)
    until = _moment(one.due_at, one.item.zone)
    owed = ", ".join(part for part in (one.owner, until) if part)
    return [
        title,
        _moment(one.item.starts_at, one.item.zone) or "-",
        parts or "-",
        ". ".join(part for part in (gaps, owed) if part) or "-",
    ]


def _moment(at: datetime | None, zone_name: str) -> str:
    if at is None:
        return ""
    day = day_text(local_day(at, zone_name), short=True)
    return f"{day} {clock_text(at, zone_name)} {zone_label(zone_name, at)}"
