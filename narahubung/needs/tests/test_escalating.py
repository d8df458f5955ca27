"""When nobody answers, the next one is asked, one at a time, each with a clock of his own."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from conftest import NOON
from narahubung.journal.models import StoredEntry
from narahubung.journal.reading import decoded
from narahubung.needs import commands
from narahubung.needs.models import Need, StandBehind
from narahubung.needs.rules.moving import NotNow
from narahubung.needs.timetable import escalate_what_is_late
from narahubung.relays.models import Relay

MIN = timedelta(minutes=1)


def told_by(row: Any) -> str:
    """Return whom an escalation told: by the message it sent, else by the word it left."""
    sent = StoredEntry.objects.filter(act=row.act, kind="relays.sent").first()
    return " ".join(map(str, decoded(sent).person_ids)) if sent else str(row.tell)


def _pass_time(at: Any) -> None:
    escalate_what_is_late(at=at, key=uuid4())


def _asked() -> list[tuple[str, str]]:
    rows = StoredEntry.objects.filter(kind="needs.escalated").order_by("id")
    return [(decoded(row).role, told_by(row)) for row in rows]


def _stands(department: Any, post: str, someone: Any) -> None:
    StandBehind.objects.create(
        event=department.event, department=department, post=post, person=someone
    )


@pytest.fixture
def deputy(person: Any, event: Any, transport: Any) -> Any:
    """Stands behind the desk of Transport, and works there."""
    someone = person("arimbawa", "desk", event, department=transport)
    _stands(transport, "deputy", someone)
    return someone


def test_silence_goes_up_the_ladder_one_rung_at_a_time(
    cars: Any, event: Any, transport: Any, teo: Any, deputy: Any, rini: Any, eka: Any, sari: Any
) -> None:
    _stands(transport, "chief", rini)  # an organiser: may answer at every desk
    need = cars()  # due in 60 min, so each rung has 15
    assert need.clock_at == NOON + 5 * MIN
    raised = StoredEntry.objects.get(kind="needs.raised")
    assert raised.tell == str(teo.pk)  # the desk, and no boss beside it

    _pass_time(NOON + 4 * MIN)
    assert _asked() == []
    for minutes in (5, 6, 20, 35, 50):
        _pass_time(NOON + minutes * MIN)
    assert _asked() == [
        ("deputy", str(deputy.pk)),
        ("chief", str(rini.pk)),
        ("above", str(eka.pk)),
        ("coordinator", str(sari.pk)),
    ]
    need.refresh_from_db()
    assert need.clock_at == NOON + 65 * MIN
    message = Relay.objects.order_by("pk").first()
    assert message is not None
    assert message.translation == (
        f"Request {need.code} (Transport) has no answer yet: your turn, until 12.20 WITA."
    )
    assert (message.expires_at, message.link.endswith(f"/needs/{need.pk}/")) == (
        NOON + 20 * MIN,
        True,
    )
    assert Relay.objects.count() == 2


def test_a_rung_on_which_nobody_can_be_asked_is_passed_over_by_name(
    cars: Any, event: Any, transport: Any, teo: Any, sari: Any, signed_in: Any, person: Any
) -> None:
    gone = person("gone", "desk", event, department=transport, until=NOON)
    _stands(transport, "deputy", gone)  # no longer at the desk; of the chief only a name is known
    need = cars()
    _pass_time(NOON + 5 * MIN)
    assert _asked() == [("coordinator", str(sari.pk))]
    said = decoded(StoredEntry.objects.get(kind="needs.escalated"))
    assert said.skipped == ("deputy", "chief", "above")
    page = signed_in(teo).get(f"/e/{event.slug}/needs/{need.pk}/").content.decode()
    assert page.count("passed over: nobody there can be asked") == 3


def test_where_nobody_is_at_the_desk_the_next_one_has_it_at_once(
    cars: Any, deputy: Any, sari: Any
) -> None:
    need = cars()
    assert StoredEntry.objects.get(kind="needs.raised").tell == str(deputy.pk)
    assert need.rung == 1
    _pass_time(NOON + 5 * MIN)
    assert _asked() == [("coordinator", str(sari.pk))]


def test_on_the_last_rung_the_pauses_grow(cars: Any, teo: Any, sari: Any) -> None:
    need, at = cars(), NOON
    pauses = []
    for _ in range(6):
        at = Need.objects.get(pk=need.pk).clock_at
        _pass_time(at)
        pauses.append((Need.objects.get(pk=need.pk).clock_at - at) // MIN)
    assert pauses == [15, 30, 60, 120, 240, 480]


def test_an_answer_stops_it_and_a_broken_promise_begins_it_anew(
    cars: Any, teo: Any, deputy: Any, as_actor: Any, event: Any
) -> None:
    need = cars()
    _pass_time(NOON + 5 * MIN)
    by = as_actor(teo, event)
    commands.accept(need_id=need.pk, until=NOON + 40 * MIN, by=by, at=NOON + 6 * MIN)

    _pass_time(NOON + 39 * MIN)
    assert len(_asked()) == 1
    _pass_time(NOON + 40 * MIN)
    assert [role for role, _ in _asked()] == ["deputy", "deputy"]


def test_who_can_help_sees_what_is_late_and_may_take_it_over(
    cars: Any, teo: Any, eka: Any, office: Any, as_actor: Any, event: Any
) -> None:
    need, by = cars(), as_actor(eka, event)
    assert not Need.objects.visible_to(by).exists()

    _pass_time(NOON + 5 * MIN)
    assert Need.objects.visible_to(by).get() == need
    commands.accept(need_id=need.pk, by=by, at=NOON + 6 * MIN)
    need.refresh_from_db()
    assert (need.department, need.assigned_to) == (office, "Eka")


def test_a_question_that_waits_and_a_fulfilment_nobody_looked_at_go_to_the_officer(
    cars: Any, teo: Any, lia: Any, sari: Any, as_actor: Any, event: Any
) -> None:
    need, by = cars(), as_actor(teo, event)
    commands.ask_back(need_id=need.pk, question="Which?", by=by, at=NOON)
    _pass_time(NOON + 30 * MIN)
    assert _asked() == [("coordinator", str(sari.pk))]  # the officer was asked by the question

    other = cars()
    commands.fulfil(need_id=other.pk, by=by, at=NOON)
    assert Need.objects.get(pk=other.pk).clock_at == NOON + 60 * MIN


def test_what_came_in_with_a_list_goes_up_by_its_own_time(
    event: Any, arda: Any, transport: Any
) -> None:
    listed = {"event": event, "party": arda, "department": transport, "raised_at": NOON}
    Need.objects.create(code="late", due_at=NOON - MIN, **listed)
    Need.objects.create(code="ahead", due_at=NOON + MIN, **listed)
    Need.objects.create(code="over", due_at=NOON - MIN, state="done", closed_at=NOON, **listed)

    _pass_time(NOON)
    assert [need.code for need in Need.objects.filter(rung__gt=0)] == ["late"]


def test_nothing_goes_up_before_its_time_nor_in_a_closed_event(
    cars: Any, event: Any, house: Any
) -> None:
    need = cars()
    with pytest.raises(NotNow):
        commands.escalate(need_id=need.pk, by=house, at=NOON)
    event.state = "closed"
    event.save()
    _pass_time(NOON + 90 * MIN)
    assert _asked() == []
