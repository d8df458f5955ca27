"""What a channel test found: who was reached by what, and what to do about the others."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from django.db.models import Count, Q, QuerySet

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.relays.models import Channel, ChannelTest, Delivery, DeliveryState
from narahubung.relays.rules.delivering import BY_PEOPLE
from narahubung.relays.words import CHANNELS

SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Mark:
    """How one person was, or was not, reached by one channel.

    state: reached, waits, failed, or silent where a caller heard no answer.
    """

    channel: str
    word: str
    state: str
    trouble: str


@dataclass(frozen=True, kw_only=True)
class Person:
    """One person and the channels he was asked by."""

    name: str
    marks: tuple[Mark, ...]

    @property
    def reached(self) -> bool:
        """Tell whether any channel beside the page reached him."""
        return any(one.state == "reached" and one.channel != Channel.PAGE for one in self.marks)

    @property
    def next_word(self) -> str:
        """Return the channel to try now: one that a person works, else one that has no answer."""
        waits = [one for one in self.marks if one.state == "waits" and one.channel != Channel.PAGE]
        by_hand = [one for one in waits if one.channel in BY_PEOPLE]
        return next((one.word for one in [*by_hand, *waits]), "")

    @property
    def only_page(self) -> bool:
        """Tell whether there is no other channel to him at all."""
        return all(one.channel == Channel.PAGE for one in self.marks)


@dataclass(frozen=True, kw_only=True)
class Result:
    """One test. rest: who was not reached beside the page. minutes: until the last one was.

    resting: how many were off duty and not asked.
    """

    id: int
    begun_at: datetime
    ends_at: datetime
    is_on: bool
    asked: int
    resting: int
    reached: int
    minutes: int | None
    by_channel: tuple[tuple[str, int, int], ...]  # word, reached, asked
    rest: tuple[Person, ...]


@dataclass(frozen=True, kw_only=True)
class Before:
    """An earlier test: how many were reached beside the page, of how many."""

    begun_at: datetime
    asked: int
    reached: int


def last_test(*, by: Actor, at: datetime) -> Result | None:
    """Return the newest test's result, None before the first. Two queries."""
    test = _tests(by).order_by("-begun_at").first()
    if test is None:
        return None
    rows = Delivery.objects.filter(test=test).select_related("person").order_by("pk")
    people: dict[str, list[Mark]] = defaultdict(list)
    names: dict[str, str] = {}
    for row in rows.defer("person__password"):
        people[str(row.person_id)].append(_mark(row))
        names[str(row.person_id)] = str(row.person)
    found = [Person(name=names[pk], marks=tuple(marks)) for pk, marks in people.items()]
    return Result(
        id=test.pk,
        begun_at=test.begun_at,
        ends_at=test.ends_at,
        is_on=test.ends_at > at,
        asked=len(found),
        resting=test.resting,
        reached=sum(one.reached for one in found),
        minutes=_minutes(test, rows),
        by_channel=_by_channel(found),
        rest=tuple(sorted((one for one in found if not one.reached), key=lambda one: one.name)),
    )


def earlier_tests(*, by: Actor) -> list[Before]:
    """Return the tests before the newest, the latest first. One query."""
    rows: Any = _tests(by).order_by("-begun_at")
    reached = Q(deliveries__receipt_at__isnull=False) & ~Q(deliveries__channel=Channel.PAGE)
    rows = rows.annotate(
        asked=Count("deliveries__person", distinct=True),
        reached=Count("deliveries__person", distinct=True, filter=reached),
    )
    return [
        Before(begun_at=row.begun_at, asked=row.asked, reached=row.reached)
        for row in rows[1 : 1 + SHOWN]
    ]


def own_test(*, delivery_id: int, by: Actor) -> Delivery:
    """Return the test's word to this person. Raises Delivery.DoesNotExist for somebody else's."""
    return Delivery.objects.select_related("test").get(
        pk=delivery_id, person_id=by.person_id or 0, event_id=by.here, test__isnull=False
    )


def _tests(by: Actor) -> QuerySet[ChannelTest]:
    """Return those this person may see: with every message, or because he leads in a crisis."""
    tests = ChannelTest.objects
    return tests.visible_to(by) | tests.visible_to(by, Right.LEAD_CRISIS)


def _minutes(test: ChannelTest, rows: Iterable[Delivery]) -> int | None:
    """Return in how many minutes all were reached who were, by each one's first answer."""
    first: dict[int, datetime] = {}
    for row in rows:
        if row.receipt_at and row.channel != Channel.PAGE:
            first[row.person_id] = min(first.get(row.person_id, row.receipt_at), row.receipt_at)
    last = max(first.values(), default=None)
    return ceil((last - test.begun_at).total_seconds() / 60) if last else None


def _mark(row: Delivery) -> Mark:
    state = "waits"
    if row.receipt_at:
        state = "reached"
    elif row.state in {DeliveryState.FAILED, DeliveryState.EXPIRED}:
        state = "silent" if row.answer == "no_answer" else "failed"
    return Mark(
        channel=row.channel,
        word=str(CHANNELS[row.channel]),
        state=state,
        trouble=row.trouble,
    )


def _by_channel(people: list[Person]) -> tuple[tuple[str, int, int], ...]:
    asked: dict[str, list[bool]] = {}
    for one in people:
        for mark in one.marks:
            asked.setdefault(mark.word, []).append(mark.state == "reached")
    return tuple((word, sum(marks), len(marks)) for word, marks in asked.items())
