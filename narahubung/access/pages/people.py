"""Who has a badge and who waits for one: the list, one person, and each step."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.access import commands
from narahubung.access.forms import Ask, Collect, Replace, Why
from narahubung.access.models import Accreditation
from narahubung.access.queries import people as queries
from narahubung.access.queries.pass_backs import open_pass_backs
from narahubung.access.words import ACCREDITATIONS, BADGES
from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.documents.reading import receive
from narahubung.journal.reading import last_entry_id
from narahubung.kit.files import MOST_BYTES, NothingAttached, TooBig, handed_out, path_of
from narahubung.kit.refusals import Refusal
from narahubung.kit.web import done, show

SHOWN = ("asked", "checked", "ready", "printed", "collected", "lost", "declined", "withdrawn")


@require_GET
@guard(Right.SEE_ACCESS, Right.ASK_ACCESS)
def listing(request: MemberRequest) -> HttpResponse:
    """Everybody one may see, by state, category, name, delegation or number."""
    after = last_entry_id()
    asked = request.GET.get("state", "")
    state = asked if asked in SHOWN else ""
    text = request.GET.get("text", "").strip()[:100]
    numbers = queries.numbers(by=request.by)
    words = {**ACCREDITATIONS, **BADGES, "withdrawn": ACCREDITATIONS["withdrawn"]}
    return show(
        request,
        "access/people",
        people=queries.people(by=request.by, state=state, text=text),
        states=[("", _("All"), None), *((s, str(words[s]), numbers.get(s, 0)) for s in SHOWN)],
        state=state,
        text=text,
        may_accredit=request.by.may(Right.ACCREDIT),
        may_see=request.by.may(Right.SEE_ACCESS),
        twice=open_pass_backs(by=request.by),
        live_topics=["access"],
        live_after=after,
    )


@require_http_methods(["GET", "POST"])
@guard(Right.ASK_ACCESS, writes=True)
def ask(request: MemberRequest) -> HttpResponse:
    """Ask for a badge."""
    event = request.event
    form = Ask(
        request.POST or None,
        people=queries.candidates(by=request.by),
        categories=queries.categories(by=request.by),
        zones=queries.zones_to_ask(by=request.by),
        free=Right.ASK_ACCESS in request.by.everywhere,
        initial={"since": event.starts_on, "until": event.ends_on},
    )
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return show(request, "access/ask", status=status, form=form)
    row = once(commands.ask_accreditation, request, **form.asked())
    says = _("Asked for. Add the photo now.")
    if row is None:
        return done(request, "access:people", topic="access", says=says, slug=event.slug)
    return _done(request, row.pk, says)


@require_GET
@guard(Right.SEE_ACCESS, Right.ASK_ACCESS)
def person(request: MemberRequest, accreditation_id: int) -> HttpResponse:
    """One person: how far it has come, the zones by time, the badges."""
    return person_sheet(request, accreditation_id)


@require_GET
@guard(Right.SEE_ACCESS, Right.ASK_ACCESS)
def face(request: MemberRequest, accreditation_id: int) -> HttpResponse:
    """Send somebody's photo."""
    digest = queries.face_of(accreditation_id=accreditation_id, by=request.by)
    if not digest or not path_of(digest).exists():
        raise Http404
    return handed_out(request, path_of(digest), media_type="image/jpeg", name="photo.jpg")


@require_POST
@guard(Right.ASK_ACCESS, writes=True)
def photo(request: MemberRequest, accreditation_id: int) -> HttpResponse:
    """Add or replace the photo."""
    Accreditation.objects.visible_to(request.by, Right.ASK_ACCESS).get(pk=accreditation_id)
    sent = request.FILES.get("file")
    if sent is None:
        raise NothingAttached
    if (sent.size or 0) > MOST_BYTES:
        raise TooBig
    file = receive(sent.read())
    once(commands.photograph, request, accreditation_id=accreditation_id, file=file)
    return _done(request, accreditation_id, _("The photo is there."))


@require_POST
@guard(Right.ACCREDIT, writes=True)
def check(request: MemberRequest, accreditation_id: int) -> HttpResponse:
    """The request is whole and right."""
    return _step(request, accreditation_id, commands.check_accreditation, _("Checked."))


