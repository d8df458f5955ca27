"""The table of holidays, and the organiser's own rule."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from narahubung.gifts import entries
from narahubung.gifts.law import every_year
from narahubung.gifts.models import GiftTerms, Holiday
from narahubung.gifts.rules import reporting as rules
from narahubung.gifts.rules.declaring import check_keeper
from narahubung.gifts.rules.pasting import NewDay
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor


@command
def add_holiday(
    *,
    on: date,
    title: str,
    is_joint_leave: bool = False,
    sure: bool = False,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Put a day into the table. sure: compared with the decree. Raises NotYours, HolidayTwice."""
    with act(by=by, at=at, key=key) as record:
        check_keeper(by)
        if Holiday.objects.filter(event_id=by.here, on=on).exists():
            raise rules.HolidayTwice
        row = Holiday.objects.create(
            event_id=by.here, on=on, name=title.strip(), is_joint_leave=is_joint_leave, sure=sure
        )
        record(entries.HolidayAdded(on=on, what=row.name))


@command
def adopt_holidays(*, year: int, by: Actor, at: datetime, key: UUID | None = None) -> int:
    """Put the holidays that fall on a fixed day into the table; return how many were new.

    Raises NotYours; HolidayTwice where all of them stand there.
    """
    with act(by=by, at=at, key=key) as record:
        check_keeper(by)
        known = set(Holiday.objects.filter(event_id=by.here).values_list("on", flat=True))
        new = [(on, name) for on, name in every_year(year) if on not in known]
        if not new:
            raise rules.HolidayTwice
        for on, name in new:
            Holiday.objects.create(event_id=by.here, on=on, name=name, sure=True)
            record(entries.HolidayAdded(on=on, what=name))
    return len(new)


@command
def paste_holidays(
    *,
    days: Sequence[NewDay],
    sure: bool = False,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Put days of the joint decree into the table; return how many were new.

    sure: compared with the decree. Raises NotYours; HolidayTwice where all of them stand there.
    """
    with act(by=by, at=at, key=key) as record:
        check_keeper(by)
        known = set(Holiday.objects.filter(event_id=by.here).values_list("on", flat=True))
        new = [day for day in days if day.on not in known]
        if not new:
            raise rules.HolidayTwice
        for day in new:
            Holiday.objects.create(
                event_id=by.here,
                on=day.on,
                name=day.title,
                is_joint_leave=day.is_joint_leave,
                sure=sure,
            )
            record(entries.HolidayAdded(on=day.on, what=day.title))
    return len(new)


@command
def remove_holiday(*, holiday_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take a day out of the table. Raises NotYours; Holiday.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        check_keeper(by)
        row = Holiday.objects.get(pk=holiday_id, event_id=by.here)
        told = entries.HolidayRemoved(on=row.on, what=row.name)
        row.delete()
        record(told)


@command
def set_gift_terms(
    *,
    limit_idr: int,
    hand_in_days: int,
    joint_leave_is_off: bool,
    reminder_days: Sequence[int],
    upg: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Set the organiser's own rule, what joint leave is, and when to remind.

    Raises NotYours, NoTerms.
    """
    with act(by=by, at=at, key=key) as record:
        check_keeper(by)
        days = sorted(set(reminder_days))
        rules.check_terms(limit_idr, hand_in_days, days)
        GiftTerms.objects.update_or_create(
            event_id=by.here,
            defaults={
                "limit_idr": limit_idr,
                "hand_in_days": hand_in_days,
                "joint_leave_is_off": joint_leave_is_off,
                "reminder_days": days,
                "upg": upg.strip(),
            },
        )
        told = entries.GiftTermsSet(name=by.name, limit_idr=limit_idr, hand_in_days=hand_in_days)
        record(told)
