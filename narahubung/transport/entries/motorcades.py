"""What can happen to a motorcade. All of it is need-to-know."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.kit.said import said
from narahubung.transport.words import car_role_word


@dataclass(frozen=True, kw_only=True)
class _OfMotorcade(Entry):
    """party: its code; label: what the trip is for."""

    right: ClassVar[str] = Right.SEE_ROUTES

    motorcade_id: int
    trip_id: int
    party_id: int
    party: str
    label: str

    def topics(self) -> list[str]:
        """Name the motorcade, its trip, and the list of all."""
        return [f"motorcade:{self.motorcade_id}", f"trip:{self.trip_id}", "motorcades"]

    def named(self) -> str:
        """Return `JPN, dinner`, in the language in force."""
        return f"{self.party}, {said(self.label)}"


@dataclass(frozen=True, kw_only=True)
class MotorcadeMade(_OfMotorcade):
    """A motorcade was laid out. cars: how many."""

    kind: ClassVar[str] = "transport.motorcade_made"
    cars: int

    def sentence(self) -> str:
        """Say how long it is."""
        words = _("{name}: a motorcade of {cars} cars was laid out.")
        return words.format(name=self.named(), cars=self.cars)


@dataclass(frozen=True, kw_only=True)
class MotorcadeDisbanded(_OfMotorcade):
    """There is no motorcade for this trip any more."""

    kind: ClassVar[str] = "transport.motorcade_disbanded"

    def sentence(self) -> str:
        """Say it."""
        return _("{name}: the motorcade was disbanded.").format(name=self.named())


@dataclass(frozen=True, kw_only=True)
class OrderChanged(_OfMotorcade):
    """The cars drive in another order. old, new: their roles, front to rear."""

    kind: ClassVar[str] = "transport.order_changed"
    old: list[str]
    new: list[str]

    def sentence(self) -> str:
        """Say the new order."""
        order = ", ".join(car_role_word(role) for role in self.new)
        return _("{name}: the order of cars is now {order}.").format(name=self.named(), order=order)


@dataclass(frozen=True, kw_only=True)
class CarSet(_OfMotorcade):
    """A place in the order has another car, driver or role; with neither, it was taken out."""

    kind: ClassVar[str] = "transport.car_set"
    role: str
    old: str
    new: str

    def sentence(self) -> str:
        """Say old and new."""
        change = f"{self.old or '-'} \N{RIGHTWARDS ARROW} {self.new or '-'}"
        return f"{self.named()}: {car_role_word(self.role)} {change}."


@dataclass(frozen=True, kw_only=True)
class SpareTaken(_OfMotorcade):
    """The principal rides in the spare car. old, new: their plates."""

    kind: ClassVar[str] = "transport.spare_taken"
    old: str
    new: str

    def sentence(self) -> str:
        """Say which car it is now."""
        words = _("{name}: the principal's car is now {new}, no longer {old}.")
        return words.format(name=self.named(), old=self.old or "-", new=self.new or "-")


@dataclass(frozen=True, kw_only=True)
class SeatsChanged(_OfMotorcade):
    """Somebody sits elsewhere, or not in the motorcade. car: its place in the order, 0 for none."""

    kind: ClassVar[str] = "transport.seats_changed"
    who: str
    car: int

    def sentence(self) -> str:
        """Say where."""
        if not self.car:
            return _("{name}: {who} has no seat any more.").format(name=self.named(), who=self.who)
        words = _("{name}: {who} rides in car {car}.")
        return words.format(name=self.named(), who=self.who, car=self.car)


@dataclass(frozen=True, kw_only=True)
class RouteWritten(_OfMotorcade):
    """Route, hospital, radio or times were written down."""

    kind: ClassVar[str] = "transport.route_written"

    def sentence(self) -> str:
        """Say that it changed; the way itself stands on the sheet alone."""
        return _("{name}: route and radio of the motorcade changed.").format(name=self.named())


@dataclass(frozen=True, kw_only=True)
class CarCalled(_OfMotorcade):
    """The roll call of one car: everybody is in. undone: that was taken back."""

    kind: ClassVar[str] = "transport.car_called"
    car: int
    people: int
    undone: bool = False

    def sentence(self) -> str:
        """Say which car, and how many sit in it."""
        if self.undone:
            words = _("{name}: the roll call of car {car} was taken back.")
        else:
            words = _("{name}: car {car}, {people} on board, nobody missing.")
        return words.format(name=self.named(), car=self.car, people=self.people)
