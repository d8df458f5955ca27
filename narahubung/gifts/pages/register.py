"""The register, its table to open in Excel, one's own gifts, and one gift."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.gifts import queries
from narahubung.gifts.forms import Decided, HandOver, Place, Sent
from narahubung.gifts.queries.register import FILTERS
from narahubung.gifts.tables import register_table
from narahubung.journal.reading import last_entry_id
from narahubung.kit.files import handed_out
from narahubung.kit.tables import as_workbook
from narahubung.kit.web import done, show


@require_GET
@guard(Right.SEE_GIFTS)
def register(request: MemberRequest) -> HttpResponse:
    """Every gift this person may know of, what is due first."""
    after, wanted = last_entry_id(), request.GET.get("show", "due")
    found = queries.register(event=request.event, by=request.by, at=request.at, show=wanted)
    listed = queries.listed_gifts(by=request.by)
    return show(
        request,
        "gifts/register",
        register=found,
        wanted=wanted if wanted in {*FILTERS, "listed"} else "all",
        filters=_filters(found.counts | {"listed": len(listed)}),
        listed=listed,
        may_keep=request.by.may(Right.KEEP_GIFTS),
        may_declare=request.by.may(Right.REPORT_GIFT),
        live_topics=["gifts"],
        live_after=after,
    )


@require_GET
@guard(Right.KEEP_GIFTS)
def table(request: MemberRequest) -> HttpResponse:
    """The whole register as a workbook, for who keeps it."""
    found = queries.register(event=request.event, by=request.by, at=request.at, show="all")
    return as_workbook(register_table(found, zone_name=request.event.zone), at=request.at)


@require_GET
@guard(Right.REPORT_GIFT)
def mine(request: MemberRequest) -> HttpResponse:
    """What one declared, also for a delegation one serves no more, and what waits to be signed."""
    after = last_entry_id()
    own, waiting = queries.mine(event=request.event, by=request.by, at=request.at)
    return show(
        request,
        "gifts/mine",
        own=own,
        waiting=waiting,
        live_topics=["gifts"],
        live_after=after,
    )


@require_GET
@guard(Right.SEE_GIFTS, Right.REPORT_GIFT)
def one(request: MemberRequest, declaration_id: int) -> HttpResponse:
    """One gift: what was told, who has it, what is due."""
    return sheet_of(request, declaration_id)


@require_GET
@guard(Right.SEE_GIFTS, Right.REPORT_GIFT)
def photo(request: MemberRequest, declaration_id: int, text_number: int) -> HttpResponse:
    """Send the photo of a text, to whom may see the gift."""
    path = queries.photo_of(declaration_id=declaration_id, text_number=text_number, by=request.by)
    name = f"gift-{declaration_id}.jpg"
    return handed_out(request, path, media_type="image/jpeg", name=name)


def sheet_of(
    request: MemberRequest, declaration_id: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Answer with the page of one gift, with a form that was not right."""
    after = last_entry_id()
    found = queries.sheet(
        declaration_id=declaration_id, event=request.event, by=request.by, at=request.at
    )
    forms = {
        "give_form": HandOver(takers=found.takers),
        "place_form": Place(),
        "sent_form": Sent(),
        "decided_form": Decided(),
    }
    return show(
        request,
        "gifts/one",
        status=status,
        sheet=found,
        line=found.line,
        live_topics=[f"declaration:{declaration_id}"],
        live_after=after,
        **(forms | context),
    )


def said(request: MemberRequest, declaration_id: int, says: str) -> HttpResponse:
    """Answer that it is done, on the page of the gift."""
    to: dict[str, Any] = {"slug": request.event.slug, "declaration_id": declaration_id}
    topic = f"declaration:{declaration_id}"
    return done(request, "gifts:one", topic=topic, says=says, **to)


def _filters(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    words = {
        "due": _("Due"),
        "received": _("Received"),
        "given": _("Given by the host"),
        "refused": _("Refused"),
        "all": _("All"),
        "listed": _("On the list"),
    }
    return [(name, word, counts[name]) for name, word in words.items()]
