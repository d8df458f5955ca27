"""Links without log-in: the list of all, and what the rooms that give them show alike."""

from typing import Any
from urllib.parse import quote, urlsplit

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from narahubung.accounts import commands, queries
from narahubung.accounts.forms import GiveLink
from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.queries import PassLine
from narahubung.accounts.roles import Right
from narahubung.config.environment import environment
from narahubung.kit import exercise
from narahubung.kit.web import done, show


@guard(Right.MANAGE_PEOPLE)
@require_safe
def passes(request: MemberRequest) -> HttpResponse:
    """Show every link of the event that is open."""
    rows = queries.passes(by=request.by, at=request.at)
    return show(request, "accounts/passes", rows=rows, live_topics=["people"])


@guard(Right.MANAGE_PEOPLE)
@require_POST
def revoke(request: MemberRequest, pass_id: int) -> HttpResponse:
    """Take any link of the event back, also when the event is closed."""
    commands.revoke_pass(pass_id=pass_id, by=request.by, at=request.at, key=request.key)
    return done(request, "accounts:passes", slug=request.event.slug, topic="people")


def show_links(
    request: MemberRequest,
    *,
    heading: str,
    lines: list[PassLine],
    form: GiveLink | None,
    here: str,
    back: str,
) -> HttpResponse:
    """Show the open links to one thing and the form for another, None where it is over.

    here: the address of this page; back: of the page of the thing itself.
    """
    context = {"heading": heading, "rows": lines, "form": form, "here": here, "back": back}
    status = 422 if form and form.is_bound else 200
    return render(request, "accounts/links.html", context, status=status)


def show_link(
    request: MemberRequest, *, path: str, line: PassLine, says: list[str], back: str
) -> HttpResponse:
    """Show a link the one time it can be shown: a card to print, a code, an address to copy.

    path: of the link itself. says: what the card tells, in the language of who gets it.
    """
    card = card_of(request, path)
    answer = render(
        request,
        "accounts/link.html",
        {
            **card,
            "row": line,
            "says": says,
            "back": back,
            "sent": quote(exercise.marked(card["address"])),
        },
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


def card_of(request: HttpRequest, path: str) -> dict[str, Any]:
    """Return the whole address of a path, its QR, and whether only this computer can open it."""
    here = environment.address.rstrip("/")
    address = here + path if here else request.build_absolute_uri(path)
    host = urlsplit(address).hostname or ""
    return {
        "address": address,
        "picture": segno.make(address, error="m").svg_data_uri(scale=6, border=2),
        "only_here": host == "localhost" or host.startswith("127."),
    }
