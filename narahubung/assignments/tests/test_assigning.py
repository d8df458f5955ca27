from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.translation import override

from conftest import NOON
from narahubung.accounts.actors import actor_of
from narahubung.accounts.models import Reach
from narahubung.assignments import commands, queries
from narahubung.assignments.jobs import plan_now
from narahubung.assignments.models import (
    Attachment,
    Duty,
    Pin,
    Preassignment,
    Proposal,
    ProposalState,
)
from narahubung.assignments.planning import stays_of
from narahubung.assignments.queries.coverage import coverage
from narahubung.assignments.roster_planning import roster_problem
from narahubung.assignments.rules import AlreadyThere, HasLogIn, NotReady, OutOfDate
from narahubung.assignments.rules.handing_over import outgoing_for
from narahubung.journal.commands import take_in
from narahubung.journal.reacting import react
from narahubung.journal.storing import Change
from narahubung.kit.actor import Actor
from narahubung.movements.models import Movement
from narahubung.parties.models import Officer, Party
from narahubung.plans.roster import repair
from narahubung.training.models import LanguageSkill, ServiceRecord

LEAVES = NOON + timedelta(days=2)


@pytest.fixture
def coordinator(sari: Any, as_actor: Any, event: Any) -> Actor:
    actor: Actor = as_actor(sari, event)
    return actor


@pytest.fixture
def comes(arda: Any, bree: Any) -> None:
    """Both delegations come yesterday and leave in two days."""
    for party in (arda, bree):
        for direction, at in (("arrival", NOON - timedelta(days=1)), ("departure", LEAVES)):
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
def five(event: Any) -> list[Officer]:
    """Five officers: two speak French, two Japanese, one only English; all are cleared."""
    made = []
    for number, language in enumerate(["fr", "fr", "ja", "ja", ""], 1):
        officer = Officer.objects.create(
            event=event,
            code=f"LO-{number}",
            full_name=f"Officer {number}",
            grade="LO",
            available_from=date(2026, 11, 18),
            available_to=date(2026, 11, 25),
            max_hours_per_day=12,
        )
        ServiceRecord.objects.create(
            event=event,
            code=officer.code,
            officer=officer,
            certification="LO Basic",
            experience_events=number,
            vip_cleared=True,
        )
        LanguageSkill.objects.create(officer=officer, language="en", level="C1")
        if language:
            LanguageSkill.objects.create(officer=officer, language=language, level="C1")
        made.append(officer)
    return made


@pytest.fixture
def ready(comes: None, five: list[Officer], coordinator: Actor) -> Any:
    """A computed proposal."""
    return plan_now(commands.ask_proposal(seconds=5, by=coordinator, at=NOON))


def serving(event: Any) -> dict[tuple[str, str], str]:
    rows = Attachment.objects.filter(event=event).standing().select_related("party", "officer")
    return {(row.party.code, row.position): row.officer.code for row in rows}


def test_a_stay_lasts_from_the_first_arrival_to_the_last_departure(
    comes: None, arda: Any, event: Any
) -> None:
    assert stays_of(event)[arda.pk].start == NOON - timedelta(days=1)
    assert stays_of(event)[arda.pk].end == LEAVES


def test_a_proposal_fills_every_place_with_who_speaks_the_language(ready: Any) -> None:
    assert ready.state == ProposalState.READY
    assert ready.summary["filled"] == ready.summary["positions"] == 4
    assert ready.summary["faults"] == 0
    assert ready.summary["proven"] is True
    leads = {p["delegation"]: p["officer"] for p in ready.plan["places"] if p["position"] == "lead"}
    assert leads["ARD"] in {"LO-1", "LO-2"}
    assert leads["BRE"] in {"LO-3", "LO-4"}


def test_adopting_passes_duty_and_access(
    ready: Any, coordinator: Actor, event: Any, arda: Any, person: Any
) -> None:
    lead = next(
        p["officer"]
        for p in ready.plan["places"]
        if (p["delegation"], p["position"]) == ("ARD", "lead")
    )
    someone = person("novi")
    Officer.objects.filter(code=lead).update(person=someone)
    assert arda.pk not in actor_of(someone, event_id=event.pk, at=NOON).own

    commands.adopt(proposal_id=ready.pk, by=coordinator, at=NOON)

    assert len(serving(event)) == 4
    assert arda.pk in actor_of(someone, event_id=event.pk, at=NOON).own
    late = LEAVES + timedelta(hours=2, minutes=1)
    assert arda.pk not in actor_of(someone, event_id=event.pk, at=late).own


