"""The list of one gate: which badges it may admit, as the server knows it at a moment."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from narahubung.access.judging import GateList, Line
from narahubung.access.mirror import DAY, Mirror, days
from narahubung.access.models import (
    Accreditation,
    AccreditationState,
    Badge,
    BadgeState,
    Check,
    DayUse,
    Gate,
    KeyEnd,
    Passage,
)
from narahubung.accounts.models import Event
from narahubung.kit.zones import zone as clock_zone

ONCE = (Check.MEAL, Check.BAG, Check.VEHICLE)
COUNTS_FOR = DAY  # who went in longer ago went out unseen


def gate_list(
    gate: Gate, event: Event, at: datetime, *, badges: Collection[int] | None = None
) -> GateList:
    """Return what the gate may admit at this moment. badges: only these, to judge one scan.

    A constant number of queries, whatever the number of badges.
    """
    rows = Badge.objects.filter(event=event).exclude(state=BadgeState.READY)
    rows = rows.select_related(
        "accreditation__category", "accreditation__party", "accreditation__officer"
    )
    if badges is not None:
        rows = rows.filter(pk__in=badges)
    lines, refused = {}, {}
    mirror = Mirror(zone=gate.zone, event=event, at=at)
    ends = key_ends(event)
    uses = _uses(event, at, mirror.categories)
    for row in rows:
        if row.accreditation is None:
            line: Line | str = uses.get(row.pk, "not_collected")
        else:
            line = _line(row, row.accreditation, mirror, at)
        if row.state in _NAMED and not (row.ended_at and row.ended_at > at):
            line = _NAMED[row.state]
        if isinstance(line, Line) and row.key in ends:
            line = _until(line, ends[row.key], at)
        if isinstance(line, str):
            refused[row.digest] = line
        else:
            lines[row.digest] = line
    return GateList(
        gate_id=gate.pk,
        is_mirrored=gate.zone.mirrored,
        made_at=at,
        lines=lines,
        refused=refused,
        inside=inside(gate.zone_id, at) if gate.pass_back else (),
        had=_had(gate, event, at),
    )


def key_ends(event: Event) -> dict[str, datetime]:
    """Return from when the badges of older keys open nothing, by key. One query."""
    return dict(KeyEnd.objects.filter(event=event).values_list("key", "ends_at"))


def _until(line: Line, end: datetime, at: datetime) -> Line | str:
    """Cut what a badge of an older key may: a list that a phone got before still knows the end."""
    if end <= at:
        return "old_key"
    spans = tuple((since, min(until, end)) for since, until in line.spans if since < end)
    return replace(line, spans=spans)


def inside(zone_id: int, at: datetime) -> set[str]:
    """Return the digests of the badges that went into a zone and did not come out. One query."""
    rows = Passage.objects.filter(
        zone_id=zone_id,
        admitted=True,
        check_type__in=[Check.ENTRY, Check.EXIT],
        at__lte=at,
        at__gt=at - COUNTS_FOR,
        badge__isnull=False,
    )
    last = dict(rows.order_by("at", "pk").values_list("badge__digest", "check_type"))
    return {digest for digest, check in last.items() if check == Check.ENTRY}


def _line(row: Badge, holder: Accreditation, mirror: Mirror, at: datetime) -> Line | str:
    """Return when the badge opens the zone, or the code of why it does not."""
    if row.collected_at is None or row.collected_at > at:
        return "not_collected"
    if holder.state != AccreditationState.APPROVED:
        ended_later = holder.ended_at is not None and holder.ended_at > at
        if not (holder.state == AccreditationState.WITHDRAWN and ended_later):
            return "withdrawn"
    found = mirror.standing(holder)
    if not found.spans:
        return found.reason
    party = holder.party
    return Line(
        spans=found.spans,
        is_mirror=found.is_mirror,
        serial=row.serial,
        name=holder.full_name,
        about=party.code if party else holder.organisation,
        category=holder.category.name,
        face=holder.photo if holder.category.has_photo else "",
    )


def _uses(event: Event, at: datetime, categories: frozenset[int]) -> dict[int, Line | str]:
    """Return the blank badges that belong to somebody today, by badge. One query."""
    today = at.astimezone(clock_zone(event.zone)).date()
    rows = DayUse.objects.filter(event=event, on=today, second_at__lte=at)
    rows = rows.filter(Q(ended_at=None) | Q(ended_at__gt=at))
    return {
        use.badge_id: Line(
            spans=(days(use.on, use.on, event),),
            serial=use.badge.serial,
            name=use.full_name,
            about=use.organisation,
            category=use.category.name,
        )
        if use.category_id in categories
        else "not_here"
        for use in rows.select_related("badge", "category")
    }


def _had(gate: Gate, event: Event, at: datetime) -> dict[str, set[str]]:
    """Return who was checked today, by check that is for once a day. At most one query."""
    checks = [check for check in ONCE if check in gate.checks.split()]
    if not checks:
        return {}
    today = at.astimezone(clock_zone(event.zone)).date()
    since, _until = days(today, today, event)
    rows = Passage.objects.filter(
        gate=gate, admitted=True, check_type__in=checks, at__gte=since, at__lte=at
    )
    found: dict[str, set[str]] = {check.value: set() for check in checks}
    for check, digest in rows.exclude(badge=None).values_list("check_type", "badge__digest"):
        found[check].add(digest)
    return found


_NAMED: dict[str, str] = {
    BadgeState.LOST: "lost",
    BadgeState.REPLACED: "replaced",
    BadgeState.WITHDRAWN: "withdrawn",
}
