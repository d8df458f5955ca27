"""What is done with a badge: handed out, lost, found, replaced; blank ones for a day."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.access import commands
from narahubung.access.forms import Blank, Collect, MakeBlanks, Replace, Why
from narahubung.access.models import Badge, DayUse
from narahubung.access.pages.people import person_sheet
from narahubung.access.queries import people as queries
from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.kit.zones import zone


@require_POST
@guard(Right.ACCREDIT, writes=True)
def collect(request: MemberRequest, badge_id: int) -> HttpResponse:
    """Hand it out."""
    return _act(
        request,
        badge_id,
        commands.collect_badge,
        _("Handed out."),
        form=Collect(request.POST),
        name="collect_form",
    )


@require_POST
@guard(Right.ACCREDIT, writes=True)
def give_back(request: MemberRequest, badge_id: int) -> HttpResponse:
    """It came back, or was not handed out."""
    return _act(request, badge_id, commands.give_badge_back, _("It lies at the desk again."))


@require_POST
@guard(Right.ACCREDIT, writes=True)
def lose(request: MemberRequest, badge_id: int) -> HttpResponse:
    """It is lost."""
    return _act(
        request,
        badge_id,
        commands.lose_badge,
        _("Lost. Gates with a network refuse this badge from now on."),
        form=Why(request.POST),
        name="lose_form",
    )


@require_POST
@guard(Right.ACCREDIT, writes=True)
def find(request: MemberRequest, badge_id: int) -> HttpResponse:
    """It was found."""
    return _act(request, badge_id, commands.find_badge, _("Found: the badge is valid again."))


@require_POST
@guard(Right.ACCREDIT, writes=True)
def replace(request: MemberRequest, badge_id: int) -> HttpResponse:
    """A new one instead."""
    return _act(
        request,
        badge_id,
        commands.replace_badge,
        _("The old badge is refused for ever. Print the new one."),
        form=Replace(request.POST),
        name="replace_form",
    )


@require_GET
@guard(Right.ACCREDIT)
def blanks(request: MemberRequest) -> HttpResponse:
    """Blank badges for a day."""
    return _blanks(request)


@require_POST
@guard(Right.ACCREDIT, writes=True)
def make_blanks(request: MemberRequest) -> HttpResponse:
    """Make some."""
    form = MakeBlanks(request.POST)
    if not form.is_valid():
        return _blanks(request, status=422, make_form=form)
    once(commands.make_blanks, request, count=form.cleaned_data["count"])
    return _to_blanks(request, _("Made. Print them before the power fails."))


@require_POST
@guard(Right.ACCREDIT, writes=True)
def activate(request: MemberRequest) -> HttpResponse:
    """Give one to a person for one day."""
    form = _blank_form(request, request.POST)
    if not form.is_valid():
        return _blanks(request, status=422, form=form)
    once(commands.activate_blank, request, **form.cleaned_data)
    return _to_blanks(request, _("A second person of the desk must confirm it now."))


@require_POST
@guard(Right.ACCREDIT, writes=True)
def confirm(request: MemberRequest, use_id: int) -> HttpResponse:
    """Confirm as the second person."""
    DayUse.objects.visible_to(request.by).get(pk=use_id)
    once(commands.confirm_blank, request, use_id=use_id)
    return _to_blanks(request, _("Confirmed: the badge is valid that day."))


@require_POST
@guard(Right.ACCREDIT, writes=True)
def end(request: MemberRequest, use_id: int) -> HttpResponse:
    """It was given back."""
    DayUse.objects.visible_to(request.by).get(pk=use_id)
    once(commands.end_blank, request, use_id=use_id)
    return _to_blanks(request, _("Ended: the badge is blank again."))


def _act(
    request: MemberRequest,
    badge_id: int,
    command: Callable[..., Any],
    says: str,
    *,
    form: Any = None,
    name: str = "",
) -> HttpResponse:
    row = Badge.objects.visible_to(request.by).exclude(accreditation=None).get(pk=badge_id)
    person = row.accreditation_id
    assert person is not None  # noqa: S101 -- blank ones are left out above
    if form is not None and not form.is_valid():
        return person_sheet(request, person, status=422, **{name: form})
    asked = form.cleaned_data if form is not None else {}
    once(command, request, badge_id=badge_id, **asked)
    to: dict[str, Any] = {"slug": request.event.slug, "accreditation_id": person}
    return done(request, "access:person", topic=f"accreditation:{person}", says=says, **to)


def _blanks(request: MemberRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    after = last_entry_id()
    today = request.at.astimezone(zone(request.event.zone)).date()
    forms = {"form": _blank_form(request), "make_form": MakeBlanks()}
    return show(
        request,
        "access/blanks",
        status=status,
        blanks=queries.blanks(by=request.by, today=today),
        free=queries.free_blanks(by=request.by, on=today),
        live_topics=["access"],
        live_after=after,
        **(forms | context),
    )


def _blank_form(request: MemberRequest, data: Any = None) -> Blank:
    today = request.at.astimezone(zone(request.event.zone)).date()
    return Blank(
        data,
        badges=queries.free_blanks(by=request.by, on=today),
        categories=queries.categories(by=request.by),
        initial={"on": today},
    )


def _to_blanks(request: MemberRequest, says: str) -> HttpResponse:
    return done(request, "access:blanks", topic="access", says=says, slug=request.event.slug)
