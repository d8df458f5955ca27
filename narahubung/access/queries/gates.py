"""Gates, who is inside which zone, what passed, and the report of a day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from narahubung.access import codes, keys
from narahubung.access.listing import inside
from narahubung.access.mirror import days
from narahubung.access.models import Badge, Basis, Check, Gate, Passage, Zone
from narahubung.access.words import CHECKS, COLOURS, REASONS
from narahubung.accounts.models import Event
from narahubung.assignments.models import Attachment, Duty
from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone as clock_zone

SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class GateLine:
    """One gate, and how many went through it today."""

    id: int
    code: str
    name: str
    zone: str
    is_mirrored: bool
    checks: tuple[tuple[str, str], ...]
    entries: int


@dataclass(frozen=True, kw_only=True)
class ZoneCount:
    """One zone: who is inside now, and today's scans."""

    id: int
    code: str
    name: str
    inside: int
    entries: int
    exits: int
    refused: int
    by_supervisor: int


@dataclass(frozen=True, kw_only=True)
class PassageLine:
    """One scan, in words. differs: the server's knowledge of that moment says otherwise.

    is_late: it came more than two minutes after the scan, from a phone without a network.
    """

    id: int
    at: datetime
    known_at: datetime
    gate: str
    zone: str
    serial: int | None
    name: str
    party: str
    check: str
    admitted: bool
    shown: str
    judged: str
    reason: str
    differs: bool
    is_late: bool
    supervisor: str
    why: str
    by_name: str
    list_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class DayReport:
    """One day at the gates. outside: officers who passed into a mirrored zone without a duty."""

    on: date
    scans: int
    admitted: int
    refused: int
    by_supervisor: int
    differing: Sequence[PassageLine]
    outside: Sequence[PassageLine]
    reasons: Sequence[tuple[str, int]]


def gates(*, by: Actor, at: datetime) -> list[GateLine]:
    """Return the gates, by zone. Two queries."""
    rows = Gate.objects.visible_to(by).select_related("zone").order_by("zone__code", "code")
    since, until = _today(by, at)
    passed = Passage.objects.filter(
        gate__in=rows, admitted=True, check_type=Check.ENTRY, at__gte=since, at__lt=until
    )
    counts = Counter(passed.values_list("gate_id", flat=True))
    return [
        GateLine(
            id=row.pk,
            code=row.code,
            name=row.name,
            zone=row.zone.name,
            is_mirrored=row.zone.mirrored,
            checks=tuple((code, str(CHECKS[code])) for code in row.checks.split()),
            entries=counts[row.pk],
        )
        for row in rows
    ]


def gate(*, gate_id: int, by: Actor, at: datetime) -> GateLine:
    """Return one gate. Raises Gate.DoesNotExist."""
    for line in gates(by=by, at=at):
        if line.id == gate_id:
            return line
    raise Gate.DoesNotExist


def counts(*, by: Actor, at: datetime) -> list[ZoneCount]:
    """Return who is inside each zone now. Two queries, and one for each zone."""
    since, until = _today(by, at)
    passed = Passage.objects.filter(event_id=by.here, at__gte=since, at__lt=until)
    told: Counter[tuple[int, str]] = Counter()
    for zone_id, check, admitted, supervisor in passed.values_list(
        "zone_id", "check_type", "admitted", "supervisor"
    ):
        told[zone_id, check if admitted else "refused"] += 1
        told[zone_id, "supervisor"] += bool(supervisor)
    return [
        ZoneCount(
            id=row.pk,
            code=row.code,
            name=row.name,
            inside=len(inside(row.pk, at)),
            entries=told[row.pk, "entry"],
            exits=told[row.pk, "exit"],
            refused=told[row.pk, "refused"],
            by_supervisor=told[row.pk, "supervisor"],
        )
        for row in Zone.objects.visible_to(by).order_by("code")
    ]


def passages(
    *, by: Actor, at: datetime, gate_id: int | None = None, zone_id: int | None = None
) -> list[PassageLine]:
    """Return the last passages that one may see: of the event, or of one's own delegations."""
    rows = Passage.objects.visible_to(by).filter(at__lte=at)
    if gate_id:
        rows = rows.filter(gate_id=gate_id)
    if zone_id:
        rows = rows.filter(zone_id=zone_id)
    return [_line(row) for row in _whole(rows).order_by("-at", "-pk")[:SHOWN]]


