"""Fill the seats: the principal, who is beside him, who sits in front, then everybody by rank."""

from narahubung.plans.carseats.shapes import Place, Problem, Rider, Seating, Taken, seats_of

_AFTER = ("spouse", "guest", "interpreter", "aide", "officer", "protection")
_IN_FRONT = ("protection", "aide", "officer")


def seat(problem: Problem) -> Seating:
    """Return who sits where. Nobody stands: who finds no seat goes in the next car."""
    return _Seats(problem).fill()


class _Seats:
    """One vehicle being filled."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.asked = problem, problem.asked
        self.free = list(seats_of(problem))
        self.taken: list[Taken] = []
        self.notes: list[str] = []

    def fill(self) -> Seating:
        """Seat everybody."""
        waiting = sorted(self.problem.riders, key=_order)
        principal = next((one for one in waiting if one.part == "guest"), None)
        if principal:
            waiting.remove(principal)
            self._seat_principal(principal)
        self._seat_front(waiting)
        for one in sorted(waiting, key=lambda one: (_AFTER.index(one.part), one.rank, one.name)):
            self._seat_other(one, principal)
        done = sorted(self.taken, key=lambda one: _order(one.rider))
        return Seating(taken=tuple(done), free=tuple(self.free), notes=tuple(self.notes))

    def _seat_principal(self, principal: Rider) -> None:
        asked = next((one for one in self.free if one.code == self.asked.seat), None)
        if self.asked.seat and asked is None:
            self.notes.append("asked_seat_absent")
        place = asked or self.free[0]
        sedan = self.problem.kind == "sedan"
        why = "asked" if asked else self.problem.honour if sedan else f"kerb_{self.problem.kind}"
        # Sources say far right; many Indonesian drivers seat the principal at the kerb. The custom
        # in a bus stands in no source.
        self._take(
            principal, place, why, unsure=not asked and self.problem.kind in {"sedan", "bus"}
        )

    def _seat_front(self, waiting: list[Rider]) -> None:
        front = next((one for one in self.free if one.code == "front"), None)
        wanted = (self.asked.front, *_IN_FRONT) if self.asked.front else _IN_FRONT
        for part in wanted:
            rider = next((one for one in waiting if one.part == part), None)
            if rider is None or front is None or (part == "officer" and self.asked.officer_in):
                continue
            waiting.remove(rider)
            why = "asked" if part == self.asked.front else f"front_{part}"
            self._take(rider, front, why)
            return

    def _seat_other(self, rider: Rider, principal: Rider | None) -> None:
        allowed = [one for one in self.free if self._may(rider, one, principal)]
        if not allowed:
            self._take(rider, None, self._why_not(rider, principal))
            return
        place, why, unsure = allowed[0], f"by_{rider.part}", rider.part == "interpreter"
        if rider.part == "officer" and self.asked.officer_in:
            why, unsure = "asked", False
        self._take(rider, place, why, unsure=unsure)

    def _may(self, rider: Rider, place: Place, principal: Rider | None) -> bool:
        if place.code == "front" and rider.part in {"guest", "spouse"}:
            return False  # beside the driver no guest sits
        if place.code == "rear_middle" and rider.part in _IN_FRONT:
            return False  # to be avoided: nobody is squeezed in who can take the next car
        if principal is None:
            return True
        own = next((t.place for t in self.taken if t.rider == principal), None)
        if own is None or place.row != own.row:
            return True
        asks = self.asked
        if asks.beside == "nobody":
            return False
        if rider.part == "officer" and not asks.officer_in:
            return False  # never beside the head of delegation unless asked
        if asks.beside == "same" and rider.part != "spouse":
            return bool(rider.gender and rider.gender == principal.gender)
        return True

    def _why_not(self, rider: Rider, principal: Rider | None) -> str:
        if rider.part == "officer":
            return "next_officer"
        beside = self.asked.beside and any(
            one.code != "front" or rider.part not in {"guest", "spouse"} for one in self.free
        )
        return "next_beside" if beside and principal else "next_full"

    def _take(self, rider: Rider, place: Place | None, why: str, *, unsure: bool = False) -> None:
        if place is not None:
            self.free.remove(place)
            if place.code == "rear_middle":
                self.notes.append("middle")
        self.taken.append(Taken(rider=rider, place=place, why=why, unsure=unsure))


def _order(rider: Rider) -> tuple[int, int, str]:
    return (0 if rider.part == "guest" else 1 + _AFTER.index(rider.part), rider.rank, rider.name)
