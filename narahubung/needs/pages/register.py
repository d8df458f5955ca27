"""The register of both sides, what guests like, what is talked over, and the pulse."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, is_swap, show
from narahubung.needs import commands, register_forms
from narahubung.needs.models import Expectation, ExpectationState, Preference, Pulse
from narahubung.needs.pages.shared import checked
from narahubung.needs.queries.completeness import METER_TOPICS, SHOWN, completeness
from narahubung.needs.queries.pulse import pulses
from narahubung.needs.queries.register import (
    negotiation_about,
    negotiation_sheet,
    register_of,
    register_of_all,
)
from narahubung.needs.rules.register import AlreadyTalkedOver
from narahubung.parties.models import Party

REMEMBERED_FOR = timedelta(days=730)  # offered; who agreed may say another day


@guard(Right.SEE_REGISTER)
def register(request: MemberRequest) -> HttpResponse:
    """Show every party's expectations in numbers, and what waits longest for an answer."""
    by, at = request.by, request.at
    return show(
        request,
        "needs/register",
        slug=request.event.slug,
        rows=register_of_all(by=by),
        meter=completeness(by=by, at=at),
        pulses=pulses(by=by, at=at),
        parties=_parties(request),
        live_topics=["register", "needs", "wishes", "pulse"],
        live_after=last_entry_id(),
    )


@guard(Right.SEE_REGISTER)
def meter(request: MemberRequest) -> HttpResponse:
    """Show how much is without an answer, on both sides: as a page, or with `?all`, all of it."""
    all_of_it = "all" in request.GET or not is_swap(request)
    found = completeness(by=request.by, at=request.at, limit=None if all_of_it else SHOWN)
    return show(
        request,
        "needs/meter",
        slug=request.event.slug,
        meter=found,
        all=all_of_it,
        live_topics=list(METER_TOPICS),
        live_after=last_entry_id(),
    )


@guard(Right.SEE_REGISTER)
def party_register(request: MemberRequest, code: str) -> HttpResponse:
    """Show one party's two columns with the middle, what its guests like, its sheets, its pulse."""
    party = _party(request, code)
    by, at, pk = request.by, request.at, party.pk
    today = timezone.localdate(at)
    begun = {"consent_on": today, "until": today + REMEMBERED_FOR}
    return show(
        request,
        "needs/register_party",
        slug=request.event.slug,
        of=party,
        party={"code": party.code, "name": party.name, "flag": party.iso_alpha2},
        found=register_of(by=by, at=at, party_id=pk),
        pulses=pulses(by=by, at=at, party_id=pk),
        may_feel=by.may_for(Right.RAISE_NEED, pk),
        faces=faces(),
        whose=[(value, word) for value, word in _whose() if value != "department"],
        states=ExpectationState.choices,
        expectation_form=register_forms.ExpectationForm(auto_id="expect_%s"),
        preference_form=register_forms.PreferenceForm(
            by=by, party_id=pk, initial=begun, auto_id="like_%s"
        ),
        live_topics=[f"register:{pk}", "pulse"],
        live_after=last_entry_id(),
    )


@require_POST
@guard(Right.SEE_REGISTER, writes=True)
def expect(request: MemberRequest, code: str) -> HttpResponse:
    """Write an expectation of one side down."""
    party = _party(request, code)
    form = checked(register_forms.ExpectationForm(request.POST))
    once(commands.note_expectation, request, party_id=party.pk, **form.cleaned_data)
    return _back(request, party, _("The expectation is on record."))


@require_POST
@guard(Right.SEE_REGISTER, writes=True)
def answer(request: MemberRequest, expectation_id: int) -> HttpResponse:
    """Say how an expectation stands."""
    row = Expectation.objects.visible_to(request.by).select_related("party").get(pk=expectation_id)
    form = checked(register_forms.AnswerForm(request.POST))
    asked = {"expectation_id": row.pk, **form.cleaned_data}
    return _done(request, row.party, commands.answer_expectation, _("Written down."), **asked)


@require_POST
@guard(Right.SEE_REGISTER, writes=True)
def remember(request: MemberRequest, code: str) -> HttpResponse:
    """Remember what a guest likes."""
    party = _party(request, code)
    form = checked(register_forms.PreferenceForm(request.POST, by=request.by, party_id=party.pk))
    asked = {"party_id": party.pk, **form.cleaned_data}
    member = asked.pop("member")
    asked["member_id"] = member.pk if member else None
    return _done(request, party, commands.remember_preference, _("It is remembered."), **asked)


@require_POST
@guard(Right.SEE_REGISTER, writes=True)
def forget(request: MemberRequest, preference_id: int) -> HttpResponse:
    """Forget what a guest no longer wants to be remembered."""
    row = Preference.objects.visible_to(request.by).select_related("party").get(pk=preference_id)
    says = _("It is forgotten, here and in the journal.")
    return _done(request, row.party, commands.forget_preference, says, preference_id=row.pk)


