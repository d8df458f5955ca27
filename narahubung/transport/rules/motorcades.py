"""What may be done with a motorcade, and what its list is measured against."""

import hashlib
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from narahubung.kit.records import Certainty
from narahubung.kit.refusals import Refusal
from narahubung.movements.models import Trip
from narahubung.transport.models import NOT_OURS, MotorcadeCar, Seat


class HasOne(Refusal):
    """A trip has one motorcade."""

    says = _("This trip has a motorcade already.")
    status = 409


class TripEnded(Refusal):
    """It is cancelled or over."""

    says = _("This trip is cancelled or over. Its motorcade can be read, but not changed.")
    status = 409


class NoSuchOrder(Refusal):
    """The order is not among those we know."""

    says = _("This order of cars is not known.")
    advice = _("Choose one of the list.")


class NotTheseCars(Refusal):
    """The list that was sent is not that of the motorcade: somebody changed it meanwhile."""

    says = _("The list of cars changed meanwhile. Nothing was moved.")
    advice = _("Look at the list as it stands now and move the car again.")
    status = 409


class TwiceInTheOrder(Refusal):
    """One car drives in one place."""

    says = _("{plate} drives in this motorcade already, as car {number}.")
    status = 409


class NothingToSwap(Refusal):
    """There is no spare car."""

    says = _("This motorcade has no spare car with a plate.")
    advice = _("Add a spare car first.")


class NotOurCar(Refusal):
    """Cars of the police and the ambulance are not ours to fill."""

    says = _("Nobody of ours sits in this car, and it has no plate of ours.")


class SeatTaken(Refusal):
    """Two people, one seat."""

    says = _("{who} sits there already.")
    advice = _("Choose another seat, or let that person sit elsewhere first.")
    status = 409


class NoOneNamed(Refusal):
    """A seat needs somebody."""

    says = _("Choose a member, or write a name.")


class NobodyInIt(Refusal):
    """A roll call of an empty car."""

    says = _("Nobody has a seat in this car yet.")
    advice = _("Seat them first, so that the roll call knows whom to miss.")


class AlreadyCalled(Refusal):
    """It was said before."""

    says = _("The roll of this car was called already, by {who}.")
    status = 409


def check_is_on(trip: Trip) -> None:
    """Raise TripEnded."""
    if trip.certainty == Certainty.CANCELLED or trip.reached_at is not None:
        raise TripEnded


def check_same_cars(cars: Iterable[MotorcadeCar], asked: Sequence[int]) -> None:
    """Raise NotTheseCars unless `asked` names each of them once."""
    if sorted(asked) != sorted(car.pk for car in cars):
        raise NotTheseCars


def check_is_ours(role: str) -> None:
    """Raise NotOurCar for cars of the police and the hospital."""
    if role in NOT_OURS:
        raise NotOurCar


def order_mark(cars: Sequence[MotorcadeCar]) -> str:
    """Return a short mark of the order, roles and cars: another list has another one."""
    told = [(car.role, car.vehicle_id, car.driver_id) for car in cars]
    return _mark(len(cars), told)


def seats_mark(cars: Sequence[MotorcadeCar]) -> str:
    """Return a short mark of who sits where; the places of the cars are read with them."""
    told = sorted((car.order, place.seat, place.name) for car in cars for place in car.places.all())
    return _mark(len(told), told) if told else ""


def seat_of_honour(policy: dict[str, object]) -> str:
    """Return where the principal sits: rear right unless the event says otherwise."""
    asked = str(policy.get("seat_of_honour", ""))
    return asked if asked in Seat else Seat.REAR_RIGHT.value


def _mark(many: int, told: object) -> str:
    return f"{many}/{hashlib.sha256(repr(told).encode()).hexdigest()[:4]}"