def report_of_the_day(*, on: date, by: Actor, at: datetime) -> DayReport:
    """Return what the gates did on one day, by the event's clock."""
    event = Event.objects.get(pk=by.here)
    since, until = days(on, on, event)
    rows = list(_whole(Passage.objects.visible_to(by).filter(at__gte=since, at__lt=until)))
    rows.sort(key=lambda row: row.at)
    lines = {row.pk: _line(row) for row in rows}
    reasons = Counter(row.judged.partition(":")[2] for row in rows if not row.admitted)
    return DayReport(
        on=on,
        scans=len(rows),
        admitted=sum(row.admitted for row in rows),
        refused=sum(not row.admitted for row in rows),
        by_supervisor=sum(bool(row.supervisor) for row in rows),
        differing=[lines[row.pk] for row in rows if lines[row.pk].differs],
        outside=[lines[row.pk] for row in _outside_duty(rows)],
        reasons=[(str(REASONS.get(code, code)), n) for code, n in reasons.most_common()],
    )


def code_of(badge: Badge) -> str:
    """Return the text of a badge's code, signed again with the key it was made with."""
    key = keys.by_id()[badge.key]
    return codes.make(
        event_id=badge.event_id, serial=badge.serial, key=badge.key, private=key.private
    )


def _outside_duty(rows: list[Passage]) -> list[Passage]:
    """Return the passages of officers into zones of delegations, while they served nobody.

    Worked out from duties and passages alone, not from what was said at the gate.
    """
    mirrored = [
        row
        for row in rows
        if row.admitted
        and row.officer_id is not None
        and row.check_type != Check.EXIT
        and row.zone.mirrored
        and row.zone.basis != Basis.GIVEN
    ]
    if not mirrored:
        return []
    officers = {row.officer_id for row in mirrored if row.officer_id is not None}
    served: dict[int, list[tuple[datetime, datetime | None]]] = {pk: [] for pk in officers}
    duties = Duty.objects.filter(officer_id__in=officers, taken_at__isnull=False)
    for officer, since, until in duties.values_list("officer_id", "taken_at", "left_at"):
        if since is not None:
            served[officer].append((since, until))
    rosters = Duty.objects.filter(event_id=mirrored[0].event_id).standing().values("party_id")
    held = Attachment.objects.filter(officer_id__in=officers).exclude(party_id__in=rosters)
    for row in held:
        end = min(row.until, row.ended_at) if row.ended_at else row.until
        served[row.officer_id].append((row.since, end))
    return [
        row
        for row in mirrored
        if not any(
            since <= row.at and (until is None or row.at < until)
            for since, until in served[row.officer_id or 0]
        )
    ]


def _whole(rows: QuerySet[Passage]) -> QuerySet[Passage]:
    return rows.select_related("gate", "zone", "badge__accreditation", "party")


def _today(by: Actor, at: datetime) -> tuple[datetime, datetime]:
    event = Event.objects.get(pk=by.here)
    on = at.astimezone(clock_zone(event.zone)).date()
    return days(on, on, event)


def _line(row: Passage) -> PassageLine:
    holder = row.badge.accreditation if row.badge else None
    colour, _colon, reason = row.judged.partition(":")
    shown = row.shown.partition(":")[0]
    return PassageLine(
        id=row.pk,
        at=row.at,
        known_at=row.known_at,
        gate=row.gate.name,
        zone=row.zone.name,
        serial=row.badge.serial if row.badge else None,
        name=holder.full_name if holder else "",
        party=row.party.code if row.party else "",
        check=str(CHECKS[row.check_type]),
        admitted=row.admitted,
        shown=str(COLOURS.get(shown, "")),
        judged=str(COLOURS.get(colour, colour)),
        reason=str(REASONS.get(reason, reason)),
        differs=row.admitted and colour == "red" and not row.supervisor,
        is_late=(row.known_at - row.at).total_seconds() > 120,
        supervisor=row.supervisor,
        why=row.why,
        by_name=row.by_name,
        list_at=row.list_at,
    )
