"""While somebody writes a request: what it seems to ask for, to be confirmed in one tap."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.knowledge.queries import answered_before
from narahubung.needs.asking_form import AskForm
from narahubung.needs.queries.hints import Hint, hint_for
from narahubung.needs.queries.templates import suggestion
from narahubung.parties.models import Party

LONGEST = 1000


@require_POST
@guard(Right.RAISE_NEED)
def suggest(request: MemberRequest) -> HttpResponse:
    """Propose department, urgency and time of the sentence so far; say what is known about it,
    by the limits and by colleagues.

    A POST, so that no word of a request stands in an address or in a log. Nothing is kept of it.
    """
    text = request.POST.get("text", "")[:LONGEST]
    found = suggestion(by=request.by, at=request.at, text=text) if text.strip() else None
    code = request.GET.get("party", "")
    party = Party.objects.visible_to(request.by, Right.RAISE_NEED).filter(code=code).first()
    form = AskForm(
        request.POST,
        by=request.by,
        party_id=party.pk if party else 0,
        zone_name=request.event.zone,
    )
    return render(
        request,
        "needs/_suggestion.html",
        {
            "suggestion": found,
            "text": text,
            "hint": hint_in(request, party, form) if party else None,
            "hint_party": code,
            "known": answered_before(text=text, by=request.by),
            "slug": request.event.slug,
        },
    )


def hint_in(request: MemberRequest, party: Party, form: AskForm) -> Hint | None:
    """Return what is known of what a form asks for, as far as it is written."""
    form.is_valid()  # what of it cannot be read is left out
    given = form.cleaned_data if form.is_bound else form.initial
    return hint_for(
        party_id=party.pk,
        text=str(given.get("text") or "")[:LONGEST],
        template=str(given.get("template") or ""),
        wanted_at=given.get("wanted_at"),
        by=request.by,
        at=request.at,
    )
