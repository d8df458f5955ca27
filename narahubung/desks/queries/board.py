"""The operations board: where everybody is, what comes next, who is with them, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock

from django.utils.translation import get_language

from narahubung.accounts.roles import Right
from narahubung.assignments.queries import OnDuty, on_duty
from narahubung.desks.queries.lacking import lacking
from narahubung.duties.queries.brief import brief_readiness
from narahubung.journal.reading import last_entry_naming
from narahubung.kit.actor import Actor
from narahubung.kit.zones import clock_text
from narahubung.movements import queries as movements
from narahubung.needs import queries as needs
from narahubung.parties.models import Party
from narahubung.ripple import queries as ripple

TIGHT_MIN = 5  # less slack than this is shown as tight
WAVES_OF = timedelta(hours=12)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One party on the board, all in words and figures, so that equal rows look equal.

    officer: who is with them now ("" nobody); owed: whether somebody ought to be. needs, ready and
    again are None where the reader may not know them. lacks: how many papers, clearances, bookings
    and lines of the departure are missing, as far as he may know; lack: the worst, in words. wave:
    its last change with what followed, of the last hours.
    """

    id: int
    code: str
    name: str
    iso_alpha2: str
    head_category: str
    where: str
    where_icon: str
    where_state: str
    where_reported: bool
    next_at: datetime | None
    next_clock: str
    next_to: str
    next_kind: str
    tentative: bool
    late_min: int | None
    slack_min: int | None
    officer: str
    owed: bool
    needs: int | None
    overdue: int | None
    ready_done: int | None
    ready_all: int | None
    again: int | None
    lacks: int = 0
    lack: str = ""
    lack_is_bad: bool = False
    wave: ripple.WaveLine | None = None

    @property
    def is_late(self) -> bool:
        """Tell whether it should have started and nobody said it did."""
        return self.late_min is not None

    @property
    def is_uncovered(self) -> bool:
        """Tell whether somebody ought to be with them and nobody is."""
        return self.owed and not self.officer

    @property
    def needs_attention(self) -> bool:
        """Tell whether a person should look now."""
        return self.is_late or self.is_uncovered or bool(self.overdue) or bool(self.again)


@dataclass(frozen=True, kw_only=True)
class Board:
    """All rows that pass the filter, and the five numbers over all rows."""

    rows: tuple[Row, ...]
    shown: str
    parties: int
    moving: int
    late: int
    late_names: str
    uncovered: int
    uncovered_names: str
    again: int
    overdue: int


FILTERS = ("attention", "moving", "late", "uncovered", "again", "overdue", "heads")


def board(*, by: Actor, at: datetime, zone_name: str, shown: str = "") -> Board:
    """Return the whole board. A fixed number of queries, however many parties; none but one
    while nothing on it changed within the minute."""
    rows = _kept(by=by, at=at, zone_name=zone_name)
    shown = shown if shown in FILTERS else ""
    late = [row for row in rows if row.is_late]
    uncovered = [row for row in rows if row.is_uncovered]
    return Board(
        rows=tuple(row for row in rows if _passes(row, shown)),
        shown=shown,
        parties=len(rows),
        moving=sum(row.where_state == "moving" for row in rows),
        late=len(late),
        late_names=_names(late),
        uncovered=len(uncovered),
        uncovered_names=_names(uncovered),
        again=sum(row.again or 0 for row in rows),
        overdue=sum(row.overdue or 0 for row in rows),
    )


def board_row(*, by: Actor, at: datetime, zone_name: str, party_id: int) -> Row:
    """Return one row. Raises Party.DoesNotExist."""
    for row in _kept(by=by, at=at, zone_name=zone_name):
        if row.id == party_id:
            return row
    raise Party.DoesNotExist


def _kept(*, by: Actor, at: datetime, zone_name: str) -> tuple[Row, ...]:
    """Return all rows, worked out once per change, minute, language and class of readers.

    Two hundred screens ask at once when a step is ticked; all that hold the same rights for the
    whole event read the same rows. Everything the board shows is announced as `board`.
    """
    minute = at.replace(second=0, microsecond=0)
    if by.within or by.departments:  # what such a reader sees depends on who he is
        return tuple(_rows(by=by, at=minute, zone_name=zone_name))
    key = (by.event_id, by.everywhere, get_language(), last_entry_naming("board"), minute)
    with _LOCK:
        if key not in _KEPT:
            if len(_KEPT) >= MOST_KEPT:
                _KEPT.clear()
            _KEPT[key] = tuple(_rows(by=by, at=minute, zone_name=zone_name))
        return _KEPT[key]


