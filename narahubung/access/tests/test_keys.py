"""A new signing key: older badges count until a moment, and are on the list of those to replace."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.access import codes, commands, keys
from narahubung.access.commands.gates import judged
from narahubung.access.listing import gate_list
from narahubung.access.models import Badge, Category, Gate, KeyEnd
from narahubung.access.queries.gates import code_of
from narahubung.access.queries.keys import key_sheet
from narahubung.access.rules.keys import AnotherCame
from narahubung.access.rules.people import NeedsAReason, NotYours
from narahubung.access.signing import opened, packed
from narahubung.access.tests.conftest import HOUR, MINUTE, asked, handed_out
from narahubung.journal.models import StoredEntry
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member, Party

pytestmark = pytest.mark.django_db
LATER = NOON + 5 * HOUR


@pytest.fixture
def home(settings: Any, tmp_path: Any, monkeypatch: Any) -> Any:
    """Keys of this test alone: another one signs no badge of others."""
    monkeypatch.setattr(keys, "_known", {})
    monkeypatch.setattr(keys.environment.__class__, "folder", lambda _self, _name: tmp_path)
    return tmp_path


@pytest.fixture
def worn(home: Any, member: Member, delegate: Category, desk: Actor, colleague: Actor) -> Badge:
    """A badge in the hand of its holder, signed with the first key."""
    return handed_out(asked(member, delegate, colleague), desk)


def replaced(by: Actor, **more: Any) -> KeyEnd:
    told = {"ends_at": LATER, "why": "a copy of the server was lost"} | more
    return commands.replace_key(**told, by=by, at=NOON)


def says(gate: Gate, text: str, at: Any) -> str:
    return str(judged(gate, gate.event, text, check="entry", at=at)[1])


def test_older_badges_open_gates_until_the_moment_and_not_after(
    worn: Badge, gate: Gate, desk: Actor
) -> None:
    code = code_of(worn)
    old = keys.current().id
    end = replaced(desk)
    assert (end.key, end.successor, end.reprints) == (old, keys.current().id, 1)
    assert end.successor != old
    assert says(gate, code, NOON + MINUTE) == "green:admitted"
    assert says(gate, code, LATER - MINUTE) == "green:admitted"
    assert says(gate, code, LATER) == "red:old_key"
    # a phone that has the list of before the end, and no network since, knows the end, too
    young = gate_list(gate, gate.event, LATER - MINUTE)
    assert young.lines[worn.digest].spans[-1][1] == LATER
    # what the phones get is signed with the new key
    told = packed(young, keys.current())
    public = {name: key.public for name, key in keys.by_id().items()}
    assert told["key"] == end.successor
    assert opened(told, public).lines.keys() == {worn.digest}


def test_a_moment_that_is_over_ends_them_at_once(worn: Badge, gate: Gate, desk: Actor) -> None:
    code = code_of(worn)
    assert replaced(desk, ends_at=NOON - HOUR).ends_at == NOON
    assert says(gate, code, NOON + MINUTE) == "red:old_key"


def test_what_is_not_printed_yet_gets_the_new_key_by_itself(
    worn: Badge, arda: Party, delegate: Category, desk: Actor, colleague: Actor
) -> None:
    other = Member.objects.create(
        event=arda.event, party=arda, code="ARD-3", full_name="Orophin", role="adviser"
    )
    row = asked(
        other,
        delegate,
        colleague,
    )
    row.photo = "0" * 64
    row.save()
    one = {"accreditation_id": row.pk, "by": desk, "at": NOON}
    commands.check_accreditation(**one)
    commands.vet_person(**one, cleared=True)
    commands.approve_accreditation(**one)
    ready = Badge.objects.get(accreditation=row)
    replaced(desk)
    ready.refresh_from_db()
    assert ready.key == keys.current().id
    assert ready.digest == codes.digest_of(code_of(ready))
    sheet = key_sheet(by=desk, at=NOON)
    assert [line.serial for line in sheet.reprints] == [worn.serial]
    assert [(line.signs, line.badges) for line in sheet.keys] == [(True, 0), (False, 1)]
    # replaced at the desk, it leaves the list, and the new badge opens the gate for good
    more = {"why": "new key", "is_identified": True, "by": desk, "at": NOON}
    new = commands.replace_badge(badge_id=worn.pk, **more)
    assert new.key == keys.current().id
    assert not key_sheet(by=desk, at=NOON).reprints


def test_one_new_key_for_two_who_ask_and_never_without_a_reason(
    worn: Badge, desk: Actor, keeper: Actor
) -> None:
    seen = keys.current().id
    with pytest.raises(NeedsAReason):
        replaced(desk, why=" ")
    with pytest.raises(NotYours):
        replaced(keeper)
    assert keys.current().id == seen
    replaced(desk, shown_key=seen)
    with pytest.raises(AnotherCame):
        replaced(desk, shown_key=seen)
    assert len(keys.by_id()) == 2
    (entry,) = StoredEntry.objects.filter(kind="access.key_replaced")
    assert keys.current().id in entry.facts
    assert "PRIVATE" not in entry.facts


def test_a_second_new_key_keeps_the_end_of_the_first(worn: Badge, gate: Gate, desk: Actor) -> None:
    first = replaced(desk)
    commands.replace_key(ends_at=LATER + timedelta(days=1), why="again", by=desk, at=NOON + HOUR)
    assert KeyEnd.objects.get(key=first.key).ends_at == LATER
    assert says(gate, code_of(worn), LATER + MINUTE) == "red:old_key"


def test_the_page_asks_who_one_is_before_a_new_key(
    worn: Badge, person: Any, event: Any, client: Any
) -> None:
    path = f"/e/{event.slug}/access/keys/"
    rosie = person("rosie", "accreditation", event)
    rosie.set_password("a gate of bronze")
    rosie.save()
    client.force_login(rosie)
    page = client.get(path, headers={"accept-language": "en"})
    assert page.status_code == 200
    assert keys.current().id in page.content.decode()
    told = {"ends_at": "2026-11-22T00:00", "why": "lost", "shown_key": keys.current().id}
    asked_again = client.post(path, told)
    assert asked_again.status_code == 302
    assert "reauthenticate" in asked_again["Location"]
    assert not KeyEnd.objects.exists()
    assert 'value="lost"' in client.get(path).content.decode()  # what was written is still there
    confirmed = client.post(asked_again["Location"], {"password": "a gate of bronze"})
    assert (confirmed.status_code, confirmed["Location"]) == (302, path)
    assert client.post(path, told).status_code == 302
    assert KeyEnd.objects.get().why == "lost"
    client.force_login(person("gil", "gate", event))
    assert client.get(path).status_code == 404
