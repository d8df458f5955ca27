"""A desk's book, as its page shows it."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.needs.models import BookEntry, BookKind
from narahubung.needs.rules.book import LATE, may_take_back
from narahubung.parties.models import Department
from narahubung.plans.suggesting.words import pieces_of, words_of

SHOWN_ENDED = 30
ALIKE = 0.25  # share of their words' pieces that a lost and a found thing have in common


@dataclass(frozen=True, kw_only=True)
class Like:
    """A found thing that may be a lost one."""

    id: int
    text: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class BookLine:
    """One line. late: the time of a call is over. likes: found things it may be."""

    id: int
    kind: str
    kind_word: str
    text: str
    who: str
    party_code: str
    party: str
    iso_alpha2: str
    by_name: str
    at: datetime
    due_at: datetime | None
    tries: int
    ended_at: datetime | None
    ended_by: str
    need_id: int | None
    need_code: str
    need_state: str
    late: bool
    may_take_back: bool
    likes: tuple[Like, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Book:
    """A desk's book: calls by their time, the other open lines, and what was done last."""

    calls: list[BookLine]
    open: list[BookLine]
    done: list[BookLine]


def desks_with_book(*, by: Actor) -> list[Department]:
    """Return the departments whose book this person may write. One query."""
    rows = Department.objects.visible_to(by).order_by("code")
    return [row for row in rows if by.may_at(Right.ANSWER_NEED, row.pk)]


def book_of(*, by: Actor, at: datetime, department_id: int, kind: str = "") -> Book:
    """Return a desk's book, of one kind where it is named. Two queries."""
    rows = BookEntry.objects.visible_to(by).filter(department_id=department_id, removed=False)
    rows = rows.select_related("party", "need")
    wanted = rows.filter(kind=kind) if kind else rows
    open_ = list(rows.filter(ended_at=None).order_by("at", "pk"))
    found = [row for row in open_ if row.kind == BookKind.FOUND]
    lines = [
        _line(row, by, at, likes_of(row.text, found) if row.kind == BookKind.LOST else ())
        for row in open_
        if not kind or row.kind == kind
    ]
    calls = [line for line in lines if line.kind == BookKind.WAKE_UP]
    done = wanted.exclude(ended_at=None).order_by("-ended_at", "-pk")[:SHOWN_ENDED]
    return Book(
        calls=sorted(calls, key=lambda line: (line.due_at is None, line.due_at, line.id)),
        open=[line for line in lines if line.kind != BookKind.WAKE_UP],
        done=[_line(row, by, at) for row in done],
    )


def late_calls(*, at: datetime) -> dict[int, list[int]]:
    """Return, by event, the wake-up calls not made in time and nobody was told of. One query."""
    rows = BookEntry.objects.filter(kind=BookKind.WAKE_UP, removed=False, ended_at=None)
    rows = rows.filter(told_at=None, due_at__lt=at - LATE).order_by("pk")
    found: dict[int, list[int]] = defaultdict(list)
    for event_id, pk in rows.values_list("event_id", "pk"):
        found[event_id].append(pk)
    return found


def likes_of(lost: str, found: Sequence[BookEntry]) -> tuple[Like, ...]:
    """Return the found things that a lost one may be, the likest first."""
    near = [(_alike(lost, row.text), row) for row in found]
    near.sort(key=lambda pair: (-pair[0], pair[1].pk))
    return tuple(
        Like(id=row.pk, text=row.text, at=row.at) for share, row in near if share >= ALIKE
    )[:3]


def _alike(one: str, other: str) -> float:
    a, b = _pieces(one), _pieces(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _pieces(text: str) -> set[str]:
    numbers = re.findall(r"\d{2,}", text)
    return {piece for word in words_of(text) for piece in pieces_of(word)} | set(numbers)


def _line(row: BookEntry, by: Actor, at: datetime, likes: tuple[Like, ...] = ()) -> BookLine:
    return BookLine(
        id=row.pk,
        kind=row.kind,
        kind_word=str(row.get_kind_display()),
        text=row.text,
        who=row.who,
        party_code=row.party.code if row.party else "",
        party=row.party.name if row.party else "",
        iso_alpha2=row.party.iso_alpha2 if row.party else "",
        by_name=row.by_name,
        at=row.at,
        due_at=row.due_at,
        tries=row.tries,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        need_id=row.need_id,
        need_code=row.need.code if row.need else "",
        need_state=str(row.need.get_state_display()) if row.need else "",
        late=bool(row.due_at and row.ended_at is None and row.due_at + LATE < at),
        may_take_back=may_take_back(row, by, at),
        likes=likes,
    )
