"""The keys that sign badges: a new one is a grave act, and asks who one is."""

from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from narahubung.access import commands
from narahubung.access.forms import NewKey
from narahubung.access.queries.keys import key_sheet
from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show

TYPED = "new signing key"  # in the session: what was written before the password was asked for


@require_http_methods(["GET", "POST"])
@guard(Right.ACCREDIT, writes=True)
def signing_keys(request: MemberRequest) -> HttpResponse:
    """Show the keys and the badges to replace; make a new key, after password or second step."""
    after = last_entry_id()
    found = key_sheet(by=request.by, at=request.at)
    typed = {} if request.method == "POST" else request.session.pop(TYPED, {})
    form = NewKey(request.POST or None, initial={**typed, "shown_key": found.current})
    if request.method == "POST" and form.is_valid():
        if is_reauthentication_required(request, app="account"):
            names = ("ends_at", "why")
            request.session[TYPED] = {name: request.POST[name] for name in names}
            back = urlencode({"next": request.path})
            return redirect(f"{reverse('account_reauthenticate')}?{back}")
        once(commands.replace_key, request, **form.cleaned_data)
        says = _("A new key signs. The badges below have to be replaced.")
        return done(request, "access:keys", topic="access", says=says, slug=request.event.slug)
    return show(
        request,
        "access/keys",
        status=422 if request.method == "POST" else 200,
        sheet=found,
        form=form,
        live_topics=["access"],
        live_after=after,
    )
