"""Who walks in when, by which door and with whom; who leaves first; on which side a line receives.

The most honoured arrives last and leaves first (Permensesneg 13/2009, as retold).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from narahubung.plans.seating.shapes import Guest, Reason

STAND_BY_S, GO_S = 60, 10


@dataclass(frozen=True, kw_only=True)
class Cue:
    """One entry. guests: who walk together, the principal first; at_s: seconds from the first
    entry; stand_by_s, go_s: when their officers get the word (T-60 and T-10; below 0: before the
    first entry); tied: who of the same rank walks next to them, so that a person decides.
    """

    number: int
    guests: tuple[str, ...]
    rank: int
    door: str
    at_s: int
    stand_by_s: int
    go_s: int
    tied: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


def walk_in(
    guests: Sequence[Guest],
    *,
    every_s: int = 20,
    door: str = "",
    doors: Mapping[str, str] | None = None,
    pause_s: Mapping[str, int] | None = None,
) -> tuple[Cue, ...]:
    """Return the entries, the most honoured last.

    Spouses walk with their partner; interpreters are no part of it. doors: the door of a guest,
    where it is not `door`; pause_s: seconds to wait more before this guest enters (an
    announcement). Equal ranks stand in order of code and name each other in `tied`.
    """
    return _cues(guests, every_s, door, doors or {}, pause_s or {}, last_first=True)


def walk_out(
    guests: Sequence[Guest],
    *,
    every_s: int = 10,
    door: str = "",
    doors: Mapping[str, str] | None = None,
) -> tuple[Cue, ...]:
    """Return who leaves when, the most honoured first."""
    return _cues(guests, every_s, door, doors or {}, {}, last_first=False)


def _cues(
    guests: Sequence[Guest],
    every_s: int,
    door: str,
    doors: Mapping[str, str],
    pause_s: Mapping[str, int],
    *,
    last_first: bool,
) -> tuple[Cue, ...]:
    known = {one.code: one for one in guests}
    led = {
        one.code: one.spouse_of
        for one in guests
        if one.spouse_of in known and known[one.spouse_of].spouse_of != one.code
    }
    # Where each names the other, who ranks first leads; of one rank, who comes first by code.
    led |= {
        one.code: one.spouse_of
        for one in guests
        if one.spouse_of in known
        and known[one.spouse_of].spouse_of == one.code
        and (known[one.spouse_of].rank, one.spouse_of) < (one.rank, one.code)
    }
    leads = [one for one in guests if one.code not in led and not one.interpreter_of]
    leads.sort(key=lambda one: (-one.rank if last_first else one.rank, one.code))
    way = "most_honoured_last" if last_first else "most_honoured_first"
    found, at_s = list[Cue](), 0
    for rank, some in groupby(leads, key=lambda one: one.rank):
        tied = [one.code for one in some]
        for code in tied:
            at_s += pause_s.get(code, 0)
            number = len(found) + 1
            found.append(
                Cue(
                    number=number,
                    guests=(code, *sorted(one for one, lead in led.items() if lead == code)),
                    rank=rank,
                    door=doors.get(code, door),
                    at_s=at_s,
                    stand_by_s=at_s - STAND_BY_S,
                    go_s=at_s - GO_S,
                    tied=tuple(one for one in tied if one != code),
                    reasons=_reasons(way, rank, number, len(leads), len(tied)),
                )
            )
            at_s += every_s
    return tuple(found)


def _reasons(way: str, rank: int, number: int, many: int, tied: int) -> tuple[Reason, ...]:
    found = [Reason(code=way, facts={"rank": rank, "number": number, "of": many})]
    if tied > 1:
        found.append(Reason(code="tie", facts={"rank": rank}))
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class ReceivingLine:
    """line: who receives, the first whom a guest meets first; guests_from: the side from which
    guests come, as seen by those who receive.
    """

    line: tuple[str, ...]
    guests_from: str
    reasons: tuple[Reason, ...]


def receiving_line(receivers: Sequence[Guest], *, most_honoured_receives: bool) -> ReceivingLine:
    """Return the line: in order of rank, the first met first; who is led by a spouse stands next.

    A guest more honoured than the host comes from the host's right; where the most honoured
    receives, guests come from the left (Permensesneg 13/2009, as retold).
    """
    known = {one.code: one for one in receivers}

    def turn(one: Guest) -> tuple[object, ...]:
        lead = known.get(one.spouse_of, one)
        lead = min(lead, one, key=lambda some: (some.rank, some.code))
        return (lead.rank, lead.code, one.code != lead.code, one.code)

    side = "left" if most_honoured_receives else "right"
    code = "most_honoured_receives" if most_honoured_receives else "guest_more_honoured"
    return ReceivingLine(
        line=tuple(one.code for one in sorted(receivers, key=turn)),
        guests_from=side,
        reasons=(Reason(code=code),),
    )
