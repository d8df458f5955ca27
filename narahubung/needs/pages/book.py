"""The book of a desk that guests walk up to."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.needs import commands
from narahubung.needs.models import BookEntry, BookKind
from narahubung.needs.pages.register import faces
from narahubung.needs.pages.shared import checked
from narahubung.needs.queries.book import book_of, desks_with_book
from narahubung.needs.register_forms import BookForm
from narahubung.needs.suggesting import kind_of
from narahubung.parties.models import Department

_ACTS: dict[str, Callable[..., Any]] = {
    "end": commands.end_line,
    "unanswered": commands.note_unanswered,
    "back": commands.take_back_line,
}


@guard(Right.ANSWER_NEED)
def book(request: MemberRequest) -> HttpResponse:
    """Show a desk's book: calls by their time, open lines, what was done last."""
    desks = desks_with_book(by=request.by)
    desk = _desk(desks, request.GET.get("desk", ""))
    kind = request.GET.get("kind", "")
    kind = kind if kind in BookKind else ""
    return show(
        request,
        "needs/book",
        slug=request.event.slug,
        desks=desks,
        desk=desk,
        kind=kind,
        kinds=BookKind.choices,
        book=book_of(by=request.by, at=request.at, department_id=desk.pk, kind=kind),
        form=BookForm(
            by=request.by,
            zone_name=request.event.zone,
            initial={"kind": kind or BookKind.REQUEST.value},
        ),
        faces=faces(),
        live_topics=[f"book:{desk.pk}", f"department:{desk.pk}"],
        live_after=last_entry_id(),
    )


@require_POST
@guard(Right.ANSWER_NEED, writes=True)
def write(request: MemberRequest) -> HttpResponse:
    """Write a line."""
    desk = _desk(desks_with_book(by=request.by), request.POST.get("desk", ""))
    form = checked(BookForm(request.POST, by=request.by, zone_name=request.event.zone))
    told = form.cleaned_data
    once(
        commands.write_line,
        request,
        department_id=desk.pk,
        book_kind=told["kind"],
        text=told["text"],
        who=told["who"],
        party_id=told["party"].pk if told["party"] else None,
        due_at=told["due_at"],
    )
    return _back(request, desk, _("It stands in the book."))


@require_POST
@guard(Right.ANSWER_NEED, writes=True)
def move(request: MemberRequest, line_id: int) -> HttpResponse:
    """Do to a line what the button says: end it, note an unanswered call, take a slip back."""
    line = _line(request, line_id)
    act = _ACTS.get(request.POST.get("move", ""))
    if act is None:
        raise Http404
    once(act, request, line_id=line.pk)
    return _back(request, line.department, _("Written down."))


@require_POST
@guard(Right.ANSWER_NEED, writes=True)
def match(request: MemberRequest, line_id: int) -> HttpResponse:
    """Say that what was lost is what was found."""
    line = _line(request, line_id)
    number = request.POST.get("found", "")
    if not number.isdecimal() or len(number) > 18:
        raise Http404
    once(commands.match_lines, request, line_id=line.pk, found_id=int(number))
    return _back(request, line.department, _("Matched: the owner can have it."))


def _desk(desks: list[Department], code: str) -> Department:
    """Return the desk that is asked for; else the hospitality desk, else the first."""
    if not desks:
        raise Http404
    hospitality = next((one for one in desks if kind_of(one) == "hospitality"), desks[0])
    return next((one for one in desks if one.code == code), hospitality)


def _line(request: MemberRequest, line_id: int) -> BookEntry:
    rows = BookEntry.objects.visible_to(request.by).filter(removed=False)
    return rows.select_related("department").get(pk=line_id)


def _back(request: MemberRequest, desk: Department, says: str) -> HttpResponse:
    slug = request.event.slug
    answer = done(request, "needs:book", slug=slug, topic=f"book:{desk.pk}", says=says)
    if answer.status_code == 302:
        answer["Location"] = f"{answer['Location']}?desk={desk.code}"
    return answer
