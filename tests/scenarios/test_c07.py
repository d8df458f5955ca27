"""C7, gift and tip register, to the letter."""

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils.translation import override
from PIL import Image

from conftest import NOON
from narahubung.accounts.models import Reach
from narahubung.field.keeping import kept_for
from narahubung.field.tests.phones import VirtualPhone
from narahubung.gifts import commands, queries
from narahubung.gifts.forms import Declare
from narahubung.gifts.models import Custody, Declaration, DeclarationText, Gift, Holiday
from narahubung.gifts.rules.declaring import Told
from narahubung.gifts.timetable import reports_wait
from narahubung.journal.models import StoredEntry
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party

pytestmark = pytest.mark.django_db
E = "/e/arda-2026"
TUESDAY = datetime(2026, 8, 11, 4, 0, tzinfo=UTC)  # noon in Bali
VALUE = "2500000"


@pytest.fixture
def greta(person: Any, event: Any, as_actor: Any) -> Actor:
    """The integrity officer: she keeps the register, and did so in August."""
    someone = person("greta", "gifts", event)
    Reach.objects.filter(person=someone).update(since=TUESDAY - timedelta(days=30))
    return as_actor(someone, event)  # type: ignore[no-any-return]


@pytest.fixture
def bound(greta: Actor) -> None:
    """The holiday table has Mon 2026-08-17."""
    commands.add_holiday(
        on=date(2026, 8, 17), title="Hari Kemerdekaan RI", sure=True, by=greta, at=NOON
    )


