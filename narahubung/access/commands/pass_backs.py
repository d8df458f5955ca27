"""A badge that went in twice: found whichever phone brings its scans first, settled by a person."""

from datetime import datetime
from uuid import UUID

from narahubung.access import entries
from narahubung.access.listing import COUNTS_FOR
from narahubung.access.models import Check, Passage, PassBack
from narahubung.access.rules.people import check_can_accredit, check_reason
from narahubung.journal.acting import Record, act, command
from narahubung.kit import clock
from narahubung.kit.actor import Actor


@command
def settle_pass_back(
    *, pass_back_id: int, note: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say what it was; again with other words, where the first were wrong.

    Raises NotYours, NeedsAReason; PassBack.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        check_can_accredit(by)
        row = PassBack.objects.for_change(by, pass_back_id)
        check_reason(note)
        row.settled_at, row.settled_by_name, row.note = at, by.name, note.strip()[:300]
        row.save()
        _tell(row, record)


def look_for_pass_backs(row: Passage, record: Record) -> None:
    """Compare a scan with those just before and after it in its zone, by when they were made.

    Phones without a network know nothing of each other, and bring their scans in any order. What a
    supervisor let in knowingly is no case. At most four queries, none where nobody was let in.
    """
    ways = (Check.ENTRY.value, Check.EXIT.value)
    if row.badge_id is None or not row.admitted or row.check_type not in ways:
        return
    others = (
        Passage.objects.filter(zone_id=row.zone_id, badge_id=row.badge_id, admitted=True)
        .filter(check_type__in=ways, at__gt=row.at - COUNTS_FOR, at__lt=row.at + COUNTS_FOR)
        .exclude(pk=row.pk)
        .select_related("gate")
    )
    before = others.filter(at__lte=row.at).order_by("-at", "-pk").first()
    after = others.filter(at__gt=row.at).order_by("at", "pk").first()
    if row.check_type == Check.EXIT:
        if before and after:
            _explained(before, after, record)
        return
    if before:
        _found(before, row, record)
    if after:
        _found(row, after, record)


def _found(first: Passage, second: Passage, record: Record) -> None:
    """Make it a case: two entries, no exit between, at gates that ask for it."""
    entries_both = first.check_type == Check.ENTRY == second.check_type
    asked = first.gate.pass_back and second.gate.pass_back
    if not entries_both or not asked or second.supervisor or not second.badge:
        return
    case, is_new = PassBack.objects.get_or_create(
        second=second,
        defaults={
            "event_id": second.event_id,
            "badge": second.badge,
            "first": first,
            "found_at": clock.now(),
        },
    )
    if not is_new:
        return
    record(
        entries.PassBackFound(
            pass_back_id=case.pk,
            serial=second.badge.serial,
            zone=second.zone.code,
            gates=[first.gate.code, second.gate.code],
        )
    )


def _explained(before: Passage, after: Passage, record: Record) -> None:
    """Settle a case of which the exit between is told only now."""
    open_ones = PassBack.objects.filter(second=after, settled_at=None).select_related("badge")
    for case in open_ones:
        if case.first.at <= before.at:
            case.settled_at, case.settled_by_name = clock.now(), ""
            case.save()
            _tell(case, record)


def _tell(row: PassBack, record: Record) -> None:
    record(
        entries.PassBackSettled(
            pass_back_id=row.pk, serial=row.badge.serial, note=row.note, name=row.settled_by_name
        )
    )
