"""One party's roster mended: one that nobody knew of, and one that comes late."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils.translation import override

from conftest import NOON
from narahubung.assignments import commands
from narahubung.assignments.models import Attachment, Duty, DutyState, DutyTerms
from narahubung.assignments.queries.mending import mend_sheet
from narahubung.assignments.rules.mending import CannotTakeBack, LookAgain
from narahubung.journal.reacting import react
from narahubung.kit.actor import Actor
from narahubung.movements.commands import tell_delay
from narahubung.movements.models import Movement
from narahubung.parties.models import Officer, Party
from narahubung.training.models import LanguageSkill, ServiceRecord

H = timedelta(hours=1)
COMES = datetime(2026, 11, 22, 0, 0, tzinfo=NOON.tzinfo)  # 08.00 WITA on the 22nd


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def coordinator(sari: Any, as_actor: Any, event: Any) -> Actor:
    actor: Actor = as_actor(sari, event)
    return actor


def move_in(party: Party, starts: datetime, ends: datetime) -> Movement:
    made = [
        Movement.objects.create(
            event=party.event,
            party=party,
            code=f"{party.code}-{direction}",
            direction=direction,
            planned_at=at,
            expected_at=at,
            zone="Asia/Makassar",
        )
        for direction, at in (("arrival", starts), ("departure", ends))
    ]
    return made[0]


@pytest.fixture
def six(event: Any, person: Any) -> list[Officer]:
    """Six officers who sign in; the first three speak French."""
    DutyTerms.objects.create(event=event, policy="summit", changes={"break_after": 0})
    made = []
    for number in range(1, 7):
        officer = Officer.objects.create(
            event=event,
            code=f"LO-{number}",
            full_name=f"Officer {number}",
            grade="LO",
            available_from=date(2026, 11, 18),
            available_to=date(2026, 11, 25),
            person=person(f"lo-{number}"),
        )
        ServiceRecord.objects.create(
            event=event,
            code=officer.code,
            officer=officer,
            certification="LO Basic",
            experience_events=number,
            vip_cleared=True,
        )
        for language in ("en", "fr") if number < 4 else ("en", "ja"):
            LanguageSkill.objects.create(officer=officer, language=language, level="C1")
        made.append(officer)
    return made


def adopt(event: Any, party: Party, by: Actor, at: datetime, **chosen: int) -> Any:
    sheet = mend_sheet(event=event, party=party, chosen=chosen, by=by, at=at)
    homes = {place.position: place.chosen for place in sheet.places}
    commands.mend_party(
        party_id=party.pk, homes=homes, seen_at=at, digest=sheet.digest, by=by, at=at
    )
    return sheet


def test_a_party_that_nobody_knew_of_gets_lead_deputy_and_duties_in_one_act(
    event: Any, arda: Party, six: list[Officer], coordinator: Actor
) -> None:
    move_in(arda, COMES, COMES + 10 * H)

    sheet = mend_sheet(event=event, party=arda, chosen={}, by=coordinator, at=NOON)
    assert len(sheet.open) == 1
    lead, deputy = sheet.places
    assert lead.lines[0].officer.code in {"LO-1", "LO-2", "LO-3"}
    assert lead.lines[0].reasons
    assert 0 not in {lead.chosen, deputy.chosen}
    assert lead.chosen != deputy.chosen
    assert (sheet.left, sheet.gone, sheet.others) == ((), (), ())
    assert set(sheet.touched) <= {duty.officer for duty in sheet.made}

    with pytest.raises(LookAgain):
        commands.mend_party(
            party_id=arda.pk, homes={}, seen_at=NOON, digest=sheet.digest, by=coordinator, at=NOON
        )
    adopt(event, arda, coordinator, NOON, lead=six[1].pk)

    held = Attachment.objects.filter(party=arda).standing()
    assert held.get(position="lead").officer == six[1]
    after = mend_sheet(event=event, party=arda, chosen={}, by=coordinator, at=NOON)
    assert (after.open, after.places, after.digest, after.can_take_back) == ((), (), "", True)

    commands.take_back_mending(party_id=arda.pk, by=coordinator, at=NOON + timedelta(minutes=5))
    assert not held.exists()
    assert not Duty.objects.ahead().filter(party=arda).exists()
    with pytest.raises(CannotTakeBack):
        commands.take_back_mending(party_id=arda.pk, by=coordinator, at=NOON)


def test_who_comes_hours_later_has_its_duties_cut_and_the_rest_filled(
    event: Any, arda: Party, bree: Party, six: list[Officer], coordinator: Actor
) -> None:
    arrival = move_in(arda, COMES, COMES + 10 * H)
    move_in(bree, COMES, COMES + 10 * H)
    for party in (arda, bree):
        adopt(event, party, coordinator, NOON)
    stood = set(Duty.objects.ahead().values_list("pk", flat=True))
    departure = Movement.objects.get(code="ARD-departure")
    for movement, minutes in ((arrival, 5 * 60), (departure, 6 * 60)):
        tell_delay(movement_id=movement.pk, minutes=minutes, by=coordinator, at=NOON)
    # As though the duties had not gone along: what is by hand and does not fit.
    while react(at=NOON):
        pass
    one, *others = Duty.objects.ahead().filter(party=arda).order_by("pk")
    Duty.objects.filter(pk__in=[row.pk for row in others]).delete()
    Duty.objects.filter(pk=one.pk).update(starts=COMES - 2 * H, ends=COMES + 7 * H, firm=True)

    sheet = adopt(event, arda, coordinator, NOON)

    assert sheet.was[:6] == sheet.now[:6] == "22 Nov"
    assert sheet.was != sheet.now
    assert (len(sheet.misfits), len(sheet.open)) == (1, 1)
    assert (sheet.left, sheet.others) == ((), ())
    rows = Duty.objects.ahead().filter(party=arda).order_by("starts")
    assert rows[0].starts == COMES + 5 * H
    assert max(row.ends for row in rows) == COMES + 16 * H
    assert set(Duty.objects.ahead().filter(party=bree).values_list("pk", flat=True)) <= stood

    commands.take_back_mending(party_id=arda.pk, by=coordinator, at=NOON)
    (back,) = Duty.objects.ahead().filter(party=arda)
    assert (back.starts, back.firm, back.state) == (COMES - 2 * H, True, DutyState.PLANNED)


def test_the_pages_show_adopt_and_take_back(
    signed_in: Any, sari: Any, event: Any, arda: Party, bree: Party, six: list[Officer]
) -> None:
    move_in(arda, NOON + 20 * H, NOON + 28 * H)
    client = signed_in(sari)
    here = f"/e/{event.slug}/roster/mend/ARD/"
    page = client.get(here, {"lead": "x"}).content.decode()
    assert "Adopt all of it" in page
    hidden = dict(
        part.split('" value="')[:2]
        for part in page.split('<input type="hidden" name="')[1:]
        if '" value="' in part.split(">")[0]
    )
    sent = {name: hidden[name].split('"')[0] for name in ("seen_at", "digest", "lead", "deputy")}
    assert client.post(f"{here}adopt/", {**sent, "digest": "x"}).status_code == 409
    assert client.post(f"{here}adopt/", {}).status_code == 409
    assert client.post(f"{here}adopt/", sent).status_code == 302
    assert Duty.objects.ahead().filter(party=arda).exists()
    assert "Take it back" in client.get(here).content.decode()
    assert client.post(f"{here}back/").status_code == 302
    assert "Record them" in client.get(f"/e/{event.slug}/roster/mend/BRE/").content.decode()
