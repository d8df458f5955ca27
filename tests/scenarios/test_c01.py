"""C1: unbroken attachment, to the letter, on the generated Bali-68 as rows of the database.

Left to no later issue. How long (b) takes is printed; `python -m benchmarks roster` measures it.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils.translation import override

from narahubung.accounts.actors import actor_of
from narahubung.assignments import commands
from narahubung.assignments.jobs import plan_now
from narahubung.assignments.models import Attachment, Duty, DutyState, HandOver, ProposalKind
from narahubung.assignments.queries.coverage import coverage
from narahubung.assignments.queries.replacing import replacements_for
from narahubung.assignments.queries.roster_proposals import roster_view
from narahubung.assignments.roster_planning import roster_problem
from narahubung.assignments.rules.working_time import AgainstTheRules
from narahubung.assignments.timetable.handing_over import keep_hand_overs
from narahubung.journal.models import StoredEntry
from narahubung.kit.actor import the_house
from narahubung.kit.intervals import Span
from narahubung.parties.models import Officer, Party
from narahubung.plans.roster import Duty as EngineDuty
from narahubung.plans.roster import Post, RosterPlan
from tests.bali68 import bali68, moment
from tests.bali68_rows import write_rows
from tests.roster_checker import check

Stand = Callable[[datetime], datetime]
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
LATE = 7 * MINUTE
SICK_AT = moment(2, 6.2)  # 06.12 on day 2


@pytest.fixture
def stand(monkeypatch: pytest.MonkeyPatch) -> Stand:
    """Set the clock; the evening before, to begin with."""

    def at(now: datetime) -> datetime:
        monkeypatch.setattr("narahubung.kit.clock.now", lambda: now)
        return now

    at(moment(1, 0))
    return at


def roster(event: Any, *, seconds: float) -> Any:
    """Ask for a roster and compute it."""
    house = the_house("test", event_id=event.pk)
    return plan_now(
        commands.ask_proposal(seconds=seconds, kind=ProposalKind.ROSTER, by=house, at=moment(1, 0))
    )


def test_with_85_officers_the_shortfall_is_named(db: None, stand: Stand) -> None:
    event = write_rows(bali68(85))

    made = roster(event, seconds=2)

    figures = made.summary
    assert (figures["uncovered_min"] > 0, figures["faults"]) == (True, 0)
    with override("en"):
        said = roster_view(proposal=made, by=the_house("test", event_id=event.pk)).shortfall
    assert said.startswith("85 officers are not enough: ")
    short = figures["shortfall"]
    assert short["hours_needed"] >= 68 * 16
    assert f"{max(short['officers_at_least'], short['homes']) - 85} are missing." in said


def test_c1_unbroken_attachment(
    db: None, stand: Stand, person: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    meant = bali68()
    event = write_rows(meant)
    house = the_house("test", event_id=event.pk)
    problem = roster_problem(event, at=moment(1, 0))
    assert {(d.delegation, d.span) for d in problem.demands} == {
        (d.delegation, d.span) for d in meant.demands
    }
    proposal = roster(event, seconds=20)
    commands.adopt_roster(proposal_id=proposal.pk, by=house, at=moment(1, 0))

    # (a) 0 uncovered minutes for 68 of 68, and no rule broken, as the independent checker says
    assert check(problem, as_stored(event)) == []
    homes = Attachment.objects.standing().filter(party__code__startswith="H-")
    assert homes.filter(position="lead").count() == homes.filter(position="deputy").count() == 68
    seen = coverage(event=event, by=house, at=moment(1, 0))
    assert (seen.filled, len(seen.parties), seen.open_min) == (85, 85, 0)

    # LO 17 reports sick at 06.12 on day 2; day 1 was handed over on paper
    commands.take_as_served(before=moment(1, 23), by=house, at=moment(1, 23))
    stand(SICK_AT)
    by = actor_of(person("sari", "coordinator", event), event_id=event.pk, at=SICK_AT)
    seventeen = Officer.objects.get(code="LO-017")
    duty = Duty.objects.ahead().get(officer=seventeen, starts__lt=moment(3, 0))
    party = duty.party
    absence = commands.report_absence(
        officer_id=seventeen.pk, kind="unwell", until=moment(3, 0), by=by, at=SICK_AT
    )
    assert [lost.pk for lost in absence.duties.all()] == [duty.pk]

    # (b) at least three, ranked with reasons, and everybody else with why not
    began = time.monotonic()
    with override("en"):
        sheet = replacements_for(event=event, duty_id=duty.pk, by=by, at=SICK_AT)
    with capsys.disabled():
        print(f"\nC1 (b): {len(sheet.fitting)} replacements in {time.monotonic() - began:.2f} s")
    assert [line.rank for line in sheet.fitting] == list(range(1, len(sheet.fitting) + 1))
    assert len(sheet.fitting) >= 3
    assert all(line.reasons for line in sheet.fitting)
    assert all(line.against for line in sheet.excluded)
    assert len(sheet.fitting) + len(sheet.excluded) == 150
    away = next(line for line in sheet.excluded if line.officer_id == seventeen.pk)
    assert away.against

    # (d) the report shows the uncovered span to the minute, until somebody is found
    def uncovered(at: datetime) -> list[tuple[datetime, datetime]]:
        seen = coverage(event=event, by=by, at=at, party_id=party.pk).parties[0]
        return [(one.span.start, one.span.end) for one in seen.uncovered]

    assert uncovered(SICK_AT) == [(duty.starts, duty.ends)]

    new = assert_rest_is_kept(duty, [line.officer_id for line in sheet.fitting[:2]], by)
    assert uncovered(SICK_AT) == []
    assert_passes_only_when_both_stand(new, stand, person, by)

    # (d) once more: the lead took the morning at 07.07, and the report says so
    at = stand(moment(2, 16))
    assert uncovered(at) == [(moment(2, 7), moment(2, 7) + LATE)]


def assert_rest_is_kept(duty: Duty, officer_ids: list[int], by: Any) -> Duty:
    """(e) 10 h 59 min of rest is refused, 11 h 00 min is accepted; return the new duty."""
    tired, rested = (Officer.objects.get(pk=pk) for pk in officer_ids)
    other = Party.objects.exclude(pk=duty.party_id).filter(code__startswith="H-")[0]
    for officer, rest in ((tired, timedelta(hours=10, minutes=59)), (rested, 11 * HOUR)):
        Duty.objects.create(
            event=duty.event,
            party=other,
            officer=officer,
            position="relief",
            starts=duty.starts - rest - HOUR,
            ends=duty.starts - rest,
        )
    with pytest.raises(AgainstTheRules) as refused, override("en"):
        commands.replace_officer(
            duty_id=duty.pk, officer_id=tired.pk, was=duty.officer_id, by=by, at=SICK_AT
        )
    with override("en"):
        assert "10 h 59 min of rest between two duties, 11 h 00 min are needed" in str(
            refused.value
        )
    return commands.replace_officer(
        duty_id=duty.pk, officer_id=rested.pk, was=duty.officer_id, by=by, at=SICK_AT
    )


def assert_passes_only_when_both_stand(new: Duty, stand: Stand, person: Any, by: Any) -> None:
    """(c) The desk gives the morning; the afternoon passes when both officers acknowledged."""
    morning = Duty.objects.ahead().get(
        party=new.party, starts__lt=new.starts, ends__gte=new.starts, starts__gt=moment(2, 0)
    )
    begins = morning.ends
    outgoing, incoming = (_signs_in(duty, person) for duty in (morning, new))
    at = stand(morning.starts + LATE)
    given = commands.hand_over_now(duty_id=morning.pk, by=by, at=at)
    commands.take(hand_over_id=given.pk, by=outgoing(at), at=at)
    assert _state(morning) == DutyState.ON

    # Nobody else's hand-overs: they would only cost time.
    Duty.objects.exclude(party=new.party).update(state=DutyState.CANCELLED)
    keep_hand_overs(at=stand(begins - 30 * MINUTE), key=uuid4())
    row = HandOver.objects.get(incoming=new)
    assert (row.outgoing_id, row.asked_at) == (morning.pk, None)
    keep_hand_overs(at=stand(begins), key=uuid4())
    keep_hand_overs(at=stand(begins + 10 * MINUTE - SECOND), key=uuid4())
    row.refresh_from_db()
    assert (row.asked_at, row.raised_at) == (begins, None)
    at = stand(begins + 10 * MINUTE)
    keep_hand_overs(at=at, key=uuid4())
    row.refresh_from_db()
    assert row.raised_at == at
    told = StoredEntry.objects.get(kind="assignments.hand_over_raised").tell
    assert str(by.person_id) in told.split()

    at = stand(begins + 11 * MINUTE)
    commands.give(hand_over_id=row.pk, by=outgoing(at), at=at)
    assert (_state(morning), _state(new)) == (DutyState.ON, DutyState.PLANNED)
    assert new.party_id not in incoming(at).own
    at = stand(begins + 12 * MINUTE)
    commands.take(hand_over_id=row.pk, by=incoming(at), at=at)
    assert (_state(morning), _state(new)) == (DutyState.DONE, DutyState.ON)
    assert new.party_id in incoming(at).own


def _signs_in(duty: Duty, person: Any) -> Callable[[datetime], Any]:
    """Give the officer of a duty a log-in; return how he acts at a moment."""
    someone = person(duty.officer.code.lower(), "officer", duty.event, until=moment(4, 0))
    Officer.objects.filter(pk=duty.officer_id).update(person=someone)
    return lambda at: actor_of(someone, event_id=duty.event_id, at=at)


def _state(duty: Duty) -> str:
    return Duty.objects.get(pk=duty.pk).state


def as_stored(event: Any) -> RosterPlan:
    """Return the roster as it stands in the database."""
    rows = Duty.objects.filter(event=event).standing().select_related("party", "officer")
    homes = Attachment.objects.filter(event=event).standing().select_related("party", "officer")
    return RosterPlan(
        posts=tuple(
            Post(officer=row.officer.code, delegation=row.party.code, position=row.position)
            for row in homes
        ),
        duties=tuple(
            EngineDuty(
                officer=row.officer.code,
                delegation=row.party.code,
                position=row.position,
                span=Span(row.starts, row.ends),
            )
            for row in rows
        ),
    )
