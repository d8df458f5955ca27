"""Who sits where in a motorcade, and the roll call of each car before it moves off."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member
from narahubung.transport.commands.motorcades import about, car_of, locked
from narahubung.transport.entries.motorcades import CarCalled, SeatsChanged
from narahubung.transport.models import Motorcade, MotorcadeCar, MotorcadeSeat, Seat, SeatRole
from narahubung.transport.rules import motorcades as rules


@command
def seat(
    *,
    car_id: int,
    seat: str,
    member_id: int | None = None,
    name: str = "",
    role: str = SeatRole.GUEST.value,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> MotorcadeSeat:
    """Give somebody a seat: a member of the delegation, or somebody of ours by name.

    Who sits elsewhere in this motorcade moves. Raises SeatTaken, NoOneNamed, NotOurCar, TripEnded,
    DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        car = car_of(by, car_id)
        rules.check_is_ours(car.role)
        member = None
        if member_id is not None:
            member = Member.objects.get(pk=member_id, party_id=car.motorcade.party_id)
        name = member.full_name if member else name.strip()
        if not name:
            raise rules.NoOneNamed
        sits = car.places.filter(seat=Seat(seat)).exclude(seat=Seat.ROW).first()
        if sits is not None and sits.name != name:
            raise rules.SeatTaken(who=sits.name)
        before = MotorcadeSeat.objects.filter(car__motorcade=car.motorcade, name=name)
        _call_anew([car.pk, *before.values_list("car_id", flat=True)])
        before.delete()
        made = MotorcadeSeat.objects.create(
            event_id=car.event_id,
            car=car,
            seat=Seat(seat).value,
            member=member,
            name=name,
            role=SeatRole(role).value,
        )
        record(SeatsChanged(**about(car.motorcade), who=name, car=car.order))
    return made


@command
def unseat(*, seat_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take somebody out of the motorcade. Raises TripEnded, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        mine = Motorcade.objects.visible_to(by)
        place = MotorcadeSeat.objects.select_related("car").get(pk=seat_id, car__motorcade__in=mine)
        motorcade = locked(by, place.car.motorcade_id)
        _call_anew([place.car_id])
        place.delete()
        record(SeatsChanged(**about(motorcade), who=place.name, car=0))


@command
def call_car(*, car_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that everybody of a car is in it. Raises NobodyInIt, AlreadyCalled, NotOurCar,
    TripEnded, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        car = car_of(by, car_id)
        rules.check_is_ours(car.role)
        people = car.places.count()
        if not people:
            raise rules.NobodyInIt
        if car.all_in_at is not None:
            raise rules.AlreadyCalled(who=car.all_in_by)
        car.all_in_at, car.all_in_by = at, by.name
        car.save(update_fields=["all_in_at", "all_in_by"])
        record(CarCalled(**about(car.motorcade), car=car.order, people=people))


@command
def undo_call(*, car_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take the roll call of a car back. Raises TripEnded, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        car = car_of(by, car_id)
        car.all_in_at, car.all_in_by = None, ""
        car.save(update_fields=["all_in_at", "all_in_by"])
        people = car.places.count()
        record(CarCalled(**about(car.motorcade), car=car.order, people=people, undone=True))


def _call_anew(car_ids: Sequence[int]) -> None:
    MotorcadeCar.objects.filter(pk__in=car_ids).update(all_in_at=None, all_in_by="")
