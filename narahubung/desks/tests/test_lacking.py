"""What is missing is named on the board and on the sheet, to who may know it."""

from datetime import timedelta
from typing import Any

from django.utils import translation

from conftest import NOON
from narahubung.airports.commands import book, keep_aircraft, note_clearance, plan_departure
from narahubung.desks.queries.lacking import lacking
from narahubung.documents.commands import write_paper
from narahubung.movements.models import Movement
from narahubung.parties.models import Member

H = timedelta(hours=1)


def test_the_missing_one_is_named_to_who_may_know_it(
    event: Any, arda: Any, bree: Any, sari: Any, person: Any, as_actor: Any, signed_in: Any
) -> None:
    event.starts_on = event.ends_on = (NOON + timedelta(days=1)).date()
    event.save()
    facts: dict[str, Any] = {"event": event, "party": arda, "nationality": "IDN"}
    guard = Member.objects.create(code="M1", full_name="Boromir", role="security", **facts)
    healer = Member.objects.create(code="M2", full_name="Elrond", role="medical", **facts)
    flights: dict[str, Any] = {"event": event, "party": arda, "zone": "Asia/Makassar"}
    comes = Movement.objects.create(
        code="A", direction="arrival", mode="state", planned_at=NOON + 3 * H, **flights
    )
    goes = Movement.objects.create(
        code="D", direction="departure", planned_at=NOON + 2 * H, **flights
    )
    boss = as_actor(sari, event)
    by: dict[str, Any] = {"by": boss, "at": NOON}
    for member, kind in ((guard, "photo"), (healer, "photo")):
        write_paper(member_id=member.pk, paper=kind, to={"state": "checked"}, **by)
    plane = keep_aircraft(
        party_id=arda.pk, facts={"kind": "state", "call_sign": "GON1"}, arrival_id=comes.pk, **by
    )
    for kind in ("security", "flight_approval", "slot"):
        note_clearance(aircraft_id=plane, kind=kind, state="not_needed", **by)
    note_clearance(aircraft_id=plane, kind="diplomatic", state="refused", **by)
    times = {"starts_at": NOON + 3 * H, "ends_at": NOON + 5 * H}
    book(kind="stand", what="A 1", party_id=arda.pk, movement_id=comes.pk, **times, **by)
    plan_departure(movement_id=goes.pk, **by)

    def named(reader: Any) -> list[str]:
        with translation.override("en"):
            found = lacking(by=reader, at=NOON)
        assert bree.pk not in found
        return [lack.says for lack in found.get(arda.pk, [])]

    ground = [
        "GON1, diplomatic clearance: refused: the aircraft may not come like this",
        "before the departure: gifts packed is not done",
        "parking stand: A 1 is not confirmed yet",
    ]
    assert {*ground, "weapons permit: Boromir", "paper: Elrond"} <= {*named(boss)}
    protocol = named(as_actor(person("pia", "protocol", event), event))
    assert not any("Boromir" in says for says in protocol)
    assert named(as_actor(person("meg", "medical", event), event)) == ["medicines letter: Elrond"]
    assert named(as_actor(person("gus", "gate", event), event)) == []

    desk = signed_in(sari)
    row = desk.get(f"/e/{event.slug}/board/row/{arda.pk}/").content.decode()
    assert "GON1, diplomatic clearance" in row
    assert f"+{len(named(boss)) - 1}" in row
    sheet = desk.get(f"/e/{event.slug}/party/ARD/").content.decode()
    for to in (f"airports/movements/{comes.pk}/", f"departures/{goes.pk}/", "papers/ARD/"):
        assert f'href="/e/{event.slug}/{to}' in sheet, to
    write_paper(member_id=guard.pk, paper="weapons_permit", to={"state": "checked"}, **by)
    assert not any("Boromir" in says for says in named(boss))