def test_adopting_twice_is_refused(ready: Any, coordinator: Actor) -> None:
    commands.adopt(proposal_id=ready.pk, by=coordinator, at=NOON)
    with pytest.raises(NotReady):
        commands.adopt(proposal_id=ready.pk, by=coordinator, at=NOON)


def test_a_proposal_older_than_a_change_by_hand_is_refused(
    ready: Any, coordinator: Actor, arda: Any, five: list[Officer]
) -> None:
    commands.attach(
        party_id=arda.pk, officer_id=five[4].pk, position="deputy", by=coordinator, at=NOON
    )
    with pytest.raises(OutOfDate):
        commands.adopt(proposal_id=ready.pk, by=coordinator, at=NOON)


def test_the_next_plan_is_made_around_what_is_held(
    comes: None, five: list[Officer], coordinator: Actor, arda: Any
) -> None:
    commands.hold(
        party_id=arda.pk, officer_id=five[4].pk, position="deputy", by=coordinator, at=NOON
    )
    proposal = plan_now(commands.ask_proposal(seconds=5, by=coordinator, at=NOON))

    held = {(p["delegation"], p["position"]): p for p in proposal.plan["places"]}
    assert held["ARD", "deputy"]["officer"] == "LO-5"
    assert held["ARD", "deputy"]["pinned"] is True

    commands.release(party_id=arda.pk, position="deputy", by=coordinator, at=NOON)
    assert not Pin.objects.exists()


def test_a_preassigned_officer_stands(
    comes: None, five: list[Officer], coordinator: Actor, bree: Any, event: Any
) -> None:
    Preassignment.objects.create(
        event=event, code="BRE:LO-4", party=bree, officer=five[3], decided_by="Ministry"
    )
    proposal = plan_now(commands.ask_proposal(seconds=5, by=coordinator, at=NOON))

    assert proposal.summary["pinned_kept"] == 1
    commands.adopt(proposal_id=proposal.pk, by=coordinator, at=NOON)
    assert serving(event)["BRE", "lead"] == "LO-4"


def test_detaching_ends_the_access_at_once(
    ready: Any, coordinator: Actor, event: Any, lia: Any, arda: Any, lia_officer: Any
) -> None:
    Reach.objects.filter(person=lia).delete()
    made = commands.attach(
        party_id=arda.pk, officer_id=lia_officer.pk, position="lead", by=coordinator, at=NOON
    )
    assert arda.pk in actor_of(lia, event_id=event.pk, at=NOON).own

    commands.detach(attachment_id=made.pk, why="ill", by=coordinator, at=NOON)

    assert arda.pk not in actor_of(lia, event_id=event.pk, at=NOON).own
    assert Attachment.objects.get(pk=made.pk).ended_why == "ill"


def test_an_officer_has_one_place_with_a_party(
    comes: None, coordinator: Actor, arda: Any, five: list[Officer]
) -> None:
    commands.attach(
        party_id=arda.pk, officer_id=five[0].pk, position="lead", by=coordinator, at=NOON
    )
    with pytest.raises(AlreadyThere):
        commands.attach(
            party_id=arda.pk, officer_id=five[0].pk, position="deputy", by=coordinator, at=NOON
        )


def test_duty_follows_a_later_departure(
    ready: Any, coordinator: Actor, arda: Any, house: Actor
) -> None:
    commands.adopt(proposal_id=ready.pk, by=coordinator, at=NOON)
    leaving = Movement.objects.get(code="ARD-departure")
    later = LEAVES + timedelta(hours=6)
    take_in(
        changes=[
            Change(
                model="movements.Movement",
                code=leaving.code,
                pk=leaving.pk,
                values={"expected_at": later},
                old={"expected_at": LEAVES},
            )
        ],
        source="list",
        by=house,
        at=NOON,
    )
    react(at=NOON)

    assert set(Attachment.objects.filter(party=arda).values_list("until", flat=True)) == {later}


