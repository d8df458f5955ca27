"""The operations board and its parts."""

from functools import lru_cache

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.desks.queries import board as queries
from narahubung.journal.reading import last_entry_id
from narahubung.kit.tables import Table, as_workbook
from narahubung.kit.web import show
from narahubung.needs import queries as needs


@require_GET
@guard(Right.WATCH_BOARD)
def board(request: MemberRequest) -> HttpResponse:
    """Where is the hole? All parties, by the clock."""
    after = last_entry_id()
    found = queries.board(
        by=request.by,
        at=request.at,
        zone_name=request.event.zone,
        shown=request.GET.get("show", ""),
    )
    if request.GET.get("as") == "xlsx":
        return as_workbook(_table(found, request.event.zone), at=request.at)
    oversees = Right.SEE_REGISTER in request.by.everywhere
    return show(
        request,
        "desks/board",
        board=found,
        # Only who may see it pays for it; the rows are kept for all, this is not.
        meter=needs.completeness(by=request.by, at=request.at) if oversees else None,
        filters=_filters(),
        rows=[_row_html(row, request.event.slug, get_language() or "id") for row in found.rows],
        live_topics=[
            "board",
            *(needs.METER_TOPICS if oversees else ()),
            *(f"party:{row.id}" for row in found.rows),
        ],
        live_broad=["board"],
        live_after=after,
    )


@require_GET
@guard(Right.WATCH_BOARD)
def numbers(request: MemberRequest) -> HttpResponse:
    """The five numbers over the board."""
    found = queries.board(
        by=request.by,
        at=request.at,
        zone_name=request.event.zone,
        shown=request.GET.get("show", ""),
    )
    return show(request, "desks/numbers", board=found)


@require_GET
@guard(Right.WATCH_BOARD)
def row(request: MemberRequest, party_id: int) -> HttpResponse:
    """One row, as it is now."""
    found = queries.board_row(
        by=request.by, at=request.at, zone_name=request.event.zone, party_id=party_id
    )
    return HttpResponse(_row_html(found, request.event.slug, get_language() or "id"))


def _table(found: queries.Board, zone_name: str) -> Table:
    return Table(
        title=_("Operations board"),
        zone_name=zone_name,
        columns=[
            _("Code"),
            _("Delegation"),
            _("Where"),
            _("Next"),
            _("To"),
            _("Minutes late"),
            _("Officer"),
            _("Requests"),
            _("Overdue"),
            _("Lists ready"),
            _("Lists"),
            _("Check again"),
        ],
        rows=[
            [
                row.code,
                row.name,
                row.where if row.where_reported else f"{row.where} ({_('per plan')})",
                row.next_at,
                row.next_to,
                row.late_min,
                row.officer,
                row.needs,
                row.overdue,
                row.ready_done,
                row.ready_all,
                row.again,
            ]
            for row in found.rows
        ],
    )


def _filters() -> list[tuple[str, str]]:
    return [
        ("", _("All")),
        ("attention", _("Needs attention")),
        ("moving", _("Moving")),
        ("late", _("Late")),
        ("uncovered", _("Without an officer")),
        ("again", _("Check again")),
        ("overdue", _("Overdue requests")),
        ("heads", _("Heads of state and government")),
    ]


@lru_cache(maxsize=4096)
def _row_html(row: queries.Row, slug: str, language: str) -> SafeString:
    # Equal rows look equal to everybody who may see them: rendered once per change, then kept.
    return SafeString(
        render_to_string("desks/_board_row.html", {"row": row, "slug": slug, "language": language})
    )