def forget() -> None:
    """Drop what is kept. For who puts rows into the database without a command: tests, restores."""
    with _LOCK:
        _KEPT.clear()


MOST_KEPT = 32
_KEPT: dict[tuple[object, ...], tuple[Row, ...]] = {}
_LOCK = Lock()
_SHOWN = ("code", "name_en", "name_id", "iso_alpha2", "head_category", "attendance")


def _rows(*, by: Actor, at: datetime, zone_name: str) -> list[Row]:
    parties = Party.objects.visible_to(by).exclude(certainty="cancelled").only(*_SHOWN)
    pulses = movements.pulse(by=by, at=at)
    serving = on_duty(by=by) if by.may(Right.SEE_OFFICERS) else {}
    open_needs = needs.counts_by_party(by=by, at=at)
    ready = brief_readiness(by=by, at=at) if by.may(Right.SEE_DUTIES) else None
    sees_needs = by.may(Right.SEE_NEEDS)
    missing = lacking(by=by, at=at)
    # Such rows are read by all with these rights: who was told what himself does not count.
    waves = ripple.last_waves(by=replace(by, person_id=None), since=at - WAVES_OF)
    rows = []
    for party in parties:
        pulse = pulses[party.pk]
        ahead = pulse.next
        counted = open_needs.get(party.pk, needs.NeedCount() if sees_needs else None)
        state = ready.get(party.pk) if ready is not None else None
        lacks = missing.get(party.pk, [])
        rows.append(
            Row(
                id=party.pk,
                code=party.code,
                name=party.name,
                iso_alpha2=party.iso_alpha2,
                head_category=party.head_category,
                where=pulse.where.word,
                where_icon=pulse.where.icon,
                where_state=pulse.where.state,
                where_reported=pulse.where.reported,
                next_at=ahead.at if ahead else None,
                next_clock=clock_text(ahead.at, zone_name) if ahead else "",
                next_to=ahead.to_place if ahead else "",
                next_kind=ahead.kind if ahead else "",
                tentative=bool(ahead and ahead.certainty == "tentative"),
                late_min=int((at - ahead.at).total_seconds() // 60)
                if ahead and ahead.late
                else None,
                slack_min=ahead.slack_min if ahead and not ahead.late else None,
                officer=_with_them(serving.get(party.pk, []), at),
                owed=_owed(party, serving.get(party.pk, []), pulse, at),
                needs=counted.open if counted else None,
                overdue=counted.overdue if counted else None,
                ready_done=state.done if state else None,
                ready_all=state.of if state else None,
                again=state.again if state else None,
                lacks=len(lacks),
                lack=lacks[0].says if lacks else "",
                lack_is_bad=bool(lacks) and lacks[0].is_bad,
                wave=waves.get(party.pk),
            )
        )
    return sorted(rows, key=lambda row: (row.next_at is None, row.next_at, row.name))


def _with_them(serving: Iterable[OnDuty], at: datetime) -> str:
    return next((one.short for one in serving if one.since <= at < one.until), "")


def _owed(party: Party, serving: list[OnDuty], pulse: movements.Pulse, at: datetime) -> bool:
    # Somebody is owed from the arrival to the departure; before and after, nobody is missed.
    if not party.comes or pulse.where.state in {"departed", "unknown", "virtual"}:
        return False
    if serving:
        return any(one.since <= at < one.until for one in serving)
    return pulse.where.state != "expected"


def _passes(row: Row, shown: str) -> bool:
    return {
        "": True,
        "attention": row.needs_attention,
        "moving": row.where_state == "moving",
        "late": row.is_late,
        "uncovered": row.is_uncovered,
        "again": bool(row.again),
        "overdue": bool(row.overdue),
        "heads": row.head_category in {"head_of_state", "head_of_government"},
    }[shown]


def _names(rows: list[Row]) -> str:
    return ", ".join(row.name for row in rows[:2]) + ("\N{HORIZONTAL ELLIPSIS}" if rows[2:] else "")