def test_candidates_come_with_their_reasons(
    comes: None, five: list[Officer], coordinator: Actor, arda: Any, event: Any
) -> None:
    arda.preferred_languages = "fr"
    arda.save()
    with override("en"):
        lines = queries.candidates_for(event=event, party=arda, position="lead", by=coordinator)

    assert lines[0].officer.code in {"LO-1", "LO-2"}
    assert "French C1" in lines[0].reasons
    excluded = {line.officer.code: line.excluded for line in lines if line.excluded}
    assert set(excluded) == {"LO-3", "LO-4", "LO-5"}


def test_the_desk_shows_gaps_and_the_proposal(signed_in: Any, sari: Any, ready: Any) -> None:
    html = signed_in(sari).get("/e/arda-2026/assignments/").content.decode()

    assert "Choose a lead" in html
    assert "4 of 4 places filled" in html
    assert "Adopt the proposal" in html


def test_adopting_by_page_closes_the_gaps(signed_in: Any, sari: Any, ready: Any) -> None:
    client = signed_in(sari)
    response = client.post(f"/e/arda-2026/assignments/{ready.pk}/adopt/")
    assert response.status_code == 302

    html = client.get("/e/arda-2026/assignments/").content.decode()
    assert "Choose a lead" not in html
    assert "No proposal" in html


@pytest.mark.parametrize("path", ["assignments/", "assignments/proposal/"])
def test_an_officer_does_not_see_the_desk(signed_in: Any, lia: Any, path: str) -> None:
    assert signed_in(lia).get(f"/e/arda-2026/{path}").status_code == 404


def test_the_command_line_prints_the_figures(
    comes: None, five: list[Officer], event: Any, capsys: Any
) -> None:
    import json

    from django.core.management import call_command

    call_command("plan_officers", event="arda-2026", seconds=5, json=True)

    figures = json.loads(capsys.readouterr().out)
    assert set(figures) == {
        "positions",
        "filled",
        "faults",
        "pinned_kept",
        "objective",
        "bound",
        "gap_pct",
        "proven",
        "stopped_by",
        "seconds",
    }
    assert (figures["positions"], figures["filled"], figures["faults"]) == (4, 4, 0)


def test_an_officer_of_the_list_gets_a_log_in_with_what_the_place_carries(
    ready: Any, coordinator: Actor, event: Any, arda: Any
) -> None:
    commands.adopt(proposal_id=ready.pk, by=coordinator, at=NOON)
    officer = Attachment.objects.get(party=arda, position="lead").officer
    officer.phone, officer.radio_call_sign = "+44 7700 900320", "NUSA 001"
    officer.save(update_fields=["phone", "radio_call_sign"])

    someone = commands.give_log_in(officer_id=officer.pk, by=coordinator, at=NOON)

    ways = someone.addresses.order_by("order").values_list("channel", flat=True)
    assert list(ways) == ["sms", "phone", "radio"]

    assert someone.username == officer.code.lower()
    assert actor_of(someone, event_id=event.pk, at=NOON).own == {arda.pk}
    with pytest.raises(HasLogIn):
        commands.give_log_in(officer_id=officer.pk, by=coordinator, at=NOON)


def test_whoever_serves_nobody_yet_reads_the_programme_and_sends_messages(
    coordinator: Actor, event: Any, five: list[Officer]
) -> None:
    someone = commands.give_log_in(officer_id=five[0].pk, by=coordinator, at=NOON)

    who = actor_of(someone, event_id=event.pk, at=NOON)
    assert (who.roles, who.own) == ({"officer"}, frozenset())
    assert who.everywhere == {"see_event", "send_relay"}


def test_all_who_serve_get_their_log_ins_at_once(
    signed_in: Any, sari: Any, ready: Any, coordinator: Actor
) -> None:
    commands.adopt(proposal_id=ready.pk, by=coordinator, at=NOON)
    client = signed_in(sari)
    assert (
        "4 officers who serve a delegation" in client.get("/e/arda-2026/officers/").content.decode()
    )

    client.post("/e/arda-2026/officers/log-ins/")

    assert Officer.objects.exclude(person=None).count() == 4


