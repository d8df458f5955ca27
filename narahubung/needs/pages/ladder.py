"""Who stands behind each desk: the persons asked when it does not answer."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.needs import commands
from narahubung.needs.pages.shared import checked
from narahubung.needs.queries.ladder import desk_ladders


class BehindForm(forms.Form):
    """The two persons behind one desk, by number; empty: nobody."""

    deputy = forms.IntegerField(label=gettext_lazy("Deputy"), min_value=1, required=False)
    chief = forms.IntegerField(label=gettext_lazy("Chief"), min_value=1, required=False)


@require_GET
@guard(Right.PLAN_OFFICERS)
def ladders(request: MemberRequest) -> HttpResponse:
    """Show every desk with who stands behind it, and the form that sets it."""
    after = last_entry_id()
    return show(
        request,
        "needs/ladders",
        desks=desk_ladders(by=request.by, at=request.at),
        may_manage=Right.MANAGE_PEOPLE in request.by.everywhere,
        live_topics=["needs"],
        live_after=after,
    )


@require_POST
@guard(Right.PLAN_OFFICERS, writes=True)
def stand_behind(request: MemberRequest, department_id: int) -> HttpResponse:
    """Set deputy and chief of one desk; setting it again undoes a slip."""
    asked: dict[str, Any] = checked(BehindForm(request.POST)).cleaned_data
    once(
        commands.stand_behind,
        request,
        department_id=department_id,
        deputy_id=asked["deputy"],
        chief_id=asked["chief"],
    )
    says = _("Set. The next request that nobody answers goes that way.")
    return done(request, "needs:ladders", slug=request.event.slug, topic="needs", says=says)
