"""A supplier's page for one task, by a link without log-in; and where the desk makes such links."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from narahubung.accounts import commands as accounts
from narahubung.accounts.forms import GiveLink
from narahubung.accounts.guards import GuestRequest, MemberRequest, guard, guest, once
from narahubung.accounts.pages.passes import show_link, show_links
from narahubung.accounts.queries import passes_of
from narahubung.accounts.roles import Right
from narahubung.kit.refusals import Refusal
from narahubung.kit.web import done, show
from narahubung.needs import answer_forms as forms
from narahubung.needs import commands
from narahubung.needs.commands.supplying import PURPOSE
from narahubung.needs.pages.shared import checked
from narahubung.needs.queries.supplying import shared_part, task_of

LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]


@guest(PURPOSE)
@require_safe
def task(request: GuestRequest) -> HttpResponse:
    """Show what is to be brought, where and by when, and the buttons of what may be said."""
    found = task_of(request.guest_pass, at=request.at, zone_name=request.event.zone)
    return show(
        request,
        "needs/supplier",
        task=found,
        event=request.event,
        here=_here(request),
        until=found.promised_at or found.due_at,
    )


@guest(PURPOSE)
@require_POST
def opened(request: GuestRequest) -> HttpResponse:
    """Count that the page was opened and shown: a preview in a messenger does not come here."""
    accounts.count_opening(request.guest_pass.pk, at=request.at)
    return HttpResponse(status=204)


@guest(PURPOSE, writes=True)
@require_POST
def promise(request: GuestRequest) -> HttpResponse:
    """Take it on, until when."""
    until = checked(forms.PromiseForm(request.POST)).cleaned_data["until"]
    _once(commands.promise_task, request, until=until)
    return redirect(_here(request))


@guest(PURPOSE, writes=True)
@require_POST
def set_off(request: GuestRequest) -> HttpResponse:
    """Be on the way."""
    _once(commands.set_off, request)
    return redirect(_here(request))


@guest(PURPOSE, writes=True)
@require_POST
def deliver(request: GuestRequest) -> HttpResponse:
    """Have it there: who received it, and a photo. The link ends with it."""
    asked = checked(forms.ProofForm(request.POST, request.FILES)).cleaned_data
    files = [file for name in ("photo", "signature") if (file := asked[name])]
    _once(commands.deliver_task, request, signed_by=asked["signed_by"], files=files)
    says = _("Thank you. It is on record as delivered. This link has ended.")
    return render(request, "needs/supplier_end.html", {"says": says, "is_done": True})


@guest(PURPOSE, writes=True)
@require_POST
def refuse(request: GuestRequest) -> HttpResponse:
    """Not be able to, and why. The link ends with it."""
    why = checked(forms.WordsForm(request.POST)).cleaned_data["words"]
    _once(commands.refuse_task, request, why=why)
    says = _("Thank you for telling us. Somebody else will be asked. This link has ended.")
    return render(request, "needs/supplier_end.html", {"says": says})


@guard(Right.ANSWER_NEED)
@require_safe
def links(request: MemberRequest, part_id: int) -> HttpResponse:
    """Show the open links to a part."""
    part = shared_part(by=request.by, part_id=part_id)
    initial = {"name": part.supplier, "language": "id"}
    form = GiveLink(languages=LANGUAGES, has_last_day=False, initial=initial)
    return _links(request, part_id, form)


@guard(Right.ANSWER_NEED, writes=True)
@require_POST
def make(request: MemberRequest, part_id: int) -> HttpResponse:
    """Make a link and show it, this once."""
    part = shared_part(by=request.by, part_id=part_id)
    form = GiveLink(request.POST, languages=LANGUAGES, has_last_day=False)
    if not form.is_valid():
        return _links(request, part_id, form)
    try:
        token = commands.share_part(
            part_id=part_id, **form.cleaned_data, by=request.by, at=request.at, key=request.key
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _links(request, part_id, form)
    made = passes_of(by=request.by, at=request.at, purpose=PURPOSE, object_id=part_id)[0]
    with override(made.language):
        says = [part.words, _("Scan this code to see the task and to say how it stands.")]
    path = reverse("supplier_task", kwargs={"token": token})
    return show_link(request, path=path, line=made, says=says, back=_at(request, part.need_id))


@guard(Right.ANSWER_NEED)
@require_POST
def revoke(request: MemberRequest, part_id: int, pass_id: int) -> HttpResponse:
    """Take a link back, also when the event is closed."""
    shared_part(by=request.by, part_id=part_id)
    accounts.revoke_pass(pass_id=pass_id, by=request.by, at=request.at, key=request.key)
    says = _("The link has ended.")
    slug = request.event.slug
    return done(request, "needs:task_links", slug=slug, part_id=part_id, says=says)


def _links(request: MemberRequest, part_id: int, form: GiveLink) -> HttpResponse:
    part = shared_part(by=request.by, part_id=part_id)
    slug = request.event.slug
    return show_links(
        request,
        heading=_("Link for the supplier: {part}").format(part=part.words),
        lines=passes_of(by=request.by, at=request.at, purpose=PURPOSE, object_id=part_id),
        form=form if part.runs else None,
        here=reverse("needs:task_links", kwargs={"slug": slug, "part_id": part_id}),
        back=_at(request, part.need_id),
    )


def _at(request: MemberRequest, need_id: int) -> str:
    return reverse("needs:sheet", kwargs={"slug": request.event.slug, "need_id": need_id})


def _here(request: GuestRequest) -> str:
    return reverse("supplier_task", kwargs={"token": request.token})


def _once(act: Callable[..., Any], request: GuestRequest, **asked: Any) -> None:
    """Do it; a second tap, or a resend after a lost answer, is no fault of anybody."""
    once(act, request, pass_id=request.guest_pass.pk, **asked)
