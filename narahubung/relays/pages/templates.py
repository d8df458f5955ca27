"""The templates of messages: the event's own and the house's, written and tried out."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.relays import commands, queries
from narahubung.relays.audiences import number
from narahubung.relays.models import Template
from narahubung.relays.pages.messages import around
from narahubung.relays.pages.sending import own_parties
from narahubung.relays.template_forms import TemplateForm, code_of, initial_of
from narahubung.relays.words import FIELDS, LANGUAGES


@require_GET
@guard(Right.SEE_RELAYS)
def templates(request: MemberRequest) -> HttpResponse:
    """Show what may be taken when a message is written, and what is retired."""
    after = last_entry_id()
    own = queries.own_templates(by=request.by)
    used = {one.code for one in own if one.retired_at is None}
    return show(
        request,
        "relays/templates",
        own=[one for one in own if one.retired_at is None],
        shipped=[one for one in queries.shipped() if one.code not in used],
        retired=[one for one in own if one.retired_at is not None],
        live_topics=["templates"],
        live_after=after,
        **around(request, "templates"),
    )


@require_http_methods(["GET", "POST"])
@guard(Right.SEE_RELAYS, writes=True)
def new_template(request: MemberRequest) -> HttpResponse:
    """Write a template of the event's own; `?of=departure` begins with one of the house's."""
    chosen = next((one for one in queries.shipped() if one.code == request.GET.get("of")), None)
    return _write(request, chosen)


@require_http_methods(["GET", "POST"])
@guard(Right.SEE_RELAYS, writes=True)
def template(request: MemberRequest, template_id: int) -> HttpResponse:
    """Change a template of the event's own."""
    own = {one.template_id: one for one in queries.own_templates(by=request.by)}
    if template_id not in own:
        raise Template.DoesNotExist
    return _write(request, own[template_id])


@require_POST
@guard(Right.SEE_RELAYS, writes=True)
def retire(request: MemberRequest, template_id: int) -> HttpResponse:
    """Offer a template no more, or, with `back=yes`, again."""
    back = request.POST.get("back") == "yes"
    act = commands.take_up_template if back else commands.retire_template
    once(act, request, template_id=template_id)
    return redirect("relays:templates", slug=request.event.slug)


def _write(request: MemberRequest, chosen: queries.Phrase | None) -> HttpResponse:
    parties = own_parties(request)
    if request.method == "GET":
        first = {"party": parties[0][0]} if parties else {}
        initial = {**first, **(initial_of(chosen) if chosen else {})}
        return _form(request, TemplateForm(parties=parties, initial=initial), chosen)
    form = TemplateForm(request.POST, parties=parties)
    if not form.is_valid():
        return _form(request, form, chosen, status=422)
    if request.POST.get("go") != "yes":
        return _form(request, form, chosen, **_tried(request, form))
    asked = form.asked()
    code = chosen.code if chosen else code_of(asked["title"], _taken(request))
    once(commands.keep_template, request, code=code, **asked)
    says = _("Kept. It stands among the templates when a message is written.")
    return done(request, "relays:templates", slug=request.event.slug, says=says)


def _form(
    request: MemberRequest,
    form: TemplateForm,
    chosen: queries.Phrase | None,
    *,
    status: int = 200,
    **tried: Any,
) -> HttpResponse:
    return show(
        request,
        "relays/template",
        form=form,
        chosen=chosen,
        fields=[(f"{{{name}}}", words) for name, words in FIELDS.items()],
        status=status,
        **tried,
        **around(request, "templates"),
    )


def _tried(request: MemberRequest, form: TemplateForm) -> dict[str, Any]:
    """Return the template filled in for a delegation, and what it still lacks."""
    asked = form.asked()
    phrase = queries.phrase_of(
        asked["title"],
        texts=asked["texts"],
        code="",
        precedence=asked["precedence"],
        must_read_back=asked["must_read_back"],
    )
    told = phrase.filled({}, by=request.by, party_id=number(form.cleaned_data["party"] or ""))
    return {
        "filled": [(language, LANGUAGES[language], text) for language, text in told.items()],
        "lacking": [LANGUAGES[language] for language in phrase.lacking],
        "uneven": [
            (LANGUAGES[language], ", ".join(f"{{{name}}}" for name in missing))
            for language, text in phrase.texts.items()
            if (missing := [n for n in phrase.fields if n not in queries.fields_of([text])])
        ],
    }


def _taken(request: MemberRequest) -> set[str]:
    return {one.code for one in [*queries.own_templates(by=request.by), *queries.shipped()]}
