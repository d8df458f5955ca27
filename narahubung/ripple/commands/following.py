"""What hangs on a change goes along with it, in one act of the house."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_both
from narahubung.ripple.causes import Cause
from narahubung.ripple.commands.agreeing import ask_no_more
from narahubung.ripple.commands.moving import put
from narahubung.ripple.commands.telling import about, tell
from narahubung.ripple.entries import WaveSpread
from narahubung.ripple.finding import Found, Spread, spread
from narahubung.ripple.models import Consent, Shift, ShiftState, Wave
from narahubung.ripple.network import EventNetwork, before
from narahubung.ripple.owners import Owners
from narahubung.ripple.renewing import pushed_by, repaired, settled, swapped
from narahubung.ripple.repairs import as_data
from narahubung.ripple.rows import ROWS, as_text, stored


@command
def follow(  # noqa: PLR0913 -- what changed, who told it, and how
    *,
    cause: Cause,
    entry_id: int,
    says: str,
    by_person: int | None = None,
    by_name: str = "",
    lags: Sequence[Sequence[Any]] = (),
    swaps: Sequence[Sequence[str]] = (),
    repair: tuple[int, int] | None = None,
    changed_at: datetime | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Wave | None:
    """Let what hangs on a change go along, keep the wave, and tell who is concerned.

    entry_id: the journal's number of the change; says: the change in both languages; by_person,
    by_name: who made it. lags, swaps: what a repair shortens, and gives other cars, as in
    `RepairAdopted`; repair: the wave it is of, and its number there. changed_at: when the change
    was made, if not now. Returns None, and opens no act, where nothing hangs on it.
    """
    if lags or swaps:
        net, edit = repaired(by.here, lags, swaps)
    else:
        net, edit = (
            before(by.here, cause.was, entry_id=entry_id, only_moments=cause.only_moments),
            None,
        )
    found = spread(cause, net, edit, pushed=pushed_by(cause.thing))
    lines = [*found.lines, *swapped(swaps, net), *settled(cause, found.lines, net)]
    if not lines or (cause.real and all(line.about.thing == cause.thing for line in lines)):
        return None
    with act(by=by, at=at, key=key) as record:
        wave = Wave.objects.create(
            event_id=by.here,
            party_id=cause.party_id,
            movement_id=cause.pk if cause.thing.startswith("movement:") else None,
            thing=cause.thing,
            cause_id=entry_id,
            cause=says[:1000],
            old=cause.old,
            new=cause.new,
            zone=cause.zone,
            at=changed_at or at,
            by_person=by_person,
            by_name=by_name[:200],
            outcome={
                **_outcome(cause, found, net),
                "swaps": list(swaps),
                "repair": repair,
                "reads": _meetings_named(repair),
            },
        )
        owners = Owners(by.here, at, (cause.old, cause.new))
        shifts = _store(wave, lines, owners, by, at)
        replaces = timedelta(minutes=net.times.replaces)
        told = tell(wave, shifts, owners, replaces=replaces, by=by, at=at)
        if wave.outcome["stands"]:  # repairs of what stood before are no longer asked about
            before_it = Consent.objects.filter(wave__thing=wave.thing, wave__event=wave.event_id)
            older = before_it.exclude(wave=wave).filter(wave__undone_at=None)
            ask_no_more(older.select_related("wave", "person"), by=by, at=at)
        record(
            WaveSpread(
                **about(wave),
                moved=sum(shift.state == ShiftState.MOVED for shift in shifts),
                late=sum(shift.state == ShiftState.BROKEN for shift in shifts),
                told=told,
            )
        )
    return wave


def _meetings_named(repair: tuple[int, int] | None) -> list[list[Any]]:
    """Return the rights to know of the meetings that a repair names: so does what follows it."""
    if repair is None:
        return []
    kept = Wave.objects.values_list("outcome", flat=True).get(pk=repair[0])["repairs"][repair[1]]
    return [one for one in kept.get("reads", ()) if one[0] == Right.SEE_MEETINGS]


def _outcome(cause: Cause, found: Spread, net: EventNetwork) -> dict[str, Any]:
    return {
        "untouched": found.untouched,
        "stood": as_text(cause.stood),
        "stands": as_text(cause.stands),
        "happened": cause.status,
        "elsewhere": cause.elsewhere,
        "parties": sorted(cause.parties),
        "repairs": [as_data(repair, net) for repair in found.mending.repairs],
    }


def _store(
    wave: Wave, lines: Sequence[Found], owners: Owners, by: Actor, at: datetime
) -> list[Shift]:
    """Move what follows, and keep every line. Of things that share a car, the one that makes room
    for the other goes first.
    """
    moved = _moments(lines)
    later = wave.old is None or wave.new is None or wave.new >= wave.old
    order = sorted(lines, key=lambda one: one.old or at, reverse=later)
    done: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {}
    for line in order:
        thing = line.about.thing
        goes = line.state == ShiftState.MOVED and thing != wave.thing
        if goes and thing not in done and thing.partition(":")[0] in ROWS:
            done[thing] = _go(thing, moved[thing], wave.cause, by, at)
    shifts = [_shift(wave, line, done, owners) for line in lines]
    Shift.objects.bulk_create(shifts)
    return shifts


def _moments(lines: Sequence[Found]) -> dict[str, dict[str, tuple[datetime, datetime]]]:
    """Return old and new of each thing that moves, by which of its two moments it is."""
    found: dict[str, dict[str, tuple[datetime, datetime]]] = {}
    for line in lines:
        if line.state == ShiftState.MOVED and line.old and line.new:
            part = "ends" if line.about.kind == "reaches" else "starts"
            found.setdefault(line.about.thing, {})[part] = line.old, line.new
    return found


def _go(
    thing: str,
    moments: Mapping[str, tuple[datetime, datetime]],
    why: str,
    by: Actor,
    at: datetime,
) -> tuple[dict[str, Any], dict[str, Any], str]:
    """Move a row; return what stood, what stands, and why it could not (then nothing stands)."""
    stood = stored(thing)
    if stood is None:
        return {}, {}, ""
    names = list(stood)
    old, new = moments.get("starts", next(iter(moments.values())))
    to = {name: stood[name] + (new - old) for name in names}
    if "ends" in moments:
        to[names[-1]] = moments["ends"][1]
        if "starts" not in moments:
            to[names[0]] = stood[names[0]]
    refusal = put(thing, to, why=why, by=by, at=at)
    if refusal is not None:
        return {}, {}, in_both(lambda: refusal)
    return as_text(stood), as_text(to), ""


def _shift(
    wave: Wave,
    line: Found,
    done: Mapping[str, tuple[dict[str, Any], dict[str, Any], str]],
    owners: Owners,
) -> Shift:
    about = line.about
    stood, stands, why = done.get(about.thing, ({}, {}, ""))
    people = owners.of(about.owners)
    state, slack = line.state, line.slack_min
    if why and line.old and line.new:
        state, slack = ShiftState.BROKEN, -round(abs((line.new - line.old).total_seconds()) / 60)
    return Shift(
        event_id=wave.event_id,
        wave=wave,
        party_id=about.party_id,
        thing=about.thing,
        kind=about.kind,
        label=about.says()[:420],
        zone=about.zone,
        old=line.old,
        new=line.new,
        state=state.value,
        slack_min=slack,
        why=why[:420],
        reads=about.reads,
        owners=[
            {"person": pk, "name": owners.name(pk), "as": role} for pk, role in people.items() if pk
        ],
        stood=stood if about.kind != "reaches" else {},
        stands=stands if about.kind != "reaches" else {},
    )
