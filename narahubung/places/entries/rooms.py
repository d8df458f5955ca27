"""What can happen to a drawing of a room."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.places.words import MARKS


@dataclass(frozen=True, kw_only=True)
class OfRoom(Entry):
    """plan_id: the drawing; room: its name; name: who did it."""

    right: ClassVar[str] = Right.SEE_PLACES
    plan_id: int
    room: str
    name: str

    def topics(self) -> list[str]:
        """Name the drawing and the list."""
        return [f"roomplan:{self.plan_id}", "places"]


@dataclass(frozen=True, kw_only=True)
class RoomDrawn(OfRoom):
    """It was drawn. seats: how many."""

    kind: ClassVar[str] = "places.room_drawn"
    seats: int

    def sentence(self) -> str:
        """Say what it has."""
        words = _("{name} drew {room} with {seats} places.")
        return words.format(name=self.name, room=self.room, seats=self.seats)


@dataclass(frozen=True, kw_only=True)
class RoomRedrawn(OfRoom):
    """It was drawn anew. drawing: its version."""

    kind: ClassVar[str] = "places.room_redrawn"
    drawing: int
    seats: int

    def sentence(self) -> str:
        """Say which version it is."""
        words = _("{name} drew {room} anew: version {version}, {seats} places.")
        return words.format(name=self.name, room=self.room, version=self.drawing, seats=self.seats)


@dataclass(frozen=True, kw_only=True)
class OfMark(OfRoom):
    """mark: its kind; called: its name."""

    mark: str
    called: str

    def what(self) -> str:
        """Name it."""
        return f"{MARKS.get(self.mark, self.mark)} {self.called}".strip()


@dataclass(frozen=True, kw_only=True)
class MarkPut(OfMark):
    """A door, a camera … was put into the drawing."""

    kind: ClassVar[str] = "places.mark_put"

    def sentence(self) -> str:
        """Say what."""
        words = _("{name} put into {room}: {what}.")
        return words.format(name=self.name, room=self.room, what=self.what())


@dataclass(frozen=True, kw_only=True)
class MarkTaken(OfMark):
    """It was taken out."""

    kind: ClassVar[str] = "places.mark_taken"

    def sentence(self) -> str:
        """Say what."""
        words = _("{name} took out of {room}: {what}.")
        return words.format(name=self.name, room=self.room, what=self.what())


@dataclass(frozen=True, kw_only=True)
class SeatClosed(OfRoom):
    """Nobody may be put on this seat any more."""

    kind: ClassVar[str] = "places.seat_closed"
    number: str

    def sentence(self) -> str:
        """Say which."""
        words = _("{name} closed seat {number} of {room}.")
        return words.format(name=self.name, number=self.number, room=self.room)


@dataclass(frozen=True, kw_only=True)
class SeatOpened(OfRoom):
    """Somebody may be put there again."""

    kind: ClassVar[str] = "places.seat_opened"
    number: str

    def sentence(self) -> str:
        """Say which."""
        words = _("{name} opened seat {number} of {room} again.")
        return words.format(name=self.name, number=self.number, room=self.room)
