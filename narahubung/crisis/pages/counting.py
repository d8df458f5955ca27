"""The roll call: the desk's picture, and the officer's one tap."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.crisis import commands
from narahubung.crisis.forms import CountHead
from narahubung.crisis.models import Head
from narahubung.crisis.queries import counting as queries
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show


@require_GET
@guard(Right.SEE_CRISIS)
def roll(request: MemberRequest, number: int) -> HttpResponse:
    """Who is missing, hurt, safe: of the whole event."""
    after = last_entry_id()
    found = queries.roll_sheet(incident_number=number, by=request.by, at=request.at)
    if found is None:
        raise Http404
    return show(request, "crisis/roll", roll=found, live_topics=["roll"], live_after=after)


@require_GET
@guard(Right.DO_DUTIES)
def mine(request: MemberRequest) -> HttpResponse:
    """One's own people: all safe with one tap, or one by one."""
    return _mine(request)


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def count_party(request: MemberRequest, roll_id: int, party_id: int) -> HttpResponse:
    """All who are missing are safe."""
    number = once(commands.count_party, request, roll_id=roll_id, party_id=party_id) or 0
    says = ngettext("{n} person noted as safe.", "{n} people noted as safe.", number)
    return _done(request, says.format(n=number))


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def count(request: MemberRequest, head_id: int) -> HttpResponse:
    """How one person is."""
    Head.objects.visible_to(request.by).get(pk=head_id)  # absent is absent
    form = CountHead(request.POST)
    if not form.is_valid():
        return _mine(request, form=form, counting=head_id, status=422)
    once(commands.count_head, request, head_id=head_id, **form.cleaned_data)
    return _done(request, _("Noted."))


def _mine(
    request: MemberRequest,
    form: CountHead | None = None,
    counting: int = 0,
    status: int = 200,
) -> HttpResponse:
    after = last_entry_id()
    return show(
        request,
        "crisis/roll_mine",
        status=status,
        rolls=queries.own_rolls(by=request.by),
        form=form or CountHead(),
        counting=counting,
        live_topics=["roll"],
        live_after=after,
    )


def _done(request: MemberRequest, says: str) -> HttpResponse:
    return done(request, "crisis:roll_mine", slug=request.event.slug, topic="roll", says=says)
