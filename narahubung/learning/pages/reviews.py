"""Reviews of incidents."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.crisis.models import Incident
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.learning import commands
from narahubung.learning.forms import Points, RateIt
from narahubung.learning.models import Review
from narahubung.learning.queries import reviews as queries


@require_GET
@guard(Right.SEE_CRISIS)
def listing(request: MemberRequest) -> HttpResponse:
    """Every incident, with its review."""
    after = last_entry_id()
    return show(
        request,
        "learning/reviews",
        reviews=queries.review_list(by=request.by),
        may_lead=request.by.may(Right.LEAD_CRISIS),
        live_topics=["reviews", "incidents"],
        live_after=after,
    )


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def begin(request: MemberRequest, number: int) -> HttpResponse:
    """Begin one."""
    row = Incident.objects.visible_to(request.by).get(number=number)
    once(commands.begin_review, request, incident_id=row.pk)
    return _done(request, number, _("The record is read. Rate what you see."))


@require_GET
@guard(Right.SEE_CRISIS)
def review(request: MemberRequest, number: int) -> HttpResponse:
    """One review."""
    return _sheet(request, number)


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def rate(request: MemberRequest, number: int) -> HttpResponse:
    """Rate an objective."""
    form = RateIt(request.POST)
    if not form.is_valid():
        return _sheet(request, number, rate_form=form, status=422)
    once(commands.rate_objective, request, review_id=_id(request, number), **form.cleaned_data)
    return _done(request, number, _("Rated."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def point(request: MemberRequest, number: int) -> HttpResponse:
    """Note what went well or less well."""
    form = Points(request.POST)
    if not form.is_valid():
        return _sheet(request, number, point_form=form, status=422)
    once(commands.note_point, request, review_id=_id(request, number), **form.cleaned_data)
    return _done(request, number, _("Noted."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def sign(request: MemberRequest, number: int) -> HttpResponse:
    """Sign it."""
    once(commands.sign_review, request, review_id=_id(request, number))
    return _done(request, number, _("Signed: it stands as it is."))


def _id(request: MemberRequest, number: int) -> int:
    return Review.objects.visible_to(request.by).get(incident__number=number).pk


def _sheet(
    request: MemberRequest, number: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    after = last_entry_id()
    found = queries.review_sheet(number=number, by=request.by)
    forms = {"rate_form": RateIt(), "point_form": Points()}
    return show(
        request,
        "learning/review",
        status=status,
        sheet=found,
        live_topics=[f"review:{found.id}"],
        live_after=after,
        **(forms | context),
    )


def _done(request: MemberRequest, number: int, says: str) -> HttpResponse:
    topic = f"review:{_id(request, number)}"
    to: dict[str, Any] = {"slug": request.event.slug, "number": number}
    return done(request, "learning:review", topic=topic, says=says, **to)
