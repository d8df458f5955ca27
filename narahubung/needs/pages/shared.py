"""What the pages of needs have in common: reading a form, acting once, going back."""

from typing import Any, TypeVar

from django import forms
from django.http import HttpResponse

from narahubung.accounts.guards import MemberRequest
from narahubung.accounts.roles import Right
from narahubung.kit.refusals import Refusal
from narahubung.kit.web import done
from narahubung.needs.answer_forms import first_error
from narahubung.parties.models import Party

F = TypeVar("F", bound=forms.Form)


class Unclear(Refusal):
    """A form that cannot be read."""

    says = "{fault}"


def checked(form: F) -> F:
    """Return the form if it can be read. Raises Unclear, naming the field."""
    if not form.is_valid():
        raise Unclear(fault=first_error(form))
    return form


def own_party(request: MemberRequest) -> Party | None:
    """Return the delegation that this person serves, the first of several; None for others."""
    rows = Party.objects.visible_to(request.by, Right.SEE_REGISTER)
    return rows.filter(pk__in=request.by.own).order_by("code").first()


def back(request: MemberRequest, need_id: int, says: str) -> HttpResponse:
    """Go back to where the tap came from: the queue, or the need's own page."""
    names: dict[str, Any] = {"slug": request.event.slug}
    if request.POST.get("to") == "queue":
        return done(request, "needs:queue", **names, topic="needs", says=says)
    return done(
        request, "needs:sheet", **names, need_id=need_id, topic=f"need:{need_id}", says=says
    )
