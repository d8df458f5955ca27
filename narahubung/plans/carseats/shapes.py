"""Vehicles, their seats, who rides, and what was asked. Right is the right of who drives."""

from dataclasses import dataclass

KINDS = ("sedan", "van", "minibus", "bus")
PARTS = ("guest", "spouse", "interpreter", "aide", "protection", "officer")
_ROWS = {"sedan": 1, "van": 2, "minibus": 4, "bus": 6}


@dataclass(frozen=True, kw_only=True)
class Rider:
    """Somebody who is to ride. rank: 1 is the principal; gender: F, M or ""."""

    name: str
    part: str = "guest"
    rank: int = 9
    gender: str = ""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A seat. row: 0 is the driver's; column: -1 left, 0 middle, 1 right."""

    code: str
    row: int
    column: int


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the principal's own security or aide asks for, which goes before every custom.

    seat: the principal's, "" for none. front: who takes the seat beside the driver: "protection",
    "aide", "officer" or "" for the custom. beside: "same" for nobody of the other gender beside the
    principal but the spouse; "nobody" for nobody at all. officer_in: the officer rides beside the
    principal, because it was asked for.
    """

    seat: str = ""
    front: str = ""
    beside: str = ""
    officer_in: bool = False


@dataclass(frozen=True, kw_only=True)
class Problem:
    """kind: of KINDS; driver: the side on which the driver sits; honour: rear_right or rear_left.

    honour is of sedans; in vans, minibuses and buses the seat of honour hangs on the kerb.
    """

    kind: str
    riders: tuple[Rider, ...]
    driver: str = "right"
    honour: str = "rear_right"
    asked: Asked = Asked()

    @property
    def kerb(self) -> int:
        """Return the column at the kerb: where they drive on the left, the driver sits right."""
        return -1 if self.driver == "right" else 1


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One seat taken. place None: the next car. why: of REASONS. unsure: custom differs."""

    rider: Rider
    place: Place | None
    why: str
    unsure: bool = False


@dataclass(frozen=True, kw_only=True)
class Seating:
    """Everybody with a seat or in the next car; free: seats that stay empty; notes: codes."""

    taken: tuple[Taken, ...]
    free: tuple[Place, ...]
    notes: tuple[str, ...] = ()


def seats_of(problem: Problem) -> tuple[Place, ...]:
    """Return the seats of the vehicle without the driver's, the most honoured first."""
    front = Place(code="front", row=0, column=problem.kerb)
    if problem.kind == "sedan":
        right = Place(code="rear_right", row=1, column=1)
        left = Place(code="rear_left", row=1, column=-1)
        first, second = (right, left) if problem.honour != "rear_left" else (left, right)
        return first, second, front, Place(code="rear_middle", row=1, column=0)  # to be avoided
    rows = range(1, _ROWS[problem.kind] + 1)
    kerb, road = problem.kerb, -problem.kerb
    found = [
        Place(code=f"row{row}_{'left' if column < 0 else 'right'}", row=row, column=column)
        for row in rows
        for column in (kerb, road)
    ]
    return (*found, front)
