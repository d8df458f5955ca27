"""What happens when the world went on while a phone was offline: the table of the policies."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from conftest import NOON
from narahubung.accounts.models import Reach
from narahubung.airports.models import Booking
from narahubung.duties.models import Check, Step
from narahubung.field.envelope import digest_of_value
from narahubung.field.models import Carried, TwoVersions
from narahubung.field.tests.phones import VirtualPhone, later
from narahubung.journal.models import Act, StoredEntry
from narahubung.movements.models import Movement, StatusMark

KEY = "0199f2c1-0000-7000-8000-000000000001"
LOOK = "/e/arda-2026/day/ARD/look/"


@pytest.fixture
def phone(lia: Any, signed_in: Any) -> VirtualPhone:
    return VirtualPhone(signed_in(lia), lia.pk)


@pytest.fixture
def budi(person: Any, event: Any, arda: Any) -> Any:
    """A second officer of the same delegation."""
    return person("budi", "officer", event, party=arda)


@pytest.fixture
def step(event: Any, arda: Any) -> Step:
    return Step.objects.create(
        event=event,
        party=arda,
        procedure="airport-arrival",
        version="1",
        code="A1",
        anchor_kind="movement",
        anchor_id=1,
        check_at=NOON,
        due_at=NOON,
        moments=[NOON.isoformat(), later(300).isoformat()],
    )


@pytest.fixture
def arrival(event: Any, arda: Any) -> Movement:
    return Movement.objects.create(
        event=event, party=arda, code="M1", direction="arrival", planned_at=later(-60)
    )


@pytest.fixture
def booking(event: Any, arda: Any, arrival: Movement) -> Booking:
    return Booking.objects.create(
        event=event,
        party=arda,
        movement=arrival,
        kind="other",
        what="Flowers",
        starts_at=NOON,
        ends_at=later(60),
    )


def look(phone: VirtualPhone, step: Step, which: str = "check", **more: Any) -> dict[str, Any]:
    return phone.write("desks:day_look", LOOK, ("step", f"{step.pk}:{which}"), **more)


def lines_of_the_log() -> int:
    return StoredEntry.objects.filter(kind="duties.noted").count()


# ---- tick and untick ---------------------------------------------------------------------------


def test_two_ticks_are_one_state_and_both_are_kept(
    phone: VirtualPhone, step: Step, budi: Any, lia: Any, signed_in: Any
) -> None:
    signed_in(budi).post(LOOK, {"step": f"{step.pk}:check"})
    signed_in(lia)
    look(phone, step, at=later(-30))

    (result,) = phone.send()

    assert (result["status"], result["code"]) == ("merged", "duties.AlreadyChecked")
    assert "Budi" in result["says"]
    kinds = Check.objects.filter(undone=False).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["check", "beside"]
    step.refresh_from_db()
    assert (step.state, step.done) == ("checked", 1)
    act = Act.objects.get(pk=result["id"])
    assert (act.command, act.at) == ("duties.look_beside", later(-30))


def test_an_untick_takes_back_what_it_saw(phone: VirtualPhone, step: Step) -> None:
    look(phone, step, at=later(-5))
    phone.send()
    seen = Check.objects.get()
    phone.write(
        "desks:day_unlook",
        f"/e/arda-2026/day/ARD/unlook/{step.pk}/",
        ("seen", str(seen.pk)),
        at=later(-2),
    )

    assert phone.send()[0]["status"] == "applied"
    seen.refresh_from_db()
    assert seen.undone


def test_a_tick_after_the_one_that_was_seen_stays(phone: VirtualPhone, step: Step) -> None:
    look(phone, step, at=later(-8))
    phone.send()
    seen = Check.objects.get()
    look(phone, step, "recheck", at=later(-4))
    phone.send()
    phone.write(
        "desks:day_unlook",
        f"/e/arda-2026/day/ARD/unlook/{step.pk}/",
        ("seen", str(seen.pk)),
        at=later(-1),
    )

    (result,) = phone.send()

    assert (result["status"], result["code"]) == ("conflict", "duties.LookedSince")
    assert not Check.objects.filter(undone=True).exists()


def test_an_untick_of_nothing_is_fine(phone: VirtualPhone, step: Step) -> None:
    phone.write("desks:day_unlook", f"/e/arda-2026/day/ARD/unlook/{step.pk}/")
    assert phone.send()[0]["status"] == "merged"


# ---- states ------------------------------------------------------------------------------------


def tell(phone: VirtualPhone, movement: Movement, status: str, **more: Any) -> dict[str, Any]:
    return phone.write(
        "desks:day_tell",
        "/e/arda-2026/day/ARD/tell/",
        ("tell", f"movement:{movement.pk}:{status}"),
        lane="urgent",
        **more,
    )


def test_a_status_that_stands_already_is_merged_and_kept(
    phone: VirtualPhone, arrival: Movement
) -> None:
    tell(phone, arrival, "landed", at=later(-20))
    assert phone.send("urgent")[0]["status"] == "applied"
    tell(phone, arrival, "landed", at=later(-19))

    (result,) = phone.send("urgent")

    assert (result["status"], result["code"]) == ("merged", "movements.late")
    assert list(StatusMark.objects.order_by("pk").values_list("late", flat=True)) == [False, True]


def test_a_step_that_is_gone_leaves_a_line_in_the_log(phone: VirtualPhone, step: Step) -> None:
    step.state = "gone"
    step.save()
    look(phone, step)

    (result,) = phone.send()

    assert (result["status"], result["code"]) == ("conflict", "duties.StepIsGone")
    assert lines_of_the_log() == 1


# ---- three ways --------------------------------------------------------------------------------


def shown(booking: Booking) -> dict[str, str]:
    """What the page shows of a booking, in Bali."""
    zone = timedelta(hours=8)
    return {
        "starts_at": (booking.starts_at + zone).strftime("%Y-%m-%dT%H:%M"),
        "ends_at": (booking.ends_at + zone).strftime("%Y-%m-%dT%H:%M"),
    }


def move(phone: VirtualPhone, booking: Booking, base: dict[str, str], **new: str) -> Any:
    return phone.write(
        "airports:move",
        reverse("airports:move", kwargs={"slug": "arda-2026", "booking_id": booking.pk}),
        *{**base, **new}.items(),
        base={name: digest_of_value(value) for name, value in base.items()},
    )


def test_a_field_that_nobody_else_touched_is_changed(phone: VirtualPhone, booking: Booking) -> None:
    move(phone, booking, shown(booking), starts_at="2026-11-21T11:30")

    (result,) = phone.send()

    assert (result["status"], result["says"]) == ("applied", "")
    booking.refresh_from_db()
    assert booking.starts_at == later(-30)


def test_changes_of_different_fields_come_together(phone: VirtualPhone, booking: Booking) -> None:
    base = shown(booking)
    move(phone, booking, base, ends_at="2026-11-21T13:30")
    booking.starts_at = later(-30)  # meanwhile, by somebody else
    booking.save()

    assert phone.send()[0]["status"] == "merged"
    booking.refresh_from_db()
    assert (booking.starts_at, booking.ends_at) == (later(-30), later(90))


def test_the_same_change_twice_is_no_question(phone: VirtualPhone, booking: Booking) -> None:
    base = shown(booking)
    move(phone, booking, base, ends_at="2026-11-21T13:30")
    booking.ends_at = later(90)
    booking.save()

    assert phone.send()[0]["status"] == "merged"
    assert not TwoVersions.objects.exists()


def asked(phone: VirtualPhone, booking: Booking) -> TwoVersions:
    """Two people gave the end another time; one of them also the beginning."""
    base = shown(booking)
    move(phone, booking, base, starts_at="2026-11-21T11:30", ends_at="2026-11-21T14:00")
    booking.ends_at = later(90)
    booking.save()
    (result,) = phone.send()
    assert (result["status"], result["code"]) == ("conflict", "field.two_versions")
    assert result["go"] == "/e/arda-2026/field/versions/"
    return TwoVersions.objects.get()


def test_two_changes_of_one_field_are_a_question_and_the_rest_is_done(
    phone: VirtualPhone, booking: Booking, sari: Any
) -> None:
    row = asked(phone, booking)

    booking.refresh_from_db()
    assert (booking.starts_at, booking.ends_at) == (later(-30), later(90))
    assert (row.field, row.ours, row.theirs) == (
        "ends_at",
        "2026-11-21T14:00",
        "2026-11-21T13:30",
    )
    entry = StoredEntry.objects.get(kind="field.versions_differed")
    assert set(entry.tell.split()) == {str(phone.person), str(sari.pk)}
    assert entry.act_id == Act.objects.get(command="airports.move_booking").pk


@pytest.mark.parametrize(("chosen", "ends"), [("ours", 120), ("theirs", 90)])
def test_one_tap_settles_it(phone: VirtualPhone, booking: Booking, chosen: str, ends: int) -> None:
    row = asked(phone, booking)
    page = phone.client.get("/e/arda-2026/field/versions/").content.decode()
    assert "2026-11-21 14:00" in page
    assert "2026-11-21 13:30" in page

    for _ in range(2):  # a second tap changes nothing
        answer = phone.client.post(
            f"/e/arda-2026/field/versions/{row.pk}/", {"chosen": chosen, "key": KEY}
        )
        assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.chosen, row.settled_by) == (chosen, "Lia")

    booking.refresh_from_db()
    assert booking.ends_at == later(ends)


def test_a_field_that_its_author_left_alone_undoes_nothing(
    phone: VirtualPhone, booking: Booking
) -> None:
    move(phone, booking, shown(booking))
    booking.ends_at = later(90)
    booking.save()

    assert phone.send()[0]["status"] == "merged"
    booking.refresh_from_db()
    assert booking.ends_at == later(90)


def test_no_lock_is_left_behind_by_a_page_that_refuses(
    phone: VirtualPhone, booking: Booking
) -> None:
    move(phone, booking, shown(booking), ends_at="2026-11-21T10:00")  # before it starts
    move(phone, booking, shown(booking), ends_at="2026-11-21T13:30")

    assert [each["status"] for each in phone.send()] == ["rejected", "applied"]


# ---- put aside ---------------------------------------------------------------------------------


def held(phone: VirtualPhone) -> Carried:
    phone.write("desks:day_jot", "/e/arda-2026/day/ARD/log/", ("text", "Rain"), at=later(-90))
    Reach.objects.filter(person_id=phone.person).update(until=later(-60))
    assert phone.send()[0]["status"] == "held"
    return Carried.objects.get()


def test_a_coordinator_takes_over_what_was_put_aside(
    phone: VirtualPhone, sari: Any, signed_in: Any
) -> None:
    row = held(phone)
    signed_in(sari)
    page = phone.client.get("/e/arda-2026/field/held/").content.decode()
    assert "Line for the log: Rain" in page
    assert "Lia" in page

    for _ in range(2):
        phone.client.post(
            f"/e/arda-2026/field/held/{row.pk}/take/",
            {"key": KEY},
        )

    note = StoredEntry.objects.get(kind="duties.noted")
    assert (note.act.by_id, note.act.at) == (sari.pk, later(-90))
    over = StoredEntry.objects.get(kind="field.aside_taken_over")
    assert over.act_id == note.act_id
    row.refresh_from_db()
    assert (row.taken, row.settled_by) == (True, "Sari")


def test_what_was_put_aside_is_said_in_words(
    phone: VirtualPhone, arrival: Movement, step: Step, sari: Any, signed_in: Any
) -> None:
    tell(phone, arrival, "landed")
    look(phone, step)
    phone.write("movements:report", "/e/arda-2026/movements/report/", *told(arrival), lane="urgent")
    Reach.objects.filter(person_id=phone.person).update(until=later(-60))
    assert {each["status"] for each in [*phone.send("urgent"), *phone.send()]} == {"held"}

    page = signed_in(sari).get("/e/arda-2026/field/held/").content.decode()

    assert page.count("Status: landed") == 2
    assert "Check: A1 " in page


def told(arrival: Movement) -> list[tuple[str, str]]:
    return [("movement", str(arrival.pk)), ("status", "landed")]


def test_what_is_put_away_changes_nothing(phone: VirtualPhone, sari: Any, signed_in: Any) -> None:
    row = held(phone)
    signed_in(sari).post(f"/e/arda-2026/field/held/{row.pk}/away/")

    row.refresh_from_db()
    assert row.taken is False
    assert lines_of_the_log() == 0
    again = phone.client.post(f"/e/arda-2026/field/held/{row.pk}/take/")
    assert again.status_code == 422


def test_who_was_detached_does_not_see_what_was_put_aside(phone: VirtualPhone) -> None:
    held(phone)
    assert phone.client.get("/e/arda-2026/field/held/").status_code == 404
