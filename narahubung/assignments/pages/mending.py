"""One party's roster mended: for one that comes late, or that nobody knew of. No rule here."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.assignments.commands import mending as commands
from narahubung.assignments.forms import mending as forms
from narahubung.assignments.queries import mending as queries
from narahubung.assignments.rules.mending import LookAgain
from narahubung.journal.acting import AlreadyDone
from narahubung.kit.web import done, show
from narahubung.parties.models import Party


@require_GET
@guard(Right.PLAN_OFFICERS)
def mend(request: MemberRequest, code: str) -> HttpResponse:
    """What no longer fits, who can be with the party, and what that changes for whom."""
    party = Party.objects.visible_to(request.by).get(code=code)
    return show(
        request,
        "assignments/mend",
        sheet=queries.mend_sheet(
            event=request.event,
            party=party,
            chosen=forms.Homes(request.GET).homes(),
            by=request.by,
            at=request.at,
        ),
    )


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def adopt(request: MemberRequest, code: str) -> HttpResponse:
    """Adopt what was seen, all of it in one act."""
    party = Party.objects.visible_to(request.by).get(code=code)
    form = forms.Adopt(request.POST)
    if not form.is_valid():
        raise LookAgain
    try:
        count = commands.mend_party(
            party_id=party.pk,
            homes=form.homes(),
            seen_at=form.cleaned_data["seen_at"],
            digest=form.cleaned_data["digest"],
            by=request.by,
            at=request.at,
            key=request.key,
        )
    except AlreadyDone:
        return _done(request, code, "")
    says = ngettext(
        "{n} duty changed. Each officer concerned has word of it.",
        "{n} duties changed. Each officer concerned has word of it.",
        count,
    )
    return _done(request, code, says.format(n=count))


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def take_back(request: MemberRequest, code: str) -> HttpResponse:
    """Let stand again what stood before."""
    party = Party.objects.visible_to(request.by).get(code=code)
    try:
        commands.take_back_mending(party_id=party.pk, by=request.by, at=request.at, key=request.key)
    except AlreadyDone:
        return _done(request, code, "")
    return _done(request, code, _("Taken back. What stood before stands again."))


def _done(request: MemberRequest, code: str, says: str) -> HttpResponse:
    slug = request.event.slug
    return done(request, "assignments:mend", slug=slug, code=code, topic="roster", says=says)
