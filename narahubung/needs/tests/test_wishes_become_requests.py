"""A wish keeps its time, number and place as a request; the same question meets its answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override

from conftest import NOON
from narahubung.journal.reading import history
from narahubung.kit.intervals import Span
from narahubung.needs import commands, queries
from narahubung.needs.forms import plain_number
from narahubung.needs.models import Need, Wish
from narahubung.needs.rules import limits as rules
from narahubung.needs.rules.limits import Asked

ONE, THREE = NOON + timedelta(hours=1), NOON + timedelta(hours=3)
HERE = "/e/arda-2026"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("narahubung.kit.clock.now", lambda: NOON)
    with override("en"):
        yield


@pytest.fixture
def rhun(event: Any, transport: Any) -> Any:
    """A minister's delegation: category B."""
    from narahubung.parties.models import Party

    return Party.objects.create(
        event=event, code="RHU", name_en="Rhun", head_name="Alatar", head_category="minister"
    )


@pytest.fixture
def wati(person: Any, event: Any, rhun: Any) -> Any:
    """The officer of Rhun."""
    return person("wati", "officer", event, party=rhun)


@pytest.fixture
def by(as_actor: Any, event: Any, wati: Any) -> Any:
    return as_actor(wati, event)


def record(rhun: Any, by: Any, thing: str, **more: Any) -> Wish:
    asked = Asked(**{"thing": thing, "quantity": 1, "span": Span(ONE, THREE)} | more)
    pk = commands.record_wish(party_id=rhun.pk, asked=asked, by=by, at=NOON)
    return Wish.objects.get(pk=pk)


def read(client: Any, where: str, status: int = 200, **sent: Any) -> str:
    address = f"{HERE}/{where}"
    answer = client.post(address, sent) if sent else client.get(address)
    assert answer.status_code == status, answer.status_code
    return " ".join(answer.content.decode().split())


def test_a_wish_that_becomes_a_request_keeps_what_it_was(
    event: Any, rhun: Any, by: Any, wati: Any, signed_in: Any
) -> None:
    wish = record(rhun, by, "car", quantity=2, place="Gate B")
    need = wish.need

    assert (need.quantity, need.place) == (2, "Gate B")
    assert (need.wanted_at, need.wanted_until) == (ONE, THREE)
    assert need.due_at <= ONE
    client = signed_in(wati)
    page = read(client, f"needs/{need.pk}/")
    for what in ("2 × car", "13.00</time>–", "Gate B"):
        assert what in page
    assert f"/wishes/{wish.pk}/" in page
    assert f"/needs/{need.pk}/" in read(client, f"wishes/{wish.pk}/")
    with override("id"):  # nobody wrote it: each reader has it in his language
        [line] = queries.needs_of(by=by, at=NOON, party_id=rhun.pk)
        assert line.text == "2 × mobil"
        says = " ".join(entry.says for entry in history(topic=f"need:{need.pk}", by=by))
        assert "2 × mobil" in says
        assert "car" not in says
    assert record(rhun, by, "meal", text="For the aides").need.text == "For the aides"


def test_what_is_over_is_not_wished_for(rhun: Any, by: Any, wati: Any, signed_in: Any) -> None:
    with pytest.raises(rules.IsOver):
        record(rhun, by, "meal", span=Span(NOON - timedelta(hours=2), NOON))
    client = signed_in(wati)
    for day, start, end, says in (
        ("2021-01-01", "10:00", "11:00", "Day: This day is over"),
        ("2026-11-21", "08:00", "09:00", "Until (WITA): This time is over"),
        ("9999-12-31", "10:00", "09:00", "Day: Choose a day within a year"),
    ):
        sent = {"thing": "meal", "quantity": 1, "on": day, "start": start, "end": end}
        assert says in read(client, "limits/party/RHU/ask/", 422, **sent)
    assert not Wish.objects.exists()


def test_the_same_asked_as_a_request_shows_the_answer_first(
    event: Any, rhun: Any, by: Any, wati: Any, signed_in: Any, as_actor: Any, sari: Any
) -> None:
    refused = record(rhun, by, "helicopter")
    client = signed_in(wati)
    sent = {"text": "Kepala delegasi minta helikopternya", "priority": "normal"}

    seen = read(client, "needs/suggest/?party=RHU", text=sent["text"])
    assert f"/wishes/{refused.pk}/" in seen
    assert "not grantable" in seen
    held = read(client, "day/RHU/ask/send/", 422, **sent)
    assert "It is not sent yet" in held
    assert not Need.objects.exists()
    begun = read(client, "limits/party/RHU/begin/", hinted="helicopter", **sent)
    assert "Kepala delegasi minta helikopternya</textarea>" in begun
    client.post(f"{HERE}/day/RHU/ask/send/", sent | {"hinted": "helicopter"})
    need = Need.objects.get()
    assert need.met == refused
    assert "The first answer stands" in read(client, f"needs/{need.pk}/")
    assert "asked before" in read(signed_in(sari), "needs/")


