from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils.translation import override

from conftest import NOON
from narahubung.accounts.models import Person
from narahubung.assignments import commands
from narahubung.assignments.models import (
    Absence,
    Duty,
    DutyState,
    DutyTerms,
    HandOver,
    Swap,
    SwapState,
)
from narahubung.assignments.queries.changing import absences, no_longer_fit, own_absence
from narahubung.assignments.queries.replacing import Overtime, nearest_legal, replacements_for
from narahubung.assignments.queries.swapping import swap_offer
from narahubung.assignments.rules.changing import AlreadyAway, EndsTooEarly, NotAnOfficer, NotAway
from narahubung.assignments.rules.swapping import (
    AlreadyOffered,
    MayNotServe,
    NotAgreed,
    SayWhyNot,
    SwapIsOver,
)
from narahubung.assignments.rules.working_time import AgainstTheRules, Away, NoLongerOpen
from narahubung.journal.models import StoredEntry
from narahubung.journal.reacting import react
from narahubung.kit.actor import Actor
from narahubung.movements.models import Movement
from narahubung.parties.models import Officer, Party
from narahubung.training.models import LanguageSkill, ServiceRecord

TOMORROW = datetime(2026, 11, 21, 23, 0, tzinfo=NOON.tzinfo)  # 07.00 WITA on the 22nd
H = timedelta(hours=1)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def coordinator(sari: Any, as_actor: Any, event: Any) -> Actor:
    actor: Actor = as_actor(sari, event)
    return actor


@pytest.fixture
def comes(arda: Any, bree: Any) -> None:
    """Both came yesterday and leave in three days."""
    for party in (arda, bree):
        for direction, at in (("arrival", NOON - 24 * H), ("departure", NOON + 72 * H)):
            Movement.objects.create(
                event=party.event,
                party=party,
                code=f"{party.code}-{direction}",
                direction=direction,
                planned_at=at,
                expected_at=at,
                zone="Asia/Makassar",
            )


@pytest.fixture
def four(event: Any, comes: None, person: Any) -> list[Officer]:
    """Four officers who sign in: two speak French, one Japanese, the fourth only English."""
    made = []
    for number, language in enumerate(["fr", "fr", "ja", ""], 1):
        officer = Officer.objects.create(
            event=event,
            code=f"LO-{number}",
            full_name=f"Officer {number}",
            available_from=date(2026, 11, 18),
            available_to=date(2026, 11, 25),
            max_hours_per_day=12,
            person=person(f"officer{number}", "interpreter", event),
        )
        ServiceRecord.objects.create(
            event=event, code=officer.code, officer=officer, vip_cleared=number != 4
        )
        LanguageSkill.objects.create(officer=officer, language="en", level="C1")
        if language:
            LanguageSkill.objects.create(officer=officer, language=language, level="C1")
        made.append(officer)
    return made


@pytest.fixture
def duty(coordinator: Actor) -> Callable[..., Duty]:
    """Plan a duty: duty(officer, party, hours from 07.00 tomorrow, how long)."""

    def make(officer: Officer, party: Party, begins: float = 0, lasts: float = 8) -> Duty:
        starts = TOMORROW + begins * H
        return commands.plan_duty(
            party_id=party.pk,
            officer_id=officer.pk,
            starts=starts,
            ends=starts + lasts * H,
            by=coordinator,
            at=NOON,
        )

    return make


@pytest.fixture
def actor(as_actor: Any, event: Any) -> Callable[[Officer], Actor]:
    return lambda officer: as_actor(officer.person, event)


def planned(officer: Officer) -> list[int]:
    rows = Duty.objects.filter(officer=officer, state=DutyState.PLANNED)
    return sorted(rows.values_list("party_id", flat=True))


def test_a_sick_call_leaves_the_duties_open_and_a_slip_takes_it_back(
    four: list[Officer], duty: Any, actor: Any, arda: Any, bree: Any, event: Any, coordinator: Actor
) -> None:
    first, second = duty(four[0], arda), duty(four[0], bree, begins=24)

    commands.call_in_sick(kind="unwell", by=actor(four[0]), at=NOON)

    assert planned(four[0]) == []
    line = absences(event=event, by=coordinator, at=NOON)[0]
    assert (line.officer, line.kind, line.left) == ("Officer 1", "not well", 2)
    with pytest.raises(AlreadyAway):
        commands.call_in_sick(kind="family", by=actor(four[0]), at=NOON)
    with pytest.raises(Away):
        duty(four[0], bree)

    commands.replace_officer(
        duty_id=first.pk, officer_id=four[1].pk, was=four[0].pk, by=coordinator, at=NOON
    )
    own = own_absence(event=event, by=actor(four[0]), at=NOON).absence
    assert own is not None
    back = commands.be_back(absence_id=own.id, by=actor(four[0]), at=NOON)

    assert back == 1, "what nobody else has taken"
    assert planned(four[0]) == [second.party_id]
    assert planned(four[1]) == [first.party_id]
    with pytest.raises(NotAway):
        commands.be_back(absence_id=own.id, by=actor(four[0]), at=NOON)


