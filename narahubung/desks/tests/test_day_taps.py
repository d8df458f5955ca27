"""What the officer taps before the departure, and takes back."""

import io
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from conftest import NOON
from narahubung.airports.commands import plan_departure
from narahubung.airports.models import DepartureLine
from narahubung.desks.parts import cars
from narahubung.documents.models import Document
from narahubung.movements.commands import report_status, undo_status
from narahubung.movements.models import Movement, Trip
from narahubung.programme.models import Item

H = timedelta(hours=1)


def test_lines_of_the_departure_are_ticked_on_the_day(
    event: Any, arda: Any, sari: Any, lia: Any, as_actor: Any, signed_in: Any
) -> None:
    goes = Movement.objects.create(
        event=event,
        party=arda,
        code="D",
        direction="departure",
        planned_at=NOON + 3 * H,
        zone="Asia/Makassar",
    )
    plan_departure(movement_id=goes.pk, by=as_actor(sari, event), at=NOON)
    packed, bill, boarding = (
        DepartureLine.objects.get(kind=kind) for kind in ("gifts_packed", "bill", "boarding")
    )
    phone, day = signed_in(lia), f"/e/{event.slug}/day/ARD/"
    assert f'name="leave" value="{packed.pk}:"' in phone.get(day).content.decode()

    def tap(button: str) -> str:
        answer = phone.post(f"{day}leave/", {"leave": button}, headers={"HX-Request": "true"})
        assert answer.status_code == 200, answer.content
        return str(answer.content.decode())

    html = tap(f"{packed.pk}:")
    assert f'value="{packed.pk}:"' not in html
    assert f"{day}unleave/{packed.pk}/" in html  # his slip
    assert phone.post(f"{day}unleave/{packed.pk}/").status_code == 302
    assert DepartureLine.objects.filter(done_at=None).count() == 8

    assert phone.post(f"{day}leave/", {"leave": f"{bill.pk}:"}).status_code == 422  # who pays?
    tap(f"{bill.pk}:party")
    bill.refresh_from_db()
    assert (bill.payer, bill.by_name) == ("party", lia.full_name)

    html = tap(f"{boarding.pk}:")  # a status of the movement, and taken back as such
    goes.refresh_from_db()
    assert goes.status == "boarded"
    assert f"{day}untell/" in html


def test_lines_of_two_departures_say_whose_they_are(
    event: Any, arda: Any, sari: Any, lia: Any, as_actor: Any, signed_in: Any
) -> None:
    phone, day = signed_in(lia), f"/e/{event.slug}/day/ARD/"
    for code, who in (("D", "head of delegation"), ("T", "advance team")):
        goes = Movement.objects.create(
            event=event,
            party=arda,
            code=code,
            travelling=who,
            direction="departure",
            planned_at=NOON + 3 * H,
            zone="Asia/Makassar",
        )
        plan_departure(movement_id=goes.pk, by=as_actor(sari, event), at=NOON)
        shown = phone.get(day).content.decode().count("Head of delegation</a>")
        assert bool(shown) == (code == "T")  # of one departure everybody knows it


def test_a_private_item_shows_its_own_drives_that_stand(
    event: Any, arda: Any, lia: Any, as_actor: Any, rf: Any, django_assert_num_queries: Any
) -> None:
    by, whole = as_actor(lia, event), {"event": event, "party": arda, "zone": event.zone}
    items = [Item.objects.create(event=event, code=f"P{n}", title_en="Busy") for n in range(2)]
    for n, certainty in enumerate(("confirmed", "cancelled")):
        Trip.objects.create(code=f"T{n}", item=items[0], certainty=certainty, **whole)
    request = rf.get("/")
    request.by = by
    lines = [SimpleNamespace(party_id=arda.pk, item=SimpleNamespace(id=one.pk)) for one in items]
    with django_assert_num_queries(1):
        shown = [cars(request, line)[1] for line in lines]  # type: ignore[index]
    assert [[trip.code for trip in trips] for trips in shown] == [["T0"], []]  # type: ignore[attr-defined]


def test_a_status_has_its_photo_for_who_serves_the_guest(
    event: Any,
    arda: Any,
    lia: Any,
    teo: Any,
    person: Any,
    as_actor: Any,
    signed_in: Any,
    house: Any,
) -> None:
    comes = Movement.objects.create(
        event=event,
        party=arda,
        code="A",
        direction="arrival",
        planned_at=NOON,
        zone="Asia/Makassar",
    )
    mark = report_status(movement_id=comes.pk, status="landed", by=as_actor(lia, event), at=NOON)
    jpeg = io.BytesIO()
    Image.new("RGB", (4000, 10), "navy").save(jpeg, "JPEG")
    day, panel = f"/e/{event.slug}/day/ARD/", f"/e/{event.slug}/movements/{comes.pk}/"
    to, phone = f"{day}told/{mark.pk}/photo/", signed_in(lia)
    assert to in phone.get(day).content.decode()
    assert phone.post(to).status_code == 422
    sent = {"file": SimpleUploadedFile("x.jpg", jpeg.getvalue())}
    assert phone.post(to, sent).status_code == 302
    photo = Document.objects.get(about=f"statusmark:{mark.pk}")
    shown = f'src="/e/{event.slug}/documents/{photo.pk}/"'
    assert shown in phone.get(panel).content.decode()
    focal = signed_in(person("fay", "focal_point", event, party=arda))
    assert shown not in focal.get(panel).content.decode()
    assert focal.get(f"/e/{event.slug}/documents/{photo.pk}/").status_code == 404

    undo_status(movement_id=comes.pk, by=as_actor(lia, event), at=NOON)
    assert shown not in signed_in(lia).get(panel).content.decode()
