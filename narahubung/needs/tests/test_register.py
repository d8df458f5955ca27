"""The register: what each side expects, what a guest likes and until when, what is negotiated."""

from datetime import date, timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.journal.models import StoredEntry
from narahubung.journal.reading import history
from narahubung.kit.intervals import Span
from narahubung.kit.sealing import FORGOTTEN
from narahubung.needs import commands, timetable
from narahubung.needs.models import Expectation, Need, Negotiation, Preference
from narahubung.needs.queries.completeness import completeness
from narahubung.needs.queries.register import (
    negotiation_about,
    negotiation_sheet,
    preferences_of,
    register_of,
    register_of_all,
)
from narahubung.needs.rules import register as rules
from narahubung.needs.rules.limits import Asked
from narahubung.parties.models import Member, Party

TODAY = NOON.date()


@pytest.fixture
def by(lia: Any, as_actor: Any, event: Any) -> Any:
    return as_actor(lia, event)


def expect(by: Any, party: Any, text: str, *, side: str = "theirs", **more: Any) -> int:
    return commands.note_expectation(
        party_id=party.pk, side=side, text=text, by=by, at=more.pop("at", NOON), **more
    )


def remember(by: Any, party: Any, text: str = "ginger tea", **more: Any) -> int:
    asked = {
        "consent_by": "the aide",
        "consent_on": TODAY,
        "until": TODAY + timedelta(days=700),
        **more,
    }
    return commands.remember_preference(party_id=party.pk, text=text, by=by, at=NOON, **asked)


def test_two_columns_and_what_both_gain(by: Any, arda: Any) -> None:
    theirs = expect(by, arda, "a visit to the mangroves", gain="a picture for both")
    ours = expect(by, arda, "the list of gifts before arrival", side="ours", owner="Lia")

    found = register_of(by=by, at=NOON, party_id=arda.pk)
    assert [line.id for line in found.theirs] == [theirs]
    assert [(line.id, line.owner) for line in found.ours] == [(ours, "Lia")]
    assert [line.gain for line in found.both] == ["a picture for both"]
    [row] = register_of_all(by=by)
    assert (row.code, row.theirs, row.ours, row.both, row.open) == ("ARD", 1, 1, 1, 2)


def test_an_expectation_is_answered_met_and_opened_again(by: Any, arda: Any) -> None:
    pk = expect(by, arda, "a quiet room")
    with pytest.raises(rules.NothingAnswered):
        commands.answer_expectation(expectation_id=pk, state="answered", by=by, at=NOON)
    commands.answer_expectation(
        expectation_id=pk, state="answered", answer="Room 3", by=by, at=NOON
    )
    assert completeness(by=by, at=NOON).total == 0
    commands.answer_expectation(expectation_id=pk, state="met", by=by, at=NOON)
    row = Expectation.objects.get(pk=pk)
    assert (row.state, row.answer, row.ended_at) == ("met", "Room 3", NOON)
    commands.answer_expectation(expectation_id=pk, state="open", by=by, at=NOON)
    assert Expectation.objects.get(pk=pk).ended_at is None


def test_what_nobody_answered_counts_on_both_sides_the_oldest_first(by: Any, arda: Any) -> None:
    expect(by, arda, "theirs", at=NOON - timedelta(hours=2))
    expect(by, arda, "ours", side="ours", at=NOON - timedelta(hours=3))
    commands.raise_need(party_id=arda.pk, text="Water", by=by, at=NOON - timedelta(hours=1))
    commands.raise_need(party_id=arda.pk, text="Later", by=by, at=NOON + timedelta(hours=1))

    found = completeness(by=by, at=NOON)
    assert (found.total, found.theirs, found.ours) == (3, 2, 1)
    assert [one.text for one in found.oldest] == ["ours", "theirs", "Water"]
    Need.objects.update(state="accepted")
    assert completeness(by=by, at=NOON).total == 2


