"""The proposal in full: why each sits there, who sits beside whom and why, ties, inversions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations, pairwise

from narahubung.plans.seating import shapes as s
from narahubung.plans.seating.judging import Hall, broken_of, pair_points
from narahubung.plans.seating.moving import conflicts
from narahubung.plans.seating.reading import Frame, frame_of
from narahubung.plans.seating.shapes import (
    Fact,
    Inversion,
    Pair,
    Problem,
    Proposal,
    Reason,
    Seated,
    Seating,
    Tie,
)

TRIED = 12  # seats that a guest was due and that are tried, to say why not there
TRIED_OF_MANY = 3  # ... where there are more than a hundred guests
TIED = 8  # guests of one rank of whom every two are tried; of more, each with the next


def explain(problem: Problem, seating: Seating) -> Proposal:
    """Return reasons, pairs, ties, inversions and wishes of any seating, also one made by hand; it
    bounds nothing: objective and bound are 0.
    """
    seated = tuple(Seated(guest=guest, seat=seat) for guest, seat in sorted(seating.items()))
    return explained(frame_of(problem), Proposal(seated=seated))


def explained(frame: Frame, proposal: Proposal) -> Proposal:
    """Return the proposal with everything that can be said about its seating."""
    hall = Hall(frame, proposal.seating)
    seated = tuple(_seated(frame, hall, guest) for guest in frame.guests if guest in hall.at)
    return replace(
        proposal,
        seated=seated,
        pairs=pairs_of(frame, hall),
        ties=_ties(frame, hall),
        inversions=_inversions(frame, hall, seated),
        broken=broken_of(frame, hall.at),
    )


def _seated(frame: Frame, hall: Hall, guest: str) -> Seated:
    seat, due = frame.seats[hall.at[guest]], frame.due[guest]
    pinned = frame.pinned.get(guest) == seat.code
    ranked = due.weight > 0 and seat.code in frame.step
    steps = due.steps(frame.step[seat.code]) if ranked else 0
    return Seated(
        guest=guest,
        seat=seat.code,
        honour=seat.honour,
        steps=steps,
        points=due.points(frame.step[seat.code]) if ranked else 0,
        pinned=pinned,
        reasons=tuple(_why(frame, hall, guest, steps, pinned=pinned)),
    )


def _why(frame: Frame, hall: Hall, code: str, steps: int, *, pinned: bool) -> list[Reason]:
    guest, seat = frame.guests[code], frame.seats[hall.at[code]]
    found = list[Reason]()
    if pinned:
        by = next((pin.by for pin in frame.problem.pins if pin.guest == code), "")
        found.append(Reason(code="pinned", facts={"by": by}))
    elif guest.interpreter_of:
        where = "interpreter_behind" if frame.is_behind(code) else "interpreter_beside"
        found.append(Reason(code=where, facts={"guest": guest.interpreter_of}))
    elif steps:
        way = "below" if steps > 0 else "above"
        found.append(Reason(code=way, facts={"steps": abs(steps), "rank": guest.rank}))
        found += _why_not_due(frame, hall, code)
    else:
        found.append(Reason(code="in_order", facts={"rank": guest.rank, "honour": seat.honour}))
    if guest.stands_in_for:
        found.append(Reason(code="own_rank", facts={"absent": guest.stands_in_for}))
    if guest.spouse_of:
        found.append(Reason(code="spouse", facts={"guest": guest.spouse_of}))
    found += _held(frame, hall, code)
    return found


def _held(frame: Frame, hall: Hall, code: str) -> Iterable[Reason]:
    """Say which rules about this guest the seat keeps."""
    for rule in frame.rules:
        if not rule.guests or rule.guests[0] != code or hall.breaks(rule) is not None:
            continue
        if rule.kind in (s.ACCESSIBLE, s.AISLE, s.SIDE):
            yield Reason(code=rule.kind)
        elif rule.kind in (s.RIGHT_OF, s.NEXT_TO, s.SAME_TABLE) and len(rule.guests) > 1:
            yield Reason(code=rule.kind, facts={"guest": rule.guests[1], "rule": rule.key})


def _why_not_due(frame: Frame, hall: Hall, code: str) -> list[Reason]:
    """Say what an exchange with who sits where the rank asks would break, or cost."""
    due, side = frame.due[code], frame.seats[hall.at[code]].side
    seats = [
        seat
        for seat, step in frame.step.items()
        if due.first <= step <= due.last and frame.seats[seat].side == side
    ]
    most = TRIED if len(frame.guests) <= 100 else TRIED_OF_MANY
    tried = [(seat, conflicts(frame, hall, code, seat)) for seat in seats[:most]]
    if not tried:
        return []
    seat, least = min(tried, key=lambda one: (len(one[1].faults), one[1].points, one[0]))
    facts: dict[str, Fact] = {"seat": seat, "holder": hall.sits.get(seat, "")}
    if least.faults:
        return [
            Reason(
                code="would_break",
                facts=facts
                | {"rule": one.rule or one.code, "kind": one.code, "guests": ", ".join(one.guests)},
            )
            for one in least.faults
        ]
    told = [
        Reason(
            code="would_miss",
            facts=facts | {"kind": one.kind, "guests": ", ".join(one.guests), "points": one.points},
        )
        for one in least.worse[:2]
    ]
    return [*told, Reason(code="would_cost", facts=facts | {"points": least.points})]


def pairs_of(frame: Frame, hall: Hall) -> tuple[Pair, ...]:
    """Return all who sit side by side, with what puts the one before the other."""
    found = []
    for left, right in frame.beside:
        if left in hall.sits and right in hall.sits:
            found.append(_pair(frame, hall.sits[left], hall.sits[right]))
    return tuple(found)


def _pair(frame: Frame, left: str, right: str) -> Pair:
    one, other = frame.guests[left], frame.guests[right]
    first, reasons = "", list[Reason]()
    if one.interpreter_of or other.interpreter_of:
        reasons.append(Reason(code="no_order"))
    elif one.rank == other.rank:
        reasons.append(Reason(code="tie", facts={"rank": one.rank}))
    else:
        high, low = sorted((one, other), key=lambda guest: guest.rank)
        first = high.code
        facts: dict[str, Fact] = {"guest": high.code, "other": low.code}
        ranks: dict[str, Fact] = {"rank": high.rank, "other_rank": low.rank}
        reasons.append(Reason(code="ranks_before", facts=facts | ranks))
    if left in (other.spouse_of, other.interpreter_of) or right in (
        one.spouse_of,
        one.interpreter_of,
    ):
        reasons.append(Reason(code="spouses" if one.spouse_of or other.spouse_of else "interprets"))
    common = frame.languages(left) & frame.languages(right)
    if common:
        reasons.append(Reason(code="common_language", facts={"language": min(common)}))
    reasons += [
        Reason(code=f"wish_{kind}", facts={"points": points})
        for kind, points in pair_points(frame, left, right)
    ]
    return Pair(left=left, right=right, first=first, reasons=tuple(reasons))


def _ties(frame: Frame, hall: Hall) -> tuple[Tie, ...]:
    ranks = defaultdict[tuple[str, int], list[str]](list)
    for guest in frame.guests.values():
        if guest.code in hall.at and not guest.interpreter_of and guest.code not in frame.pinned:
            ranks[frame.seats[hall.at[guest.code]].side, guest.rank].append(guest.code)
    return tuple(
        Tie(rank=rank, guests=tuple(guests), exchangeable=_exchangeable(frame, hall, guests))
        for (_side, rank), guests in sorted(ranks.items())
        if len(guests) > 1
    )


def _exchangeable(frame: Frame, hall: Hall, guests: list[str]) -> tuple[tuple[str, ...], ...]:
    pairs = combinations(guests, 2) if len(guests) <= TIED else pairwise(guests)
    return tuple(
        pair
        for pair in pairs
        if not (found := conflicts(frame, hall, pair[0], hall.at[pair[1]])).faults
        and found.points <= 0
    )


def _inversions(frame: Frame, hall: Hall, seated: tuple[Seated, ...]) -> tuple[Inversion, ...]:
    """Return, for each who sits lower than due, who of lower rank sits between."""
    found = []
    by_step = defaultdict[tuple[str, int], list[str]](list)
    for one in seated:
        if one.seat in frame.step and not frame.guests[one.guest].interpreter_of:
            by_step[frame.seats[one.seat].side, frame.step[one.seat]].append(one.guest)
    for one in seated:
        if one.steps <= 0:
            continue
        side, rank = frame.seats[one.seat].side, frame.guests[one.guest].rank
        for step in range(frame.due[one.guest].first, frame.step[one.seat]):
            found += [
                Inversion(higher=one.guest, lower=lower, reasons=one.reasons)
                for lower in by_step[side, step]
                if frame.guests[lower].rank > rank
            ]
    return tuple(found)
