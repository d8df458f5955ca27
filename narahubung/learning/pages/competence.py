"""The competency maps of officers, with their trainings."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.templatetags.times import local_day
from narahubung.kit.web import done, show
from narahubung.learning.forms import Courses
from narahubung.parties.models import Officer
from narahubung.training import commands
from narahubung.training.queries import competence


@require_GET
@guard(Right.SEE_EVENT)
def listing(request: MemberRequest) -> HttpResponse:
    """The maps one may see: all, or one's own."""
    return _page(request)


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def course(request: MemberRequest, officer_id: int) -> HttpResponse:
    """Note a training that was passed."""
    Officer.objects.visible_to(request.by).get(pk=officer_id)
    form = Courses(request.POST)
    if not form.is_valid():
        return _page(request, course_form=form, open_id=officer_id, status=422)
    once(commands.note_course, request, officer_id=officer_id, **form.cleaned_data)
    slug = request.event.slug
    return done(request, "learning:competence", topic="competence", says=_("Noted."), slug=slug)


def _page(request: MemberRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    after = last_entry_id()
    sees_all = request.by.may(Right.SEE_SKILLS)
    return show(
        request,
        "learning/competence",
        status=status,
        officers=competence(by=request.by, on=local_day(request.at, request.event.zone)),
        may_note=request.by.may(Right.PLAN_OFFICERS),
        live_topics=["competence"] if sees_all else [],
        live_after=after,
        **({"course_form": Courses()} | context),
    )
