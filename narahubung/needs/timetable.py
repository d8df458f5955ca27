"""What happens to needs because time passes: who did not answer is followed by the next."""

import logging
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db.models import Q
from django.db.models.functions import Coalesce

from narahubung.accounts.models import Event, EventState
from narahubung.journal.timing import every
from narahubung.kit.actor import the_house
from narahubung.kit.refusals import Refusal
from narahubung.needs.commands import (
    escalate,
    find_behind,
    forget_expired,
    pass_up_wish,
    tell_late_calls,
    tell_overdue,
)
from narahubung.needs.models import OVER, Granter, Need, NeedState, Wish, WishState
from narahubung.needs.queries.book import late_calls
from narahubung.needs.queries.pulse import overdue_pulses
from narahubung.needs.queries.register import events_to_forget
from narahubung.needs.rules.finding import to_find

log = logging.getLogger(__name__)
EVERY = timedelta(seconds=15)


@every(EVERY)
def escalate_what_is_late(*, at: datetime, key: UUID) -> None:
    """Let every need whose clock ran out go up one rung."""
    waits = ~Q(state__in=OVER) | Q(state=NeedState.DONE, closed_at=None)
    runs_out = Coalesce("clock_at", "due_at", "raised_at")
    late = (
        Need.objects.filter(waits)
        .exclude(event__state__in=[EventState.CLOSED, EventState.ARCHIVED])
        .annotate(runs_out=runs_out)
        .filter(runs_out__lte=at)
        .order_by("runs_out", "pk")
    )
    for pk, event_id in late.values_list("pk", "event_id"):
        house = the_house("clock", event_id=event_id)
        try:
            escalate(need_id=pk, by=house, at=at, key=uuid5(key, str(pk)))
        except Refusal:  # somebody answered in between
            log.info("need %s was answered before it went up", pk)


@every(timedelta(minutes=1))
def find_who_stands_behind(*, at: datetime, key: UUID) -> None:
    """Put behind each desk whom the list names, as soon as exactly one log-in bears the name."""
    events = Event.objects.exclude(state__in=[EventState.CLOSED, EventState.ARCHIVED])
    for event_id in events.values_list("pk", flat=True):
        if to_find(event_id, at):
            house = the_house("clock", event_id=event_id)
            find_behind(by=house, at=at, key=uuid5(key, str(event_id)))


@every(EVERY)
def tell_of_bad_moments(*, at: datetime, key: UUID) -> None:
    """Let the coordinator know of every bad face that nobody made good in time."""
    for event_id, pks in overdue_pulses(at=at).items():
        house = the_house("clock", event_id=event_id)
        tell_overdue(pulse_ids=pks, by=house, at=at, key=uuid5(key, str(event_id)))


@every(EVERY)
def tell_of_forgotten_calls(*, at: datetime, key: UUID) -> None:
    """Let the desk know of every wake-up call that was not made in time."""
    for event_id, pks in late_calls(at=at).items():
        house = the_house("clock", event_id=event_id)
        tell_late_calls(line_ids=pks, by=house, at=at, key=uuid5(key, str(event_id)))


@every(timedelta(hours=1))
def forget_what_is_over(*, at: datetime, key: UUID) -> None:
    """Forget the preferences whose last day is over; nobody has read them since that day."""
    for event_id, today in events_to_forget(at=at).items():
        house = the_house("clock", event_id=event_id)
        forget_expired(before=today, by=house, at=at, key=uuid5(key, str(event_id)))


@every(EVERY)
def let_wishes_rise(*, at: datetime, key: UUID) -> None:
    """Ask the next one about every wish that nobody answered in time."""
    late = (
        Wish.objects.filter(state=WishState.ASKED, first=None, answer_by__lte=at)
        .exclude(asked_role=Granter.ORGANISER)
        .exclude(event__state__in=[EventState.CLOSED, EventState.ARCHIVED])
        .order_by("answer_by", "pk")
    )
    for pk, event_id in late.values_list("pk", "event_id"):
        house = the_house("clock", event_id=event_id)
        try:
            pass_up_wish(wish_id=pk, by=house, at=at, key=uuid5(key, f"wish {pk}"))
        except Refusal:  # somebody answered in between
            log.info("wish %s was answered before it rose", pk)
