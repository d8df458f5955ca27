"""The family photo of heads ("swafoto"): who stands in which row, in which order from its middle.

The rule of the G20, as the press has told it: in the front row the host of now in the middle, the
next and the previous host at the sides; heads of state by seniority in office from the middle
outward, by turns right and left. Second row: heads of government the same way, then deputies. Last
row: heads of international organisations by alphabet, then ministers who stand in, at its ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from narahubung.plans.seating.marks import marks
from narahubung.plans.seating.shapes import Fact, Guest, Pin, Problem, Reason, Rule

STATE, GOVERNMENT, DEPUTY = "head_of_state", "head_of_government", "deputy"
ORGANISATION, MINISTER = "organisation", "minister"
LEVELS = (STATE, GOVERNMENT, DEPUTY, ORGANISATION, MINISTER)
NOW, NEXT, PREVIOUS = "now", "next", "previous"
ROW_OF = {STATE: 1, GOVERNMENT: 2, DEPUTY: 2, ORGANISATION: 3, MINISTER: 3}


@dataclass(frozen=True, kw_only=True)
class Leader:
    """Who stands for a family photo. level: one of LEVELS; took_office: ISO date, "" where not
    known (after those whose date is); name: what the alphabet goes by; host: `now`, `next`,
    `previous` or ""; rank: among ministers.
    """

    code: str
    level: str
    took_office: str = ""
    name: str = ""
    host: str = ""
    rank: int = 0


@dataclass(frozen=True, kw_only=True)
class PhotoOrder:
    """guests: ranked through all rows, equal ranks are ties; sizes: of the rows, row 1 first;
    reasons: of each guest's place.
    """

    guests: tuple[Guest, ...]
    sizes: tuple[int, ...]
    reasons: dict[str, tuple[Reason, ...]]

    def problem(
        self,
        *,
        rules: tuple[Rule, ...] = (),
        pins: tuple[Pin, ...] = (),
        spacing_cm: int = 70,
        depth_cm: int = 80,
    ) -> Problem:
        """Return what the engine seats: the marks of these rows; a place changed by hand is a pin,
        so that it stays when the photo is planned again.
        """
        floor = marks(self.sizes, spacing_cm=spacing_cm, depth_cm=depth_cm)
        return Problem(guests=self.guests, seats=floor, rules=rules, pins=pins)


def photo_order(leaders: Sequence[Leader], *, at_right: str = NEXT) -> PhotoOrder:
    """Return the rows and ranks of a family photo; `at_right`: `next` or `previous`, the host who
    stands at the right hand of the host of now.

    Raises
    ------
    ValueError
        A level that there is not, or two hosts of one kind.
    """
    troika = (NOW, at_right, PREVIOUS if at_right == NEXT else NEXT)
    for host in troika:
        if sum(one.host == host for one in leaders) > 1:
            raise ValueError(f"two are the host of {host}")
    if unknown := {one.level for one in leaders} - set(LEVELS):
        raise ValueError(f"no such level: {', '.join(sorted(unknown))}")
    rows: list[list[tuple[Leader, tuple[object, ...], Reason]]] = [[], [], []]
    for one in leaders:
        number, key, reason = _place(one, troika)
        rows[number - 1].append((one, key, reason))
    guests, reasons, before = list[Guest](), dict[str, tuple[Reason, ...]](), 0
    for row in rows:
        row.sort(key=lambda placed: (placed[1], placed[0].code))
        keys = [key for _one, key, _reason in row]
        for one, key, reason in row:
            rank = before + 1 + keys.index(key)
            tied = keys.count(key) > 1
            guests.append(Guest(code=one.code, rank=rank, is_host=one.host == NOW))
            reasons[one.code] = (reason, Reason(code="tie", facts={"rank": rank}))[: 1 + tied]
        before += len(row)
    sizes = tuple(len(row) for row in rows if row)
    return PhotoOrder(guests=tuple(guests), sizes=sizes, reasons=reasons)


def _place(one: Leader, troika: tuple[str, str, str]) -> tuple[int, tuple[object, ...], Reason]:
    """Return the row, what decides within it (smallest in the middle), and the reason."""
    facts: dict[str, Fact] = {"level": one.level}
    if one.host in troika:
        place = troika.index(one.host)
        return 1, (0, place), Reason(code=f"host_{one.host}", facts=facts)
    row, group = ROW_OF[one.level], 1 + LEVELS.index(one.level)
    if one.level == ORGANISATION:
        key: tuple[object, ...] = (group, one.name.casefold())
        return row, key, Reason(code="alphabet", facts=facts | {"name": one.name})
    if one.level == MINISTER:
        return row, (group, one.rank), Reason(code="stands_in_row", facts=facts)
    known = (0, one.took_office) if one.took_office else (1, "")
    code = "seniority" if one.took_office else "no_date"
    return row, (group, *known), Reason(code=code, facts=facts | {"date": one.took_office})
