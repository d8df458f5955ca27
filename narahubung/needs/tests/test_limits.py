"""Limits by category, and the diplomatic no: one answer, by one person, in words without leaks."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOON
from narahubung.journal.models import StoredEntry
from narahubung.kit.intervals import Span
from narahubung.needs import commands, queries
from narahubung.needs.limits.reading import defaults, wordings
from narahubung.needs.limits.wording import ToSay, compose, declined, language_for
from narahubung.needs.models import Entitlement, Favour, Need, VisitCategory, Wish
from narahubung.needs.rules import limits as rules
from narahubung.needs.rules import wishing
from narahubung.needs.rules.leaks import TellsTooMuch, leaks
from narahubung.needs.rules.limits import Asked, Terms

TEN, NOON_OF_DAY = NOON + timedelta(hours=1), NOON + timedelta(hours=4)


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with override("en"):
        yield


@pytest.fixture
def rhun(event: Any) -> Any:
    """A minister's delegation: category B."""
    from narahubung.parties.models import Party

    return Party.objects.create(
        event=event,
        code="RHU",
        name_en="Rhun",
        official_languages="ja",
        preferred_languages="ja en",
        head_name="Alatar Pallando",
        head_category="minister",
    )


@pytest.fixture
def wati(person: Any, event: Any, rhun: Any) -> Any:
    """The officer of Rhun."""
    return person("wati", "officer", event, party=rhun)


@pytest.fixture
def cars(event: Any, rhun: Any) -> Any:
    from narahubung.movements.models import Vehicle

    return [
        Vehicle.objects.create(event=event, code=f"V{n}", plate=f"DK {n}77 ZZ", party=rhun, seats=4)
        for n in (1, 2)
    ]


@pytest.fixture
def by(as_actor: Any, event: Any, wati: Any) -> Any:
    return as_actor(wati, event)


def asks(thing: str = "car", quantity: int = 1, **changes: Any) -> Asked:
    return replace(Asked(thing=thing, quantity=quantity, span=Span(TEN, NOON_OF_DAY)), **changes)


def wish(party: Any, by: Any, asked: Asked, *, at: Any = NOON, **more: Any) -> Wish:
    pk = commands.record_wish(party_id=party.pk, asked=asked, by=by, at=at, **more)
    return Wish.objects.get(pk=pk)


# ---- the table ---------------------------------------------------------------------------------


def test_the_default_set_holds_until_somebody_changes_a_line(
    event: Any, rhun: Any, transport: Any, by: Any, sari: Any, as_actor: Any
) -> None:
    found = queries.limits_of(party_id=rhun.pk, by=by, at=NOON)
    assert found.category == "B"
    assert {line.thing: line.quantity for line in found.lines}["helicopter"] is None
    assert not Entitlement.objects.exists()

    commands.change_limit(
        category="B",
        thing="car",
        to=Terms(quantity=3, granted_by="coordinator", rule_en="Art. 9", rule_id="Pasal 9"),
        by=as_actor(sari, event),
        at=NOON,
    )

    assert VisitCategory.objects.filter(event=event).count() == 3
    found = queries.limits_of(party_id=rhun.pk, by=by, at=NOON)
    [car] = [line for line in found.lines if line.thing == "car"]
    assert (car.quantity, car.rule, car.granted_by) == (3, "Art. 9", "coordinator")
    assert len(found.lines) == len(defaults()["things"])
    assert queries.limit_table(by=as_actor(sari, event)).own


def test_an_officer_does_not_change_the_table(by: Any, rhun: Any) -> None:
    with pytest.raises(rules.NotYourTable):
        commands.change_limit(
            category="B", thing="car", to=Terms(quantity=9, granted_by=""), by=by, at=NOON
        )


def test_a_party_belongs_to_the_category_that_names_it(
    event: Any, rhun: Any, sari: Any, as_actor: Any, by: Any
) -> None:
    commands.change_category(
        category="A", matches="head_of_state, RHU", by=as_actor(sari, event), at=NOON
    )

    assert queries.limits_of(party_id=rhun.pk, by=by, at=NOON).category == "A"


def test_the_officer_knows_what_was_used_before_the_guest_asks(
    rhun: Any, cars: Any, by: Any, arda: Any
) -> None:
    lines = {ln.thing: ln for ln in queries.limits_of(party_id=rhun.pk, by=by, at=NOON).lines}

    assert (lines["car"].used, lines["car"].left) == (2, 0)
    assert queries.limits_of(party_id=arda.pk, by=by, at=NOON) is None