@pytest.fixture
def namesakes(other_event: Any) -> Any:
    """Another event with the same codes throughout, and a proposal of its own that is ready."""
    officers = [
        Officer.objects.create(
            event=other_event, code=f"LO-{number}", full_name=f"Strange {number}"
        )
        for number in range(1, 6)
    ]
    for code in ("ARD", "BRE"):
        party = Party.objects.create(
            event=other_event, code=code, kind="delegation", name_en=f"Strange {code}"
        )
        Attachment.objects.create(
            event=other_event,
            party=party,
            officer=officers[0],
            position="lead",
            since=NOON,
            until=LEAVES,
        )
    return Proposal.objects.create(
        event=other_event, number=1, made_at=NOON, seconds=1, state=ProposalState.READY
    )


def test_a_proposal_knows_nobody_of_another_event_by_the_same_code(
    ready: Any, namesakes: Any, coordinator: Actor, event: Any
) -> None:
    view = queries.proposal_view(proposal=ready, by=coordinator)
    told = repr(view) + repr(queries.passed_over(proposal=ready, by=coordinator))

    assert {change.party.event_id for change in view.changes} == {event.pk}
    assert "Officer 1" in told
    assert "Strange" not in told


def test_adopting_touches_nothing_of_another_event_with_the_same_codes(
    ready: Any, namesakes: Any, coordinator: Actor, event: Any, other_event: Any
) -> None:
    before = serving(other_event)

    commands.adopt(proposal_id=ready.pk, by=coordinator, at=NOON)

    made = Attachment.objects.filter(event=event).standing()
    assert made.count() == 4
    assert {row.party.event_id for row in made} == {event.pk}
    assert {row.officer.event_id for row in made} == {event.pk}
    assert serving(other_event) == before
    namesakes.refresh_from_db()
    assert namesakes.state == ProposalState.READY


def test_aides_and_a_relief_are_given_by_hand_and_taken_out_again(
    comes: None, five: list[Officer], coordinator: Actor, event: Any, arda: Any, person: Any
) -> None:
    lines = queries.candidates_for(event=event, party=arda, position="spouse", by=coordinator)
    assert [line.rank for line in lines if not line.excluded] == [1, 2, 3, 4, 5]

    given = {}
    for position, officer in (("spouse", five[2]), ("relief", five[4])):
        officer.person = person(officer.code)
        officer.save()
        given[position] = commands.attach(
            party_id=arda.pk, officer_id=officer.pk, position=position, by=coordinator, at=NOON
        )
    commands.adopt(
        proposal_id=plan_now(commands.ask_proposal(seconds=5, by=coordinator, at=NOON)).pk,
        by=coordinator,
        at=NOON,
    )

    held = serving(event)
    assert (held["ARD", "spouse"], held["ARD", "relief"]) == ("LO-3", "LO-5")
    assert {"LO-1", "LO-2"} == {held["ARD", "lead"], held["ARD", "deputy"]} or len(held) == 6
    serve = queries.serving_of(by=coordinator, party_id=arda.pk)
    assert [one.position for one in serve] == ["lead", "deputy", "relief", "spouse"]
    aide = commands.plan_duty(
        party_id=arda.pk,
        officer_id=five[2].pk,
        starts=NOON,
        ends=NOON + timedelta(hours=4),
        by=coordinator,
        at=NOON,
    )
    assert aide.position == "spouse"
    shown = coverage(event=event, by=coordinator, at=NOON, party_id=arda.pk).parties[0]
    assert shown.planned_min == 0
    assert [one.officer for one in shown.presences] == ["Officer 3"]
    mended = repair(roster_problem(event, at=NOON))
    assert {"LO-3"} < {
        duty.officer
        for duty in mended.duties
        if duty.delegation == "ARD" and duty.span.covers(NOON)
    }
    Duty.objects.filter(pk=aide.pk).update(state="on", taken_at=NOON)
    after = commands.plan_duty(
        party_id=arda.pk,
        officer_id=Officer.objects.get(code=held["ARD", "lead"]).pk,
        starts=aide.ends,
        ends=aide.ends + timedelta(hours=1),
        by=coordinator,
        at=NOON,
    )
    assert outgoing_for(after) is None  # an aide hands over to an aide

    Duty.objects.filter(pk=aide.pk).update(state="done", left_at=NOON)
    for row in given.values():
        commands.detach(attachment_id=row.pk, why="", by=coordinator, at=NOON)
        assert row.officer.person is not None
        assert arda.pk not in actor_of(row.officer.person, event_id=event.pk, at=NOON).own
    assert {"spouse", "relief"}.isdisjoint(position for _party, position in serving(event))
