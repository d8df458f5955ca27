"""Random histories: whatever people and the clock do, a need has an owner and a running clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOON
from narahubung.accounts.actors import actor_of
from narahubung.journal.models import StoredEntry
from narahubung.journal.reading import decoded
from narahubung.kit.actor import the_house
from narahubung.kit.refusals import Refusal
from narahubung.needs import commands
from narahubung.needs.entries import NeedEscalated
from narahubung.needs.models import Need, NeedPart, NeedState, StandBehind
from narahubung.needs.rules.ladder import rungs_of
from narahubung.needs.rules.moving import MOVES, legal, owner_of
from narahubung.needs.tests.test_escalating import told_by
from narahubung.needs.timetable import escalate_what_is_late
from narahubung.parties.models import Department

_PEOPLE = ("lia", "teo", "hana", "eka", "sari")
_MOVES = tuple(name for name in MOVES if name != "escalate")


@dataclass
class World:
    """The cast, and the time that has passed."""

    event: Any
    party: Any
    people: dict[str, Any]
    departments: list[Any]
    at: datetime = NOON

    def actor(self, name: str) -> Any:
        return actor_of(self.people[name], event_id=self.event.pk, at=self.at)


@pytest.fixture
def world(event: Any, arda: Any, lia: Any, teo: Any, sari: Any, transport: Any, person: Any) -> Any:
    """An officer, three desks of which one stands above the others, and the coordinator."""
    office = Department.objects.create(event=event, code="EO", name_en="Event Office")
    hotel = Department.objects.create(
        event=event, code="HOS", name_en="Hospitality", escalates_to="EO", sla_normal_min=120
    )
    transport.escalates_to = "EO"
    transport.save()
    people = {"lia": lia, "teo": teo, "sari": sari}
    people["hana"] = person("hana", "desk", event, department=hotel)
    people["eka"] = person("eka", "desk", event, department=office)
    # One desk with both behind it, one with a chief only, one with nobody.
    for desk, post in ((transport, "deputy"), (transport, "chief"), (hotel, "chief")):
        someone = person(f"{post}-{desk.code}", "desk", event, department=desk)
        StandBehind.objects.create(event=event, department=desk, post=post, person=someone)
    return World(event, arda, people, [transport, hotel, office])


_STEPS = st.lists(
    st.tuples(
        st.sampled_from([*_MOVES, "take_back", "pass time", "pass time"]),
        st.sampled_from(_PEOPLE),
        st.integers(0, 2),
        st.integers(1, 200),
    ),
    max_size=18,
)


_HISTORIES = given(
    steps=_STEPS,
    department=st.integers(-1, 2),
    to_party=st.booleans(),
    quantity=st.one_of(st.none(), st.integers(1, 5)),
    priority=st.sampled_from(["low", "normal", "high", "critical"]),
)
_FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@_FEW
@_HISTORIES
def test_every_history_leaves_an_owner_and_a_running_clock(world: Any, **history: Any) -> None:
    _live(world, **history)


@pytest.mark.slow
@settings(_FEW, max_examples=500)
@_HISTORIES
def test_so_do_five_hundred(world: Any, **history: Any) -> None:
    _live(world, **history)


def _live(
    world: Any, steps: Any, department: int, to_party: bool, quantity: Any, priority: str
) -> None:
    world.at = NOON
    pk = _raise(world, department, to_party, quantity, priority)
    _check(pk)
    for move, name, number, minutes in steps:
        world.at += timedelta(minutes=minutes if move == "pass time" else 1)
        if move == "pass time":
            _let_the_clock_run(world, pk)
        else:
            _try(world, pk, move, name, number, minutes)
        _check(pk)


def _raise(world: Any, department: int, to_party: bool, quantity: Any, priority: str) -> int:
    chosen = world.departments[department].pk if department >= 0 else None
    by = world.actor("sari" if to_party else "lia")
    return commands.raise_need(
        party_id=world.party.pk,
        text="something",
        department_id=chosen,
        direction="to_party" if to_party else "to_host",
        quantity=quantity,
        priority=priority,
        by=by,
        at=world.at,
    )


def _let_the_clock_run(world: Any, pk: int) -> None:
    before = Need.objects.get(pk=pk)
    escalate_what_is_late(at=world.at, key=uuid4())
    after = Need.objects.get(pk=pk)
    assert after.state == before.state
    assert after.rung >= before.rung
    if after.rung == before.rung:
        return
    assert before.clock_at <= world.at < after.clock_at
    told = StoredEntry.objects.filter(kind="needs.escalated", named__name=f"need:{pk}")
    row = told.latest("id")
    said = decoded(row)
    assert isinstance(said, NeedEscalated)
    rungs = rungs_of(after, after.above, world.at)
    passed = rungs[before.rung + 1 : after.rung]
    assert said.skipped == tuple(rung.kind for rung in passed)
    assert not any(rung.people for rung in passed)  # nobody who could be asked was left out
    asked = rungs[min(after.rung, len(rungs) - 1)]
    assert said.role == asked.kind
    assert told_by(row) == " ".join(map(str, asked.people))
    if asked.kind in {"deputy", "chief"}:
        assert len(asked.people) == 1  # one boss at a time


def _try(world: Any, pk: int, move: str, name: str, number: int, minutes: int) -> None:
    by = world.actor(name)
    need = Need.objects.visible_to(by).filter(pk=pk).first()
    before = Need.objects.get(pk=pk)
    may = need is not None and (move == "take_back" or move in legal(need, by))
    try:
        _do(world, pk, move, by, number, minutes)
    except (Refusal, Need.DoesNotExist, NeedPart.DoesNotExist):  # or he may not see it at all
        after = Need.objects.get(pk=pk)
        assert (after.state, after.clock_at) == (before.state, before.clock_at)
        return
    assert may, f"{name} was let do {move} with a need that is {before.state}"
    after = Need.objects.get(pk=pk)
    if move != "take_back":
        assert after.state in MOVES[move].ends(before.state)


def _do(world: Any, pk: int, move: str, by: Any, number: int, minutes: int) -> None:
    at, other = world.at, world.departments[number].pk
    until = at + timedelta(minutes=minutes)
    asked: dict[str, Any] = {
        "name": {"name": "Somebody"},
        "promise": {"until": until, "why": "traffic" if number else ""},
        "ask_back": {"question": "Which car?"},
        "reply": {"text": "The blue one"},
        "pass_on": {"department_id": other},
        "route": {"department_id": other},
        "add_part": {"quantity": number + 1, "what": "car", "supplier": "A"},
        "reject": {"words": "Not possible"},
        "reopen": {"why": "It is not there"},
    }.get(move, {})
    if move == "deliver_part":
        parts = list(Need.objects.get(pk=pk).parts.order_by("pk"))
        if not parts:
            raise Need.DoesNotExist
        commands.deliver_part(part_id=parts[number % len(parts)].pk, by=by, at=at)
        return
    verbs = {"name": "name_person", "begin": "begin_work", "add_part": "give_part"}
    getattr(commands, verbs.get(move, move))(need_id=pk, by=by, at=at, **asked)


def _check(pk: int) -> None:
    need = Need.objects.select_related("event").get(pk=pk)
    owner = owner_of(need)
    assert owner.kind in {"department", "coordinator", "party"}
    assert (owner.kind == "department") == (owner.department_id is not None)
    assert (owner.kind == "party") == (owner.party_id is not None)
    if need.is_open or need.to_confirm:
        assert need.clock_at is not None
        assert legal(need, the_house("clock", event_id=need.event_id)) == ["escalate"]
    else:
        assert need.clock_at is None
    if need.state == NeedState.ACCEPTED:
        assert need.assigned_to
