"""The board of arrivals and departures: on a phone, at a desk, and large on a wall."""

from datetime import timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.airports import queries
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import show
from narahubung.movements.models import Direction
from narahubung.movements.pages.telling import day_asked
from narahubung.movements.queries import days_of

GONE = timedelta(hours=2)  # what happened so long ago leaves the wall


@require_GET
@guard(Right.SEE_MOVEMENTS)
def board(request: MemberRequest) -> HttpResponse:
    """Show a day (`?day=all`), cut by `direction`, `terminal`, `party`; `?wall=1` for a wall."""
    days = days_of(by=request.by, zone_name=request.event.zone)
    day = day_asked(request, [one.on for one in days])
    direction = request.GET.get("direction", "")
    terminal = request.GET.get("terminal", "")
    is_wall = request.GET.get("wall") == "1"
    found = queries.board(
        by=request.by,
        at=request.at,
        day=day,
        zone_name=request.event.zone,
        direction=direction if direction in Direction.values else "",
        terminal=int(terminal) if terminal.isdecimal() else None,
        party=request.GET.get("party", ""),
    )
    lines = found.lines
    if is_wall:
        lines = tuple(
            one
            for one in lines
            if one.line.actual_at is None or one.line.actual_at > request.at - GONE
        )
    return show(
        request,
        "airports/wall" if is_wall else "airports/board",
        board=found,
        lines=lines,
        days=days,
        day=day,
        directions=Direction.choices,
        direction=direction,
        terminal=terminal,
        party_code=request.GET.get("party", ""),
        is_wall=is_wall,
        live_topics=["movements", "airports"],
        live_broad=["movements", "airports"],
        live_after=last_entry_id(),
        theme=request.GET.get("theme", "dark") if is_wall else "",
    )
