"""The demo's occasions and detail book: chosen for a few items, with some gaps left."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils.translation import override

from narahubung.accounts.models import Person
from narahubung.config.past_people import Deed, People
from narahubung.programme.models import Item
from narahubung.protocol import commands
from narahubung.protocol.models import OccasionCheck

CHOSEN = {"PRG-15": "state-dinner", "PRG-19": "tree-planting", "PRG-24": "handover"}
LOOKED_AT = 3  # checks of the dinner, each by protocol and again by an officer
_TREES = {
    "logistics": "Boardwalk dry by 07.00; golf carts from the drop-off; 44 numbered places",
    "staffing": "Four foresters, two escorts at each bend, a medical team at the shelter",
    "materials": "44 saplings, spades, gloves, name boards, towels, umbrellas",
    "contacts": "Park office, on duty from 05.00; weather desk of the event",
    "plan_b": "Rain: under the roof of the shelter, one tree for all; order of entry as planned",
}
_DINNER = {
    "logistics": "Lotus Pond: generators on from 15.00; lift to the terrace held from 18.45",
    "staffing": "One waiter to six guests; interpreters behind the main table",
    "plan_b": "Rain or wind above 30 km/h: the indoor hall of the park, same table plan",
}
_CLOSING = {
    "plan_b": "No power: hand microphones, speeches from paper",
    "materials": "Gavel, flags",
}


def occasions_until(event: Any, people: People, until: datetime) -> Iterator[Deed]:
    """Yield what protocol chose and wrote until that moment."""
    at = until - timedelta(minutes=25)
    items = {
        row.code: row for row in Item.objects.filter(event=event, code__in=CHOSEN, starts_at__gt=at)
    }
    for number, (code, occasion) in enumerate(CHOSEN.items()):
        if code in items:
            then = at + timedelta(minutes=number)
            yield then, partial(_choose, people, items[code], occasion, then)
    if "PRG-15" in items:
        then = at + timedelta(minutes=6)
        yield then, partial(_look, people, items["PRG-15"], then)
    sheets: dict[str, dict[str, Any]] = {
        "PRG-19": {**_TREES, **_owed("coordinator"), "due_at": until + timedelta(hours=3)},
        "PRG-15": {**_DINNER, **_owed("protocol"), "due_at": until - timedelta(hours=2)},
        "PRG-24": {**_CLOSING, "owner_name": "Stage manager"},
    }
    for number, (code, sheet) in enumerate(sheets.items()):
        if code in items:
            then = at + timedelta(minutes=8 + number)
            yield then, partial(_write, people, items[code], sheet, then)


def _owed(username: str) -> dict[str, Any]:
    person = Person.objects.filter(username=username).first()
    return {"owner_id": person.pk} if person else {"owner_name": username}


def _choose(people: People, item: Any, occasion: str, at: datetime) -> None:
    with override("en"):  # a run of show is written in one language; the demo's others are English
        commands.choose_occasion(item_id=item.pk, occasion=occasion, by=people.protocol, at=at)


def _look(people: People, item: Any, at: datetime) -> None:
    rows = OccasionCheck.objects.filter(occasion__item=item).values_list("pk", flat=True)
    for pk in rows[:LOOKED_AT]:
        commands.look_at_check(occasion_check_id=pk, by=people.protocol, at=at)
        commands.look_at_check(occasion_check_id=pk, by=people.coordinator, at=at)


def _write(people: People, item: Any, sheet: dict[str, Any], at: datetime) -> None:
    commands.write_detail(item_id=item.pk, **sheet, by=people.protocol, at=at)