def test_a_template_meets_the_limit_and_a_plain_word_is_not_held(
    event: Any, rhun: Any, wati: Any, signed_in: Any
) -> None:
    from narahubung.movements.models import Vehicle

    for code in ("V1", "V2"):
        Vehicle.objects.create(event=event, code=code, plate=code, party=rhun, status="ready")
    client = signed_in(wati)
    assert "2 of 2 given" in read(client, "day/RHU/ask/?usual=car")
    sent = {"text": "Tambahan satu mobil", "priority": "normal"}
    assert "It is not sent yet" in read(client, "day/RHU/ask/send/", 422, template="car", **sent)
    assert client.post(f"{HERE}/day/RHU/ask/send/", sent).status_code == 302
    assert Need.objects.get().met is None


def test_a_car_of_rank_or_of_luggage_is_never_shared(
    event: Any, rhun: Any, by: Any, wati: Any, signed_in: Any
) -> None:
    from narahubung.movements.models import Vehicle

    for code, use in (("V1", "lead car"), ("V2", "staff and baggage"), ("V3", "delegates")):
        Vehicle.objects.create(
            event=event, code=code, plate=f"DK {code}", party=rhun, use=use, seats=4
        )
    wish = record(rhun, by, "car", quantity=2)

    [share] = [
        offer
        for offer in queries.wish_sheet(wish_id=wish.pk, by=by, at=NOON).offers
        if offer.kind == "share"
    ]
    assert share.more == "DK V3, 4 seats, 1 of 2 wished for"
    said = queries.wish_sheet(wish_id=wish.pk, language="en", by=by, at=NOON).said
    assert "(for 1 of 2)" in said.offers[0]


def test_other_things_have_alternatives_too_and_they_are_free(
    event: Any, rhun: Any, by: Any, hotel: Any
) -> None:
    hotel.duty_phone, hotel.hours = "+44 7700 900488", "06:00-14:00"
    hotel.save()
    record(rhun, by, "interpreter")
    second = record(rhun, by, "interpreter")
    meals = record(rhun, by, "meal", quantity=3)

    def offers(wish: Wish) -> dict[str, Any]:
        return {o.kind: o for o in queries.wish_sheet(wish_id=wish.pk, by=by, at=NOON).offers}

    found = offers(second)
    assert (found["slot"].starts_at, list(found)) == (THREE, ["slot", "paid"])
    assert list(offers(meals)) == ["part", "paid", "desk"]  # the desk is open at 13.00
    late = record(rhun, by, "meal", quantity=3, span=Span(THREE, THREE + timedelta(hours=1)))
    assert "desk" not in offers(late)
    commands.take_offer(wish_id=second.pk, kind="slot", by=by, at=NOON)
    second.refresh_from_db()
    assert (second.state, second.need.wanted_at) == ("settled", THREE)
    third = record(rhun, by, "interpreter", span=Span(THREE, THREE + timedelta(hours=2)))
    assert third.over == 1  # what was taken instead counts


def test_a_no_for_its_own_sake_offers_not_the_same_thing(rhun: Any, by: Any, hotel: Any) -> None:
    wish = record(rhun, by, "interpreter", why="not_lawful")

    assert not queries.wish_sheet(wish_id=wish.pk, by=by, at=NOON).offers


def test_amounts_are_read_as_people_write_them(rhun: Any, by: Any, wati: Any) -> None:
    for typed, read_as in (
        ("1.500.000", "1500000"),
        ("1,500,000", "1500000"),
        ("1 500 000,50", "1500000.50"),
        ("1,500,000.50", "1500000.50"),
        ("1.500", "1500"),
        ("0.50", "0.50"),
        ("12,5", "12.5"),
        ("1.50.000", "1.50.000"),
    ):
        assert plain_number(typed) == read_as


def test_what_is_empty_has_a_button_and_an_officer_hears_of_wishes(
    event: Any, rhun: Any, wati: Any, by: Any, signed_in: Any
) -> None:
    client = signed_in(wati)
    for where, button in (
        ("needs/charges/RHU/", "Choose a request"),
        ("favours/", "Note something"),
        ("wishes/", "Record a wish"),
    ):
        assert button in read(client, where)
    record(rhun, by, "helicopter", span=Span(ONE + timedelta(days=60), THREE + timedelta(days=60)))
    seen = read(client, "wishes/")
    assert "not grantable" in seen
    assert "over the limit" not in seen.split('id="wishes"')[1]
    assert "20 Jan 2027" in seen
    from narahubung.journal.watching import allowed

    assert allowed(["wishes"], by=by) == {"wishes"}
