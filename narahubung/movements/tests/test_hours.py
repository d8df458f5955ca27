"""A long day of drives in folds: what is past is shut, the hours around now stand open."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from conftest import NOON
from narahubung.movements import queries
from narahubung.movements.models import Trip
from narahubung.movements.queries.hours import MANY

HOUR = timedelta(hours=1)


def drives(event: Any, party: Any, count: int) -> None:
    """Make drives on the half hour, from six hours before noon on."""
    for n in range(count):
        begins = NOON - 6 * HOUR + n * HOUR / 2
        Trip.objects.create(
            event=event, code=f"T-{n}", party=party, zone=event.zone, departs_at=begins,
            arrives_at=begins + HOUR / 2, reached_at=begins + HOUR / 2 if n < 4 else None,
        )  # fmt: skip


def folds(by: Any, event: Any, at: Any) -> list[tuple[str, int, int, bool]]:
    """Return what each fold is, how many it has, how many are awaited, whether it is open."""
    lines = queries.trips_found(by=by, zone_name=event.zone, day=NOON.date())
    ((_on, found),) = queries.in_folds([(NOON.date(), lines)], event.zone, at=at)
    named = [
        f"{fold.starts_at:%H}" if fold.starts_at else f"<{fold.until:%H}" if fold.until else "all"
        for fold in found
    ]
    return [
        (name, len(fold.lines), fold.awaited, fold.is_open)
        for name, fold in zip(named, found, strict=True)
    ]


def test_the_past_is_one_shut_fold_and_the_hours_around_now_stand_open(
    signed_in: Any, as_actor: Any, teo: Any, event: Any, arda: Any
) -> None:
    by = as_actor(teo, event)
    drives(event, arda, MANY)
    assert folds(by, event, NOON) == [("all", MANY, MANY - 4, True)]
    Trip.objects.all().delete()
    drives(event, arda, MANY + 4)
    found = folds(by, event, NOON + HOUR / 2)
    assert found[0] == ("<11", 10, 6, False)
    assert found[1:5] == [
        ("11", 2, 2, True), ("12", 2, 2, True), ("13", 2, 2, False), ("14", 2, 2, False),
    ]  # fmt: skip
    assert sum(count for _name, count, _awaited, _open in found) == MANY + 4
    elsewhen = folds(by, event, NOON + 100 * HOUR)  # of another day the first hour stands open
    assert elsewhen[0] == ("06", 2, 0, True)
    assert not any(is_open for _name, _count, _awaited, is_open in elsewhen[1:])
    address = reverse("movements:trips", kwargs={"slug": event.slug}) + f"?day={NOON.date()}"
    page = signed_in(teo).get(address).content.decode()
    assert page.count("data-nh-row") == MANY + 4
