"""What happened: who, when, what, from whom; as far as the reader may know it."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.desks.queries.journal import PAGE, JournalPage, journal_page
from narahubung.desks.templatetags.desks import kind_word, room_word
from narahubung.kit.tables import Table, as_workbook
from narahubung.kit.web import show

MOST_IN_TABLE = 5000


@require_GET
@guard(Right.SEE_JOURNAL, Right.SEE_JOURNAL_BARE)
def journal(request: MemberRequest) -> HttpResponse:
    """The event's journal, newest first."""
    before = request.GET.get("before", "")
    as_table = request.GET.get("as") == "xlsx"
    page = journal_page(
        by=request.by,
        room=request.GET.get("room", ""),
        code=request.GET.get("party", "").strip().upper(),
        before=int(before) if before.isdecimal() and len(before) < 16 else None,
        most=MOST_IN_TABLE if as_table else PAGE,
    )
    if as_table:
        return as_workbook(_table(page, request.event.zone), at=request.at)
    return show(
        request,
        "desks/journal",
        page=page,
        live_topics=["board"] if request.by.may(Right.SEE_JOURNAL) else [],
    )


def _table(page: JournalPage, zone_name: str) -> Table:
    """Return the newest entries as a table, and say where older ones are left out."""
    cut = ngettext(
        "Only the newest {n} entry; older ones are on the page.",
        "Only the newest {n} entries; older ones are on the page.",
        MOST_IN_TABLE,
    )
    return Table(
        title=_("Journal"),
        zone_name=zone_name,
        notes=[cut.format(n=MOST_IN_TABLE)] if page.older else [],
        columns=[
            _("No."),
            _("When"),
            _("Reached us"),
            _("Who"),
            _("Delegation"),
            _("About"),
            _("What"),
        ],
        rows=[
            [
                one.line.id,
                one.line.at,
                one.line.recorded_at,
                one.line.by,
                one.code,
                room_word(one.line.kind.split(".")[0]),
                one.line.says or kind_word(one.line.kind),
            ]
            for one in page.lines
        ],
    )
