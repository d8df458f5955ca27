"""The keys that sign badges, and which badges have to be replaced because of a new one."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from narahubung.access import keys
from narahubung.access.models import Badge, KeyEnd
from narahubung.access.rules.keys import WORN
from narahubung.access.words import BADGES
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor


@dataclass(frozen=True, kw_only=True)
class KeyLine:
    """One key. badges: printed or handed out with it, and still to be used or replaced.

    ends_at: of an older one, when its badges open nothing more; None: it signs, or was never ended.
    """

    id: str
    signs: bool
    badges: int
    ends_at: datetime | None
    is_over: bool
    why: str
    made_at: datetime | None
    made_by: str
    reprints: int


@dataclass(frozen=True, kw_only=True)
class ReprintLine:
    """A badge of an older key. accreditation_id: None of a blank one for a day."""

    serial: int
    key: str
    state: str
    accreditation_id: int | None
    name: str
    about: str
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class KeySheet:
    """Every key of the event's badges, the newest first, and the badges to replace by number."""

    current: str
    keys: tuple[KeyLine, ...]
    reprints: tuple[ReprintLine, ...]


def key_sheet(*, by: Actor, at: datetime) -> KeySheet:
    """Return the keys and what is to be replaced. Three queries."""
    ends = {row.key: row for row in KeyEnd.objects.visible_to(by)}
    worn = Badge.objects.visible_to(by, Right.ACCREDIT).filter(state__in=WORN)
    counts = Counter(worn.values_list("key", flat=True))
    current = keys.current().id
    known = [current, *(name for name in reversed(keys.by_id()) if name != current)]
    rows = worn.filter(key__in=ends).select_related("accreditation__party").order_by("serial")
    return KeySheet(
        current=current,
        keys=tuple(
            _line(name, ends.get(name), counts[name], current, at)
            for name in known
            if name == current or name in ends or counts[name]
        ),
        reprints=tuple(_reprint(row, ends[row.key]) for row in rows),
    )


def _line(name: str, end: KeyEnd | None, badges: int, current: str, at: datetime) -> KeyLine:
    return KeyLine(
        id=name,
        signs=name == current,
        badges=badges,
        ends_at=end.ends_at if end else None,
        is_over=end is not None and end.ends_at <= at,
        why=end.why if end else "",
        made_at=end.made_at if end else None,
        made_by=end.made_by_name if end else "",
        reprints=end.reprints if end else 0,
    )


def _reprint(row: Badge, end: KeyEnd) -> ReprintLine:
    holder = row.accreditation
    party = holder.party if holder else None
    return ReprintLine(
        serial=row.serial,
        key=row.key,
        state=str(BADGES[row.state]),
        accreditation_id=row.accreditation_id,
        name=holder.full_name if holder else "",
        about=(party.code if party else holder.organisation) if holder else "",
        ends_at=end.ends_at,
    )
