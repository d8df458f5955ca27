"""Papers of an aircraft hold for the time now expected; bags are counted on their way."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from conftest import NOON
from narahubung.airports.commands import (
    count_bags,
    follow_bag,
    keep_aircraft,
    note_clearance,
    report_missing_bag,
    undo_count,
)
from narahubung.airports.models import Aircraft, Clearance, MissingBag
from narahubung.airports.queries import aircraft_of, troubles
from narahubung.airports.rules import clearances, luggage
from narahubung.airports.rules.bookings import NothingNew
from narahubung.airports.rules.clearances import Trouble, ask_by, trouble_of
from narahubung.airports.rules.weapons import NotYourWeapons
from narahubung.journal.models import StoredEntry
from narahubung.journal.reading import history
from narahubung.movements.commands import divert, tell_delay
from narahubung.parties.models import Department

H = timedelta(hours=1)


def test_an_aircraft_keeps_its_facts_and_its_papers(boss: Any, arda: Any, arrival: Any) -> None:
    facts = {"kind": "state", "registration": "F-RARF", "weapons": "four pistols", "souls": 31}
    plane = keep_aircraft(party_id=arda.pk, facts=facts, arrival_id=arrival.pk, by=boss, at=NOON)
    with pytest.raises(NothingNew):
        keep_aircraft(
            party_id=arda.pk,
            aircraft_id=plane,
            facts=facts,
            arrival_id=arrival.pk,
            by=boss,
            at=NOON,
        )
    assert Aircraft.objects.get(pk=plane).weapons == "four pistols"
    assert "pistols" not in "".join(StoredEntry.objects.values_list("facts", flat=True))

    paper = {"aircraft_id": plane, "kind": "diplomatic", "by": boss, "at": NOON}
    note_clearance(state="asked", **paper)
    with pytest.raises(clearances.NoNumber):
        note_clearance(state="given", number="KN-1", **paper)
    holds = {"valid_from": NOON, "valid_until": NOON + 3 * H}
    note_clearance(state="given", number="KN-1", **holds, **paper)
    with pytest.raises(clearances.EndsBeforeItStarts):
        note_clearance(state="asked", valid_from=NOON, valid_until=NOON, **paper)
    row = Clearance.objects.get()
    assert (row.state, row.asked_at, row.given_at) == ("given", NOON, NOON)
    with translation.override("en"):
        says = history(topic=f"aircraft:{plane}", by=boss)[0].says
    assert says.startswith("ARD, aircraft F-RARF: diplomatic clearance given. Valid until 21.11.")


def test_a_delay_can_run_out_of_a_paper() -> None:
    def found(state: str = "given", *, late: float = 0, at: datetime = NOON) -> Trouble | None:
        return trouble_of(
            state=state,
            valid_from=NOON,
            valid_until=NOON + 3 * H,
            planned=[NOON + 2 * H],
            expected=[NOON + (2 + late) * H],
            asks_until=NOON,
            at=at,
        )

    assert found() is None
    assert found(late=1) is None  # both ends included
    assert found(late=1.1) == Trouble.RUN_OUT
    assert found(late=-2.1) == Trouble.RUN_OUT
    assert found("refused") == Trouble.REFUSED
    assert found("asked") == Trouble.WAITING
    assert (found("to_ask"), found("to_ask", at=NOON + H)) == (Trouble.TO_ASK, Trouble.TOO_LATE)
    assert found("not_needed", late=9) is None
    # Three working days before Monday 14 November 2022 is Wednesday the 9th.
    assert ask_by(datetime(2022, 11, 14, 9, tzinfo=UTC)) == datetime(2022, 11, 9, 9, tzinfo=UTC)


def test_bags_are_counted_on_their_way_and_a_missing_one_is_followed(
    boss: Any, arrival: Any
) -> None:
    given = {"movement_id": arrival.pk, "by": boss, "at": NOON}
    for point, count in (("plane", 20), ("van", 20), ("van", 19), ("lobby", 19)):
        count_bags(at_point=point, count=count, **given)
    stands = {"plane": 20, "van": 19, "lobby": 19}
    assert luggage.lost_between(20, stands) == [luggage.Lost(before="plane", after="van", count=1)]
    assert luggage.lost_between(None, {"room": 18}) == []
    undo_count(at_point="van", **given)
    assert arrival.bag_counts.get(count=19, at_point="van").undone
    undo_count(at_point="van", **given)
    with pytest.raises(luggage.NoBagsToUndo):
        undo_count(at_point="van", **given)

    with pytest.raises(luggage.DescribeIt):
        report_missing_bag(description=" ", **given)
    bag = report_missing_bag(description="grey hard case", tag="GA 881 204", **given)
    entry = StoredEntry.objects.get(kind="airports.bag_missing")
    assert "grey" not in entry.facts
    follow_bag(bag_id=bag, state="missing", airline_ref="DPSGA10234", by=boss, at=NOON + H)
    row = MissingBag.objects.get()
    assert (row.airline_ref, luggage.ask_at(row)) == ("DPSGA10234", NOON + 3 * H)
    follow_bag(bag_id=bag, state="delivered", by=boss, at=NOON + 4 * H)
    row.refresh_from_db()
    assert (row.state, row.found_at, luggage.ask_at(row)) == ("delivered", NOON + 4 * H, None)
    with translation.override("en"):
        says = history(topic=f"bag:{bag}", by=boss)[0].says
    assert says == "ARD, missing bag grey hard case: delivered."


def test_weapons_on_board_are_read_at_the_airport_and_at_no_other_desk(
    event: Any, arda: Any, arrival: Any, boss: Any, lia: Any, teo: Any, as_actor: Any, person: Any
) -> None:
    ground = Department.objects.create(event=event, code="GH", name_en="Ground Handling")
    handler = as_actor(person("gita", "desk", event, department=ground), event)
    plane = keep_aircraft(
        party_id=arda.pk,
        facts={"kind": "state", "weapons": "four pistols"},
        arrival_id=arrival.pk,
        by=boss,
        at=NOON,
    )

    def read_by(reader: Any) -> str | None:
        return aircraft_of(by=reader, at=NOON)[0].weapons

    transport = as_actor(teo, event)
    assert read_by(handler) == read_by(boss) == read_by(as_actor(lia, event)) == "four pistols"
    assert read_by(transport) is None
    told: dict[str, Any] = {"party_id": arda.pk, "aircraft_id": plane, "arrival_id": arrival.pk}
    with pytest.raises(NotYourWeapons):
        keep_aircraft(facts={"weapons": "none"}, by=transport, at=NOON, **told)
    keep_aircraft(facts={"weapons": "none"}, by=handler, at=NOON, **told)
    assert read_by(handler) == "none"


def test_who_is_diverted_to_nobody_knows_when_stands_at_the_desk(arrival: Any, boss: Any) -> None:
    told: dict[str, Any] = {"movement_id": arrival.pk, "by": boss, "at": NOON}

    def says() -> list[str]:
        with translation.override("en"):
            return [one.says for one in troubles(by=boss, at=NOON)]

    divert(terminal_id=None, airport="SUB", **told)
    assert says() == ["diverted to SUB, and no new time is told: ask for it"]
    tell_delay(minutes=40, **told)
    assert says() == ["no parking stand, and no other airport to wait at"]
