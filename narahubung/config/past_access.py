"""Accreditation of the demo: zones, gates, categories, some delegations' badges, a day's passages.

Zones follow the programme and the roster of the example. Faces are drawn shapes: nobody's photo.
"""

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from PIL import Image, ImageDraw

from narahubung.access import commands
from narahubung.access.commands.gates import judged
from narahubung.access.models import Accreditation, Badge, Category, Gate, Passage, Zone
from narahubung.access.queries.gates import code_of
from narahubung.accounts.actors import actor_of
from narahubung.accounts.models import Person
from narahubung.assignments.models import Attachment
from narahubung.documents.reading import Received, receive
from narahubung.kit import clock
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member, Officer, Place

PARTIES = ("JPN", "AUS", "TUR", "SAU")
ASKED_AT = datetime.fromisoformat("2022-11-09T09:00:00+08:00")
HANDED_AT = datetime.fromisoformat("2022-11-12T10:00:00+08:00")
ON_THE_DAY = datetime.fromisoformat("2022-11-15T13:30:00+08:00")
ZONES: list[dict[str, Any]] = [
    {
        "zone_code": "VVIP",
        "name_en": "VVIP lounge, airport",
        "name_id": "Ruang VVIP bandara",
        "basis": "stay",
        "mirrored": True,
    },
    {
        "zone_code": "PLENARY",
        "name_en": "Plenary, Candi Ballroom",
        "name_id": "Sidang pleno, Candi Ballroom",
        "basis": "programme",
        "mirrored": True,
        "place": "V-APU",
        "room": "Candi Ballroom",
    },
    {
        "zone_code": "DINNER",
        "name_en": "Gala dinner, Lotus Pond",
        "name_id": "Jamuan makan malam, Lotus Pond",
        "basis": "programme",
        "mirrored": True,
        "place": "V-GWK",
    },
    {
        "zone_code": "CONVOY",
        "name_en": "Motorcade",
        "name_id": "Iring-iringan",
        "basis": "stay",
        "mirrored": True,
    },
    {"zone_code": "MEDIA", "name_en": "Media centre", "name_id": "Pusat media"},
    {"zone_code": "BACK", "name_en": "Back of house", "name_id": "Area belakang"},
]
GATES = [
    ("VVIP-1", "VVIP", "VVIP terminal, door 1", "Terminal VVIP, pintu 1", ["entry", "exit"]),
    ("CB-1", "PLENARY", "Candi Ballroom, main door", "Candi Ballroom, pintu utama", None),
    ("GWK-1", "DINNER", "Lotus Pond, north gate", "Lotus Pond, gerbang utara", None),
    ("CV-1", "CONVOY", "Motorcade yard", "Halaman iring-iringan", ["vehicle", "bag"]),
    ("MC-1", "MEDIA", "Media centre", "Pusat media", ["entry", "exit", "bag"]),
]
CATEGORIES: list[tuple[str, str, str, list[str], bool, bool, str]] = [
    ("HOSG", "Head", "Kepala delegasi", ["VVIP", "PLENARY", "DINNER", "CONVOY"], False, False, ""),
    ("DEL", "Delegate", "Delegasi", ["VVIP", "PLENARY", "CONVOY"], True, True, "#1f4e79"),
    ("SEC", "Security", "Pengamanan", ["VVIP", "PLENARY", "DINNER", "CONVOY"], True, True, ""),
    ("SUP", "Support", "Pendukung", ["VVIP", "CONVOY"], True, True, "#5b3f8c"),
    ("MED", "Media", "Media", ["MEDIA"], True, True, "#7a5200"),
    ("LO", "Liaison officer", "Narahubung", ["BACK"], True, False, "#0b5a6c"),
    ("SPL", "Supplier", "Pemasok", ["BACK"], True, True, "#4c5d64"),
]
OF_LIST = {"VVIP": "HOSG", "Delegate": "DEL", "Security": "SEC", "Support": "SUP", "Media": "MED"}
COLOURS = {"HOSG": "#8a6a12", "SEC": "#a81e1e"}


def make_access(event: Any, *, until: datetime) -> None:
    """Set up zones and gates, accredit some delegations and their officers, let them pass."""
    if Zone.objects.filter(event=event).exists():
        return
    desk, asks, keeper = (
        actor_of(Person.objects.get(username=name), event_id=event.pk, at=until)
        for name in ("accreditation", "coordinator", "gate")
    )
    _set_up(event, desk)
    made = [_asked(event, asks, **more) for more in _people(event)]
    for number, row in enumerate(made):
        _through(row, desk, last=number % 14)
    commands.make_blanks(count=50, by=desk, at=HANDED_AT)
    _passages(event, keeper, until)
    clock.stand_at(until)


