"""C5, the diplomatic no, to the letter: by commands and by pages.

Given category B entitles to 2 cars; HoD-31 asks for a third and a helicopter. When the officer
records both. Then the car shows "over limit by 1", the rule, three alternatives and who may grant
it by a clock of 15 minutes; the helicopter shows "not grantable" with words in the guest's language
and in Indonesian without a name or reason of ours; the same question by the desk gives the same
answer and points to the first.

Left to issue 4, which brings the hand-over card: "the next officer sees both in the hand-over".
Until then he sees both on the party's page of limits, as is tested here.
"""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.intake.tests.fixtures import bali  # noqa: F401
from narahubung.needs import queries
from narahubung.needs.limits.wording import language_for, languages
from narahubung.needs.models import Need, Wish
from narahubung.needs.rules.leaks import leaks
from narahubung.needs.tests.test_limits import every_wording

NINE = NOON - timedelta(hours=3)  # 09.00 WITA


@pytest.fixture(autouse=True)
def at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("narahubung.kit.clock.now", lambda: NINE)


@pytest.fixture
def hod_31(event: Any, transport: Any) -> Any:
    """The delegation of category B: two cars of its own, one on the road after 12.00."""
    from narahubung.movements.models import Trip, Vehicle
    from narahubung.parties.models import Department, Party

    Department.objects.create(event=event, code="SEC", name_en="Security", name_id="Keamanan")
    party = Party.objects.create(
        event=event,
        code="H31",
        name_en="Delegation 31",
        official_languages="ja",
        preferred_languages="ja",
        head_name="Alatar Pallando",
        head_category="minister",
    )
    for number, leaves in ((1, timedelta(hours=1)), (2, timedelta(hours=3, minutes=15))):
        car = Vehicle.objects.create(
            event=event, code=f"V{number}", plate=f"DK {number}77 ZZ", party=party, status="ready"
        )
        Trip.objects.create(
            event=event,
            code=f"T{number}",
            party=party,
            vehicle=car,
            departs_at=NINE + leaves,
            arrives_at=NINE + timedelta(hours=6),
            zone=event.zone,
        )
    return party


@pytest.fixture
def officer(person: Any, event: Any, hod_31: Any) -> Any:
    return person("wati", "officer", event, party=hod_31)


def asked(thing: str, **more: Any) -> dict[str, Any]:
    when = {"on": "2026-11-21", "start": "10:00", "end": "14:00"}
    return {"thing": thing, "quantity": 1, **when, **more}