def as_(someone: Any) -> Client:
    client = Client()
    client.force_login(someone, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def from_a_phone(lia: Any, *more: tuple[str, str]) -> Declaration:
    """What the officer types in the car, sent when there is a network again."""
    phone = VirtualPhone(as_(lia), lia.pk)
    usual = {
        "direction": "received",
        "kind": "object",
        "item": "Tea set",
        "giver": "Ambassador of Arda",
        "recipient_kind": "person",
        "outcome": "accepted",
        "place": "Hotel lobby",
        "witness": "Driver Made",
        "currency": "IDR",
        "employment": "civil_servant",
        "received_at": "2026-08-11T12:00",
    }
    told = phone.write("gifts:declare", f"{E}/gifts/declare/", *(usual | dict(more)).items())
    (result,) = phone.post(phone.letter("normal", [told])).json()["results"]
    assert result["status"] == "applied", result
    (result,) = phone.post(phone.letter("normal", [told])).json()["results"]
    return Declaration.objects.latest("pk")


def test_an_officer_declares_offline_and_the_law_counts(
    lia: Any, event: Any, arda: Party, as_actor: Any, greta: Actor, bound: None, person: Any
) -> None:
    by = as_actor(lia, event)
    # Photo, giver, place, witness on one screen that the phone keeps; four answers are enough.
    asked = [name for name, field in Declare().fields.items() if field.required]
    assert {"photo", "giver", "place", "witness", "value"} <= set(Declare().fields)
    assert set(asked) - {"direction", "currency", "recipient_kind", "outcome"} == {
        *("kind", "item", "giver")
    }
    assert f"{E}/gifts/declare/" in kept_for(lia, at=NOON)[0].pages
    tea = from_a_phone(lia, ("value", "2.500.000"), ("party", str(arda.pk)))
    tip = from_a_phone(lia, ("kind", "money"), ("item", "An envelope"))
    assert Declaration.objects.count() == 2

    # The last day is 30 working days after the receipt.
    found = queries.sheet(declaration_id=tea.pk, event=event, by=by, at=TUESDAY).line
    due = found.ruling.due
    assert (due.step, due.last, due.upg) == ("report", date(2026, 9, 23), date(2026, 8, 26))
    assert found.ruling.judgement.must_report
    other = queries.sheet(declaration_id=tip.pk, event=event, by=by, at=TUESDAY).line
    assert other.ruling.judgement.result == "cash"
    assert other.ruling.due.last == date(2026, 9, 23)
    assert found.ruling.version.code == "perkpk-1-2026"

    # Reminders on day 10, 20, 27, each once, to who must report and who keeps the register.
    for day in range(45):
        for hour in (1, 6):
            at = TUESDAY + timedelta(days=day, hours=hour)
            reports_wait(at=at, key=uuid4())
    entries = StoredEntry.objects.filter(kind="gifts.reminded", facts__contains=f":{tea.pk},")
    days = [(entry.act.at.date(), entry.tell) for entry in entries.order_by("id")]
    people = " ".join(map(str, sorted([greta.person_id or 0, lia.pk])))
    assert days == [
        (date(2026, 8, 26), people),
        (date(2026, 9, 9), people),
        (date(2026, 9, 18), people),
    ]

    # The draft report is filled.
    commands.describe_reporter(
        employment="civil_servant", id_number="19800101", office="Kemlu", by=by, at=NOON
    )
    with override("en"):
        draft = queries.kpk_draft(declaration_id=tea.pk, event=event, by=by, at=TUESDAY)
    for words in ("19800101", "Ambassador of Arda", "Hotel lobby", "2,500,000", "2026-09-23"):
        assert words in draft.text
    assert "Driver Made" in draft.text


def test_a_last_day_says_that_the_table_of_its_year_is_not_confirmed(
    lia: Any, event: Any, as_actor: Any, greta: Actor
) -> None:
    row, by = from_a_phone(lia), as_actor(lia, event)
    commands.adopt_holidays(year=2026, by=greta, at=NOON)  # those with a fixed day alone

    def unconfirmed() -> str:
        found = queries.sheet(declaration_id=row.pk, event=event, by=by, at=TUESDAY)
        return found.line.unconfirmed

    with override("en"):
        assert "Holiday table of 2026 not confirmed" in unconfirmed()
    lia.language = "id"
    lia.save()
    page = as_(lia).get(f"{E}/gifts/{row.pk}/").content.decode()
    assert "Tabel hari libur 2026 belum dipastikan" in page
    commands.add_holiday(on=date(2026, 8, 26), title="Maulid Nabi", sure=True, by=greta, at=NOON)
    assert unconfirmed() == ""


def test_only_the_officer_and_the_registrar_see_the_value(
    lia: Any, event: Any, arda: Party, person: Any, greta: Actor
) -> None:
    row = from_a_phone(lia, ("value", VALUE), ("chronology", f"It cost {VALUE}."))
    address = f"{E}/gifts/{row.pk}/"
    told = {
        name: as_(person(name, role, event, party=party)).get(address)
        for name, role, party in (
            ("lia", "", None),
            ("greta", "", None),
            ("rini", "organiser", None),
            ("maya", "officer", arda),
        )
    }
    assert "2,500,000" in told["lia"].content.decode()
    assert "2,500,000" in told["greta"].content.decode()
    rini = told["rini"].content.decode()
    assert told["rini"].status_code == 200
    assert "2,500,000" not in rini
    assert VALUE not in rini
    assert told["maya"].status_code == 404  # a colleague of the same delegation
    with connection.cursor() as cursor:
        cursor.execute("SELECT value, chronology FROM gifts_declarationtext")
        assert VALUE not in str(cursor.fetchall())
    assert not StoredEntry.objects.filter(facts__contains=VALUE).exists()
    assert VALUE not in as_(person("rini")).get(f"{E}/gifts/?show=all").content.decode()
    assert as_(person("rini")).get(f"{E}/gifts/register.xlsx").status_code == 404
    assert as_(person("greta")).get(f"{E}/gifts/register.xlsx").status_code == 200


def test_who_keeps_the_register_writes_down_what_an_officer_tells_by_telephone(
    lia: Any, event: Any, person: Any, greta: Actor
) -> None:
    form = {
        "direction": "received",
        "kind": "object",
        "item": "Tea set",
        "giver": "Ambassador",
        "recipient_kind": "person",
        "outcome": "accepted",
        "currency": "IDR",
        "value": VALUE,
        "employment": "civil_servant",
        "receiver": str(lia.pk),
    }
    assert as_(person("greta")).post(f"{E}/gifts/declare/", form).status_code == 302
    row = Declaration.objects.get()
    assert (row.person_id, row.holder_name) == (lia.pk, "Lia")
    assert row.texts.get().by_name == "Greta"
    assert "2,500,000" in as_(lia).get(f"{E}/gifts/{row.pk}/").content.decode()
    assert f"GR-{row.number:03}" in as_(lia).get(f"{E}/gifts/mine/").content.decode()
    # Nobody else does: the field is not there, and the command refuses.
    maya = person("maya", "officer", event)
    assert as_(maya).post(f"{E}/gifts/declare/", form).status_code == 302
    assert Declaration.objects.latest("pk").person_id == maya.pk


def test_what_follows_is_shown_before_anything_is_stored(
    lia: Any, event: Any, arda: Party, person: Any, greta: Actor
) -> None:
    Party.objects.filter(pk=arda.pk).update(iso_alpha2="CN", represents="China")
    mine, keeper = as_(lia), as_(person("greta"))

    def told(client: Client, **asked: str) -> str:
        answer = client.get(f"{E}/gifts/foreseen/", asked)
        assert answer.status_code == 200
        return answer.content.decode()

    page = told(mine, direction="received", kind="money")
    assert "refuse politely" in page
    assert "Pasal 12B" in page
    assert "Last day" in page
    page = told(mine, direction="received", kind="object", setting="ceremony")
    assert "Rp 1,500,000" in page
    page = told(mine, direction="received", kind="object", employment="private")
    assert "Rp 500,000" in page
    page = told(keeper, direction="given", item="A clock", party=str(arda.pk))
    assert "attending a funeral" in page
    assert "to be confirmed" in page
    assert "attending a funeral" not in told(keeper, direction="given", item="A clock")
    assert "Last day" not in told(mine, direction="nonsense")
    assert "gifts/foreseen/" in mine.get(f"{E}/gifts/declare/").content.decode()
    assert not Declaration.objects.exists()


def test_what_the_host_gives_is_with_the_guest_and_stands_once_on_the_sheet(
    lia: Any, event: Any, arda: Party, greta: Actor
) -> None:
    listed = Gift.objects.create(event=event, code="G-1", party=arda, item="Songket of Palembang")
    told = Told(
        direction="given",
        kind="object",
        item="Songket of Palembang",
        giver="The host",
        recipient="The minister",
        received_at=NOON,
    )
    row = commands.declare_gift(told=told, party_id=arda.pk, gift_id=listed.pk, by=greta, at=NOON)
    assert (row.state, row.holder_id, row.holder_name) == ("handed", None, "The minister")
    page = as_(lia).get(f"{E}/party/{arda.code}/").content.decode()
    assert page.count("Songket of Palembang") == 1


def test_the_delegation_and_the_officers_day_show_what_was_declared(
    lia: Any, event: Any, arda: Party, person: Any, as_actor: Any, greta: Actor
) -> None:
    row = from_a_phone(lia, ("value", VALUE), ("party", str(arda.pk)))
    sheet = as_(lia).get(f"{E}/party/{arda.code}/").content.decode()
    assert row.code in sheet
    assert "2,500,000" not in sheet  # sheets are kept on phones
    maya = as_(person("maya", "officer", event, party=arda))
    assert row.code not in maya.get(f"{E}/party/{arda.code}/").content.decode()
    day = as_(lia).get(f"{E}/day/{arda.code}/").content.decode()
    assert row.code in day
    assert row.code not in maya.get(f"{E}/day/{arda.code}/").content.decode()
    commands.note_kpk(declaration_id=row.pk, on=NOON.date(), by=as_actor(lia, event), at=NOON)
    assert row.code not in as_(lia).get(f"{E}/day/{arda.code}/").content.decode()


def test_the_days_of_the_joint_decree_are_pasted(person: Any, greta: Actor) -> None:
    keeper = as_(person("greta"))
    pasted = "2026-08-26 Maulid Nabi\n24 Desember 2026\tCuti bersama Natal\n16/2/2027 - Imlek"
    asked = {"days": pasted, "sure": "on"}
    assert keeper.post(f"{E}/gifts/holidays/paste/", asked).status_code == 302
    assert [*Holiday.objects.order_by("on").values_list("on", "name", "is_joint_leave")] == [
        (date(2026, 8, 26), "Maulid Nabi", False),
        (date(2026, 12, 24), "Cuti bersama Natal", True),
        (date(2027, 2, 16), "Imlek", False),
    ]
    wrong = keeper.post(f"{E}/gifts/holidays/paste/", {"days": "2026-08-27 Yes\n31 Feb 2026 No"})
    assert wrong.status_code == 422
    assert "31 Feb 2026 No" in wrong.content.decode()
    assert Holiday.objects.count() == 3
    assert "Holiday table of" not in keeper.get(f"{E}/gifts/holidays/").content.decode()


def test_custody_passes_by_two_signatures(
    lia: Any, event: Any, as_actor: Any, greta: Actor, person: Any
) -> None:
    row, by = from_a_phone(lia), as_actor(lia, event)
    commands.give_custody(declaration_id=row.pk, taker_id=greta.person_id, by=by, at=NOON)
    row.refresh_from_db()
    assert (row.holder_name, row.state) == ("Lia", "held")  # one signature moves nothing
    link = Custody.objects.get()
    with pytest.raises(Custody.DoesNotExist):  # nobody signs for her
        commands.take_custody(
            custody_id=link.pk,
            by=as_actor(person("maya", "officer", event), event),
            at=NOON,
        )
    commands.take_custody(custody_id=link.pk, by=greta, at=NOON)
    row.refresh_from_db()
    assert (row.holder_name, row.state) == ("Greta", "kept")


def test_who_is_no_civil_servant_gets_the_organisers_own_rule(
    lia: Any, event: Any, as_actor: Any, bound: None
) -> None:
    by = as_actor(lia, event)
    dear = from_a_phone(lia, ("employment", "private"), ("value", VALUE))
    cheap = from_a_phone(lia, ("employment", "private"), ("value", "100000"))
    ruled = [
        queries.sheet(declaration_id=row.pk, event=event, by=by, at=TUESDAY).line.ruling
        for row in (dear, cheap)
    ]
    assert [one.judgement.result for one in ruled] == ["house_declare", "house_keep"]
    assert not any(one.judgement.must_report for one in ruled)
    assert (ruled[0].due.step, ruled[0].due.last) == ("hand_in", date(2026, 8, 14))
    assert ruled[1].due.step == ""


def test_the_register_is_corrected_with_both_texts_kept_and_never_edited(
    lia: Any, event: Any, as_actor: Any
) -> None:
    row, by = from_a_phone(lia), as_actor(lia, event)
    form = {
        "direction": "received",
        "kind": "object",
        "item": "Coffee set",
        "giver": "Ambassador of Arda",
        "recipient_kind": "person",
        "outcome": "accepted",
        "currency": "IDR",
        "employment": "civil_servant",
        "received_at": "2026-08-11T12:00",
        "why": "It was coffee.",
    }
    answer = as_(lia).post(f"{E}/gifts/{row.pk}/correct/", form)
    assert answer.status_code == 302
    page = as_(lia).get(f"{E}/gifts/{row.pk}/").content.decode()
    assert "Tea set" in page
    assert "Coffee set" in page
    assert "It was coffee." in page
    first = DeclarationText.objects.get(declaration=row, version=1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        DeclarationText.objects.filter(pk=first.pk).update(item="Nothing")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        DeclarationText.objects.filter(pk=first.pk).delete()
    assert by.person_id == row.person_id


def test_a_photo_comes_with_it_and_is_for_whom_the_gift_is(
    lia: Any, event: Any, person: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    picture = io.BytesIO()
    Image.new("RGB", (40, 30)).save(picture, "JPEG")
    picture.seek(0)
    picture.name = "tea.jpg"
    form = {
        "direction": "received",
        "kind": "object",
        "item": "Tea set",
        "giver": "Ambassador",
        "recipient_kind": "person",
        "outcome": "accepted",
        "currency": "IDR",
        "photo": picture,
    }
    assert as_(lia).post(f"{E}/gifts/declare/", form).status_code == 302
    row = Declaration.objects.get()
    photo = f"{E}/gifts/{row.pk}/photo/1/"
    answer = as_(lia).get(photo)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    answer.close()
    assert as_(person("maya", "officer", event)).get(photo).status_code == 404
