"""Cars out of use and back; and a driver for each name that a list gives beside a car."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.movements import rules
from narahubung.movements.entries_fleet import DriversMatched, VehicleBack, VehicleTakenOut
from narahubung.movements.models import Driver, Vehicle


@command
def take_out(
    *,
    vehicle_id: int,
    since: datetime,
    until: datetime | None = None,
    why: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Vehicle:
    """Say that a car is out of use from a moment on; until: None is until `put_back`.

    A fact: the trips it was to drive stay and are shown as problems. Raises EndsFirst,
    DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        car = Vehicle.objects.for_change(by, vehicle_id, Right.REPORT_MOVEMENT)
        rules.check_span(since, until)
        car.out_from, car.out_until, car.out_why = since, until, why
        car.save(update_fields=["out_from", "out_until", "out_why"])
        record(
            VehicleTakenOut(
                vehicle_id=car.pk,
                vehicle=car.label(),
                since=since,
                until=until,
                why=why,
                zone=Event.objects.values_list("zone", flat=True).get(pk=car.event_id),
                party_id=car.party_id,
            )
        )
    return car


@command
def put_back(*, vehicle_id: int, by: Actor, at: datetime, key: UUID | None = None) -> Vehicle:
    """Say that a car may be used again. Raises NothingNew, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        car = Vehicle.objects.for_change(by, vehicle_id, Right.REPORT_MOVEMENT)
        if car.out_from is None:
            raise rules.NothingNew
        car.out_from, car.out_until, car.out_why = None, None, ""
        car.save(update_fields=["out_from", "out_until", "out_why"])
        record(VehicleBack(vehicle_id=car.pk, vehicle=car.label(), party_id=car.party_id))
    return car


@command
def match_drivers(
    *, vehicle_ids: Collection[int], by: Actor, at: datetime, key: UUID | None = None
) -> int:
    """Let each of these cars have the driver whom its list names; returns how many changed.

    One driver for each name and phone of the event, of the list of drivers where he stands there;
    who is new is made. A car without a name keeps the driver whom the desk gave it. Raises
    NothingNew when all are as they are to be.
    """
    with act(by=by, at=at, key=key) as record:
        changed = [car for car in _named(by, vehicle_ids) if _match(car)]
        if not changed:
            raise rules.NothingNew
        record(DriversMatched(vehicle_ids=[car.pk for car in changed]))
    return len(changed)


def _named(by: Actor, vehicle_ids: Collection[int]) -> Collection[Vehicle]:
    rows = Vehicle.objects.visible_to(by).filter(pk__in=vehicle_ids).exclude(driver="")
    return list(rows.select_related("usual_driver").in_turn())


def _match(car: Vehicle) -> bool:
    """Give the car the driver of that name; tell whether he is another than before."""
    now = car.usual_driver
    found = _called(car) or _make(car)
    if found == now:
        return False
    car.usual_driver = found
    car.save(update_fields=["usual_driver"])
    stays = now is None or now.vehicles.exists() or now.trips.exists()
    if now and now.is_made and not found.is_made and not stays:
        now.certainty = Certainty.CANCELLED.value  # he stands in a list now
        now.save(update_fields=["certainty"])
    return True


def _called(car: Vehicle) -> Driver | None:
    """Return the driver of that name and phone, or of that name where one of them has none."""
    here = Driver.objects.filter(event_id=car.event_id, full_name=car.driver)
    rows = list(here.exclude(certainty=Certainty.CANCELLED).order_by("pk"))
    rows.sort(key=lambda one: one.is_made)
    same = [one for one in rows if one.phone == car.driver_phone]
    may = [one for one in rows if not one.phone or not car.driver_phone]
    return same[0] if same else may[0] if len(may) == 1 else None


def _make(car: Vehicle) -> Driver:
    here = Driver.objects.filter(event_id=car.event_id)
    code, english = f"{Driver.MADE}{car.code}"[:40], car.driver_english
    return Driver.objects.create(
        event_id=car.event_id,
        code=code if not here.filter(code=code).exists() else f"{code[:30]}-{here.count() + 1}",
        full_name=car.driver,
        phone=car.driver_phone,
        party_id=car.party_id,
        languages=f"en {english}" if english and english != "none" else "",
        synthetic=car.synthetic,
    )
