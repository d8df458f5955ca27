from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from conftest import NOON
from narahubung.accounts import commands, first_run
from narahubung.accounts.models import Event, Person, Reach
from narahubung.accounts.rules import DaysNotGood, NotAllowed, SlugTaken, WrongMove
from narahubung.journal.reading import history
from narahubung.kit.actor import the_house

FIRST = {
    "full_name": "Dewi Lestari",
    "username": "dewi",
    "password": "ginger tea at seven",
    "again": "ginger tea at seven",
    "name_id": "KTT Arda",
    "name_en": "Summit of Arda",
    "slug": "arda-2026",
    "zone": "WITA",
    "starts_on": "2026-11-20",
    "ends_on": "2026-11-22",
}


def test_the_first_run_makes_one_person_and_one_event(db: None, client: Any) -> None:
    assert client.get("/")["Location"] == "/start/"
    assert client.get("/start/").status_code == 200

    wrong = client.post("/start/", FIRST | {"code": "guessed"})
    assert wrong.status_code == 422
    assert not Person.objects.exists()

    answer = client.post("/start/", FIRST | {"code": first_run.code()})

    assert answer.status_code == 302
    dewi = Person.objects.get()
    assert dewi.check_password(FIRST["password"])
    assert set(Reach.objects.values_list("role", "event__slug")) == {
        ("administrator", None),
        ("organiser", "arda-2026"),
    }
    assert Event.objects.get().zone == "Asia/Makassar"


def test_the_first_run_leaves_the_event_to_a_workbook(
    db: None, client: Any, signed_in: Any
) -> None:
    who = {name: FIRST[name] for name in ("full_name", "username", "password", "again")}
    asked = who | {"code": first_run.code(), "zone": "Asia/Jakarta"}

    half = client.post("/start/", asked | {"name_en": "Summit of Arda"})
    assert half.status_code == 422
    assert not Person.objects.exists()

    assert client.post("/start/", asked).status_code == 302
    assert not Event.objects.exists()
    signed_in(Person.objects.get())
    assert 'href="/import/"' in client.get("/").content.decode()


def test_the_first_run_happens_once(lia: Any, client: Any) -> None:
    assert client.get("/start/").status_code == 404
    assert client.post("/start/", FIRST | {"code": first_run.code()}).status_code == 404
    assert client.get("/")["Location"] == "/accounts/login/"


def test_an_event_closes_opens_and_is_archived(rini: Any, event: Any, as_actor: Any) -> None:
    by = as_actor(rini, event)
    with pytest.raises(WrongMove):
        commands.archive_event(event_id=event.pk, by=by, at=NOON)
    commands.close_event(event_id=event.pk, by=by, at=NOON)
    commands.open_event(event_id=event.pk, by=by, at=NOON)
    commands.close_event(event_id=event.pk, by=by, at=NOON)
    commands.archive_event(event_id=event.pk, by=by, at=NOON)

    event.refresh_from_db()
    assert event.state == "archived"


def test_a_closed_event_can_be_read_not_changed(
    rini: Any, event: Any, signed_in: Any, as_actor: Any
) -> None:
    commands.close_event(event_id=event.pk, by=as_actor(rini, event), at=NOON)
    client = signed_in(rini)

    assert client.get(f"/e/{event.slug}/people/").status_code == 200
    refused = client.post(f"/e/{event.slug}/people/add/", {})
    assert refused.status_code == 409
    assert b"This event is closed" in refused.content


def test_only_its_own_organiser_closes_an_event(
    rini: Any, sari: Any, event: Any, other_event: Any, as_actor: Any
) -> None:
    for by, row in ((as_actor(sari, event), event), (as_actor(rini, event), other_event)):
        with pytest.raises(NotAllowed):
            commands.close_event(event_id=row.pk, by=by, at=NOON)


def test_the_settings_page_corrects_and_says_old_and_new(
    rini: Any, event: Any, signed_in: Any
) -> None:
    client = signed_in(rini)
    facts = {name: FIRST[name] for name in ("name_id", "name_en", "zone", "starts_on")}

    answer = client.post(f"/e/{event.slug}/event/", facts | {"ends_on": "2026-11-23"})

    assert answer.status_code == 302
    event.refresh_from_db()
    assert event.ends_on == date(2026, 11, 23)


def test_slugs_and_days_are_checked(event: Any) -> None:
    asked = {"name_en": "Arda", "zone": "WITA", "by": the_house("test"), "at": NOON}
    with pytest.raises(SlugTaken):
        commands.make_event(slug=event.slug, **asked)
    with pytest.raises(DaysNotGood):
        commands.make_event(
            slug="new", starts_on=date(2026, 2, 2), ends_on=date(2026, 2, 1), **asked
        )


def test_an_administrator_makes_an_event_by_page_and_others_find_nothing(
    rini: Any, person: Any, signed_in: Any
) -> None:
    assert signed_in(rini).get("/events/new/").status_code == 404
    client = signed_in(person("dewi", "administrator"))
    facts = {name: FIRST[name] for name in ("name_id", "name_en", "zone", "starts_on", "ends_on")}

    answer = client.post("/events/new/", facts | {"slug": "lembang-2027"})

    assert answer["Location"] == "/e/lembang-2027/people/"
    assert Reach.objects.get(event__slug="lembang-2027").role == "organiser"
    first = client.get("/?all").content.decode()
    assert 'href="/import/"' in first
    assert 'href="/import/"' in client.get("/events/new/").content.decode()


def test_the_first_page_leads_to_the_only_event(lia: Any, event: Any, signed_in: Any) -> None:
    answer = signed_in(lia).get("/")

    assert answer.status_code == 302
    assert answer["Location"].startswith(f"/e/{event.slug}/")


def test_with_two_events_one_chooses(
    lia: Any, event: Any, other_event: Any, person: Any, signed_in: Any
) -> None:
    person("lia", "interpreter", other_event)

    page = signed_in(lia).get("/").content.decode()

    assert "Summit of Arda" in page
    assert "/e/other-2026/" in page


def test_an_event_of_others_is_not_entered(lia: Any, other_event: Any, signed_in: Any) -> None:
    assert signed_in(lia).get(f"/e/{other_event.slug}/").status_code == 404


def test_the_journal_names_an_event_in_the_readers_language(
    rini: Any, event: Any, as_actor: Any
) -> None:
    by = as_actor(rini, event)
    values = {"ends_on": date(2026, 11, 23)}
    commands.correct_event(event_id=event.pk, values=values, by=by, at=NOON)

    with override("id"):
        (line,) = history(topic=f"event:{event.pk}", by=by)
        assert line.says == (
            "Kegiatan KTT Arda berubah. hari terakhir: 2026-11-22 \N{RIGHTWARDS ARROW} 2026-11-23"
        )
    with override("en"):
        (line,) = history(topic=f"event:{event.pk}", by=by)
        assert str(line.says).startswith("The event Summit of Arda changed. last day:")
