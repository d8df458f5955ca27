"""The demo's day: the run of show of the dinner, private programmes, and papers with gaps."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from narahubung.config.past_people import Deed, People
from narahubung.documents import commands as papers
from narahubung.parties.models import Member, Officer, Party
from narahubung.programme import commands as programme
from narahubung.programme.models import Cue, Item

DINNER, GUEST, OUT = "PRG-15", "JPN", "FRA"
WRITTEN = timedelta(days=1)
# Minutes after the planned start, how long, who, where, what, at its clock time, given how late.
LINES: list[tuple[int, int, str, str, str, bool, int | None]] = [
    (-110, 20, "kitchen", "Kitchen", "Tasting; chef confirms the allergen cards", False, 0),
    (-95, 15, "security", "Hall", "Sweep of the hall, doors sealed", False, 2),
    (-80, 10, "stage", "Hall", "Sound check; microphones at both tables", False, 0),
    (-60, 10, "media", "Press line", "Press pool in place behind the line", True, 3),
    (-45, 25, "cars", "Hotels", "Convoys leave in the order of arrival", False, None),
    (-20, 15, "officers", "Lobby", "Guests walk to the hall in order", False, None),
    (-10, 10, "protocol", "Entrance", "Host couple stands at the entrance", False, None),
    (0, 5, "stage", "Hall", "Doors close, welcome by the host", False, None),
    (8, 4, "interpreters", "Booths", "Toast, consecutive from Indonesian", False, None),
    (15, 25, "kitchen", "Hall", "First course, all tables within four minutes", False, None),
    (45, 15, "stage", "Stage", "Dance, first part", False, None),
    (62, 35, "kitchen", "Hall", "Main course", False, None),
    (120, 10, "media", "Stage", "Live broadcast of the fireworks", True, None),
    (135, 10, "officers", "Hall", "Call the cars, highest rank first", False, None),
    (140, 30, "cars", "Porte cochere", "Cars forward, one each minute", False, None),
]


def day_until(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    """Yield what people wrote, gave and planned, each with its moment."""
    parties = dict(Party.objects.filter(event=event).values_list("code", "pk"))
    for dinner in Item.objects.filter(event=event, code=DINNER, starts_at__isnull=False):
        yield from _show(dinner, people, parties)
    yield from _private(event, people, parties, until)
    yield from _papers(event, people, parties, until)


def _show(dinner: Item, people: People, parties: dict[str, int]) -> Iterator[Deed]:
    starts = dinner.starts_at
    assert starts is not None  # noqa: S101 -- only such items were asked for
    owners = {"officers": people.lead(parties[GUEST]), "cars": people.desk("TRN")}
    lines = [
        programme.Line(
            at=starts + timedelta(minutes=minutes),
            minutes=long,
            role=role,
            place=place,
            text=text,
            fixed=fixed,
            owner_id=owners[role].person_id if role in owners else None,
        )
        for minutes, long, role, place, text, fixed, _late in LINES
    ]
    at = starts - WRITTEN
    yield (
        at,
        partial(programme.write_cues, item_id=dinner.pk, lines=lines, by=people.protocol, at=at),
    )

    def give(text: str, at: datetime) -> None:
        cue = Cue.objects.get(item=dinner, text=text)
        programme.give_cue(cue_id=cue.pk, by=people.protocol, at=at)

    for minutes, _long, _role, _place, text, _fixed, late in LINES:
        if late is not None:
            at = starts + timedelta(minutes=minutes + late)
            yield at, partial(give, text, at)


def _private(
    event: Any, people: People, parties: dict[str, int], until: datetime
) -> Iterator[Deed]:
    """A spouse programme and a shopping walk of one guest, and an outing of another, going on."""
    guest, at = parties[GUEST], until - timedelta(days=2)
    by = people.lead(guest)
    whose = Member.objects.filter(event=event, party=guest, role="delegate").order_by("code")
    goes = Officer.objects.filter(event=event, person=by.person_id).first()
    today = until.replace(hour=16, minute=0)
    for kind, title, room, starts, hours, member in (
        ("spouse", "Batik and tea", "Bamboo pavilion", today, 2.0, whose.first()),
        ("shopping", "Silver workshop", "Celuk", today + timedelta(hours=18), 1.5, None),
    ):
        facts = {
            "kind": kind,
            "title": title,
            "room": room,
            "starts_at": starts,
            "ends_at": starts + timedelta(hours=hours),
            "member": member.pk if member else None,
            "officer": goes.pk if goes else None,
        }
        yield at, partial(programme.plan_private, party_id=guest, facts=facts, by=by, at=at)
    out, at = parties[OUT], until - timedelta(minutes=35)
    yield (
        at,
        partial(
            programme.begin_outing,
            party_id=out,
            where="Uluwatu",
            until=until + timedelta(minutes=30),
            by=people.lead(out),
            at=at,
        ),
    )


def _papers(event: Any, people: People, parties: dict[str, int], until: datetime) -> Iterator[Deed]:
    """Every delegation's papers were confirmed; of one guest two are open again."""
    at = until - timedelta(days=5)
    for party_id in sorted(parties.values()):
        by = people.coordinator
        yield at, partial(papers.confirm_papers, party_id=party_id, by=by, at=at)
    guest, later = parties[GUEST], at + timedelta(hours=1)
    rows = Member.objects.filter(event=event, party=guest).order_by("code")
    for role, paper, state in (
        ("interpreter", "visa", "asked"),
        ("security", "weapons_permit", "received"),
    ):
        if member := rows.filter(role=role).first():
            yield (
                later,
                partial(
                    papers.write_paper,
                    member_id=member.pk,
                    paper=paper,
                    to={"state": state},
                    by=people.lead(guest),
                    at=later,
                ),
            )
