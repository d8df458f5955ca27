"""The journal as a page: lines with the party's code, and how to go on."""

from dataclasses import dataclass
from typing import Any

from narahubung.journal import reading
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party

PAGE = 60
ROOMS = (
    "accounts",
    "assignments",
    "documents",
    "duties",
    "intake",
    "journal",
    "movements",
    "needs",
    "programme",
)


@dataclass(frozen=True, kw_only=True)
class JournalLine:
    """One line, and of which party it is."""

    line: reading.Line
    code: str


@dataclass(frozen=True, kw_only=True)
class JournalPage:
    """One page of the journal. older: the `before` of the next page, None at the beginning."""

    lines: tuple[JournalLine, ...]
    room: str
    code: str
    rooms: tuple[str, ...]
    older: int | None
    unknown_code: bool


def journal_page(
    *, by: Actor, room: str, code: str, before: int | None, most: int = PAGE
) -> JournalPage:
    """Return a page of the journal, newest first, of at most `most` lines. Four queries."""
    room = room if room in ROOMS else ""
    party_id = None
    if code:
        party_id = (
            Party.objects.visible_to(by).filter(code=code).values_list("pk", flat=True).first()
        )
    asked: dict[str, Any] = {"by": by, "kind": f"{room}." if room else "", "party_id": party_id}
    lines = [] if code and party_id is None else reading.recent(**asked, before=before, limit=most)
    codes = dict(
        Party.objects.visible_to(by)
        .filter(pk__in={line.party_id for line in lines if line.party_id})
        .values_list("pk", "code")
    )
    return JournalPage(
        lines=tuple(
            JournalLine(line=line, code=codes.get(line.party_id or 0, "")) for line in lines
        ),
        room=room,
        code=code,
        rooms=ROOMS,
        older=lines[-1].id
        if lines and reading.recent(**asked, before=lines[-1].id, limit=1)
        else None,
        unknown_code=bool(code and party_id is None),
    )
