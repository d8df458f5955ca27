"""Two people make an incident a crisis; for thirty seconds one of them can take it back."""

from datetime import datetime, timedelta
from uuid import UUID

from narahubung.accounts.models import Reach
from narahubung.accounts.roles import Right
from narahubung.crisis import entries
from narahubung.crisis.commands.cards import take_in
from narahubung.crisis.commands.counting import end_roll
from narahubung.crisis.commands.incidents import about
from narahubung.crisis.holders import who_may
from narahubung.crisis.models import Incident, IncidentState, Switch, SwitchState
from narahubung.crisis.rules import incidents as rules
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor

S = IncidentState


@command
def ask_for_crisis(
    *, incident_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> Switch:
    """Press the switch: everybody who may confirm it has word at once.

    Raises IncidentIsOver, IsACrisis, AnotherCrisis, AlreadyAsked, NeedsAReason;
    Incident.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Incident.objects.for_change(by, incident_id, Right.LEAD_CRISIS)
        rules.check_can_ask(row, why)
        switch = Switch.objects.create(
            event_id=row.event_id,
            incident=row,
            why=why.strip(),
            was=row.state,
            asked_by_id=by.person_id or 0,
            asked_at=at,
        )
        others = [
            each for each in who_may(Right.LEAD_CRISIS, row.event_id, at) if each != by.person_id
        ]
        record(entries.SwitchAsked(**about(row), name=by.name, why=switch.why), tell=others)
    return switch


@command
def tell_switch_again(*, switch_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Tell everybody who leads anything that nobody confirmed it yet. For the house."""
    with act(by=by, at=at, key=key) as record:
        switch = _locked(by, switch_id)
        switch.told_again_at = at
        switch.save(update_fields=["told_again_at"])
        row = switch.incident
        rows = Reach.objects.in_force(at).filter(event_id=row.event_id)
        organisers = rows.filter(role="organiser").values_list("person_id", flat=True)
        people = {*who_may(Right.LEAD_CRISIS, row.event_id, at), *organisers} - {switch.asked_by_id}
        record(
            entries.SwitchAsked(
                **about(row), name=switch.asked_by.full_name, why=switch.why, again=True
            ),
            tell=sorted(people),
        )


@command
def drop_switch(*, switch_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Not wanted any more before it was confirmed. Raises SwitchIsOver; Switch.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        switch = _locked(by, switch_id)
        if switch.state != SwitchState.ASKED:
            raise rules.SwitchIsOver
        _end(switch, SwitchState.DROPPED, "", by, at)
        record(entries.SwitchDropped(**about(switch.incident), name=by.name))


@command
def confirm_crisis(*, switch_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Be the second person: it is a crisis now. Cards and counting follow of themselves.

    Raises SwitchIsOver, SecondPerson, AnotherCrisis, IncidentIsOver; Switch.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        switch = _locked(by, switch_id)
        rules.check_can_confirm(switch, by)
        row = switch.incident
        switch.state, switch.was = SwitchState.DONE.value, row.state
        switch.confirmed_by_id, switch.confirmed_at = by.person_id, at
        switch.save(update_fields=["state", "was", "confirmed_by", "confirmed_at"])
        row.state, row.crisis_since = S.CRISIS.value, at
        row.report_due_at = at + timedelta(minutes=row.cadence_min)
        row.save(update_fields=["state", "crisis_since", "report_due_at"])
        record(
            entries.CrisisBegun(
                **about(row),
                sort=row.kind,
                first=switch.asked_by.full_name,
                second=by.name,
            )
        )


@command
def take_crisis_back(
    *, switch_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """It was a slip: all stands as before, and who was told is told so.

    Raises SwitchIsOver, TooLateToTakeBack, NeedsAReason; Switch.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        switch = _locked(by, switch_id)
        rules.check_can_take_back(switch, at)
        rules.check_reason(why)
        _end(switch, SwitchState.TAKEN_BACK, why.strip(), by, at)
        row = switch.incident
        row.state, row.crisis_since, row.report_due_at = switch.was, None, None
        row.save(update_fields=["state", "crisis_since", "report_due_at"])
        take_in(row, at=at)
        end_roll(row, at=at)
        record(entries.CrisisTakenBack(**about(row), name=by.name, why=why.strip()))


@command
def end_crisis(
    *, incident_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that the crisis is over. Raises NoCrisis, NeedsAReason; Incident.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = Incident.objects.for_change(by, incident_id, Right.LEAD_CRISIS)
        if row.state != S.CRISIS:
            raise rules.NoCrisis
        rules.check_reason(why)
        row.state, row.report_due_at = S.RECOVERING.value, None
        row.save(update_fields=["state", "report_due_at"])
        take_in(row, at=at)
        end_roll(row, at=at)
        record(entries.CrisisEnded(**about(row), name=by.name, why=why.strip()))


def _locked(by: Actor, switch_id: int) -> Switch:
    """Return a switch with its incident, both locked: the incident first, as everywhere."""
    found = Switch.objects.visible_to(by, Right.LEAD_CRISIS).get(pk=switch_id)
    row = Incident.objects.for_change(by, found.incident_id, Right.LEAD_CRISIS)
    switch = Switch.objects.for_change(by, switch_id, Right.LEAD_CRISIS)
    switch.incident = row
    return switch


def _end(switch: Switch, state: SwitchState, why: str, by: Actor, at: datetime) -> None:
    switch.state, switch.ended_why = state.value, why
    switch.ended_by, switch.ended_at = by.name, at
    switch.save(update_fields=["state", "ended_why", "ended_by", "ended_at"])
