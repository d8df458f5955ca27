"""The demo's past: what officers told and ticked until the moment at which the demo stands.

Played by the rooms' own commands, in the order of time, each by who would have done it; where a
list says nothing it is invented, the same way every time.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from narahubung.assignments import commands as officers
from narahubung.assignments.planning import stays_of
from narahubung.config.past_airport import airport_until
from narahubung.config.past_channels import test_until
from narahubung.config.past_convoy import convoy_until
from narahubung.config.past_day import day_until
from narahubung.config.past_fleet import fleet_until
from narahubung.config.past_gifts import gifts_until
from narahubung.config.past_occasions import occasions_until
from narahubung.config.past_people import Deed, People
from narahubung.config.past_places import places_until
from narahubung.config.past_plan import plan_until
from narahubung.config.past_precedence import precedence_until
from narahubung.config.past_road import road_until
from narahubung.config.past_roster import roster_until, serve_on_paper
from narahubung.config.past_together import together_until
from narahubung.config.past_words import words_until
from narahubung.duties import commands as duties
from narahubung.duties.models import Step
from narahubung.kit import clock
from narahubung.kit.refusals import Refusal
from narahubung.movements import commands as movements
from narahubung.movements.chains import HAPPENED
from narahubung.movements.models import Movement, Trip
from narahubung.programme import commands as programme
from narahubung.programme.models import Item

log = logging.getLogger(__name__)
PORTION = 8
PLAYED_FROM = timedelta(hours=2)  # ticks before that were made on paper
IN_FULL = timedelta(hours=24)  # every link of a chain; of older ones only how they ended
# Minutes after the planned time at which each link of a chain is tapped.
RELEASED = timedelta(days=5)  # when the first version of the programme went out
DINNER, GUEST = "PRG-15", "JPN"
LINKS = {
    "arrival": [
        ("landed", 0),
        ("lounge", 9),
        ("cleared", 24),
        ("luggage", 33),
        ("left_airport", 41),
        ("at_hotel", 72),
    ],
    "departure": [("left_hotel", -170), ("at_airport", -120), ("boarded", -25), ("airborne", 6)],
}


def play_past(event: Any, *, until: datetime) -> int:
    """Play all that people did up to `until`; return how many deeds. The clock follows."""
    people = People(event)
    deeds: list[Deed] = [
        *_movements(event, people, until),
        *_trips(event, people, until),
        *test_until(event, people, until),
        *day_until(event, people, until),
        (until - RELEASED, partial(programme.release, by=people.coordinator, at=until - RELEASED)),
    ]
    deeds.sort(key=lambda deed: deed[0])
    _run(deeds)
    _on_paper(event, people, until - PLAYED_FROM)
    serve_on_paper(event, until=until)
    later = [*_ticks(event, people, until), *roster_until(event, people, until)]
    later.sort(key=lambda deed: deed[0])
    _run(later)
    last = [
        *_last_half_hour(event, people, until),
        *words_until(event, people, until),
        *road_until(event, people, until),
        *airport_until(event, people, until),
        *plan_until(event, people, until),
        *convoy_until(event, people, until),
        *fleet_until(event, people, until),
        *together_until(event, people, until),
        *precedence_until(event, people, until),
        *occasions_until(event, people, until),
        *places_until(event, people, until),
        *gifts_until(event, people, until),
    ]
    last.sort(key=lambda deed: deed[0])
    _run(last)
    return len(deeds) + len(later) + len(last)


def _run(deeds: list[Deed]) -> None:
    for at, do in deeds:
        clock.stand_at(at)
        try:
            do()
        except Refusal as refusal:
            log.debug("the past was refused: %s", refusal)


def _movements(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    rows = Movement.objects.filter(event=event, planned_at__isnull=False, planned_at__lte=until)
    for row in rows:
        if row.planned_at is None or row.party_id is None:
            continue
        slip = row.pk * 7 % 19 - 6  # a few minutes early or late
        links = LINKS[row.direction]
        if row.planned_at < until - IN_FULL:
            links = [links[0], links[-1]]
        for status, minutes in links:
            at = row.planned_at + timedelta(minutes=minutes + slip)
            if at <= until:
                by = people.lead(row.party_id)
                tap = partial(
                    movements.report_status, movement_id=row.pk, status=status, by=by, at=at
                )
                is_moment = status == HAPPENED[row.direction]
                yield at, partial(_and_follow, event, people, row, at, tap) if is_moment else tap


def _and_follow(
    event: Any, people: People, row: Movement, at: datetime, tap: Callable[[], object]
) -> None:
    """Tap; where that moves the stay, the duties go along at once, as they do in life."""
    was = stays_of(event)[row.party_id]
    tap()
    house: dict[str, Any] = {"by": people.house, "at": at}
    officers.follow_stays(party_ids=[row.party_id], **house)
    if stays_of(event)[row.party_id] != was:
        officers.follow_stay(party_id=row.party_id, was_since=was.start, was_until=was.end, **house)


def _trips(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    for row in Trip.objects.filter(event=event, departs_at__isnull=False, departs_at__lte=until):
        if row.departs_at is None:
            continue
        begins, ends = row.departs_at, row.arrives_at or row.departs_at
        late = timedelta(minutes=row.pk * 3 % 5)  # so little that nothing hangs on it
        links = [("off", begins + late), ("arrived", ends + late)]
        for status, at in links[1:] if ends < until - IN_FULL else links:
            if at <= until:
                by = people.lead(row.party_id)
                yield (
                    at,
                    partial(movements.report_status, trip_id=row.pk, status=status, by=by, at=at),
                )


def _last_half_hour(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    """What moved just now, so that a board and a phone have something to say.

    The dinner really began half an hour late (F024); the aircraft's new time is invented.
    """
    by = people.coordinator
    for dinner in Item.objects.filter(event=event, code=DINNER, starts_at__isnull=False):
        if dinner.starts_at is None:
            continue
        at = until - timedelta(minutes=20)
        later = {
            "starts_at": dinner.starts_at + timedelta(minutes=30),
            "ends_at": dinner.ends_at + timedelta(minutes=30) if dinner.ends_at else None,
        }
        yield at, partial(programme.move_item, item_id=dinner.pk, to=later, by=by, at=at)
        at = until - timedelta(minutes=18)
        yield at, partial(programme.release, note="Dinner at 19.30 WITA", by=by, at=at)
    leaving = Movement.objects.filter(
        event=event,
        party__code=GUEST,
        direction="departure",
        planned_at__gt=until,
        travelling="head of delegation",
    )
    for row in leaving:
        at = until - timedelta(minutes=12)
        yield (
            at,
            partial(
                movements.tell_delay,
                movement_id=row.pk,
                minutes=-29,
                told_by="Ground Handling",
                by=people.lead(row.party_id),
                at=at,
            ),
        )


def _on_paper(event: Any, people: People, before: datetime) -> None:
    clock.stand_at(before)
    ids = sorted(set(Step.objects.filter(event=event).values_list("party_id", flat=True)))
    for start in range(0, len(ids), PORTION):
        duties.take_as_done(
            party_ids=ids[start : start + PORTION],
            before=before,
            by=people.coordinator,
            at=before,
        )


def _ticks(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    """Check and re-check what was due; a few of the last hour are still open, as in life."""
    rows = Step.objects.filter(event=event, due_at__isnull=False, due_at__lte=until)
    for row in rows.order_by("due_at"):
        if row.due_at is None:
            continue
        slip = timedelta(minutes=row.pk * 11 % 9 - 6)
        is_left = row.pk % 11 == 0 and row.due_at > until - timedelta(minutes=75)
        at = min(row.due_at + slip, until)
        if is_left:
            continue
        yield at, partial(duties.check, step_id=row.pk, by=people.lead(row.party_id), at=at)
        second = row.recheck_at
        if second is not None and second <= until:
            again = min(max(second + slip, at + timedelta(minutes=2)), until)
            by = people.deputy(row.party_id)
            yield again, partial(duties.recheck, step_id=row.pk, by=by, at=again)
