"""What happens in a crisis because time passes."""

import logging
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from narahubung.crisis.commands import (
    ask_again,
    ask_objective_owner,
    pass_card_on,
    tell_due_kin_calls,
    tell_overdue_action,
    tell_overdue_notice,
    tell_overdue_report,
    tell_overdue_stakeholders,
    tell_switch_again,
)
from narahubung.crisis.due import due_calls, due_of
from narahubung.crisis.models import (
    Action,
    ActionState,
    Card,
    Incident,
    IncidentState,
    Notice,
    NoticeState,
    Objective,
    ObjectiveState,
    Roll,
    Switch,
    SwitchState,
)
from narahubung.crisis.playbook import playbook
from narahubung.crisis.rules.incidents import TELL_AGAIN
from narahubung.crisis.rules.steering import is_off_track
from narahubung.journal.timing import every
from narahubung.kit.actor import the_house
from narahubung.kit.refusals import Refusal

log = logging.getLogger(__name__)


@every(timedelta(seconds=10))
def second_person(*, at: datetime, key: UUID) -> None:
    """Tell once more that nobody confirmed the switch."""
    rows = Switch.objects.filter(state=SwitchState.ASKED, told_again_at=None)
    late = rows.filter(asked_at__lte=at - TELL_AGAIN).values_list("pk", "event_id")
    for pk, event_id in late:
        house = the_house("timetable", event_id=event_id)
        tell_switch_again(switch_id=pk, by=house, at=at, key=uuid5(key, f"again {pk}"))


@every(timedelta(seconds=15))
def cards_nobody_took(*, at: datetime, key: UUID) -> None:
    """Pass on the cards that nobody took in time."""
    rows = Card.objects.filter(held_by=None, over_at=None, passed_on_at=None)
    late = rows.filter(handed_out_at__lte=at - playbook().pass_on).values_list("pk", "event_id")
    for pk, event_id in late:
        house = the_house("timetable", event_id=event_id)
        try:
            pass_card_on(card_id=pk, by=house, at=at, key=uuid5(key, f"card {pk}"))
        except Refusal as refusal:  # it was taken in between
            log.info("card %s: %s", pk, refusal.code)


@every(timedelta(seconds=30))
def rounds(*, at: datetime, key: UUID) -> None:
    """Ask once more for who is missing, in every roll that is not complete."""
    for roll in Roll.objects.filter(over_at=None, complete_at=None):
        if roll.asked_at + timedelta(minutes=roll.every_min) <= at:
            house = the_house("timetable", event_id=roll.event_id)
            ask_again(roll_id=roll.pk, by=house, at=at, key=uuid5(key, f"roll {roll.pk}"))


@every(timedelta(seconds=30))
def reports(*, at: datetime, key: UUID) -> None:
    """Tell once that a report is overdue."""
    rows = Incident.objects.filter(report_due_at__lte=at, overdue_told_at=None)
    for pk, event_id in rows.values_list("pk", "event_id"):
        house = the_house("timetable", event_id=event_id)
        tell_overdue_report(incident_id=pk, by=house, at=at, key=uuid5(key, f"report {pk}"))


@every(timedelta(seconds=30))
def overdue_actions(*, at: datetime, key: UUID) -> None:
    """Tell once that a part's clock ran out."""
    open_ = [ActionState.PLANNED, ActionState.STARTED]
    rows = Action.objects.filter(due_at__lte=at, overdue_told_at=None, state__in=open_)
    for pk, event_id in rows.exclude(plan__incident__state="closed").values_list("pk", "event_id"):
        house = the_house("timetable", event_id=event_id)
        tell_overdue_action(action_id=pk, by=house, at=at, key=uuid5(key, f"part {pk}"))


@every(timedelta(seconds=30))
def notices(*, at: datetime, key: UUID) -> None:
    """Tell once that an authority had to be told."""
    rows = Notice.objects.filter(state=NoticeState.OPEN, overdue_told_at=None, known_at__lt=at)
    for notice in rows.exclude(incident__state=IncidentState.CLOSED):
        if notice.due_at > at:
            continue
        house = the_house("timetable", event_id=notice.event_id)
        try:
            tell_overdue_notice(
                notice_id=notice.pk, by=house, at=at, key=uuid5(key, f"notice {notice.pk}")
            )
        except Refusal as refusal:  # it was told in between
            log.info("notice %s: %s", notice.pk, refusal.code)


@every(timedelta(seconds=30))
def stakeholders(*, at: datetime, key: UUID) -> None:
    """Tell once that stakeholders should have heard of us."""
    for row in Incident.objects.exclude(state=IncidentState.CLOSED):
        if due_of(row, at):
            house = the_house("timetable", event_id=row.event_id)
            again = uuid5(key, f"stakeholders {row.pk}")
            tell_overdue_stakeholders(incident_id=row.pk, by=house, at=at, key=again)


@every(timedelta(seconds=30))
def kin_calls(*, at: datetime, key: UUID) -> None:
    """Tell once that a family is to be called now."""
    for row in Incident.objects.filter(fates__isnull=False).distinct():
        if due_calls(row.event_id, at).filter(incident=row).exists():
            house = the_house("timetable", event_id=row.event_id)
            tell_due_kin_calls(incident_id=row.pk, by=house, at=at, key=uuid5(key, f"kin {row.pk}"))


@every(timedelta(seconds=30))
def objectives(*, at: datetime, key: UUID) -> None:
    """Ask once whose objective is off track: more time, help, or drop?"""
    rows = Objective.objects.filter(state=ObjectiveState.OPEN, asked_at=None)
    for row in rows.exclude(incident__state=IncidentState.CLOSED):
        if is_off_track(row, at):
            house = the_house("timetable", event_id=row.event_id)
            again = uuid5(key, f"objective {row.pk}")
            ask_objective_owner(objective_id=row.pk, by=house, at=at, key=again)