@require_POST
@guard(Right.VET, writes=True)
def vet(request: MemberRequest, accreditation_id: int) -> HttpResponse:
    """Note what security says."""
    cleared = request.POST.get("cleared") == "yes"
    says = _("Vetting noted.")
    return _step(request, accreditation_id, commands.vet_person, says, cleared=cleared)


@require_POST
@guard(Right.ACCREDIT, writes=True)
def approve(request: MemberRequest, accreditation_id: int) -> HttpResponse:
    """Approve one."""
    says = _("Approved, with your name and the time. The badge can be printed.")
    return _step(request, accreditation_id, commands.approve_accreditation, says)


@require_POST
@guard(Right.ACCREDIT, writes=True)
def approve_several(request: MemberRequest) -> HttpResponse:
    """Approve those that were ticked; who may not be approved yet stays, and is counted."""
    ids = [int(one) for one in request.POST.getlist("ids") if one.isdecimal() and len(one) < 12]
    rows = Accreditation.objects.visible_to(request.by).filter(pk__in=ids)
    approved, left = 0, 0
    for pk in rows.order_by("number").values_list("pk", flat=True):
        try:
            commands.approve_accreditation(accreditation_id=pk, by=request.by, at=request.at)
            approved += 1
        except Refusal:
            left += 1
    says = ngettext("{n} badge approved.", "{n} badges approved.", approved).format(n=approved)
    if left:
        more = ngettext("{n} stays: look at why.", "{n} stay: look at why in each.", left).format(
            n=left
        )
        says = f"{says} {more}"
    return done(request, "access:people", topic="access", says=says, slug=request.event.slug)


@require_POST
@guard(Right.ACCREDIT, writes=True)
def decline(request: MemberRequest, accreditation_id: int) -> HttpResponse:
    """Say no, with the reason."""
    return _with_reason(
        request, accreditation_id, commands.decline_accreditation, _("Declined."), "decline_form"
    )


@require_POST
@guard(Right.ACCREDIT, writes=True)
def reopen(request: MemberRequest, accreditation_id: int) -> HttpResponse:
    """Take a no back."""
    return _step(request, accreditation_id, commands.reopen_accreditation, _("It waits again."))


@require_POST
@guard(Right.ACCREDIT, writes=True)
def withdraw(request: MemberRequest, accreditation_id: int) -> HttpResponse:
    """Take it back by name."""
    return _with_reason(
        request,
        accreditation_id,
        commands.withdraw_accreditation,
        _("Withdrawn. Gates with a network refuse the badge from now on."),
        "withdraw_form",
    )


def _with_reason(
    request: MemberRequest,
    accreditation_id: int,
    command: Callable[..., Any],
    says: str,
    name: str,
) -> HttpResponse:
    Accreditation.objects.visible_to(request.by).get(pk=accreditation_id)
    form = Why(request.POST)
    if not form.is_valid():
        return person_sheet(request, accreditation_id, status=422, **{name: form})
    return _step(request, accreditation_id, command, says, why=form.cleaned_data["why"])


def _step(
    request: MemberRequest,
    accreditation_id: int,
    command: Callable[..., Any],
    says: str,
    **asked: Any,
) -> HttpResponse:
    Accreditation.objects.visible_to(request.by).get(pk=accreditation_id)
    once(command, request, accreditation_id=accreditation_id, **asked)
    return _done(request, accreditation_id, says)


def person_sheet(
    request: MemberRequest, accreditation_id: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Answer with one person's page, with what a form of it lacks."""
    after = last_entry_id()
    sheet = queries.person(accreditation_id=accreditation_id, by=request.by, at=request.at)
    forms = {
        "decline_form": Why(),
        "withdraw_form": Why(),
        "lose_form": Why(),
        "replace_form": Replace(),
        "collect_form": Collect(initial={"collector": sheet.line.name}),
    }
    return show(
        request,
        "access/person",
        status=status,
        sheet=sheet,
        live_topics=[f"accreditation:{accreditation_id}"],
        live_after=after,
        **(forms | context),
    )


def _done(request: MemberRequest, accreditation_id: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "accreditation_id": accreditation_id}
    topic = f"accreditation:{accreditation_id}"
    return done(request, "access:person", topic=topic, says=says, **to)
