"""The demo's orders of precedence: the session, the line of welcome, the family photo."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from narahubung.config.past_people import Deed, People
from narahubung.kit.said import both_languages
from narahubung.parties.models import Party
from narahubung.programme.models import Item
from narahubung.protocol import commands
from narahubung.protocol.models import RankOrder

# Who hosts after and who did before; a date of one of the two is told by the list.
TROIKA = {"IND": "next", "ITA": "previous"}
# Who came instead of the head of state or government, in public; ranked by the own office.
INSTEAD_OF = {
    "BRA": ("the President of Brazil", "Presiden Brasil"),
    "MEX": ("the President of Mexico", "Presiden Meksiko"),
    "RUS": ("the President of the Russian Federation", "Presiden Rusia"),
    "FJI": ("the Prime Minister of Fiji", "Perdana Menteri Fiji"),
}
GONE = "KHM"  # flew home on the first day
ORDERS = [
    (
        ("Sidang kerja I", "Working session I", "seats", "PRG-09"),
        ("host-first", "level", "date-of-office"),
    ),
    (
        ("Penyambutan para pemimpin", "Welcome of the leaders", "welcome", "PRG-07"),
        ("list-welcome",),
    ),
    (
        (
            "Foto bersama (dibatalkan: penanaman mangrove)",
            "Family photo (cancelled: planting of mangroves instead)",
            "photo",
            "",
        ),
        ("g20-photo",),
    ),
]


def precedence_until(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    """Yield what protocol put down before that moment."""
    at = until - timedelta(days=3)
    yield at, partial(make_orders, event, people.protocol, at)
    later = until - timedelta(minutes=50)
    yield later, partial(note_gone, event, people.protocol, later)


def note_gone(event: Any, by: Any, at: datetime) -> None:
    """Note in every order who flew home."""
    for order in RankOrder.objects.filter(event=event, removed_at=None):
        _away(order, GONE, both_languages("flew home", "kembali ke negaranya"), by, at)


def make_orders(event: Any, by: Any, at: datetime) -> None:
    """Put down standings and the three orders; the host receives."""
    parties = {row.code: row for row in Party.objects.filter(event=event)}
    for code, host in TROIKA.items():
        if code in parties:
            commands.keep_standing(party_id=parties[code].pk, host=host, by=by, at=at)
    for code, (english, indonesian) in INSTEAD_OF.items():
        if code in parties:
            instead = both_languages(english, indonesian)
            party_id = parties[code].pk
            commands.keep_standing(party_id=party_id, stands_in_for=instead, by=by, at=at)
    items = {row.code: row.pk for row in Item.objects.filter(event=event, private_of=None)}
    for (title_id, title_en, purpose, item), chain in ORDERS:
        order = commands.make_order(
            title_id=title_id,
            title_en=title_en,
            purpose=purpose,
            item_id=items.get(item),
            chain=chain,
            by=by,
            at=at,
        )
        if purpose == "welcome":
            host = next((code for code, row in parties.items() if row.standing == "host"), "")
            why = both_languages("receives the guests", "menyambut para tamu")
            _away(order, host, why, by, at)
        commands.show_order(order_id=order.pk, by=by, at=at)


def _away(order: RankOrder, code: str, why: str, by: Any, at: datetime) -> None:
    row = order.takings.filter(party__code=code, absent=False).first()
    if row:
        commands.note_absent(ranked_id=row.pk, why=why, by=by, at=at)