def test_the_meter_asks_the_database_the_same_however_much_waits(
    by: Any, arda: Any, django_assert_num_queries: Any
) -> None:
    for number in range(12):
        expect(by, arda, f"wish {number}")
    with django_assert_num_queries(3):
        found = completeness(by=by, at=NOON)
    assert (found.total, len(found.oldest)) == (12, 10)
    assert len(completeness(by=by, at=NOON, limit=None).oldest) == 12


def test_a_wish_that_waits_is_without_an_answer_until_somebody_says_yes_or_no(
    by: Any, arda: Any, transport: Any, teo: Any, as_actor: Any, event: Any
) -> None:
    asked = Asked(thing="car", quantity=99, span=Span(NOON, NOON + timedelta(hours=2)))
    pk = commands.record_wish(party_id=arda.pk, asked=asked, by=by, at=NOON)
    commands.record_wish(party_id=arda.pk, asked=asked, by=by, at=NOON)  # meets the first answer

    desk = as_actor(teo, event)
    for reader in (by, desk):
        found = completeness(by=reader, at=NOON)
        assert (found.total, found.theirs, found.ours) == (1, 1, 0)
        [one] = found.oldest
        assert (one.what, one.id, one.with_whom) == ("wish", pk, "Transportasi")
    commands.refuse_wish(wish_id=pk, reason="", by=desk, at=NOON)
    assert completeness(by=by, at=NOON).total == 0


def test_the_register_is_need_to_know(
    by: Any, teo: Any, as_actor: Any, event: Any, arda: Any, bree: Any, sari: Any
) -> None:
    expect(by, arda, "secret of Arda")
    desk, coordinator = as_actor(teo, event), as_actor(sari, event)
    expect(coordinator, bree, "secret of Bree")

    with pytest.raises(Party.DoesNotExist):
        expect(by, bree, "not mine")
    with pytest.raises(Party.DoesNotExist):
        expect(desk, arda, "not a desk's")
    assert [row.code for row in register_of_all(by=by)] == ["ARD"]
    assert register_of_all(by=desk) == []
    assert completeness(by=desk, at=NOON).total == 0
    [line] = [one for one in history(topic="register", by=coordinator) if "Bree" in one.says]
    assert line
    assert not any("Bree" in (one.says or "") for one in history(topic="register", by=by))


def test_what_a_guest_likes_is_kept_with_consent_until_its_day(
    by: Any, event: Any, arda: Any
) -> None:
    galadriel = Member.objects.create(event=event, code="M1", party=arda, full_name="Galadriel")
    remember(by, arda, member_id=galadriel.pk, until=TODAY)

    [line] = preferences_of(by=by, at=NOON, party_id=arda.pk)
    assert (line.text, line.member, line.consent_by) == ("ginger tea", "Galadriel", "the aide")
    tomorrow = NOON + timedelta(days=1)
    assert preferences_of(by=by, at=tomorrow, party_id=arda.pk) == []


@pytest.mark.parametrize(
    ("wrong", "no"),
    [
        ({"text": " "}, rules.NothingLiked),
        ({"consent_by": " "}, rules.NoConsent),
        ({"consent_on": TODAY + timedelta(days=1)}, rules.ConsentAhead),
        ({"until": TODAY - timedelta(days=1)}, rules.EndsWrong),
        ({"until": date(2099, 1, 1)}, rules.EndsWrong),
    ],
)
def test_without_consent_and_end_nothing_is_remembered(
    by: Any, arda: Any, wrong: dict[str, Any], no: type[Exception]
) -> None:
    with pytest.raises(no):
        remember(by, arda, **wrong)
    assert not Preference.objects.exists()


def test_forget_me_forgets_here_and_in_the_journal(by: Any, arda: Any) -> None:
    pk = remember(by, arda)
    [entry] = StoredEntry.objects.filter(kind="needs.preference_remembered")
    assert "ginger" not in entry.facts
    assert any("ginger tea" in (one.says or "") for one in history(topic="register", by=by))

    commands.forget_preference(preference_id=pk, by=by, at=NOON)

    assert preferences_of(by=by, at=NOON, party_id=arda.pk) == []
    assert Preference.objects.get(pk=pk).text == ""
    says = [one.says or "" for one in history(topic="register", by=by)]
    assert not any("ginger" in words for words in says)
    assert any(FORGOTTEN in words for words in says)
    with pytest.raises(Preference.DoesNotExist):
        commands.forget_preference(preference_id=pk, by=by, at=NOON)


