"""The demo's roster: planned before the event, and played until the moment at which it stands."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from narahubung.assignments import commands
from narahubung.assignments.models import (
    Alarm,
    AlarmKind,
    Attachment,
    Duty,
    DutyState,
    HandOver,
)
from narahubung.assignments.noticing import Sighting
from narahubung.assignments.queries.replacing import replacements_for
from narahubung.config.past_people import Deed, People
from narahubung.kit import clock
from narahubung.kit.actor import Actor, the_house
from narahubung.kit.refusals import Refusal
from narahubung.kit.zones import zone
from narahubung.parties.models import Party

ON_PAPER = timedelta(hours=3)  # earlier hand-overs were made on paper
AHEAD = timedelta(minutes=30)
# Duties that a person gave by hand before the plan: party, position, hours of 15 November.
BY_HAND = [
    ("JPN", "lead", 13, 0, 23, 0),
    ("AUS", "deputy", 11, 0, 18, 30),
    ("AUS", "lead", 18, 30, 23, 0),
    ("GBR", "deputy", 7, 0, 17, 0),
    ("GBR", "lead", 17, 0, 23, 0),
    ("KOR", "deputy", 7, 0, 16, 30),
    ("KOR", "lead", 16, 30, 23, 0),
]
MEALS = {"JPN": 75, "KOR": 65}  # so many minutes ago its officer began to eat
ILL = "CAN"  # its officer of tomorrow morning cannot serve, and is replaced


def give_by_hand(event: Any, *, on: datetime) -> None:
    """Give the few duties that the coordinator wants so, whatever the engine thinks."""
    by, here = the_house("demo", event_id=event.pk), zone(event.zone)
    day = on.astimezone(here).replace(second=0, microsecond=0)
    for code, position, hour, minute, until_hour, until_minute in BY_HAND:
        place = Attachment.objects.standing().filter(event=event, party__code=code)
        officer_id = place.get(position=position).officer_id
        commands.plan_duty(
            party_id=place[0].party_id,
            officer_id=officer_id,
            starts=day.replace(hour=hour, minute=minute),
            ends=day.replace(hour=until_hour, minute=until_minute),
            by=by,
            at=clock.now(),
        )


def serve_on_paper(event: Any, *, until: datetime) -> None:
    """Count what lies longer back as served; nobody tapped then."""
    before = until - ON_PAPER
    by = the_house("demo", event_id=event.pk)
    clock.stand_at(before)
    commands.take_as_served(before=before, by=by, at=before)


def roster_until(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    """Hand the duties over that began since, lay the next one ready, replace who is ill."""
    rows = Duty.objects.filter(event=event, state=DutyState.PLANNED, starts__lte=until + AHEAD)
    for duty in rows.select_related("officer").order_by("starts", "pk"):
        due = duty.starts
        at = due - timedelta(minutes=20)
        yield at, partial(commands.announce_hand_over, duty_id=duty.pk, by=people.house, at=at)
        if due <= until:
            at = due + timedelta(minutes=duty.pk % 5 + 1)
            yield at, partial(_hand_over, duty.pk, people, at)
    at = until - timedelta(hours=2)
    yield at, partial(_replace_who_is_ill, event, people, at)
    yield from _said_of_duties(event, people, until)


def _said_of_duties(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    """Play a wish, meals, an overtime agreed to, and a question of the watch that is answered."""
    at = until - timedelta(minutes=110)
    free = (until + timedelta(days=1)).replace(minute=0)
    until_free = free + timedelta(hours=4)
    guests = {party.code: party for party in Party.objects.filter(event=event)}
    lead = people.lead(guests["JPN"].pk)
    yield at, partial(commands.say_wish, starts=free, ends=until_free, by=lead, at=at)
    for code, minutes in MEALS.items():
        at = until - timedelta(minutes=minutes)
        yield at, partial(_eat, guests[code], people, at)
        back = at + timedelta(minutes=30)
        yield back, partial(_eat, guests[code], people, back, back=True)
    at = until - timedelta(minutes=75)
    yield at, partial(_agree_to_overtime, guests["KOR"], people, at)
    at = until - timedelta(minutes=40)
    yield at, partial(_answer_the_watch, guests["GBR"], people, at)


def _on_duty(party: Party, people: People) -> tuple[Duty, Actor] | None:
    """Return the duty that is on with a party, and its officer; None for who does not sign in."""
    duty = Duty.objects.select_related("officer").filter(party=party, state=DutyState.ON).first()
    by = people.officer(duty.officer_id) if duty else None
    return (duty, by) if duty and by else None


def _eat(party: Party, people: People, at: datetime, *, back: bool = False) -> None:
    if on := _on_duty(party, people):
        if back:
            commands.end_break(duty_id=on[0].pk, by=on[1], at=at)
        else:
            commands.begin_break(duty_id=on[0].pk, meal=True, by=on[1], at=at)


def _agree_to_overtime(party: Party, people: People, at: datetime) -> None:
    if on := _on_duty(party, people):
        commands.ask_overtime(duty_id=on[0].pk, by=people.coordinator, at=at)
        commands.answer_overtime(duty_id=on[0].pk, agreed=True, by=on[1], at=at)


def _answer_the_watch(party: Party, people: People, at: datetime) -> None:
    on, since = _on_duty(party, people), at - timedelta(minutes=30)
    if on is None:
        return
    duty, by = on
    seen = Sighting(
        kind=AlarmKind.NO_SIGN,
        about=f"silent:{party.pk}:{since:%Y%m%dT%H%M%S}",
        party=party,
        officer=duty.officer,
        facts={"since": since.isoformat()},
    )
    commands.notice(seen=seen, by=people.house, at=at)
    asked = Alarm.objects.get(party=party, kind=AlarmKind.NO_SIGN, about=seen.about)
    commands.answer_alarm(alarm_id=asked.pk, answer="well", by=by, at=at + timedelta(minutes=1))


def _hand_over(duty_id: int, people: People, at: datetime) -> None:
    """Let both acknowledge; for who does not sign in the coordinator does, as on the phone."""
    row = HandOver.objects.select_related("outgoing", "incoming").get(incoming=duty_id)
    sides: list[tuple[str, Duty | None, Callable[..., object]]] = [
        ("given", row.outgoing, commands.give),
        ("taken", row.incoming, commands.take),
    ]
    for side, duty, tap in sides:
        if duty is None:
            continue
        by = people.officer(duty.officer_id)
        if by is not None:
            tap(hand_over_id=row.pk, by=by, at=at)
        else:
            commands.stand_for(
                hand_over_id=row.pk, side=side, why="told by phone", by=people.coordinator, at=at
            )


def _replace_who_is_ill(event: Any, people: People, at: datetime) -> None:
    """Report the officer of the next morning not well, and give his duties to others."""
    by: Actor = people.coordinator
    ahead = Duty.objects.filter(event=event, party__code=ILL, state=DutyState.PLANNED)
    duty = ahead.filter(starts__gt=at + timedelta(hours=8)).order_by("starts")[0]
    absence = commands.report_absence(
        officer_id=duty.officer_id,
        kind="unwell",
        until=at + timedelta(hours=28),
        by=by,
        at=at,
    )
    for lost in absence.duties.all():
        sheet = replacements_for(event=event, duty_id=lost.pk, by=by, at=at)
        for line in sheet.fitting:
            try:
                commands.replace_officer(
                    duty_id=lost.pk,
                    officer_id=line.officer_id,
                    was=sheet.was,
                    by=by,
                    at=at,
                )
            except Refusal:  # the room's rules are asked once more at the act
                continue
            break