def test_an_absence_with_an_end_takes_only_what_lies_in_it_and_the_desk_can_end_it(
    four: list[Officer], duty: Any, arda: Any, bree: Any, coordinator: Actor, actor: Any
) -> None:
    duty(four[0], arda)
    duty(four[0], bree, begins=24)

    def report(**given: Any) -> Absence:
        return commands.report_absence(
            officer_id=four[0].pk, kind="family", by=coordinator, at=NOON, **given
        )

    with pytest.raises(EndsTooEarly):
        report(until=NOON)
    row = report(until=TOMORROW + 8 * H)

    assert planned(four[0]) == [bree.pk]
    told = StoredEntry.objects.filter(kind="assignments.absence_told").get()
    assert told.tell == str(four[0].person_id)
    assert "family" not in told.facts, "why he cannot serve is in no entry"
    with pytest.raises(Absence.DoesNotExist):
        commands.be_back(absence_id=row.pk, by=actor(four[1]), at=NOON)
    assert commands.end_absence(absence_id=row.pk, by=coordinator, at=NOON) == 1
    assert planned(four[0]) == sorted([arda.pk, bree.pk])


def test_who_is_on_duty_is_not_cut_off_but_handed_over(
    four: list[Officer], arda: Any, event: Any, coordinator: Actor, actor: Any
) -> None:
    on = Duty.objects.create(
        event=event,
        party=arda,
        officer=four[0],
        position="relief",
        starts=NOON - 2 * H,
        ends=NOON + 4 * H,
        state=DutyState.ON,
        taken_at=NOON - 2 * H,
    )
    commands.call_in_sick(kind="unwell", by=actor(four[0]), at=NOON)
    on.refresh_from_db()
    assert on.state == DutyState.ON
    line = absences(event=event, by=coordinator, at=NOON)[0]
    assert [one.is_on for one in line.duties] == [True]

    new = commands.replace_officer(
        duty_id=on.pk, officer_id=four[1].pk, was=four[0].pk, by=coordinator, at=NOON
    )

    on.refresh_from_db()
    assert (on.state, on.ends, new.starts, new.ends) == (DutyState.ON, NOON, NOON, NOON + 4 * H)
    row = HandOver.objects.get(incoming=new)
    assert (row.outgoing_id, row.asked_at) == (on.pk, NOON)


def test_replacements_are_ranked_with_reasons_and_the_others_named_with_why_not(
    four: list[Officer], duty: Any, arda: Any, bree: Any, event: Any, coordinator: Actor
) -> None:
    asked = duty(four[2], arda)
    duty(four[0], bree, begins=-12, lasts=1 + 1 / 60)  # until 20.01: 10 h 59 min of rest
    duty(four[1], bree, begins=-12, lasts=1)  # until 20.00: 11 h 00

    sheet = replacements_for(event=event, duty_id=asked.pk, by=coordinator, at=NOON)

    best = sheet.fitting[0]
    assert (best.officer, best.rank) == ("Officer 2", 1)
    assert "11 h 00 min of rest before" in best.reasons
    assert any(reason.startswith("French") for reason in best.reasons)
    why = {line.officer: line.against for line in sheet.excluded}
    assert "10 h 59 min of rest between two duties, 11 h 00 min are needed" in why["Officer 1"][0]
    assert why["Officer 4"] == ("no VIP clearance",)
    assert "Officer 3" not in {line.officer for line in (*sheet.fitting, *sheet.excluded)}


def test_ten_hours_fifty_nine_are_refused_with_the_nearest_legal_hours_and_eleven_accepted(
    four: list[Officer], duty: Any, arda: Any, bree: Any, event: Any, coordinator: Actor
) -> None:
    asked = duty(four[2], arda)
    duty(four[0], bree, begins=-12, lasts=1 + 1 / 60)
    duty(four[1], bree, begins=-12, lasts=1)

    def take(officer: Officer, **part: Any) -> Duty:
        return commands.replace_officer(
            duty_id=asked.pk,
            officer_id=officer.pk,
            was=four[2].pk,
            by=coordinator,
            at=NOON,
            **part,
        )

    with pytest.raises(AgainstTheRules, match="10 h 59 min"):
        take(four[0])
    legal = nearest_legal(event=event, duty_id=asked.pk, officer_id=four[0].pk, at=NOON)
    assert legal is not None
    assert (legal.start, legal.end) == (TOMORROW + H / 60, TOMORROW + 8 * H)

    assert take(four[1]).officer == four[1]
    with pytest.raises(NoLongerOpen, match="Officer 2"):
        take(four[0], starts=legal.start)


