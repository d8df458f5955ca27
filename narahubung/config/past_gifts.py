"""The demo's register of gifts: one of each state, told by who would have told it. All invented."""

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from PIL import Image, ImageDraw

from narahubung.config.past_people import Deed, People
from narahubung.documents.reading import Received, receive
from narahubung.gifts import commands
from narahubung.gifts.models import Declaration, Gift
from narahubung.gifts.rules.declaring import Told
from narahubung.gifts.rules.pasting import days_in
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party

# Of the joint decree of that year; not compared with it, so the table says "to be confirmed".
MOVABLE = """2022-10-08 Maulid Nabi Muhammad SAW
2022-05-16 Hari Raya Waisak
2022-03-03 Hari Suci Nyepi"""


def gifts_until(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    """Yield what was declared, handed over and reported until that moment."""
    keeper, lead = people.registrar, _leads(event, people)
    own = _told_by(until)
    table = until - timedelta(days=5)
    yield table, partial(commands.adopt_holidays, year=until.year, by=keeper, at=table)
    yield table, partial(commands.paste_holidays, days=days_in(MOVABLE), by=keeper, at=table)
    for code, minutes, more in own:
        if code in lead:
            at = until - timedelta(minutes=minutes)
            yield at, partial(_declare, *lead[code], more, at)
    if "JPN" in lead:
        yield from _given(event, keeper, lead["JPN"][0], until)
    then = partial(_after, event, keeper, lead)
    yield until - timedelta(minutes=20), partial(then, until - timedelta(minutes=20))


def _leads(event: Any, people: People) -> dict[str, tuple[int, Actor]]:
    """Return the parties of which somebody tells, with who does; JPN-2: the deputy."""
    codes = ("JPN", "AUS", "TUR", "SAU", "KOR", "CAN")
    found = {row.code: row for row in Party.objects.filter(event=event, code__in=codes)}
    leads = {code: (row.pk, people.lead(row.pk)) for code, row in found.items()}
    if "JPN" in found:
        leads["JPN-2"] = (found["JPN"].pk, people.deputy(found["JPN"].pk))
    return {code: one for code, one in leads.items() if one[1].person_id is not None}


def _told_by(until: datetime) -> list[tuple[str, int, dict[str, Any]]]:
    """Who tells of what, so many minutes before the demo stands. photo: with a drawn picture."""
    official = {"employment": "civil_servant"}
    return [
        # declared in time, and reported through the UPG
        (
            "AUS",
            150,
            {
                **official,
                "item": "Book on coral reefs, signed",
                "giver": "Advance team",
                "giver_capacity": "Protocol",
                "value": "850000",
                "basis": "estimate",
                "received_at": until - timedelta(days=1, hours=3),
                "witness": "Interpreter on duty",
                "photo": True,
            },
        ),
        # from the site visit: its last day is near
        (
            "TUR",
            140,
            {
                **official,
                "item": "Glass tea set",
                "giver": "Advance team of the site visit",
                "value": "2500000",
                "basis": "estimate",
                "received_at": datetime.fromisoformat("2022-10-05T16:00:00+08:00"),
                "place": "Hotel lobby",
                "photo": True,
            },
        ),
        # in custody by two signatures
        (
            "SAU",
            130,
            {
                **official,
                "item": "Box of dates and a watch",
                "giver": "Private secretary",
                "giver_capacity": "Office of the head of delegation",
                "outcome": "harm",
                "reason": "Given before the cameras at the aircraft's door",
                "received_at": until - timedelta(hours=20),
                "place": "VVIP terminal",
            },
        ),
        # corrected: told as one, they were two
        (
            "KOR",
            120,
            {
                **official,
                "item": "Lacquer box",
                "giver": "Security detail",
                "value": "600000",
                "basis": "estimate",
                "received_at": until - timedelta(hours=9),
            },
        ),
        # a tip, of a supplier and not of a guest
        (
            "CAN",
            110,
            {
                **official,
                "kind": "money",
                "item": "Envelope left in the car",
                "giver": "Car hire firm, evening shift",
                "giver_relation": "Supplier of the event",
                "received_at": until - timedelta(hours=5),
                "witness": "Driver",
                "chronology": "Found on the seat after the drive to the park; nobody was there.",
            },
        ),
        # an errand of value: paid for a guest, the receipt is kept
        (
            "JPN",
            100,
            {
                **official,
                "kind": "errand",
                "item": "Spectacles mended in Denpasar",
                "giver": "Aide of a delegate",
                "value": "1750000",
                "basis": "receipt",
                "received_at": until - timedelta(hours=8),
            },
        ),
        # for who is no official: the organiser's own rule
        (
            "JPN-2",
            90,
            {
                "employment": "private",
                "item": "Silk scarf",
                "giver": "Spouse programme",
                "value": "750000",
                "basis": "price",
                "received_at": until - timedelta(hours=7),
            },
        ),
    ]


def _declare(party_id: int, by: Actor, more: dict[str, Any], at: datetime) -> None:
    told = dict(more)
    employment, photo = told.pop("employment"), told.pop("photo", False)
    commands.declare_gift(
        told=Told(**{"direction": "received", "kind": "object", "place": "Hotel", **told}),
        party_id=party_id,
        employment=employment,
        file=_photo() if photo else None,
        by=by,
        at=at,
    )


def _given(event: Any, keeper: Actor, party_id: int, until: datetime) -> Iterator[Deed]:
    """The host's gift of the list was handed over: cost and witness stand in the register."""
    listed = Gift.objects.filter(event=event, party_id=party_id).order_by("code").first()
    at = until - timedelta(minutes=160)
    told = Told(
        direction="given",
        kind="object",
        item=listed.item if listed else "Batik",
        giver="Chief of protocol",
        recipient="Head of delegation",
        received_at=until - timedelta(hours=4),
        place="Holding room",
        witness="Protocol officer",
        value="3200000",
        basis="receipt",
    )
    listed_id = listed.pk if listed else None
    yield (
        at,
        partial(
            commands.declare_gift,
            told=told,
            party_id=party_id,
            gift_id=listed_id,
            by=keeper,
            at=at,
        ),
    )


def _after(event: Any, keeper: Actor, lead: dict[str, tuple[int, Actor]], at: datetime) -> None:
    """One is reported, one passes by two signatures, one is told again."""
    rows = {row.party.code: row for row in _declared(event) if row.party}
    today: date = at.date()
    if "AUS" in rows:
        by = lead["AUS"][1]
        commands.note_upg(declaration_id=rows["AUS"].pk, on=today, number="UPG-114", by=by, at=at)
    if "SAU" in rows:
        link = commands.give_custody(
            declaration_id=rows["SAU"].pk,
            taker_id=keeper.person_id,
            kept_at="Safe of the secretariat",
            by=lead["SAU"][1],
            at=at,
        )
        commands.take_custody(custody_id=link.pk, by=keeper, at=at + timedelta(minutes=4))
    if "KOR" in rows:
        commands.correct_gift(
            declaration_id=rows["KOR"].pk,
            told=Told(
                direction="received",
                kind="object",
                item="Lacquer box with a brooch",
                quantity=2,
                giver="Security detail",
                place="Hotel",
                received_at=rows["KOR"].texts.get(version=1).received_at,
                value="900000",
                basis="estimate",
            ),
            why="Opened at the hotel: a brooch lay inside.",
            by=lead["KOR"][1],
            at=at,
        )


def _declared(event: Any) -> list[Declaration]:
    rows = Declaration.objects.filter(event=event, direction="received")
    return list(rows.select_related("party").order_by("-number"))


def _photo() -> Received:
    """Draw a parcel: nobody's photo."""
    picture = Image.new("RGB", (480, 360), "#e6ddd0")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((120, 130, 360, 300), fill="#8a6a12")
    pen.rectangle((225, 130, 255, 300), fill="#d7e3e7")
    pen.rectangle((105, 110, 375, 150), fill="#6a5747")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return receive(out.getvalue())