# ---- asking ------------------------------------------------------------------------------------


def test_within_the_limit_it_is_a_normal_need(rhun: Any, transport: Any, by: Any) -> None:
    made = wish(rhun, by, asks(quantity=2))

    assert (made.state, made.over, made.asked_role) == ("within", 0, "")
    assert made.need.department == transport
    assert queries.limits_of(party_id=rhun.pk, by=by, at=TEN).lines[0].used == 2


def test_over_the_limit_one_desk_is_asked_by_a_clock(
    rhun: Any, cars: Any, transport: Any, teo: Any, by: Any
) -> None:
    made = wish(rhun, by, asks())

    assert (made.state, made.over, made.limit, made.used) == ("asked", 1, 2, 2)
    assert made.answer_by == NOON + timedelta(minutes=15)
    assert (made.asked_role, made.department) == ("desk", transport)
    assert not Need.objects.exists()
    [row] = StoredEntry.objects.filter(kind="needs.wish_recorded")
    assert row.tell == str(teo.pk)


@pytest.mark.parametrize("why", ["not_lawful", "unsafe"])
def test_what_nobody_may_grant_is_answered_by_the_rule(
    rhun: Any, transport: Any, by: Any, why: str
) -> None:
    made = wish(rhun, by, asks(why=why))

    assert (made.state, made.why, made.asked_role) == ("refused", why, "")


@pytest.mark.parametrize(
    ("why", "asked"),
    [
        ("not_available", "desk"),
        ("not_in_time", "desk"),
        ("against_custom", "coordinator"),
        ("outside_mandate", "organiser"),
    ],
)
def test_each_kind_of_the_no_asks_the_one_who_may_say_yes(
    rhun: Any, transport: Any, by: Any, why: str, asked: str
) -> None:
    assert wish(rhun, by, asks(why=why)).asked_role == asked


def test_a_local_rule_is_quoted_in_both_languages(
    event: Any, rhun: Any, transport: Any, by: Any
) -> None:
    from narahubung.knowledge.models import Rule

    Rule.objects.create(
        event=event, code="R-16", topic="Security", text_en="No drones", text_id="Tanpa drone"
    )

    made = wish(rhun, by, asks("other", text="a drone", why="not_lawful", rule_code="R-16"))

    assert (made.rule_code, made.rule_en, made.rule_id) == ("R-16", "No drones", "Tanpa drone")


def test_who_does_not_serve_the_party_records_nothing(
    event: Any, rhun: Any, transport: Any, lia: Any, teo: Any, person: Any, as_actor: Any
) -> None:
    from narahubung.parties.models import Party

    with pytest.raises(Party.DoesNotExist):
        wish(rhun, as_actor(lia, event), asks())
    focal = person("fumiko", "focal_point", event, party=rhun)
    with pytest.raises(rules.NotForThisParty):
        wish(rhun, as_actor(focal, event), asks())
    with pytest.raises(rules.NotForThisParty):  # not a thing of the Transport desk
        wish(rhun, as_actor(teo, event), asks("meal"))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"span": Span(TEN, TEN)}, rules.EndsTooSoon),
        ({"thing": "other", "why": "unsafe"}, rules.NothingWished),
        ({"thing": "other", "text": "a boat"}, rules.NoLimit),
    ],
)
def test_an_unclear_wish_is_refused(rhun: Any, by: Any, changes: Any, refusal: Any) -> None:
    with pytest.raises(refusal):
        wish(rhun, by, asks(**changes))
    assert not Wish.objects.exists()


# ---- answering ---------------------------------------------------------------------------------


@pytest.fixture
def third(rhun: Any, cars: Any, transport: Any, teo: Any, by: Any) -> Wish:
    """The third car, asked and waiting for the desk."""
    return wish(rhun, by, asks())


def test_the_desk_grants_and_the_need_begins(
    event: Any, third: Wish, teo: Any, wati: Any, as_actor: Any, transport: Any
) -> None:
    commands.grant_wish(wish_id=third.pk, by=as_actor(teo, event), at=NOON)

    third.refresh_from_db()
    assert (third.state, third.decided_by) == ("granted", "Teo")
    assert third.need.department == transport
    [row] = StoredEntry.objects.filter(kind="needs.wish_granted")
    assert row.tell == str(wati.pk)