def test_a_duty_beside_a_moved_stay_is_named_and_not_deleted(
    four: list[Officer], duty: Any, arda: Any, bree: Any, event: Any, coordinator: Actor
) -> None:
    late = duty(four[0], arda)
    duty(four[1], bree)
    commands.attach(
        party_id=arda.pk, officer_id=four[0].pk, position="lead", by=coordinator, at=NOON
    )
    react(at=NOON)
    arrival = Movement.objects.get(party=arda, direction="arrival")
    arrival.expected_at = TOMORROW + 9 * H
    arrival.save()

    commands.follow_stays(party_ids=[arda.pk], by=coordinator, at=NOON)
    react(at=NOON)

    assert [one.id for one in no_longer_fit(event=event, by=coordinator, at=NOON)] == [late.pk]
    assert StoredEntry.objects.filter(kind="assignments.duties_no_longer_fit").count() == 1
    late.refresh_from_db()
    assert late.state == DutyState.PLANNED


def test_a_swap_changes_both_hands_in_one_act_after_a_yes_and_an_approval(
    four: list[Officer], duty: Any, actor: Any, arda: Any, bree: Any, event: Any, coordinator: Actor
) -> None:
    given, back = duty(four[0], arda), duty(four[1], bree)
    DutyTerms.objects.create(event=event, policy="summit", changes={"day_hours": 10})

    offer = swap_offer(event=event, duty_id=given.pk, by=actor(four[0]), at=NOON)
    takers = {one.officer: (one.gift, [number for number, _ in one.backs]) for one in offer.takers}
    assert takers == {
        "Officer 2": (False, [back.pk]),  # not both at once, but one for the other
        "Officer 3": (True, []),
    }, "no clearance, no offer"
    with pytest.raises(MayNotServe, match="no VIP clearance"):
        commands.offer_swap(duty_id=given.pk, officer_id=four[3].pk, by=actor(four[0]), at=NOON)

    asked = {"duty_id": given.pk, "officer_id": four[1].pk, "back_id": back.pk}
    swap = commands.offer_swap(**asked, by=actor(four[0]), at=NOON)
    with pytest.raises(AlreadyOffered, match="Officer 2"):
        commands.offer_swap(**asked, by=actor(four[0]), at=NOON)
    with pytest.raises(NotAgreed):
        commands.approve_swap(swap_id=swap.pk, by=coordinator, at=NOON)
    with pytest.raises(Swap.DoesNotExist):
        commands.agree_swap(swap_id=swap.pk, by=actor(four[0]), at=NOON)
    commands.agree_swap(swap_id=swap.pk, by=actor(four[1]), at=NOON)
    with pytest.raises(SayWhyNot):
        commands.refuse_swap(swap_id=swap.pk, no=" ", by=coordinator, at=NOON)
    assert planned(four[0]) == [arda.pk], "until the approval nothing changes hands"

    commands.approve_swap(swap_id=swap.pk, by=coordinator, at=NOON)

    assert (planned(four[0]), planned(four[1])) == ([bree.pk], [arda.pk])
    with pytest.raises(SwapIsOver):
        commands.withdraw_swap(swap_id=swap.pk, by=actor(four[0]), at=NOON)


def test_an_offer_can_be_declined_and_taken_back_and_is_judged_again_at_the_approval(
    four: list[Officer], duty: Any, actor: Any, arda: Any, bree: Any, coordinator: Actor
) -> None:
    given = duty(four[0], arda)

    def offer() -> Swap:
        return commands.offer_swap(
            duty_id=given.pk, officer_id=four[1].pk, by=actor(four[0]), at=NOON
        )

    declined = offer()
    commands.decline_swap(swap_id=declined.pk, no="a birthday", by=actor(four[1]), at=NOON)
    commands.withdraw_swap(swap_id=offer().pk, by=actor(four[0]), at=NOON)
    last = offer()
    commands.agree_swap(swap_id=last.pk, by=actor(four[1]), at=NOON)
    duty(four[1], bree)

    with pytest.raises(AgainstTheRules):
        commands.approve_swap(swap_id=last.pk, by=coordinator, at=NOON)

    states = list(Swap.objects.order_by("pk").values_list("state", flat=True))
    assert states == [SwapState.REFUSED, SwapState.WITHDRAWN, SwapState.AGREED]
    assert planned(four[0]) == [arda.pk]


