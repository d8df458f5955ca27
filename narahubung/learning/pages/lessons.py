"""The library of lessons; one lesson with its improvements; what one is asked to know."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.models import Person, Reach
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.templatetags.times import local_day
from narahubung.kit.web import done, show
from narahubung.learning import commands
from narahubung.learning.forms import Announcement, Improvements, Lessons
from narahubung.learning.models import Improvement, Lesson
from narahubung.learning.queries import lessons as queries
from narahubung.learning.versions import choices


@require_GET
@guard(Right.SEE_CRISIS)
def listing(request: MemberRequest) -> HttpResponse:
    """The library."""
    after = last_entry_id()
    return show(
        request,
        "learning/lessons",
        lessons=queries.lesson_list(by=request.by),
        may_lead=request.by.may(Right.LEAD_CRISIS),
        live_topics=["lessons"],
        live_after=after,
    )


@require_http_methods(["GET", "POST"])
@guard(Right.LEAD_CRISIS, writes=True)
def learn(request: MemberRequest) -> HttpResponse:
    """Put a lesson into the library."""
    form = Lessons(request.POST or None, people=_people(request, "officer"))
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return show(request, "learning/learn", form=form, status=status)
    told = {**form.cleaned_data, "of": form.cleaned_data["of"] or 0}
    told["people"] = [person.pk for person in told["people"]]
    made = once(commands.learn_lesson, request, **told)
    says = _("The lesson stands in the library.")
    to: dict[str, Any] = {"slug": request.event.slug}
    if made is None:  # sent twice
        return done(request, "learning:lessons", says=says, **to)
    return done(request, "learning:lesson", says=says, number=made.number, **to)


@require_GET
@guard(Right.SEE_CRISIS)
def lesson(request: MemberRequest, number: int) -> HttpResponse:
    """One lesson."""
    return _sheet(request, number)


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def improve(request: MemberRequest, number: int) -> HttpResponse:
    """Plan an improvement."""
    row = Lesson.objects.visible_to(request.by).get(number=number)
    form = _improvements(request, request.POST)
    if not form.is_valid():
        return _sheet(request, number, improve_form=form, status=422)
    told = dict(form.cleaned_data)
    changes, _colon, ref = told.pop("changed").partition(":")
    owner = told.pop("owner").pk
    words = {"lesson_id": row.pk, "owner_id": owner, "changes": changes, "ref": ref, **told}
    once(commands.plan_improvement, request, **words)
    return _done(request, number, _("Planned; the owner has word."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def announce(request: MemberRequest, improvement_id: int) -> HttpResponse:
    """Say that the new version is in force."""
    number, form = _number(request, improvement_id), Announcement(request.POST)
    if not form.is_valid():
        return _sheet(request, number, announce_form=form, open_id=improvement_id, status=422)
    once(commands.announce_change, request, improvement_id=improvement_id, **form.cleaned_data)
    return _done(request, number, _("Its users are asked to acknowledge it."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def close(request: MemberRequest, improvement_id: int) -> HttpResponse:
    """Ask that it be closed; the record decides."""
    number = _number(request, improvement_id)
    once(commands.close_improvement, request, improvement_id=improvement_id)
    return _done(request, number, _("Closed."))


@require_GET
@guard(Right.SEE_EVENT)
def known(request: MemberRequest) -> HttpResponse:
    """What one is asked to know."""
    return show(request, "learning/known", lines=queries.known_list(by=request.by))


@require_POST
@guard(Right.SEE_EVENT, writes=True)
def acknowledge(request: MemberRequest, improvement_id: int) -> HttpResponse:
    """I know the new version."""
    once(commands.acknowledge_change, request, improvement_id=improvement_id)
    slug = request.event.slug
    return done(request, "learning:known", says=_("Thank you. It is noted."), slug=slug)


def _sheet(
    request: MemberRequest, number: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    after = last_entry_id()
    today = local_day(request.at, request.event.zone)
    found = queries.lesson_sheet(number=number, by=request.by, on=today)
    forms = {
        "improve_form": _improvements(request, initial={"starts_on": today}),
        "announce_form": Announcement(),
        "why_form": None,
    }
    return show(
        request,
        "learning/lesson",
        status=status,
        sheet=found,
        live_topics=[f"lesson:{found.line.id}"],
        live_after=after,
        **(forms | context),
    )


def _improvements(request: MemberRequest, data: Any = None, **more: Any) -> Improvements:
    here = request.event.pk
    return Improvements(data, people=_people(request), changed=choices(here), **more)


def _people(request: MemberRequest, *roles: str) -> QuerySet[Person]:
    """Return who holds a role of the event now (or one of these)."""
    ties = Reach.objects.in_force(request.at).filter(event=request.event)
    ties = ties.filter(role__in=roles) if roles else ties
    people = Person.objects.filter(pk__in=ties.values("person_id"), is_active=True)
    return people.order_by("full_name", "username")


def _number(request: MemberRequest, improvement_id: int) -> int:
    rows = Improvement.objects.visible_to(request.by).select_related("lesson")
    return rows.get(pk=improvement_id).lesson.number


def _done(request: MemberRequest, number: int, says: str) -> HttpResponse:
    row = Lesson.objects.visible_to(request.by).get(number=number)
    to: dict[str, Any] = {"slug": request.event.slug, "number": number}
    return done(request, "learning:lesson", topic=f"lesson:{row.pk}", says=says, **to)