def test_only_one_is_asked_and_the_first_answer_stands(
    event: Any, third: Wish, teo: Any, sari: Any, as_actor: Any
) -> None:
    with pytest.raises(wishing.SomebodyElseIsAsked):
        commands.grant_wish(wish_id=third.pk, by=as_actor(sari, event), at=NOON)
    commands.pass_up_wish(wish_id=third.pk, by=as_actor(sari, event), at=NOON)  # takes it over
    with pytest.raises(wishing.SomebodyElseIsAsked):
        commands.grant_wish(wish_id=third.pk, by=as_actor(teo, event), at=NOON)
    commands.refuse_wish(wish_id=third.pk, reason="None left", by=as_actor(sari, event), at=NOON)
    with pytest.raises(wishing.AlreadyAnswered):
        commands.grant_wish(wish_id=third.pk, by=as_actor(sari, event), at=NOON)


def test_unanswered_it_rises_one_rung_at_a_time(
    event: Any, third: Wish, sari: Any, rini: Any, house: Any
) -> None:
    from uuid import uuid4

    from narahubung.needs.timetable import let_wishes_rise

    let_wishes_rise(at=NOON + timedelta(minutes=14), key=uuid4())
    third.refresh_from_db()
    assert third.asked_role == "desk"

    for minutes, role in ((15, "coordinator"), (30, "organiser"), (60, "organiser")):
        let_wishes_rise(at=NOON + timedelta(minutes=minutes), key=uuid4())
        third.refresh_from_db()
        assert third.asked_role == role
    assert third.answer_by == NOON + timedelta(minutes=45)  # nobody is above the organiser


def test_a_slip_is_taken_back_before_the_guest_hears_it(
    event: Any, third: Wish, teo: Any, by: Any, as_actor: Any
) -> None:
    desk = as_actor(teo, event)
    commands.grant_wish(wish_id=third.pk, by=desk, at=NOON)
    commands.take_back_answer(wish_id=third.pk, by=desk, at=NOON)
    third.refresh_from_db()
    assert (third.state, third.need, Need.objects.get().state) == ("asked", None, "withdrawn")

    commands.refuse_wish(wish_id=third.pk, by=desk, at=NOON)
    commands.tell_guest(wish_id=third.pk, language="en", words="We regret.", by=by, at=NOON)
    with pytest.raises(wishing.TooLateToTakeBack):
        commands.take_back_answer(wish_id=third.pk, by=desk, at=NOON)


# ---- the same question again -------------------------------------------------------------------


def test_the_same_question_meets_the_first_answer(
    event: Any, rhun: Any, third: Wish, teo: Any, person: Any, as_actor: Any
) -> None:
    desk = as_actor(teo, event)
    commands.refuse_wish(wish_id=third.pk, reason="None left", by=desk, at=NOON)
    other = as_actor(person("joko", "officer", event, party=rhun), event)

    for who, asked in (
        (desk, asks()),
        (other, asks(quantity=2, text="Two more cars, says the aide")),
        (other, asks(span=Span(NOON_OF_DAY - timedelta(hours=1), NOON_OF_DAY))),
    ):
        again = wish(rhun, who, asked, at=TEN)
        assert (again.first, again.state) == (third, "refused")
        sheet = queries.wish_sheet(wish_id=again.pk, by=who, at=TEN)
        assert sheet.line.first_code == third.code
        assert not sheet.may_answer
    later = wish(rhun, other, asks(span=Span(NOON_OF_DAY, NOON_OF_DAY + timedelta(hours=1))))
    assert later.first is None
    assert [line.id for line in queries.wishes_of(party_id=rhun.pk, by=other, at=NOON)][-1] == (
        third.pk
    )


def test_it_is_asked_anew_only_with_what_has_changed(
    rhun: Any, third: Wish, by: Any, teo: Any, event: Any, as_actor: Any
) -> None:
    commands.refuse_wish(wish_id=third.pk, by=as_actor(teo, event), at=NOON)

    anew = wish(rhun, by, asks(), changed="The minister's wife travels too")

    assert (anew.first, anew.state) == (None, "asked")


def test_another_no_than_the_limits_meets_the_question_too(
    rhun: Any, transport: Any, by: Any
) -> None:
    first = wish(rhun, by, asks(why="unsafe"))

    assert wish(rhun, by, asks()).first == first  # within the limit by number, and still unsafe


