"""What a change does, found on the network: the lines of a wave, before anything is stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import Q

from narahubung.accounts.roles import Right
from narahubung.assignments.cover import cover_of
from narahubung.assignments.models import Duty, DutyState
from narahubung.assignments.planning import stays_of
from narahubung.assignments.rules.following import following
from narahubung.duties.models import Step, StepState
from narahubung.kit.intervals import Span
from narahubung.kit.records import Certainty
from narahubung.kit.said import in_both
from narahubung.movements.models import Direction, Movement
from narahubung.parties.models import Party
from narahubung.plans.ripple import Bound, Edit, Mending, Moved, Search, mend
from narahubung.ripple.causes import Cause
from narahubung.ripple.models import ShiftState
from narahubung.ripple.network import EventNetwork, Thing
from narahubung.ripple.words import steps_label

_LOOKED = (StepState.CHECKED, StepState.RECHECKED, StepState.AGAIN)
SEARCH = Search(wanted=3, steps=2, tries=200)


@dataclass(frozen=True, kw_only=True)
class Found:
    """One line. key: the node's; slack_min: minutes left, negative when late.

    goes_along: a command of its room moves it; what is only told (a wake-up call) has none.
    """

    key: str
    about: Thing
    state: ShiftState
    old: datetime | None = None
    new: datetime | None = None
    slack_min: int | None = None
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Spread:
    """Everything a change does. untouched: how many delegations that come it does not touch."""

    lines: tuple[Found, ...]
    untouched: int
    mending: Mending = field(default_factory=Mending)


def spread(
    cause: Cause,
    net: EventNetwork,
    edit: Edit | None = None,
    *,
    pushed: Mapping[str, datetime] | None = None,
) -> Spread:
    """Return what a change does to a network of how things stood. The network stays as it is.

    edit: what it is to the network, where that is more than the cause itself. pushed: since when
    nodes could come that an earlier change put later: they come back as far as this one lets them.
    """
    if cause.is_confirmed:
        return Spread(lines=(), untouched=_untouched((), cause, net))
    lines: list[Found] = []
    mending = Mending()
    with net.lock:
        edit = edit or cause.edit(net)
        if cause.elsewhere is not None:
            lines = list(_unknown(cause, net))
        elif edit is not None:
            lines, mending = _applied(edit, cause, net, pushed or {})
    lines = _once(lines)
    lines += duty_lines(cause, net)
    lines += step_lines(lines, cause, net)
    untouched = _untouched(lines, cause, net)
    return Spread(lines=tuple(lines), untouched=untouched, mending=mending)


def _untouched(lines: Iterable[Found], cause: Cause, net: EventNetwork) -> int:
    touched = {line.about.party_id for line in lines} | cause.parties
    parties = Party.objects.filter(event=net.event).exclude(certainty=Certainty.CANCELLED)
    return len({party.pk for party in parties if party.comes} - touched)


def _applied(
    edit: Edit, cause: Cause, net: EventNetwork, pushed: Mapping[str, datetime]
) -> tuple[list[Found], Mending]:
    """Return what an edit does, and the repairs. The network is as it was afterwards, whatever
    happens meanwhile: others go on with it.
    """
    back = _let_back(_floors(pushed, net), net)
    try:
        before = _slacks(cause, net)
        outcome = net.network.apply(edit)
        try:
            lines = [
                *_moved(outcome.moved, cause, net),
                *_bounds(outcome.broken, ShiftState.BROKEN, net),
                *_bounds(outcome.tight, ShiftState.TIGHT, net),
                *_bounds(outcome.eased, ShiftState.EASED, net),
                *_fine(before, cause, net),
            ]
            return lines, _mending(outcome.broken, net)
        finally:
            net.network.apply(outcome.undo)
    finally:
        net.network.apply(back)


def _floors(pushed: Mapping[str, datetime], net: EventNetwork) -> dict[str, int]:
    """Return since when nodes could come that only what is before them holds, in seconds."""
    graph = net.network.graph
    return {
        key: net.sec(at)
        for key, at in pushed.items()
        if key in net.things and graph.nodes[graph.number[key]].earliest is None
    }


def _let_back(floors: dict[str, int], net: EventNetwork) -> Edit:
    """Let nodes come as early as that, where something before them still holds them where they are.

    What would come back by itself nobody pushes any more: it was left there. Return the edit that
    takes it back.
    """
    while True:
        outcome = net.network.apply(Edit(moments=floors))
        loose = {each.key for each in outcome.moved} & floors.keys()
        if not loose:
            return outcome.undo
        net.network.apply(outcome.undo)
        floors = {key: at for key, at in floors.items() if key not in loose}


def _unknown(cause: Cause, net: EventNetwork) -> Iterable[Found]:
    """Yield what hangs on a movement that comes at another place: all its times are open again.

    What is fixed is as far as it goes: whatever comes after it hangs on that.
    """
    graph, seen, waiting = net.network.graph, {cause.thing}, [cause.thing]
    while waiting and cause.thing in net.things:
        key = waiting.pop(0)
        about = net.things[key]
        if not about.quiet and key != cause.thing and about.kind != "closes":
            at = net.when(net.network.moment(key))
            yield Found(key=key, about=about, state=ShiftState.UNKNOWN, old=at, new=at)
        node = graph.number[key]
        for target, _lag, _table, link in () if graph.fixed[node] else graph.out[node]:
            after = graph.nodes[target].key
            if graph.kind[link] in _HANGS and after not in seen:
                seen.add(after)
                waiting.append(after)


_HANGS = {
    *("processing", "booking", "drive", "use", "check_in", "room", "escort_request", "line_up"),
    *("wake", "arrive"),
}


def _moved(moved: Iterable[Moved], cause: Cause, net: EventNetwork) -> Iterable[Found]:
    """Say what goes along; of another party that nothing moves by itself: it would be late.

    When a drive itself left or was there, who told that knows.
    """
    for key, old, new in moved:
        about = net.things[key]
        known = cause.real and about.thing == cause.thing
        known = known and (about.kind == "trip" or cause.real == "reached_at")
        if about.quiet or about.kind == "closes" or known:
            continue
        own = about.party_id is None or about.party_id in cause.parties
        if not own and about.kind == "reaches":
            continue
        yield Found(
            key=key,
            about=about,
            state=ShiftState.MOVED if own else ShiftState.BROKEN,
            old=net.when(old),
            new=net.when(new),
            slack_min=None if own else (old - new) // 60,
        )


def _bounds(bounds: Iterable[Bound], state: ShiftState, net: EventNetwork) -> Iterable[Found]:
    for bound in bounds:
        yield Found(
            key=bound.key,
            about=net.things[bound.key],
            state=state,
            old=net.when(bound.limit),
            new=net.when(bound.limit - bound.slack),
            slack_min=bound.slack // 60,
        )


def _slacks(cause: Cause, net: EventNetwork) -> dict[str, int]:
    """Return the seconds that are left before each appointment of the parties it is about."""
    found = {}
    for key, about in net.things.items():
        if about.kind in {"session", "meeting"} and about.party_id in cause.parties:
            slack = net.network.slack(key)
            if slack is not None:
                found[key] = slack
    return found


def _fine(before: Mapping[str, int], cause: Cause, net: EventNetwork) -> Iterable[Found]:
    """Say which appointments have less left than before, and enough all the same."""
    tight = net.times.tight * 60
    for key, now in _slacks(cause, net).items():
        was = before.get(key)
        if was is not None and was != now and min(was, now) >= tight:
            at = net.when(net.network.moment(key))
            yield Found(
                key=key,
                about=net.things[key],
                state=ShiftState.FINE,
                old=at,
                new=at,
                slack_min=now // 60,
            )


def _once(lines: Sequence[Found]) -> list[Found]:
    """Return each thing of each party once: that it is late says more than that it moved, and what
    moved may be tight besides.
    """
    found: dict[tuple[str, int | None, str], Found] = {}
    for line in lines:
        name = line.about.thing, line.about.party_id, line.about.kind
        if name not in found or line.state == ShiftState.BROKEN:
            found[name] = line
        elif found[name].state == ShiftState.MOVED:
            found[name] = replace(found[name], slack_min=line.slack_min)
    return list(found.values())


def _mending(broken: Sequence[Bound], net: EventNetwork) -> Mending:
    if not broken:
        return Mending()
    parties = {net.things[bound.key].party_id for bound in broken}
    pools = [pool for pk in sorted(pk for pk in parties if pk) for pool in net.pools.get(pk, ())]
    return mend(net.network, [bound.key for bound in broken], pools, search=SEARCH)


def duty_lines(cause: Cause, net: EventNetwork) -> list[Found]:
    """Return the duties that go along with a stay: what the room of assignments does by its rule.

    They move there by themselves; here they are lines, so that one sees everything in one place.
    """
    if not cause.thing.startswith("movement:") or cause.party_id is None:
        return []
    rows = Duty.objects.ahead().filter(party_id=cause.party_id).select_related("officer", "party")
    duties = list(rows.order_by("starts", "pk"))
    was, now = _stay(cause, net, cause.old), _stay(cause, net, cause.new)
    if not duties or was is None or now is None or was == now:
        return []
    event, party_id = net.event, cause.party_id
    before = cover_of(event, [party_id], stays={party_id: was}).get(party_id, [])
    after = cover_of(event, [party_id], stays={party_id: now}).get(party_id, [])
    found = []
    for row in duties:
        goal = following(Span(row.starts, row.ends), before, after)
        edges = (("duty_starts", row.starts, goal.start), ("duty_ends", row.ends, goal.end))
        for kind, old, new in edges:
            if old == new or (kind == "duty_starts" and row.state == DutyState.ON):
                continue
            found.append(_duty(row, kind, old, new, net))
    return found


def _duty(row: Duty, kind: str, old: datetime, new: datetime, net: EventNetwork) -> Found:
    person_id = row.officer.person_id
    about = Thing(
        thing=f"duty:{row.pk}",
        kind=kind,
        party_id=row.party_id,
        zone=net.event.zone,
        says=lambda: row.officer.short_name,
        owners=(f"person:{person_id}",) if person_id else (f"officers:{row.party_id}",),
        reads=Right.SEE_OFFICERS.value,
    )
    return Found(key=f"duty:{row.pk}", about=about, state=ShiftState.MOVED, old=old, new=new)


def _stay(cause: Cause, net: EventNetwork, at: datetime | None) -> Span | None:
    """Return the stay of the party if the movement that changed were at `at`."""
    stay = stays_of(net.event).get(cause.party_id or 0)
    row = Movement.objects.filter(pk=cause.pk).first()
    if stay is None or row is None or at is None:
        return None
    beside = Movement.objects.filter(party_id=row.party_id, direction=row.direction)
    beside = beside.exclude(pk=row.pk).exclude(certainty=Certainty.CANCELLED)
    ends = [at, *(moment for one in beside if isinstance(moment := one.best_at, datetime))]
    if row.direction == Direction.ARRIVAL:
        return Span(min(ends), max(stay.end, min(ends)))
    return Span(min(stay.start, max(ends)), max(ends))


def step_lines(lines: Sequence[Found], cause: Cause, net: EventNetwork) -> list[Found]:
    """Return, for each party, how many checks were made on what is no longer so.

    The room of duties asks for them again by itself.
    """
    anchors = set(_anchors(lines, cause, net))
    if not anchors:
        return []
    wanted_facts = {"place"} if cause.elsewhere is not None else {"time", "end"}
    wanted = Q(pk__in=[])
    for kind, pk in anchors:
        wanted |= Q(anchor_kind=kind, anchor_id=pk)
    rows = Step.objects.filter(wanted, event=net.event, state__in=_LOOKED)
    numbers: dict[int, int] = {}
    for party_id, facts in rows.order_by("party_id").values_list("party_id", "facts"):
        if wanted_facts & facts.keys():
            numbers[party_id] = numbers.get(party_id, 0) + 1
    return [
        Found(
            key=f"steps:{party_id}",
            about=Thing(
                thing=f"steps:{party_id}",
                kind="steps",
                party_id=party_id,
                zone=net.event.zone,
                says=lambda number=number: in_both(lambda: steps_label(number)),  # type: ignore[misc]
                owners=(f"officers:{party_id}",),
                reads=Right.SEE_DUTIES.value,
            ),
            state=ShiftState.AGAIN,
        )
        for party_id, number in numbers.items()
    ]


def _anchors(lines: Sequence[Found], cause: Cause, net: EventNetwork) -> Iterable[tuple[str, int]]:
    """Yield the facts whose time changes, as the room of duties names them."""
    names = {"trip": "trip", "item": "session", "meeting": "meeting", "check_in": "stay"}
    moved = [line.about.thing for line in lines if line.state == ShiftState.MOVED]
    first = [] if cause.real else [cause.thing]  # that it happened is no other plan
    for thing in dict.fromkeys([*first, *moved]):
        kind, _colon, number = thing.partition(":")
        if kind == "movement" and thing in net.things:
            yield net.things[thing].kind, int(number)
        elif kind in names:
            yield names[kind], int(number)
