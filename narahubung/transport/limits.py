"""What permits and drivers allow on a day: the bounds of any plan of cars."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise

from narahubung.accounts.models import Event
from narahubung.kit.intervals import Span
from narahubung.kit.zones import zone
from narahubung.movements.models import Vehicle, VehiclePermit
from narahubung.movements.suiting import at_the_wheel, hours_limit
from narahubung.movements.uses import DRIVER, VEHICLE, Use, Ways

PAST_MIDNIGHT = timedelta(hours=6)  # drives of a day end by then


@dataclass(frozen=True, kw_only=True)
class Permits:
    """Permits as words that trips ask for and cars have: "Ring 1 0" is its first part of the day.

    A day is parted for each zone where a permit of it begins or ends.
    """

    parts: Mapping[str, tuple[Span, ...]]
    held: Mapping[int, frozenset[str]]

    def asked(self, areas: Collection[str], span: Span) -> set[str]:
        """Return what a car must have to be in these areas at that time."""
        return {
            f"{area} {number}"
            for area in areas
            for number, part in enumerate(self.parts.get(area, ()))
            if part.overlaps(span)
        }


def permits_between(event: Event, whole: Span) -> Permits:
    """Return the permits of an event in a time. One query."""
    rows = list(VehiclePermit.objects.filter(event=event).exclude(zone=""))
    whole = Span(whole.start, whole.end + PAST_MIDNIGHT)
    cuts: dict[str, set[datetime]] = defaultdict(lambda: {whole.start, whole.end})
    for permit in rows:
        ends = (permit.valid_from, permit.valid_until)
        cuts[permit.zone] |= {one for one in ends if one and whole.covers(one)}
    parts = {
        area: tuple(Span(start, end) for start, end in pairwise(sorted(moments)))
        for area, moments in cuts.items()
    }
    held: dict[int, set[str]] = defaultdict(set)
    for permit in rows:
        for number, part in enumerate(parts[permit.zone]):
            if permit.holds(part):
                held[permit.vehicle_id].add(f"{permit.zone} {number}")
    return Permits(parts=parts, held={car: frozenset(words) for car, words in held.items()})


@dataclass(frozen=True, kw_only=True)
class DriverDay:
    """When a car's driver is on duty (nothing: always), and his minutes left at the wheel.

    elsewhere: when he drives another car.
    """

    shifts: tuple[Span, ...] = ()
    driving: int = 0
    elsewhere: tuple[Use, ...] = ()


def driver_days(
    event: Event, cars: Iterable[Vehicle], uses: Collection[Use], whole: Span, *, at: datetime,
    ways: Ways,
) -> dict[int, DriverDay]:  # fmt: skip
    """Return the day of the usual driver of each car that has one. uses: all of that day."""
    drives: dict[int, list[Use]] = defaultdict(list)
    in_car = {(use.thing, use.row_id) for use in uses if use.what == VEHICLE}
    for use in uses:
        if use.what == DRIVER:
            drives[use.row_id].append(use)
    found = {}
    for car in cars:
        driver = car.usual_driver
        if driver is None:
            continue
        mine = drives[driver.pk]
        away = [use for use in mine if (use.thing, car.pk) not in in_car]
        done = [use for use in mine if use.span.end <= at]
        left = 60 * hours_limit(driver, event) - at_the_wheel(done, ways)
        found[car.pk] = DriverDay(
            shifts=tuple(_shifts(driver.shift_from, driver.shift_to, whole, event.zone)),
            driving=max(1, round(left)),
            elsewhere=tuple(use for use in away if use.span.end > at),
        )
    return found


def _shifts(first: time | None, last: time | None, whole: Span, zone_name: str) -> Iterator[Span]:
    """Yield the shifts that touch a day: that of the evening before too, and over midnight."""
    if first is None or last is None or first == last:
        return
    here = zone(zone_name)
    for days in (-1, 0, 1):
        on = (whole.start.astimezone(here) + timedelta(days=days)).date()
        ends = on if first < last else on + timedelta(days=1)
        shift = Span(
            datetime.combine(on, first, tzinfo=here), datetime.combine(ends, last, tzinfo=here)
        )
        if shift.start < whole.end + PAST_MIDNIGHT and shift.end > whole.start:
            yield shift