def test_other_words_for_something_in_no_list_are_the_same_question(rhun: Any, by: Any) -> None:
    first = wish(rhun, by, asks("other", text="fireworks at the hotel", why="unsafe"))

    again = wish(rhun, by, asks("other", text="Fireworks on the hotel roof", why="unsafe"))
    another = wish(rhun, by, asks("other", text="a horse", why="unsafe"))

    assert (again.first, another.first) == (first, None)


# ---- what is really free -----------------------------------------------------------------------


def test_offers_are_computed_from_who_drives_when(
    event: Any, rhun: Any, third: Wish, cars: Any, teo: Any, by: Any
) -> None:
    from narahubung.movements.models import Trip, Vehicle

    for car, hours in ((cars[0], 0), (cars[1], 3)):
        Trip.objects.create(
            event=event,
            code=f"T{car.pk}",
            party=rhun,
            vehicle=car,
            departs_at=NOON + timedelta(hours=hours, minutes=15),
            arrives_at=NOON + timedelta(hours=hours + 1, minutes=30),
            zone="Asia/Makassar",
        )

    def offers() -> dict[str, Any]:
        found = queries.wish_sheet(wish_id=third.pk, by=by, at=NOON).offers
        return {offer.kind: offer for offer in found}

    found = offers()
    assert list(found) == ["share", "paid", "taxi"]
    # The first car is back at 13.45 with what lies around a drive; the second leaves at 15.15.
    assert (found["share"].starts_at, found["share"].ends_at) == (
        TEN + timedelta(minutes=45),
        NOON_OF_DAY,
    )
    assert found["paid"].more == "IDR 1,500,000 per day"
    assert found["taxi"].more == "+44 7700 900484"

    Trip.objects.update(departs_at=NOON, arrives_at=NOON_OF_DAY)
    assert "share" not in offers()
    Vehicle.objects.create(event=event, code="P1", plate="DK 9 ZZ", use="pool", status="ready")
    assert offers()["share"].ends_at == TEN + timedelta(hours=2)  # of the pool for a while only


def test_a_car_that_was_taken_is_offered_to_nobody_else(
    event: Any, rhun: Any, third: Wish, by: Any
) -> None:
    commands.take_offer(wish_id=third.pk, kind="share", by=by, at=NOON)

    third.refresh_from_db()
    assert (third.state, third.vehicle.code) == ("settled", "V1")
    assert "DK 177 ZZ, 13.00 WITA to 16.00 WITA" in third.need.text
    anew = wish(rhun, by, asks(), changed="One more")
    assert queries.wish_sheet(wish_id=anew.pk, by=by, at=NOON).offers[0].more.startswith("DK 277")
    commands.take_offer(wish_id=anew.pk, kind="share", by=by, at=NOON)
    last = wish(rhun, by, asks(), changed="And one more")
    with pytest.raises(wishing.OfferIsGone):
        commands.take_offer(wish_id=last.pk, kind="share", by=by, at=NOON)


# ---- words -------------------------------------------------------------------------------------


def every_wording() -> Any:
    for language, words in wordings().items():
        for how in ("asked", "refused", "granted", "within", "settled"):
            for reason in set(words["reasons"]) - {"favour"}:
                for thing in words["things"]:
                    what = ToSay(
                        thing=thing,
                        quantity=2,
                        how=how,
                        reason=reason,
                        zone="Asia/Makassar",
                        at=NOON,
                        answer_by=NOON,
                        offers=(
                            ("share", {"from": NOON, "to": TEN}),
                            ("share", {"from": NOON, "to": TEN, "n": 1, "all": 2}),
                            ("slot", {"from": NOON, "to": TEN}),
                            ("part", {"n": 1, "all": 2}),
                            ("block", {"n": 2}),
                            ("place", {"name": "Warung", "phone": "+44 7700 900484"}),
                            ("paid", {"price": 1_500_000, "currency": "IDR", "per": "day"}),
                            ("taxi", {"phone": "+44 7700 900484"}),
                            ("desk", {"phone": "+44 7700 900484"}),
                        ),
                    )
                    yield compose(what, language)
        yield declined(language)


def test_every_language_says_everything() -> None:
    english = wordings()["en"]
    assert " ".join(sorted(wordings())) == "ar de en es fr hi id ja ko pt ru tr zh"
    for words in wordings().values():
        assert set(words) == set(english)
        for part in ("reasons", "offers", "per", "things"):
            assert set(words[part]) == set(english[part])
    assert all("{" not in said.text for said in every_wording())


