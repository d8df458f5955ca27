"""What the pages of duties have in common: the shell around, reading a form, acting once."""

from typing import Any, TypeVar

from narahubung.accounts.actors import carries_phone
from narahubung.accounts.guards import MemberRequest
from narahubung.duties import forms
from narahubung.kit.refusals import Refusal
from narahubung.parties.models import Party

F = TypeVar("F", bound=forms.Timed)


class Unclear(Refusal):
    """A form that cannot be read."""

    says = "{fault}"


def shell(request: MemberRequest, party: Party) -> dict[str, Any]:
    """Return what the page around needs: the desk's, or the phone's for an officer."""
    on_desk = not carries_phone(request.by)
    return {
        "shell": "kit/desk.html" if on_desk else "kit/field.html",
        "on_desk": on_desk,
        "slug": request.event.slug,
        "party": {
            "pk": party.pk,
            "code": party.code,
            "name": party.name,
            "flag": party.iso_alpha2,
        },
    }


def seen_in(request: MemberRequest) -> int | None:
    """Return which look the page showed as the last one, None where it said nothing."""
    number = request.POST.get("seen", "")
    return int(number) if number.isdecimal() and len(number) <= 18 else None


def read(form_class: type[F], request: MemberRequest) -> F:
    """Return the form as it was sent. Raises Unclear."""
    form = form_class(request.POST, request.FILES)
    if not form.is_valid():
        raise Unclear(fault=forms.first_error(form))
    return form