def _set_up(event: Any, desk: Actor) -> None:
    at = ASKED_AT - timedelta(days=1)
    places = {row.code: row.pk for row in Place.objects.filter(event=event)}
    for told in ZONES:
        asked = dict(told)
        place = asked.pop("place", "")
        if asked.get("basis") == "programme" and place not in places:
            continue
        commands.keep_zone(**asked, place_id=places.get(place), by=desk, at=at)
    zones = {row.code: row.pk for row in Zone.objects.filter(event=event)}
    for code, zone, name_en, name_id, checks in GATES:
        if zone in zones:
            commands.keep_gate(
                gate_code=code,
                zone_id=zones[zone],
                name_en=name_en,
                name_id=name_id,
                checks=checks or ["entry", "exit"],
                by=desk,
                at=at,
            )
    for code, name_en, name_id, opens, has_photo, is_vetted, colour in CATEGORIES:
        commands.keep_category(
            category_code=code,
            name_en=name_en,
            name_id=name_id,
            zone_ids=[zones[one] for one in opens if one in zones],
            has_photo=has_photo,
            is_vetted=is_vetted,
            colour=colour or COLOURS[code],
            by=desk,
            at=at,
        )


def _people(event: Any) -> Iterator[dict[str, Any]]:
    members = Member.objects.filter(event=event, party__code__in=PARTIES)
    for row in members.order_by("party__code", "code"):
        yield {"member_id": row.pk, "category": OF_LIST.get(row.badge_category, "SUP")}
    serving = Attachment.objects.filter(event=event, party__code__in=PARTIES).standing()
    for pk in Officer.objects.filter(pk__in=serving.values("officer_id")).values_list(
        "pk", flat=True
    ):
        yield {"officer_id": pk, "category": "LO"}
    for name, of in (("Wayan Sukadana", "Bali Flowers"), ("Made Artini", "Nusa Sound")):
        yield {"full_name": name, "organisation": of, "category": "SPL"}


def _asked(event: Any, asks: Actor, *, category: str, **whom: Any) -> Accreditation:
    return commands.ask_accreditation(
        **whom,
        category_id=Category.objects.get(event=event, code=category).pk,
        since=event.starts_on - timedelta(days=3),
        until=event.ends_on + timedelta(days=1),
        by=asks,
        at=ASKED_AT,
    )


def _through(row: Accreditation, desk: Actor, *, last: int) -> None:
    """Take a request as far as it has come; a few of each step wait for somebody to look at."""
    one: dict[str, Any] = {"accreditation_id": row.pk, "by": desk}
    if row.category.has_photo:
        commands.photograph(**one, file=_face(row.number), at=ASKED_AT)
    if last == 13 and row.officer_id is None:
        return
    commands.check_accreditation(**one, at=ASKED_AT + timedelta(hours=3))
    if row.category.is_vetted and not (last == 12 and row.officer_id is None):
        commands.vet_person(**one, cleared=True, at=ASKED_AT + timedelta(days=1))
    if last in {11, 12} and row.officer_id is None:
        return
    commands.approve_accreditation(**one, at=ASKED_AT + timedelta(days=1, hours=2))
    badge = Badge.objects.get(accreditation=row)
    if last == 10 and row.officer_id is None:
        return
    commands.print_badges(badge_ids=[badge.pk], by=desk, at=HANDED_AT)
    commands.collect_badge(
        badge_id=badge.pk, collector=row.full_name, by=desk, at=HANDED_AT + timedelta(hours=1)
    )


def _passages(event: Any, keeper: Actor, until: datetime) -> None:
    """Let heads, delegates and officers come to the plenary, and go to lunch."""
    gate = Gate.objects.filter(event=event, code="CB-1").first()
    if gate is None:
        return
    badges = Badge.objects.filter(event=event, state="collected").exclude(accreditation=None)
    rows = badges.select_related("accreditation__category").order_by("serial")
    rows = rows.filter(accreditation__category__code__in=("HOSG", "DEL", "LO"))
    for minute, badge in enumerate(rows[:36]):
        at = ON_THE_DAY + timedelta(minutes=minute)
        for check, when in (("entry", at), ("exit", at + timedelta(hours=2))):
            if (check == "exit" and minute % 9 == 0) or when > until:
                continue
            went_in = Passage.objects.filter(badge=badge, admitted=True, at__lt=when).exists()
            if check == "exit" and not went_in:
                continue
            verdict = str(judged(gate, event, code_of(badge), check=check, at=when)[1])
            clock.stand_at(when)
            commands.pass_gate(
                gate_id=gate.pk,
                scanned=code_of(badge),
                check=check,
                admitted=verdict.startswith("green"),
                shown=verdict,
                list_at=when,
                by=keeper,
                at=when,
            )


def _face(number: int) -> Received:
    """Draw a shape where a face would be."""
    picture = Image.new("RGB", (280, 350), ("#d7e3e7", "#e6ddd0", "#dfe6d8", "#e4dbe6")[number % 4])
    pen = ImageDraw.Draw(picture)
    dark = ("#47606a", "#6a5747", "#50664a", "#5f4a66")[number % 4]
    pen.ellipse((85, 70, 195, 205), fill=dark)
    pen.ellipse((30, 225, 250, 470), fill=dark)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return receive(out.getvalue())
