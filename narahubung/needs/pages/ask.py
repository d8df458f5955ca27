"""While somebody writes a request: what it seems to ask for, to be confirmed in one tap."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.needs.queries.templates import suggestion

LONGEST = 1000


@require_POST
@guard(Right.RAISE_NEED)
def suggest(request: MemberRequest) -> HttpResponse:
    """Propose department, urgency and time of the sentence so far. Nothing is kept of it.

    A POST, so that no word of a request stands in an address or in a log.
    """
    text = request.POST.get("text", "")[:LONGEST]
    found = suggestion(by=request.by, at=request.at, text=text) if text.strip() else None
    return render(request, "needs/_suggestion.html", {"suggestion": found, "text": text})
