"""Who stands behind a desk: set on a page, found once by the name in the list, and told so."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils.translation import override

from conftest import NOON
from narahubung.journal.models import StoredEntry
from narahubung.journal.reading import decoded
from narahubung.needs import commands
from narahubung.needs.models import Post, StandBehind
from narahubung.needs.queries.ladder import desk_ladders
from narahubung.needs.rules.ladder import CannotAnswerThere, OneForBoth
from narahubung.needs.timetable import find_who_stands_behind
from narahubung.parties.models import Department

HERE = "/e/arda-2026/needs/ladders/"


def _held(desk: Any) -> dict[str, str]:
    rows = StandBehind.objects.filter(department=desk).exclude(person=None)
    return dict(rows.values_list("post", "person__username"))


def _named(someone: Any, name: str) -> Any:
    someone.full_name = name
    someone.save()
    return someone


def test_the_page_sets_both_tells_them_and_sets_them_again(
    transport: Any, teo: Any, person: Any, event: Any, sari: Any, rini: Any, signed_in: Any
) -> None:
    dewi = person("dewi", "desk", event, department=transport)
    client = signed_in(sari)
    page = client.get(HERE).content.decode()
    assert "In the list: Ni Luh Arimbawa, without a log-in" in page
    assert HERE in client.get("/e/arda-2026/needs/").content.decode()

    to = f"{HERE}{transport.pk}/"
    assert client.post(to, {"deputy": dewi.pk, "chief": rini.pk}).status_code == 302
    assert _held(transport) == {"deputy": "dewi", "chief": "rini"}
    row = StoredEntry.objects.get(kind="needs.ladder_set")
    assert row.tell.split() == [str(pk) for pk in sorted([dewi.pk, rini.pk])]
    with override("en"):
        assert decoded(row).sentence().endswith("deputy Dewi, chief Rini")
    assert "The list names Ni Luh Arimbawa." in client.get(HERE).content.decode()

    client.post(to, {"deputy": "", "chief": rini.pk})
    assert _held(transport) == {"chief": "rini"}
    assert StoredEntry.objects.filter(kind="needs.ladder_set").latest("id").tell == ""


def test_only_who_can_answer_there_and_never_one_for_both(
    transport: Any, teo: Any, lia: Any, sari: Any, as_actor: Any, event: Any
) -> None:
    asked = {"department_id": transport.pk, "by": as_actor(sari, event), "at": NOON}
    with pytest.raises(CannotAnswerThere, match="Lia"):
        commands.stand_behind(deputy_id=lia.pk, chief_id=None, **asked)
    with pytest.raises(OneForBoth, match="Teo"):
        commands.stand_behind(deputy_id=teo.pk, chief_id=teo.pk, **asked)
    with pytest.raises(Department.DoesNotExist):
        commands.stand_behind(
            deputy_id=teo.pk, chief_id=None, **asked | {"by": as_actor(teo, event)}
        )
    assert not StandBehind.objects.exists()


def test_a_name_that_exactly_one_log_in_bears_is_found_once(
    transport: Any, teo: Any, person: Any, event: Any, sari: Any, signed_in: Any, as_actor: Any
) -> None:
    def tick() -> None:
        find_who_stands_behind(at=NOON, key=uuid4())

    deputy = _named(person("made", "desk", event, department=transport), transport.deputy)
    _named(person("gita", "gate", event), transport.head)  # may not answer there
    tick()
    assert _held(transport) == {"deputy": "made"}
    entry = decoded(StoredEntry.objects.get(kind="needs.ladder_set"))
    with override("en"):
        assert "found by name: deputy Ni Luh Arimbawa, chief nobody" in entry.sentence()
    page = signed_in(sari).get(HERE).content.decode()
    assert "Found by the name in the list." in page
    assert "has a log-in, but not the role of this desk" in page
    tick()
    assert StoredEntry.objects.filter(kind="needs.ladder_set").count() == 1

    transport.deputy = "Somebody New"  # the next list: who was found by the old name goes
    transport.save()
    tick()
    assert _held(transport) == {}

    by = as_actor(sari, event)
    commands.stand_behind(
        department_id=transport.pk, deputy_id=teo.pk, chief_id=None, by=by, at=NOON
    )
    transport.deputy = deputy.full_name
    transport.save()
    tick()
    assert _held(transport) == {"deputy": "teo"}  # what a person set stays


def test_two_of_a_name_are_for_a_person_to_tell_apart(
    transport: Any, person: Any, event: Any, sari: Any, as_actor: Any
) -> None:
    for username in ("made", "madea"):
        _named(person(username, "desk", event, department=transport), transport.deputy)
    find_who_stands_behind(at=NOON, key=uuid4())
    line = desk_ladders(by=as_actor(sari, event), at=NOON)[0]
    assert [post.trouble for post in line.posts] == ["many", "no_login"]
    assert [post.post for post in line.posts] == Post.values