def test_the_guests_own_language_comes_first() -> None:
    assert language_for(["ja", "en"]) == "ja"
    assert language_for(["nl", "fr"]) == "fr"
    assert language_for(["uk"]) == "en"


def test_words_say_what_is_asked_why_what_instead_and_when(third: Wish, by: Any) -> None:
    sheet = queries.wish_sheet(wish_id=third.pk, by=by, at=NOON)

    assert (sheet.said.language, sheet.said.sure) == ("ja", False)
    assert "12.15 WITA" in sheet.said.word_by
    assert len(sheet.said.offers) == 3
    english = queries.wish_sheet(wish_id=third.pk, language="en", by=by, at=NOON).said
    assert english.text.startswith("Thank you for letting us know. We have noted your wish:")
    assert "13.00 WITA" in english.offers[0]
    assert not sheet.unsafe
    arabic = queries.wish_sheet(wish_id=third.pk, language="ar", by=by, at=NOON).said
    assert arabic.direction == "rtl"


def test_words_with_something_inside_are_never_kept(
    event: Any, third: Wish, by: Any, teo: Any, as_actor: Any
) -> None:
    commands.refuse_wish(
        wish_id=third.pk, reason="We keep the cars for Arda", by=as_actor(teo, event), at=NOON
    )
    for words in (
        "Ni Putu Widiana has decided so.",
        "Please ask Widiana.",
        "Your car would be DK 177 ZZ.",
        "It is with TRN now.",
        "You know, we keep the cars for others.",
    ):
        with pytest.raises(TellsTooMuch):
            commands.tell_guest(wish_id=third.pk, language="en", words=words, by=by, at=NOON)
    assert Wish.objects.get().told_at is None


@pytest.fixture
def staff(event: Any, arda: Any, bree: Any, transport: Any, lia_officer: Any, cars: Any) -> Any:
    """People and marks whose names a wording must not hold."""
    return event


_LETTER = st.characters(categories=["Lu", "Ll"], max_codepoint=0x52F)
_NAME = st.text(_LETTER, min_size=4, max_size=12).map(str.title).filter(lambda n: n[0].isupper())


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    first=_NAME,
    last=_NAME,
    place=st.integers(0, 9),
    which=st.sampled_from(["full", "last", "mark"]),
)
def test_a_name_of_ours_put_anywhere_is_found(
    staff: Any, rhun: Any, first: str, last: str, place: int, which: str
) -> None:
    from narahubung.parties.models import Officer

    clean = compose(
        ToSay(
            thing="car",
            quantity=1,
            how="refused",
            reason="over_limit",
            zone="Asia/Makassar",
            at=NOON,
        ),
        "en",
    ).text
    Officer.objects.update(full_name=f"{first} {last}", radio_call_sign=f"{last.upper()} 7")
    put = {"full": f"{first} {last}", "last": last, "mark": f"{last.upper()}-7"}[which]
    words = clean.split(" ")
    words.insert(place, put)

    assert leaks(" ".join(words), staff, party=rhun)


def test_all_our_words_are_clean_against_the_small_cast(staff: Any, rhun: Any) -> None:
    by_language: dict[str, set[str]] = defaultdict(set)
    for said in every_wording():
        by_language[said.language].update(said.text.splitlines())
    for language, lines in by_language.items():  # all at once: each check reads all our lists
        assert not leaks("\n".join(sorted(lines)), staff, party=rhun), language


# ---- favours -----------------------------------------------------------------------------------


def test_a_favour_is_seen_by_who_noted_it_and_by_the_organiser_alone(
    event: Any, rhun: Any, by: Any, rini: Any, sari: Any, person: Any, as_actor: Any, teo: Any
) -> None:
    pk = commands.note_favour(party_id=rhun.pk, kind="money", text="An envelope", by=by, at=NOON)

    colleague = person("joko", "officer", event, party=rhun)
    registrar = person("greta", "gifts", event)
    administrator = person("adi", "administrator", event)
    for who in (by, as_actor(rini, event)):
        assert [line.id for line in queries.favours_noted(by=who)] == [pk]
    for someone in (sari, colleague, teo, registrar, administrator):
        assert queries.favours_noted(by=as_actor(someone, event)) == []
    assert "12B" in queries.favour_rule("money")
    [row] = StoredEntry.objects.filter(kind="needs.favour_noted")
    assert "envelope" not in row.facts
    assert "rhun" not in row.facts.casefold()
    assert Favour.objects.get().text == "An envelope"