def page(client: Any, where: str) -> str:
    answer = client.get(f"/e/arda-2026/{where}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_c05(event: Any, hod_31: Any, officer: Any, teo: Any, person: Any, signed_in: Any) -> None:
    client = signed_in(officer)
    sent = asked("car", text="A third car for the aides")
    client.post("/e/arda-2026/limits/party/H31/ask/", sent)
    client.post("/e/arda-2026/limits/party/H31/ask/", asked("helicopter"))
    car, helicopter = Wish.objects.order_by("pk")

    the_car_is_over_by_one(client, car, actor(officer, event))
    the_helicopter_is_not_grantable(client, helicopter)
    no_word_names_anybody(event, hod_31, actor(officer, event))
    what_is_within_becomes_a_request_that_loses_nothing(client)
    the_desk_says_no_and_its_reason_stays_inside(signed_in, teo, officer, car)
    following = signed_in(person("joko", "officer", event, party=hod_31))
    assert page(following, "limits/party/H31/").count("answered no") == 2  # he sees both
    the_desk_gives_the_same_answer(signed_in(teo), hod_31, car)


def the_car_is_over_by_one(client: Any, car: Wish, by: Any) -> None:
    seen = page(client, f"wishes/{car.pk}/?language=en")
    assert "Over the limit by 1" in seen
    part = client.get(f"/e/arda-2026/wishes/{car.pk}/", headers={"HX-Request": "true"})
    assert b'id="wish-sheet"' in part.content  # what the page fetches again when it changes
    assert "Category B: 2; 2 given already" in seen
    assert "Rules of hospitality, art. 2" in seen
    offers = queries.wish_sheet(wish_id=car.pk, by=by, at=NINE).offers
    assert [offer.kind for offer in offers] == ["share", "paid", "taxi"]
    assert (offers[0].starts_at, offers[0].ends_at) == (
        NINE + timedelta(hours=1),  # 10.00
        NINE + timedelta(hours=3),  # 12.00
    )
    assert "a shared car, from Sat 21 Nov 10.00 WITA to 12.00 WITA" in seen
    assert "IDR 1,500,000 per day" in seen
    assert "a taxi, ordered by our service desk: +44 7700 900484" in seen
    assert (car.asked_role, car.department.code) == ("desk", "TRN")
    assert car.answer_by == NINE + timedelta(minutes=15)
    assert "You will have our answer by Sat 21 Nov 09.15 WITA." in seen
    assert "Grant it" not in seen  # it is the desk's to grant, not the officer's


def the_helicopter_is_not_grantable(client: Any, helicopter: Wish) -> None:
    assert (helicopter.state, helicopter.limit, helicopter.asked_role) == ("refused", None, "")
    seen = page(client, f"wishes/{helicopter.pk}/")
    assert "Not grantable" in seen
    assert "本行事でご用意しているサービスには含まれておりません。" in seen
    assert "Hal ini tidak termasuk layanan yang disediakan pada acara ini." in seen
    assert "To be confirmed by an interpreter" in seen
    assert not Need.objects.exists()


def what_is_within_becomes_a_request_that_loses_nothing(client: Any) -> None:
    client.post("/e/arda-2026/limits/party/H31/ask/", asked("interpreter", place="Room 4"))
    wish = Wish.objects.latest("pk")
    need = wish.need
    assert need is not None
    assert (need.quantity, need.place) == (1, "Room 4")
    assert (need.wanted_at, need.wanted_until) == (wish.starts_at, wish.ends_at)
    assert need.due_at == wish.starts_at  # 10.00: no later than it is wanted
    seen = page(client, f"needs/{need.pk}/")
    assert f'/wishes/{wish.pk}/">{wish.code}</a> 1 × <bdi>interpreter' in seen


def no_word_names_anybody(event: Any, hod_31: Any, by: Any) -> None:
    for wish in Wish.objects.all():
        for language in languages():
            sheet = queries.wish_sheet(wish_id=wish.pk, language=language, by=by, at=NINE)
            assert not sheet.unsafe
            assert not leaks(sheet.said.text, event, party=hod_31)


def the_desk_says_no_and_its_reason_stays_inside(
    signed_in: Any, teo: Any, officer: Any, car: Wish
) -> None:
    desk = signed_in(teo)
    assert "Grant it" in page(desk, f"wishes/{car.pk}/")
    reason = {"reason": "The spare cars are kept for the arrivals of Bree"}
    desk.post(f"/e/arda-2026/wishes/{car.pk}/refuse/", reason)
    client = signed_in(officer)
    seen = page(client, f"wishes/{car.pk}/?language=en")
    said = seen[seen.index('id="wish-said"') : seen.index("</div>", seen.index('id="wish-said"'))]
    assert "We regret that we are not able to provide it." in said
    assert "Bree" not in said
    told = {"language": "en", "words": "We keep cars for the arrivals of Bree, you see."}
    assert client.post(f"/e/arda-2026/wishes/{car.pk}/tell/", told).status_code == 422
    told["words"] = "We regret that we are not able to provide it."
    client.post(f"/e/arda-2026/wishes/{car.pk}/tell/", told)


def the_desk_gives_the_same_answer(desk: Any, hod_31: Any, car: Wish) -> None:
    sent = asked("car", party=hod_31.pk, quantity=2, start="11:00", end="12:00")
    answer = desk.post("/e/arda-2026/wishes/ask/", sent)
    again = Wish.objects.latest("pk")
    assert (again.first, again.state, again.asked_role) == (car, "refused", "")
    seen = " ".join(desk.get(answer.url).content.decode().split())
    assert f"This was asked before ({car.code})" in seen
    assert "09.00" in seen
    assert "Do not reopen it unless something has changed." in seen


def actor(someone: Any, event: Any) -> Any:
    from narahubung.accounts.actors import actor_of

    return actor_of(someone, event_id=event.pk, at=NINE)


def test_the_words_are_clean_against_every_name_of_the_example(bali: Any) -> None:  # noqa: F811
    """All languages, kinds and things, for the guests of the example: nobody and nothing named."""
    from narahubung.parties.models import Party

    lines = {line for said in every_wording() for line in said.text.splitlines()}
    parties = Party.objects.filter(event=bali)
    assert leaks("\n".join(sorted(lines)), bali) == []
    spoken = {party.code: language_for(party.languages) for party in parties}
    assert (spoken["JPN"], spoken["FRA"], spoken["SAU"], spoken["UKR"]) == ("ja", "fr", "ar", "en")
