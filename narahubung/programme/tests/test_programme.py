"""The programme changes in the open: old and new, in numbered versions, for each delegation."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from conftest import NOON
from narahubung.journal.models import StoredEntry
from narahubung.journal.reading import decoded, history
from narahubung.parties.models import Party, Place
from narahubung.programme import commands, queries, rules
from narahubung.programme.models import CalendarFeed, Item, Release
from narahubung.programme.versions import difference

WITA = "Asia/Makassar"


@pytest.fixture
def hall(event: Any) -> Any:
    return Place.objects.create(event=event, code="V-APU", name="Apurva", kind="summit venue")


@pytest.fixture
def opening(event: Any, arda: Any, hall: Any) -> Any:
    item = Item.objects.create(
        event=event,
        code="PRG-1",
        title_en="Opening",
        title_id="Pembukaan",
        starts_at=NOON + timedelta(hours=1),
        ends_at=NOON + timedelta(hours=2),
        zone=WITA,
        place=hall,
    )
    item.attending.set([arda])
    return item


@pytest.fixture
def by(sari: Any, as_actor: Any, event: Any) -> Any:
    return as_actor(sari, event)


def url(name: str, **more: Any) -> str:
    return reverse(f"programme:{name}", kwargs={"slug": "arda-2026", **more})


def test_move_keeps_old_and_new_and_tells_who_attends(
    by: Any, opening: Any, arda: Any, lia: Any, as_actor: Any, event: Any
) -> None:
    later = NOON + timedelta(hours=1, minutes=30)
    commands.move_item(item_id=opening.pk, to={"starts_at": later}, why="Late car.", by=by, at=NOON)
    opening.refresh_from_db()
    assert (opening.starts_at, opening.certainty) == (later, "changed")
    (moved,) = StoredEntry.objects.filter(kind="programme.item_moved")
    assert decoded(moved).stood == {"starts_at": "2026-11-21T05:00:00+00:00"}
    line = history(topic=f"party:{arda.pk}", by=as_actor(lia, event))[0]
    assert "13.00 WITA → 13.30 WITA" in (line.says or "")
    with translation.override("id"):
        told = history(topic=f"item:{opening.pk}", by=by)[0].says or ""
    assert told.startswith("Pembukaan")


def test_move_is_refused_in_words(
    by: Any, opening: Any, lia: Any, as_actor: Any, event: Any
) -> None:
    move: Any = {"item_id": opening.pk, "at": NOON}
    with pytest.raises(rules.NotYourProgramme):
        commands.move_item(**move, to={"room": "B"}, by=as_actor(lia, event))
    with pytest.raises(rules.NothingNew):
        commands.move_item(**move, to={"room": ""}, by=by)
    with pytest.raises(rules.EndsBeforeItStarts):
        commands.move_item(**move, to={"ends_at": NOON}, by=by)
    commands.cancel_item(item_id=opening.pk, by=by, at=NOON)
    with pytest.raises(rules.ItemIsCancelled):
        commands.move_item(**move, to={"room": "B"}, by=by)


def test_attendance_names_who_comes_and_goes(by: Any, opening: Any, bree: Any) -> None:
    commands.set_attendance(item_id=opening.pk, party_ids=[bree.pk], by=by, at=NOON)
    says = history(topic=f"item:{opening.pk}", by=by)[0].says or ""
    assert "BRE" in says
    assert "ARD" in says
    assert [p.code for p in queries.item_line(by=by, item_id=opening.pk).parties] == ["BRE"]


def test_versions_are_numbered_and_only_for_a_difference(by: Any, opening: Any) -> None:
    assert commands.release(by=by, at=NOON).number == 1
    with pytest.raises(rules.NothingToRelease):
        commands.release(by=by, at=NOON)
    commands.move_item(item_id=opening.pk, to={"room": "B"}, by=by, at=NOON)
    assert len(queries.unreleased(by=by)) == 1
    assert commands.release(note="Room", by=by, at=NOON).number == 2
    assert queries.unreleased(by=by) == []
    (told,) = queries.version(by=by, number=2).differences
    assert told.changes == {"room": ("", "B")}
    assert queries.version(by=by, number=2, party="ARD").differences == (told,)
    assert queries.version(by=by, number=2, party="BRE").differences == ()


def test_difference_of_a_party_counts_joining_and_leaving() -> None:
    facts = {"starts_at": "2026", "certainty": "confirmed"}
    old = {"A": {**facts, "parties": ["ARD"]}, "B": {**facts, "parties": []}}
    new = {"A": {**facts, "parties": []}, "B": {**facts, "parties": ["ARD"]}}
    assert [(d.code, d.sort) for d in difference(old, new, party="ARD")] == [
        ("A", "removed"),
        ("B", "added"),
    ]
    assert difference(old, new) == []


@pytest.mark.parametrize("many", [1, 30])
def test_programme_takes_two_queries(
    by: Any, event: Any, arda: Any, django_assert_num_queries: Any, many: int
) -> None:
    for n in range(many):
        item = Item.objects.create(
            event=event, code=f"I{n}", title_en=f"Item {n}", zone=WITA, starts_at=NOON
        )
        item.attending.set([arda])
    with django_assert_num_queries(2):
        assert len(queries.programme_of(by=by)) == many
    with django_assert_num_queries(1):
        assert len(queries.programme_of(by=by, party_id=arda.pk, with_parties=False)) == many


def test_officer_sees_only_own_parties_among_who_attends(
    opening: Any, bree: Any, lia: Any, as_actor: Any, event: Any
) -> None:
    opening.attending.add(bree)
    (line,) = queries.programme_of(by=as_actor(lia, event))
    assert [party.code for party in line.parties] == ["ARD"]


def test_list_shows_days_state_and_version(
    signed_in: Any, by: Any, sari: Any, opening: Any
) -> None:
    commands.release(by=by, at=NOON)
    html = signed_in(sari).get(url("list")).content.decode()
    assert "Opening" in html
    assert "WITA" in html
    assert "Version 1" in html


def test_item_page_previews_before_it_changes(signed_in: Any, sari: Any, opening: Any) -> None:
    client = signed_in(sari)
    body = {
        "on": "2026-11-21",
        "start": "13:30",
        "end": "14:00",
        "place": opening.place_id,
        "certainty": "confirmed",
    }
    html = client.post(url("item", item=opening.pk), body).content.decode()
    assert "This will change" in html
    assert "<del>" in html
    opening.refresh_from_db()
    assert opening.starts_at == NOON + timedelta(hours=1)
    answer = client.post(url("item", item=opening.pk), {**body, "confirm": "1"})
    assert answer.status_code == 302
    opening.refresh_from_db()
    assert opening.starts_at == NOON + timedelta(hours=1, minutes=30)
    assert opening.certainty == "changed"


def test_item_page_asks_for_the_day(signed_in: Any, sari: Any, opening: Any) -> None:
    body = {"start": "13:30", "certainty": "confirmed"}
    html = signed_in(sari).post(url("item", item=opening.pk), body).content.decode()
    assert "A clock time needs its day." in html


def test_release_page_and_version_page(signed_in: Any, sari: Any, lia: Any, opening: Any) -> None:
    client = signed_in(sari)
    assert client.post(url("release"), {"note": "First"}).status_code == 302
    assert Release.objects.get().by_name == "Sari"
    assert "First" in client.get(url("version", number=1)).content.decode()
    assert client.get(url("version", number=9)).status_code == 404
    client = signed_in(lia)
    assert client.get(url("version", number=1), {"party": "ARD"}).status_code == 200
    assert client.get(url("version", number=1), {"party": "BRE"}).status_code == 404
    assert client.post(url("release")).status_code == 404
    assert client.get(url("item", item=opening.pk)).status_code == 404


def test_calendar_address_is_one_per_agenda_and_only_its_hash_is_kept(
    lia: Any, as_actor: Any, event: Any, arda: Any, bree: Any
) -> None:
    mine = as_actor(lia, event)
    first = commands.open_calendar(party_id=arda.pk, by=mine, at=NOON)
    commands.open_calendar(party_id=arda.pk, by=mine, at=NOON)
    assert not CalendarFeed.objects.filter(token_hash=first).exists()
    (feed,) = queries.calendars_of(by=mine, party_id=arda.pk)
    commands.close_calendar(feed_id=feed.pk, by=mine, at=NOON)
    assert queries.calendars_of(by=mine, party_id=arda.pk) == []
    with pytest.raises(Party.DoesNotExist):
        commands.open_calendar(party_id=bree.pk, by=mine, at=NOON)
