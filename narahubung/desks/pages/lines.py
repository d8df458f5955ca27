"""The lines given to guests: whom each is switched to, and whom it must be switched to."""

from contextlib import suppress

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from narahubung.accounts.guards import MemberRequest, guard
from narahubung.accounts.roles import Right
from narahubung.assignments import commands
from narahubung.assignments.queries import guest_lines
from narahubung.journal.acting import AlreadyDone
from narahubung.journal.reading import last_entry_id
from narahubung.kit.refusals import Refusal
from narahubung.kit.web import done, show
from narahubung.parties.models import Party


class LineForm(forms.Form):
    """A line for a delegation."""

    party = forms.ModelChoiceField(label=gettext_lazy("Delegation"), queryset=Party.objects.none())
    phone = forms.CharField(
        label=gettext_lazy("Number of the line"),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )

    def __init__(self, *args: object, request: MemberRequest, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choice = self.fields["party"]
        assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101
        choice.queryset = Party.objects.visible_to(request.by).order_by("code")


@guard(Right.PLAN_OFFICERS)
@require_safe
def lines(request: MemberRequest) -> HttpResponse:
    """Show every line, those to be switched first, and the form that gives one."""
    return _page(request, LineForm(request=request))


@guard(Right.PLAN_OFFICERS, writes=True)
@require_POST
def give(request: MemberRequest) -> HttpResponse:
    """Give a delegation a line."""
    form = LineForm(request.POST, request=request)
    if form.is_valid():
        try:
            with suppress(AlreadyDone):
                commands.give_line(
                    party_id=form.cleaned_data["party"].pk,
                    phone=form.cleaned_data["phone"],
                    by=request.by,
                    at=request.at,
                    key=request.key,
                )
        except Refusal as refusal:
            form.add_error("phone", f"{refusal} {refusal.advice}".strip())
        else:
            return _back(request, _("The line is given. Switch it to who is on duty."))
    return _page(request, form)


@guard(Right.PLAN_OFFICERS, writes=True)
@require_POST
def switched(request: MemberRequest, line_id: int) -> HttpResponse:
    """Note that a line rings at who is on duty now."""
    with suppress(AlreadyDone):
        commands.note_switched(
            line_id=line_id,
            to=request.POST.get("to", ""),
            by=request.by,
            at=request.at,
            key=request.key,
        )
    return _back(request, _("Noted: the line rings there."))


@guard(Right.PLAN_OFFICERS, writes=True)
@require_POST
def take(request: MemberRequest, line_id: int) -> HttpResponse:
    """Take a line back; giving it again undoes a slip."""
    with suppress(AlreadyDone):
        commands.take_line(line_id=line_id, by=request.by, at=request.at, key=request.key)
    return _back(request, _("The line is taken back."))


def _page(request: MemberRequest, form: LineForm) -> HttpResponse:
    after = last_entry_id()
    return show(
        request,
        "desks/lines",
        lines=guest_lines(by=request.by, at=request.at, zone_name=request.event.zone),
        form=form,
        status=422 if form.errors else 200,
        live_topics=["assignments"],
        live_after=after,
    )


def _back(request: MemberRequest, says: str) -> HttpResponse:
    return done(request, "desks:lines", slug=request.event.slug, topic="assignments", says=says)
