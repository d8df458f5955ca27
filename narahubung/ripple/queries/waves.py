"""What a new time would do, and what changes did, as one person may know it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from narahubung.accounts.models import Person
from narahubung.accounts.roles import Right
from narahubung.kit import clock
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_one
from narahubung.movements.models import Movement
from narahubung.parties.models import Party
from narahubung.parties.queries import PartyMark, mark_of
from narahubung.relays.models import Recipient
from narahubung.ripple.causes import Cause
from narahubung.ripple.finding import Found, spread
from narahubung.ripple.models import TOLD, Notice, NoticeState, Shift, ShiftState, Wave
from narahubung.ripple.network import of_event
from narahubung.ripple.owners import Owners
from narahubung.ripple.queries.links import address_of
from narahubung.ripple.queries.repairs import proposed, repairs_of
from narahubung.ripple.queries.views import Line, Told, WaveLine, WaveView
from narahubung.ripple.renewing import pushed_by, settled
from narahubung.ripple.repairs import as_data
from narahubung.ripple.rules import is_confirmation
from narahubung.ripple.words import icon_of, named, old_to_new


def preview(*, by: Actor, movement_id: int, expected_at: datetime) -> WaveView:
    """Return what would happen if a movement were expected then; nothing is stored.

    About ten queries besides those of the network, which is kept. Raises DoesNotExist.
    """
    row = Movement.objects.visible_to(by).select_related("party", "event").get(pk=movement_id)
    at, old = clock.now(), row.expected_at or row.planned_at
    cause = Cause(
        thing=f"movement:{row.pk}",
        stood={"at": old},
        stands={"at": expected_at},
        zone=row.zone,
        parties=frozenset({row.party_id}),
        party_id=row.party_id,
    )
    net = of_event(by.here)
    found = spread(cause, net, pushed=pushed_by(cause.thing))
    found = replace(found, lines=(*found.lines, *settled(cause, found.lines, net)))
    owners = Owners(by.here, at, (cause.old, cause.new))
    seen = [line for line in found.lines if _sees(by, line)]
    people = {line.key: owners.of(line.about.owners) for line in found.lines}
    names = _names({pk for some in people.values() for pk in some})
    marks = _marks(by, {line.about.party_id for line in seen})
    lines = [_previewed(by, net.event.slug, line, people[line.key], names, marks) for line in seen]
    view = WaveView(
        id=None,
        cause=old_to_new(old, expected_at, row.zone),
        party=mark_of(row.party),
        movement_id=row.pk,
        at=at,
        by=by.name,
        zone=row.zone,
        old=old,
        new=expected_at,
        repairs=proposed([as_data(repair, net) for repair in found.mending.repairs], by=by),
        told=_would_be_told(found.lines, people, names, without=by.person_id),
        untouched=found.untouched,
        others=len(found.lines) - len(seen),
    )
    return _with_lines(view, lines)


def wave(*, by: Actor, wave_id: int) -> WaveView:
    """Return one change and what followed. Seven queries, and four for repairs.

    Raises DoesNotExist.
    """
    row = Wave.objects.visible_to(by).select_related("party", "event").get(pk=wave_id)
    shifts = list(row.shifts.visible_to(by).select_related("party").order_by("old", "pk"))
    kept = {one["thing"]: in_one(one["why"]) for one in row.kept}
    lines = [_line(row.event.slug, shift, kept) for shift in shifts]
    may, seen = _may(by, row), {shift.thing for shift in shifts}
    notices = list(row.notices.select_related("person").prefetch_related("shifts").order_by("pk"))
    view = WaveView(
        id=row.pk,
        cause=row.cause_for(by),
        party=mark_of(row.party) if row.party else None,
        movement_id=row.movement_id,
        at=row.at,
        by=row.by_name,
        zone=row.zone,
        old=row.old,
        new=row.new,
        repairs=repairs_of(row, by=by, may=may),
        told=_told(notices),
        untouched=row.outcome.get("untouched", 0),
        others=row.shifts.count() - len(shifts),
        undone_at=row.undone_at,
        undone_by=row.undone_by,
        may_undo=may and _can_go_back(by, row),
        stays=tuple(
            (in_one(one["label"]), in_one(one["why"])) for one in row.kept if one["thing"] in seen
        ),
        topics=(f"wave:{row.pk}", *(f"relay:{one.relay_id}" for one in notices if one.relay_id)),
    )
    return _with_lines(view, lines)


def waves(*, by: Actor, party_id: int | None = None, limit: int = 100) -> list[WaveLine]:
    """Return the changes that were followed by others, the newest first. Five queries."""
    rows = Wave.objects.visible_to(by).select_related("party").order_by("-pk")
    if party_id is not None:
        rows = rows.filter(party_id=party_id)
    return _lines(list(rows[:limit]), by)


def last_wave(*, by: Actor, movement_id: int) -> WaveLine | None:
    """Return the last change of a movement that had anything follow it. Five queries."""
    rows = Wave.objects.visible_to(by).filter(movement_id=movement_id).select_related("party")
    return next(iter(_lines(list(rows.order_by("-pk")[:1]), by)), None)


def last_waves(*, by: Actor, since: datetime) -> dict[int, WaveLine]:
    """Return the last change of each delegation since then that stands. Five queries."""
    rows = Wave.objects.visible_to(by).filter(undone_at=None, at__gt=since, party__isnull=False)
    newest = dict(rows.order_by("pk").values_list("party_id", "pk"))
    found = Wave.objects.filter(pk__in=newest.values()).select_related("party")
    return {line.party.id: line for line in _lines(list(found), by) if line.party is not None}


def _lines(rows: list[Wave], by: Actor) -> list[WaveLine]:
    ids = [row.pk for row in rows]
    seen = Shift.objects.visible_to(by).filter(wave_id__in=ids).values_list("wave_id", "state")
    states = Counter(seen)
    notices = list(Notice.objects.filter(wave_id__in=ids).values_list("wave_id", "relay_id"))
    answered = set(
        Recipient.objects.filter(
            relay_id__in=[relay for _wave, relay in notices if relay],
            acknowledged_at__isnull=False,
        ).values_list("relay_id", flat=True)
    )
    told = Counter(pk for pk, _relay in notices)
    heard = Counter(pk for pk, relay in notices if relay in answered)
    return [
        WaveLine(
            id=row.pk,
            cause=row.cause_for(by),
            party=mark_of(row.party) if row.party else None,
            movement_id=row.movement_id,
            at=row.at,
            by=row.by_name,
            zone=row.zone,
            moved=states[row.pk, ShiftState.MOVED.value] + states[row.pk, ShiftState.OTHER.value],
            tight=states[row.pk, ShiftState.TIGHT.value],
            broken=states[row.pk, ShiftState.BROKEN.value],
            unknown=states[row.pk, ShiftState.UNKNOWN.value],
            told=told[row.pk],
            acknowledged=heard[row.pk],
            undone_at=row.undone_at,
            may_undo=_may(by, row) and _can_go_back(by, row),
        )
        for row in rows
    ]


def _sees(by: Actor, line: Found) -> bool:
    return "house" in by.roles or by.may_for(line.about.reads, line.about.party_id)


def _may(by: Actor, row: Wave) -> bool:
    return by.may_for(Right.REPORT_MOVEMENT, row.party_id)


def _can_go_back(by: Actor, row: Wave) -> bool:
    """Tell whether the change may be taken back: of a session or a meeting by who plans them."""
    if row.undone_at is not None or row.outcome.get("happened") or is_confirmation(row):
        return False
    planned = row.thing.partition(":")[0] in {"item", "meeting"} and row.outcome.get("stood")
    return not planned or Right.PLAN_PROGRAMME in by.everywhere


def _names(people: Iterable[int]) -> dict[int, str]:
    return {row.pk: str(row) for row in Person.objects.filter(pk__in=people)}


def _marks(by: Actor, ids: Iterable[int | None]) -> dict[int | None, PartyMark]:
    rows = Party.objects.visible_to(by).filter(pk__in=[pk for pk in ids if pk])
    return {row.pk: mark_of(row) for row in rows}


def _previewed(
    by: Actor,
    slug: str,
    line: Found,
    people: Mapping[int, str],
    names: Mapping[int, str],
    marks: Mapping[int | None, PartyMark],
) -> Line:
    about = line.about
    told = line.state in TOLD
    return Line(
        thing=about.thing,
        kind=about.kind,
        label=named(about.kind, about.says()),
        icon=icon_of(about.kind),
        party=marks.get(about.party_id),
        url=address_of(about.thing, slug),
        old=line.old,
        new=line.new,
        zone=about.zone,
        state=line.state.value,
        slack_min=line.slack_min,
        concerned=tuple(names[pk] for pk in people if told and pk in names and pk != by.person_id),
        stuck=line.why,
    )


def _line(slug: str, shift: Shift, kept: Mapping[str, str]) -> Line:
    told = {one["name"] for one in shift.owners} if shift.state in TOLD else set()
    return Line(
        thing=shift.thing,
        kind=shift.kind,
        label=named(shift.kind, shift.label),
        icon=icon_of(shift.kind),
        party=mark_of(shift.party) if shift.party else None,
        url=address_of(shift.thing, slug),
        old=shift.old,
        new=shift.new,
        zone=shift.zone,
        state=shift.state,
        slack_min=shift.slack_min,
        concerned=tuple(sorted(told)),
        stuck=kept.get(shift.thing, in_one(shift.why)),
    )


def _with_lines(view: WaveView, lines: Iterable[Line]) -> WaveView:
    """Return a view with its lines, each where its state belongs."""
    every = list(lines)
    moved, tight, broken, eased, again, fine, unknown, other, settled_ = (
        tuple(line for line in every if line.state == state.value)
        for state in (
            ShiftState.MOVED,
            ShiftState.TIGHT,
            ShiftState.BROKEN,
            ShiftState.EASED,
            ShiftState.AGAIN,
            ShiftState.FINE,
            ShiftState.UNKNOWN,
            ShiftState.OTHER,
            ShiftState.STAYS,
        )
    )
    return replace(
        view,
        moved=(*other, *moved),
        tight=tight,
        broken=broken,
        eased=eased,
        again=again,
        fine=fine,
        unknown=unknown,
        settled=settled_,
    )


def _would_be_told(
    lines: Iterable[Found],
    people: Mapping[str, Mapping[int, str]],
    names: Mapping[int, str],
    *,
    without: int | None,
) -> tuple[Told, ...]:
    numbers: Counter[int] = Counter()
    roles: dict[int, str] = {}
    for line in lines:
        for pk, role in people[line.key].items() if line.state in TOLD else ():
            if pk in names and pk != without:
                numbers[pk] += 1
                roles.setdefault(pk, role)
    return tuple(
        Told(name=names[pk], role=in_one(roles[pk]), lines=number, state="not_sent")
        for pk, number in sorted(numbers.items(), key=lambda one: names[one[0]])
    )


def _told(notices: Iterable[Notice]) -> tuple[Told, ...]:
    rows = list(notices)
    copies = {
        copy.relay_id: copy
        for copy in Recipient.objects.filter(relay_id__in=[row.relay_id for row in rows])
    }
    return tuple(_of_notice(row, copies.get(row.relay_id or 0)) for row in rows)


def _of_notice(row: Notice, copy: Recipient | None) -> Told:
    state, at = "not_sent", None
    if row.state == NoticeState.REPLACED:
        state = "replaced"
    elif copy is not None:
        state, at = "sent", None
        if copy.acknowledged_at:
            state, at = "acknowledged", copy.acknowledged_at
        elif copy.seen_at:
            state, at = "seen", copy.seen_at
    return Told(
        name=str(row.person),
        role=in_one(row.why),
        lines=len(row.shifts.all()),
        state=state,
        at=at,
    )