def test_the_pages_say_it_and_act(
    four: list[Officer],
    duty: Any,
    arda: Any,
    bree: Any,
    event: Any,
    sari: Person,
    signed_in: Any,
    actor: Any,
) -> None:
    mine, theirs = duty(four[0], arda), duty(four[1], bree)
    base = f"/e/{event.slug}/roster"
    officer = signed_in(four[0].person)

    assert "I cannot serve" in officer.get(f"{base}/mine/away/").content.decode()
    page = officer.get(f"{base}/duties/{mine.pk}/swap/").content.decode()
    assert f'value="{four[1].pk}:{theirs.pk}"' in page
    assert "Officer 4" not in page
    assert officer.post(f"{base}/duties/{mine.pk}/offer/", {"to": "x"}).status_code == 422
    assert officer.get(f"{base}/duties/{theirs.pk}/swap/").status_code == 404
    officer.post(f"{base}/duties/{mine.pk}/offer/", {"to": f"{four[1].pk}:{theirs.pk}"})
    swap = Swap.objects.get()
    assert "Take the offer back" in officer.get(f"{base}/swaps/").content.decode()
    other = signed_in(four[1].person)
    other.post(f"{base}/swaps/{swap.pk}/answer/", {"do": "agree"})
    desk = signed_in(sari)
    assert "Approve" in desk.get(f"{base}/swaps/").content.decode()
    assert desk.post(f"{base}/swaps/{swap.pk}/decide/", {"do": "approve"}).status_code == 302
    assert planned(four[0]) == [bree.pk]

    wrong = {"officer": four[0].pk, "kind": "unwell", "until_on": "tomorrow"}
    answer = desk.post(f"{base}/absences/report/", wrong)
    assert (answer.status_code, "Until: write a day" in answer.content.decode()) == (422, True)
    answer = desk.post(f"{base}/absences/report/", {"officer": four[0].pk, "kind": "unwell"})
    page = desk.get(answer.url).content.decode()
    assert "Find somebody" in page
    open_ = Duty.objects.get(officer=four[0], party=bree, state=DutyState.CANCELLED)
    page = desk.get(f"{base}/duties/{open_.pk}/replace/").content.decode()
    assert "Give the duty" in page
    refused = desk.post(
        f"{base}/duties/{open_.pk}/take/", {"officer": four[1].pk, "was": four[0].pk}
    )
    assert refused.status_code == 422
    taken = desk.post(f"{base}/duties/{open_.pk}/take/", {"officer": four[2].pk, "was": four[0].pk})
    assert taken.status_code == 302
    assert planned(four[2]) == [bree.pk]
    assert "nothing is open" in desk.get(f"{base}/absences/").content.decode()
    with pytest.raises(NotAnOfficer):
        commands.call_in_sick(kind="other", by=actor(Officer(person=sari)), at=NOON)


def test_who_would_serve_overtime_is_asked_and_may_take_the_duty_only_with_a_yes(
    four: list[Officer],
    duty: Any,
    arda: Any,
    bree: Any,
    event: Any,
    sari: Person,
    coordinator: Actor,
    signed_in: Any,
) -> None:
    changes = {"day_hours": 8, "overtime_day": 2, "break_after": 0}
    DutyTerms.objects.create(event=event, policy="summit", changes=changes)
    morning = duty(four[1], bree, lasts=5.5)  # half an hour for the way
    open_ = duty(four[0], arda, begins=6, lasts=3 + 5 / 6)
    page, taken = (f"/e/{event.slug}/roster/duties/{open_.pk}/{to}/" for to in ("replace", "take"))
    sheet = replacements_for(event=event, duty_id=open_.pk, by=coordinator, at=NOON)
    (line,) = sheet.with_overtime
    assert (line.officer, line.overtime) == (
        "Officer 2",
        Overtime(hours="1 h 20 min", minutes=80, duty_id=morning.pk, said=""),
    )

    desk = signed_in(sari)
    assert "Possible with overtime" in desk.get(page).content.decode()
    sent = {"officer": four[1].pk, "was": four[0].pk}
    asks = {"minutes": 80, "besides": "ARD", "replaces": open_.pk}
    ask = f"/e/{event.slug}/roster/duties/{morning.pk}/overtime/"
    own = f"/e/{event.slug}/roster/mine/"
    for answer in ("no", "yes"):
        if answer == "yes":
            commands.ask_overtime(duty_id=morning.pk, by=coordinator, at=NOON)
        else:
            assert desk.post(ask, asks).url.endswith(f"/{open_.pk}/replace/")
            assert "1 h 20 min with ARD" in signed_in(four[1].person).get(own).content.decode()
        desk = signed_in(sari)
        assert "asked, no answer yet" in desk.get(page).content.decode()
        assert desk.post(taken, sent).status_code == 422
        officer = signed_in(four[1].person)
        officer.post(f"{own}{morning.pk}/overtime/", {"answer": answer})
        desk = signed_in(sari)
        assert ("does not agree" in desk.get(page).content.decode()) == (answer == "no")
    assert desk.post(taken, sent).status_code == 302
    assert planned(four[1]) == sorted([arda.pk, bree.pk])