@require_POST
@guard(Right.SEE_REGISTER, writes=True)
def negotiate(request: MemberRequest, code: str) -> HttpResponse:
    """Open the sheet of a thing in one tap; where there is one already, go to it."""
    party = _party(request, code)
    about = request.POST.get("about", "")[:80]
    names: dict[str, Any] = {"slug": request.event.slug}
    if known := negotiation_about(by=request.by, party_id=party.pk, about=about):
        return done(request, "needs:negotiation", **names, negotiation_id=known)
    title = request.POST.get("title", "")[:200]
    with suppress(AlreadyTalkedOver):  # somebody else pressed at the same moment
        once(commands.open_negotiation, request, party_id=party.pk, about=about, title=title)
    made = negotiation_about(by=request.by, party_id=party.pk, about=about)
    return done(request, "needs:negotiation", **names, negotiation_id=made)


@guard(Right.SEE_REGISTER)
def negotiation(request: MemberRequest, negotiation_id: int) -> HttpResponse:
    """Show one sheet, to be written on."""
    sheet = negotiation_sheet(by=request.by, negotiation_id=negotiation_id)
    words = {name: getattr(sheet, name) for name in register_forms.NegotiationForm.base_fields}
    return show(
        request,
        "needs/register_negotiation",
        slug=request.event.slug,
        sheet=sheet,
        form=register_forms.NegotiationForm(initial=words),
        live_topics=[f"negotiation:{sheet.id}"],
        live_after=last_entry_id(),
    )


@require_POST
@guard(Right.SEE_REGISTER, writes=True)
def write(request: MemberRequest, negotiation_id: int) -> HttpResponse:
    """Keep what stands on a sheet."""
    sheet = negotiation_sheet(by=request.by, negotiation_id=negotiation_id)
    form = checked(register_forms.NegotiationForm(request.POST))
    once(commands.write_negotiation, request, negotiation_id=sheet.id, **form.cleaned_data)
    names: dict[str, Any] = {"slug": request.event.slug, "negotiation_id": sheet.id}
    says = _("The sheet is kept.")
    return done(request, "needs:negotiation", **names, topic=f"negotiation:{sheet.id}", says=says)


@require_POST
@guard(Right.RAISE_NEED, Right.ANSWER_NEED, writes=True)
def feel(request: MemberRequest) -> HttpResponse:
    """Say in one tap how somebody feels."""
    form = checked(register_forms.PulseForm(request.POST))
    felt = form.cleaned_data
    party = Party.objects.visible_to(request.by).get(code=felt["party"]) if felt["party"] else None
    once(
        commands.give_pulse,
        request,
        whose=felt["whose"],
        face=felt["face"],
        word=felt["word"],
        party_id=party.pk if party else None,
        department_id=felt["department"],
    )
    names: dict[str, Any] = {"slug": request.event.slug}
    says = _("Thank you. It is on record.")
    if party and request.by.may_for(Right.SEE_REGISTER, party.pk):
        return _back(request, party, says)
    if party:
        return done(request, "desks:ask", **names, code=party.code, topic="pulse", says=says)
    return done(request, "needs:book", **names, topic="pulse", says=says)


@require_POST
@guard(Right.SEE_REGISTER, writes=True)
def recovered(request: MemberRequest, pulse_id: int) -> HttpResponse:
    """Say that somebody was there and it is good again."""
    row = Pulse.objects.visible_to(request.by).select_related("party").get(pk=pulse_id)
    once(commands.recover, request, pulse_id=row.pk, how=request.POST.get("how", ""))
    says = _("Recorded as good again.")
    if row.party:
        return _back(request, row.party, says)
    return done(request, "needs:register", slug=request.event.slug, topic="pulse", says=says)


def faces() -> list[tuple[int, str]]:
    """Return the five faces with their words, the best first."""
    words = [_("very bad"), _("bad"), _("fair"), _("good"), _("very good")]
    return list(enumerate(words, start=1))[::-1]


def _whose() -> list[tuple[str, Any]]:
    field: Any = register_forms.PulseForm.base_fields["whose"]
    return list(field.choices)


def _parties(request: MemberRequest) -> list[Party]:
    rows = Party.objects.visible_to(request.by, Right.SEE_REGISTER)
    return list(rows.order_by("name_en"))


def _party(request: MemberRequest, code: str) -> Party:
    return Party.objects.visible_to(request.by, Right.SEE_REGISTER).get(code=code)


def _done(
    request: MemberRequest, party: Party, act: Callable[..., Any], says: str, **asked: Any
) -> HttpResponse:
    once(act, request, **asked)
    return _back(request, party, says)


def _back(request: MemberRequest, party: Party, says: str) -> HttpResponse:
    names: dict[str, Any] = {"slug": request.event.slug, "code": party.code}
    return done(request, "needs:register_party", **names, topic=f"register:{party.pk}", says=says)