def test_the_house_forgets_what_is_over(by: Any, arda: Any) -> None:
    from uuid import uuid4

    over, stays = remember(by, arda, until=TODAY), remember(by, arda, text="walks")
    timetable.forget_what_is_over(at=NOON, key=uuid4())
    assert Preference.objects.get(pk=over).ended_at is None

    tomorrow = NOON + timedelta(days=1)
    timetable.forget_what_is_over(at=tomorrow, key=uuid4())
    timetable.forget_what_is_over(at=tomorrow, key=uuid4())
    assert Preference.objects.get(pk=over).text == ""
    assert Preference.objects.get(pk=stays).text == "walks"


def test_a_sheet_is_opened_from_a_need_written_and_agreed(by: Any, arda: Any, bree: Any) -> None:
    need = commands.raise_need(party_id=arda.pk, text="Six cars", by=by, at=NOON)
    pk = commands.open_negotiation(
        party_id=arda.pk, about=f"need:{need}", title="Six cars", by=by, at=NOON
    )
    assert negotiation_about(by=by, party_id=arda.pk, about=f"need:{need}") == pk
    with pytest.raises(rules.AlreadyTalkedOver):
        commands.open_negotiation(
            party_id=arda.pk, about=f"need:{need}", title="Again", by=by, at=NOON
        )
    words = {"theirs": "all together", "ours": "three at most", "offers": "a bus"}
    with pytest.raises(rules.NothingAgreed):
        commands.write_negotiation(
            negotiation_id=pk, **words, agreed="", state="agreed", by=by, at=NOON
        )
    commands.write_negotiation(
        negotiation_id=pk, **words, agreed="three cars and a bus", state="agreed", by=by, at=NOON
    )
    sheet = negotiation_sheet(by=by, negotiation_id=pk)
    assert (sheet.state, sheet.agreed, sheet.ours) == (
        "agreed",
        "three cars and a bus",
        "three at most",
    )


@pytest.mark.parametrize("about", ["", "need", "need:0", "need:x", "person:1", "need:1 need:2"])
def test_a_sheet_is_about_something_on_record(by: Any, arda: Any, about: str) -> None:
    with pytest.raises(rules.NotThere):
        commands.open_negotiation(party_id=arda.pk, about=about, title="x", by=by, at=NOON)


def test_a_sheet_is_not_about_a_thing_of_another_party(
    by: Any, sari: Any, as_actor: Any, event: Any, arda: Any, bree: Any
) -> None:
    other = commands.raise_need(party_id=bree.pk, text="x", by=as_actor(sari, event), at=NOON)
    with pytest.raises(Need.DoesNotExist):
        commands.open_negotiation(
            party_id=arda.pk, about=f"need:{other}", title="x", by=by, at=NOON
        )
    assert not Negotiation.objects.exists()


def test_a_meeting_has_a_sheet_for_each_of_its_sides(
    by: Any, sari: Any, as_actor: Any, event: Any, arda: Any, bree: Any
) -> None:
    coordinator = as_actor(sari, event)
    about = {"about": "meeting:5", "title": "Arda and Bree", "by": coordinator, "at": NOON}
    theirs = commands.open_negotiation(party_id=bree.pk, **about)
    own = commands.open_negotiation(party_id=arda.pk, **about)

    assert negotiation_about(by=by, party_id=arda.pk, about="meeting:5") == own
    assert negotiation_about(by=by, party_id=bree.pk, about="meeting:5") is None
    with pytest.raises(Negotiation.DoesNotExist):
        negotiation_sheet(by=by, negotiation_id=theirs)
