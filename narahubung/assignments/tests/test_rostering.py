"""A roster is planned, looked at and adopted under the rules that people set."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.utils.translation import override

from conftest import NOON
from narahubung.assignments import commands, queries
from narahubung.assignments.cover import cover_of
from narahubung.assignments.jobs import plan_now
from narahubung.assignments.models import (
    Attachment,
    CoverTerms,
    Duty,
    DutyState,
    DutyTerms,
    Engagement,
    Proposal,
    ProposalKind,
    ProposalState,
)
from narahubung.assignments.planning import problem_of
from narahubung.assignments.rules import HasFaults, NotReady, OnDuty, OutOfDate
from narahubung.assignments.working_time import policies_of
from narahubung.journal.models import StoredEntry
from narahubung.journal.reading import history
from narahubung.kit.actor import Actor
from narahubung.movements.models import Movement
from narahubung.parties.models import Officer

LEAVES = NOON + timedelta(days=2)


@pytest.fixture
def coordinator(sari: Any, as_actor: Any, event: Any) -> Actor:
    actor: Actor = as_actor(sari, event)
    return actor


@pytest.fixture
def comes(arda: Any) -> None:
    """Arda came this morning and leaves in two days."""
    for direction, at in (("arrival", NOON - timedelta(hours=4)), ("departure", LEAVES)):
        Movement.objects.create(
            event=arda.event,
            party=arda,
            code=f"{arda.code}-{direction}",
            direction=direction,
            planned_at=at,
            expected_at=at,
            zone="Asia/Makassar",
        )


@pytest.fixture
def five(event: Any) -> list[Officer]:
    """Five officers of whom nothing but English is known; each may serve ten hours a day."""
    made = [
        Officer.objects.create(
            event=event,
            code=f"LO-{number}",
            full_name=f"Officer {number}",
            available_from=date(2026, 11, 18),
            available_to=date(2026, 11, 25),
            max_hours_per_day=10,
        )
        for number in range(1, 6)
    ]
    for officer in made:
        officer.languages.create(language="en", level="C1")
        officer.languages.create(language="fr", level="C1")
    return made


@pytest.fixture
def cleared(event: Any, five: list[Officer]) -> list[Officer]:
    """All of them may serve a head of state."""
    from narahubung.training.models import ServiceRecord

    for officer in five:
        ServiceRecord.objects.create(
            event=event, code=officer.code, officer=officer, vip_cleared=True
        )
    return five


def asked(by: Actor, *, repair: bool = False) -> Proposal:
    """Ask for a roster and compute it."""
    return plan_now(
        commands.ask_proposal(seconds=5, kind=ProposalKind.ROSTER, repair=repair, by=by, at=NOON)
    )


def standing() -> set[tuple[str, Any, Any]]:
    rows = Duty.objects.ahead().select_related("officer")
    return {(row.officer.code, row.starts, row.ends) for row in rows}


@pytest.fixture
def adopted(comes: None, cleared: list[Officer], coordinator: Actor) -> Proposal:
    """A roster in force."""
    made = asked(coordinator)
    return commands.adopt_roster(proposal_id=made.pk, by=coordinator, at=NOON)


def test_a_roster_covers_every_minute_and_fills_empty_homes(
    adopted: Proposal, arda: Any, event: Any, coordinator: Actor
) -> None:
    figures = adopted.summary
    assert (figures["uncovered_min"], figures["faults"], figures["breaches"]) == (0, 0, 0)
    assert figures["shortfall"] is None
    assert figures["duties"] == Duty.objects.count()
    homes = Attachment.objects.filter(party=arda).standing()
    assert set(homes.values_list("position", flat=True)) == {"lead", "deputy"}
    for stretch in cover_of(event)[arda.pk]:
        moment = max(stretch.start, NOON)
        while moment < stretch.end:
            assert Duty.objects.at(moment).filter(party=arda).exists()
            moment += timedelta(minutes=15)
    kinds = list(StoredEntry.objects.values_list("kind", flat=True))
    assert kinds.count("assignments.officer_rostered") == len({o for o, _, _ in standing()})


def test_a_roster_is_adopted_once_and_never_after_a_change(
    adopted: Proposal, coordinator: Actor, five: list[Officer]
) -> None:
    before = standing()
    with pytest.raises(NotReady):
        commands.adopt_roster(proposal_id=adopted.pk, by=coordinator, at=NOON)

    again = asked(coordinator)
    assert again.summary["duties"] == len(before)
    first = Duty.objects.ahead().order_by("starts").last()
    assert first is not None
    commands.cancel_duty(duty_id=first.pk, by=coordinator, at=NOON)
    with pytest.raises(OutOfDate):
        commands.adopt_roster(proposal_id=again.pk, by=coordinator, at=NOON)
    with pytest.raises(Proposal.DoesNotExist):  # that is the other engine's
        commands.adopt(proposal_id=again.pk, by=coordinator, at=NOON)

    Proposal.objects.filter(pk=again.pk).update(summary=again.summary | {"faults": 1})
    with pytest.raises(HasFaults):
        commands.adopt_roster(proposal_id=again.pk, by=coordinator, at=NOON)


def test_what_a_person_holds_stands_and_a_repair_changes_little(
    adopted: Proposal, coordinator: Actor
) -> None:
    first, last = Duty.objects.ahead().order_by("starts")[0], Duty.objects.order_by("starts").last()
    assert last is not None
    commands.hold_duty(duty_id=first.pk, firm=True, by=coordinator, at=NOON)
    commands.cancel_duty(duty_id=last.pk, by=coordinator, at=NOON)
    before = standing()

    mended = asked(coordinator, repair=True)
    view = queries.roster_view(proposal=mended, by=coordinator)

    assert mended.summary["uncovered_min"] == 0
    assert mended.summary["repair"] is True
    assert (view.new, view.dropped) == (1, ())
    assert len(view.touched_officers) == 1
    commands.adopt_roster(proposal_id=mended.pk, by=coordinator, at=NOON)
    assert before < standing()
    assert [d.pk for d in queries.held_duties(by=coordinator, at=NOON)] == [first.pk]
    commands.hold_duty(duty_id=first.pk, firm=False, by=coordinator, at=NOON)
    assert queries.held_duties(by=coordinator, at=NOON) == []


def test_too_few_officers_are_told_in_words(
    comes: None, cleared: list[Officer], coordinator: Actor, event: Any
) -> None:
    Officer.objects.exclude(code="LO-1").update(certainty="cancelled")
    made = asked(coordinator)

    with override("en"):
        said = queries.roster_view(proposal=made, by=coordinator).shortfall

    assert said.startswith("1 officers are not enough: 1 delegations need 16 hours a day")
    assert said.endswith("at 10 hours each at least 2 officers: 1 are missing.")
    assert made.summary["uncovered_min"] > 0
    assert made.summary["shortfall"]["officers_have"] == 1


def test_duties_go_with_the_attachment_that_ends(adopted: Proposal, coordinator: Actor) -> None:
    home = Attachment.objects.standing().get(position="lead")
    mine = Duty.objects.filter(officer=home.officer, position="lead").order_by("starts")
    on, *planned = mine
    assert planned
    Duty.objects.filter(pk=on.pk).update(state=DutyState.ON)

    with pytest.raises(OnDuty, match="bertugas bersama ARD"):  # nobody is left alone by this
        commands.detach(attachment_id=home.pk, why="ill", by=coordinator, at=NOON)
    assert Attachment.objects.get(pk=home.pk).ended_at is None
    Duty.objects.filter(pk=on.pk).update(state=DutyState.DONE, left_at=NOON)  # it was handed over
    commands.detach(attachment_id=home.pk, why="ill", by=coordinator, at=NOON)

    left = mine.exclude(pk=on.pk).values_list("state", "why")
    assert set(left) == {(DutyState.CANCELLED, "ill")}
    others = Duty.objects.exclude(officer=home.officer)
    assert set(others.values_list("state", flat=True)) == {DutyState.PLANNED}


def test_rules_hold_for_everyone_and_for_a_group_apart(
    five: list[Officer], coordinator: Actor, event: Any
) -> None:
    commands.set_terms(policy="summit", changes={"rest_hours": 10}, by=coordinator, at=NOON)
    commands.set_terms(
        group="volunteer", policy="games-volunteer", changes={}, by=coordinator, at=NOON
    )
    commands.set_engagement(officer_ids=[five[0].pk], group="volunteer", by=coordinator, at=NOON)

    rules = policies_of(event.pk)
    assert rules[None].rest_hours == 10
    assert rules[five[0].pk].nights_in_row == 3
    with override("en"):
        told = queries.roster_rules(event=event, by=coordinator)
    rest = next(line for line in told.groups[0].figures if line.name == "rest_hours")
    assert (rest.ready, rest.own) == ("11", "10")
    assert [one.word for one in told.officers if one.word] == ["volunteers"]
    with override("en"):
        said = [line.says for line in history(topic="roster_rules", by=coordinator)]
    assert said == [
        "They serve as volunteers: Officer 1.",
        "Working time of volunteers: Volunteers of games: 8 to 10 h, one free day in seven.",
        "Working time of everyone: Summit: 10 h a day, 11 h rest. "
        "Hours of rest between two duties: 10.",
    ]

    commands.set_terms(group="volunteer", policy="", changes={}, by=coordinator, at=NOON)
    assert policies_of(event.pk)[five[0].pk].rest_hours == 10


def test_cover_is_set_for_all_and_for_one(
    comes: None, arda: Any, event: Any, coordinator: Actor
) -> None:
    commands.set_cover(day_from=time(8), day_to=time(18), night="off", by=coordinator, at=NOON)
    assert cover_of(event)[arda.pk][1].length == timedelta(hours=10)
    commands.set_cover(
        party_id=arda.pk, day_from=time(8), day_to=time(18), night="cover", by=coordinator, at=NOON
    )
    assert len(cover_of(event)[arda.pk]) == 1
    commands.drop_cover(party_id=arda.pk, by=coordinator, at=NOON)
    assert not CoverTerms.objects.filter(party=arda).exists()


def test_an_event_names_further_places(
    comes: None, cleared: list[Officer], event: Any, coordinator: Actor
) -> None:
    event.policy = {"officers": {"positions": {"ARD": ["lead", "deputy", "spouse"]}}}
    event.save()

    spouse = next(p for p in problem_of(event).policy.positions if p.code == "spouse")
    assert not spouse.covers
    made = asked(coordinator)
    commands.adopt_roster(proposal_id=made.pk, by=coordinator, at=NOON)

    aide = Attachment.objects.standing().get(position="spouse")
    assert not Duty.objects.filter(officer=aide.officer, position="spouse").exists()


def test_the_pages_ask_and_adopt_a_roster(
    signed_in: Any, sari: Any, comes: None, cleared: list[Officer], coordinator: Actor
) -> None:
    client, page = signed_in(sari), "/e/arda-2026/roster/plan/"
    assert "No roster is proposed" in client.get(page).content.decode()
    client.post(f"{page}ask/")
    assert Proposal.objects.get().state == ProposalState.WAITING
    assert "being computed" in client.get(page).content.decode()
    made = plan_now(Proposal.objects.get())

    html = client.get(page).content.decode()
    assert "1 delegation without an uncovered minute" in html
    assert "Adopt the roster" in html
    assert client.post(f"{page}{made.pk}/adopt/").status_code == 302
    assert "No roster is proposed" in client.get(page).content.decode()
    assert Duty.objects.exists()
    html = client.get("/e/arda-2026/assignments/").content.decode()
    assert "No proposal" in html  # the desk of attachments shows those of its own engine


def test_the_page_of_rules_sets_them_and_says_what_is_wrong(
    signed_in: Any, sari: Any, arda: Any, five: list[Officer]
) -> None:
    client, page = signed_in(sari), "/e/arda-2026/roster/rules/"
    assert "Summit: 10 h a day, 11 h rest" in client.get(page).content.decode()

    client.post(
        f"{page}terms/", {"group": "", "policy": "adb-lo", "day_hours": "9", "rest_hours": "11"}
    )
    terms = DutyTerms.objects.get()
    assert (terms.policy, terms.changes) == ("adb-lo", {"day_hours": 9.0})
    wrong = client.post(f"{page}terms/", {"group": "", "policy": "adb-lo", "day_hours": "99"})
    assert wrong.status_code == 422
    assert "Hours on duty in 24 hours: " in wrong.content.decode()
    assert client.post(f"{page}terms/", {"group": "", "policy": ""}).status_code == 422
    assert client.post(f"{page}cover/", {"day_from": "x"}).status_code == 422
    client.post(
        f"{page}cover/",
        {"party": arda.pk, "day_from": "06:00", "day_to": "22:00", "night": "off"},
    )
    assert "06.00–22.00" in client.get(page).content.decode()
    assert client.post(f"{page}officers/", {"group": "employee"}).status_code == 422
    client.post(f"{page}officers/", {"officers": [five[0].pk, five[1].pk], "group": "employee"})
    assert Engagement.objects.filter(group="employee").count() == 2


def test_what_was_handed_over_on_paper_counts_as_served(
    adopted: Proposal, coordinator: Actor
) -> None:
    first = Duty.objects.order_by("starts")[0]
    before = first.ends + timedelta(hours=1)
    assert commands.take_as_served(before=before, by=coordinator, at=before) == 1

    first.refresh_from_db()
    assert (first.state, first.taken_at, first.left_at) == ("done", first.starts, first.ends)
    on = Duty.objects.at(before).get()
    assert (on.state, on.taken_at) == ("on", on.starts)
