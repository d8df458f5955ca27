"""Search by name: parties, people, officers, places, departments, numbers to call.

The rooms above add theirs with `find_in`; `movements.queries.find` asks all of them. An event has
some ten thousand names at most: they are read and folded in Python, on both databases alike.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from narahubung.kit.actor import Actor
from narahubung.kit.folding import fold, rank
from narahubung.parties.models import Contact, Department, Member, Officer, Party, Place


@dataclass(frozen=True, kw_only=True)
class Found:
    """One answer. kind: party, member, officer, place, department, contact, vehicle, item.

    line: what stands beneath the name. party: the code of the party it belongs to. rank: 0 best.
    """

    kind: str
    id: int
    code: str
    name: str
    line: str = ""
    party: str = ""
    rank: int = 9


# kind -> model, columns that are searched (the first that is filled is the name), the line
# beneath it, and the code of the party.
_KINDS: list[tuple[str, Any, tuple[str, ...], str, str]] = [
    (
        "party",
        Party,
        ("name_en", "name_id", "name_native", "head_name", "represents"),
        "head_name",
        "code",
    ),
    ("member", Member, ("full_name", "native_name"), "position", "party__code"),
    ("officer", Officer, ("full_name", "preferred_name", "radio_call_sign"), "grade", ""),
    ("place", Place, ("name",), "area", ""),
    ("department", Department, ("name_en", "name_id"), "scope", ""),
    ("contact", Contact, ("name", "person", "organisation"), "person", ""),
]


def find(*, by: Actor, text: str, limit: int = 30) -> list[Found]:
    """Return what answers the text among this room's kinds, best first. One query a kind."""
    words = fold(text).split()
    if not words:
        return []
    found: list[Found] = []
    for kind, model, columns, line, party in _KINDS:
        found += find_in(
            model.objects.visible_to(by), kind, spoken(columns), line=line, party=party, words=words
        )
    return best(found, limit)


def find_in(
    rows: Any,
    kind: str,
    columns: tuple[str, ...],
    *,
    words: list[str],
    line: str = "",
    party: str = "",
    note: Callable[[str], str] = str,
) -> list[Found]:
    """Return the rows (already visible) that answer folded words in their code or columns."""
    wanted = ("pk", "code", *columns, *(name for name in (line, party) if name))
    found = []
    for row in rows.values_list(*wanted):
        ranks = [
            r for text in row[1 : len(columns) + 2] if (r := rank(words, fold(text))) is not None
        ]
        if not ranks:
            continue
        found.append(
            Found(
                kind=kind,
                id=row[0],
                code=row[1],
                name=next((text for text in row[2 : len(columns) + 2] if text), row[1]),
                line=note(row[len(columns) + 2] or "") if line else "",
                party=(row[-1] or "") if party else "",
                rank=min(ranks),
            )
        )
    return found


def spoken(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns with the one in the language in force first."""
    if not (get_language() or "").startswith("id"):
        return columns
    return tuple(sorted(columns, key=lambda name: not name.endswith("_id")))


def best(found: Iterable[Found], limit: int) -> list[Found]:
    """Return the best answers: by rank, then kind in the order of work, then name."""
    order = ("party", "officer", "member", "item", "vehicle", "place", "department", "contact")
    return sorted(found, key=lambda one: (one.rank, order.index(one.kind), one.name))[:limit]
