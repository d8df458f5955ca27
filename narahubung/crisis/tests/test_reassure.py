"""Words to guests and staff: cleared, in their language, with an hour; nothing follows a reader."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from conftest import NOON
from narahubung.crisis import commands
from narahubung.crisis.models import Incident
from narahubung.crisis.models.reassure import Assurance
from narahubung.crisis.queries import reassure as queries
from narahubung.crisis.rules import reassure as rules
from narahubung.crisis.tests.test_pages import E, as_
from narahubung.crisis.tests.test_switch import quake
from narahubung.journal.models import StoredEntry
from narahubung.kit.actor import Actor
from narahubung.relays.words import LANGUAGES

MINUTE = timedelta(minutes=1)
NOW = "/now/arda-2026/"


def written(row: Incident, by: Actor, **more: Any) -> Assurance:
    said = {"sort": "news", "language": "en", "asks": "", "says": "The hotel is safe.", **more}
    return commands.write_assurance(incident_id=row.pk, by=by, at=NOON, **said)


def cleared(row: Incident, by: Actor, **more: Any) -> Assurance:
    made = written(row, by, **more)
    commands.clear_assurance(assurance_id=made.pk, minutes=60, by=by, at=NOON)
    return made


def page(language: str = "en", at: Any = NOON) -> queries.PublicPage:
    return queries.public_page(slug="arda-2026", language=language, at=at)


def test_every_language_has_every_word_of_the_page() -> None:
    words = queries.page_words()
    assert set(words) == set(LANGUAGES)
    assert {frozenset(one) for one in words.values()} == {frozenset(words["en"])}


def test_only_what_is_cleared_is_read_and_only_until_its_hour(lead: Actor) -> None:
    row = quake(lead)
    made = written(row, lead)
    assert not page().news
    assert page().event == ""
    commands.clear_assurance(assurance_id=made.pk, minutes=60, by=lead, at=NOON)
    assert [one.says for one in page().news] == ["The hotel is safe."]
    assert not page(at=NOON + 60 * MINUTE).news
    commands.clear_assurance(assurance_id=made.pk, minutes=60, by=lead, at=NOON + 59 * MINUTE)
    assert page(at=NOON + 60 * MINUTE).news
    commands.withdraw_assurance(assurance_id=made.pk, why="not so", by=lead, at=NOON)
    assert not page().news
    with pytest.raises(rules.IsWithdrawn):
        commands.clear_assurance(assurance_id=made.pk, minutes=60, by=lead, at=NOON)


def test_a_closed_incident_says_nothing_any_more(lead: Actor) -> None:
    row = quake(lead)
    cleared(row, lead)
    commands.close_incident(incident_id=row.pk, why="over", by=lead, at=NOON)
    assert not page().news


def test_we_do_not_know_yet_is_an_answer(lead: Actor) -> None:
    row = quake(lead)
    with pytest.raises(rules.AsksNothing):
        written(row, lead, sort="question", says="", is_unknown=True)
    with pytest.raises(rules.SaysNothing):
        written(row, lead, sort="question", asks="When do we leave?", says="")
    cleared(row, lead, sort="question", asks="When do we leave?", says="", is_unknown=True)
    (one,) = page().questions
    assert (one.asks, one.is_unknown) == ("When do we leave?", True)
    assert "We do not know yet." in Client().get(f"{NOW}?in=en").content.decode()


def test_each_reads_it_in_his_language_where_it_is_written(lead: Actor) -> None:
    row = quake(lead)
    made = cleared(row, lead)
    commands.word_assurance(
        assurance_id=made.pk, language="ar", asks="", says="الفندق آمن.", by=lead, at=NOON
    )
    (one,) = page("ar").news
    assert (one.says, one.is_rtl, one.is_other) == ("الفندق آمن.", True, False)
    (one,) = page("ja").news
    assert (one.language, one.is_other) == ("en", True)
    assert queries.language_of("", "tlh, fr-CH;q=0.8, de;q=0.9, ;q=x") == "de"
    assert queries.language_of("ko", "de") == "ko"
    assert queries.language_of("xx", "") == "en"


def test_who_clears_must_be_able_to_read_it_and_for_how_long(lead: Actor) -> None:
    made = written(quake(lead), lead, language="ja", says="ホテルは安全です。")
    with pytest.raises(rules.NoLanguageToCheck):
        commands.clear_assurance(assurance_id=made.pk, minutes=60, by=lead, at=NOON)
    with pytest.raises(rules.HoldsTooLong):
        commands.clear_assurance(assurance_id=made.pk, minutes=1, by=lead, at=NOON)


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_the_page_is_light_and_follows_nobody(language: str, lead: Actor) -> None:
    row = quake(lead)
    for number in range(20):
        cleared(row, lead, sort="question", asks=f"Question {number}?", says="x" * 300)
    answer = Client().get(f"{NOW}?in={language}")
    text = answer.content.decode()
    assert len(answer.content) < 45_000
    assert "<script" not in text
    assert "http" not in text
    assert not answer.cookies
    assert "WITA" in text
    assert answer["Content-Language"] == language


def test_an_event_that_says_nothing_looks_as_one_that_is_not(event: Any) -> None:
    answers = [Client().get(f"/now/{slug}/") for slug in ("arda-2026", "no-such-event")]
    assert [answer.status_code for answer in answers] == [200, 200]
    texts = [answer.content.decode() for answer in answers]
    assert "KTT Arda" not in texts[0]


def test_staff_opt_in_and_are_told_once(person: Any, event: Any, lia: Any, lead: Actor) -> None:
    officer = as_(lia)
    row = quake(lead)
    assert officer.get(f"{E}/assurances/").status_code == 200
    assert officer.post(f"{E}/assurances/follow/", {"on": "yes"}).status_code == 302
    made = cleared(row, lead)
    commands.clear_assurance(assurance_id=made.pk, minutes=60, by=lead, at=NOON)
    told = StoredEntry.objects.filter(kind="crisis.assurance_cleared").order_by("pk")
    assert [entry.tell for entry in told] == [str(lia.pk), ""]
    assert officer.post(f"{E}/assurances/follow/", {"on": "no"}).status_code == 302
    assert queries.assurance_board(number=1, by=lead, at=NOON).followers == 0


def test_an_officer_writes_none_and_the_chief_through_the_pages(
    person: Any, event: Any, lia: Any, lead: Actor
) -> None:
    quake(lead)
    officer, chief = as_(lia), as_(person("arwen", "crisis_liaison", event))
    there = f"{E}/incidents/1/assurances/"
    said = {"sort": "news", "language": "id", "says": "Hotel aman."}
    assert officer.post(f"{there}write/", said).status_code == 404
    assert chief.post(f"{there}write/", {**said, "says": ""}).status_code == 422
    assert chief.post(f"{there}write/", said).status_code == 302
    one = f"{E}/crisis/assurance/{Assurance.objects.get().pk}"
    assert "Hotel aman." not in Client().get(NOW).content.decode()
    assert chief.post(f"{one}/clear/", {"minutes": 2}).status_code == 422
    assert chief.post(f"{one}/clear/", {"minutes": 60}).status_code == 302
    assert "Hotel aman." in Client().get(NOW).content.decode()
    assert "Hotel aman." in officer.get(f"{E}/assurances/").content.decode()
    more = {"language": "fr", "says": "Hôtel sûr."}
    assert chief.post(f"{one}/word/", more).status_code == 302
    assert "Hôtel sûr." in Client().get(f"{NOW}?in=fr").content.decode()
    assert chief.post(f"{one}/withdraw/", {"why": "not so"}).status_code == 302
    assert "Hotel aman." not in Client().get(NOW).content.decode()
