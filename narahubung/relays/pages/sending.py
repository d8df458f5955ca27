"""Writing a message, with the guard before it goes out; recording what was said elsewhere."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.kit.web import done, show
from narahubung.relays import audiences, commands, queries
from narahubung.relays.forms import SaidAloud, SendMessage
from narahubung.relays.models import Relay
from narahubung.relays.outside_forms import WordFromOutside
from narahubung.relays.pages.looking import held, look, may_go
from narahubung.relays.pages.messages import around
from narahubung.relays.rules.answering import check_can_steer
from narahubung.relays.translation_forms import Correct
from narahubung.relays.words import GUESTS, LANGUAGES


@require_http_methods(["GET", "POST"])
@guard(Right.SEND_RELAY, writes=True)
def send(request: MemberRequest) -> HttpResponse:
    """Write a message. Before it goes out, see whom it reaches and what could be misheard."""
    chosen = _phrase(request)
    if request.method == "GET":
        initial = {"audience": request.GET.getlist("to"), **_filled(request, chosen)}
        form = SendMessage(by=request.by, at=request.at, initial=initial)
        return _form(request, form, chosen)
    form = SendMessage(request.POST, request.FILES, by=request.by, at=request.at)
    good = form.is_valid()
    if "take" in request.POST or "fill" in request.POST:
        return _form(request, _begun(request, form, chosen), chosen)
    if not good:
        return _form(request, form, chosen, status=422)
    told = form.asked(request.at)
    seen = look(request, form, told, precedence=told["precedence"])
    if not may_go(request, seen):
        status = 422 if held(seen) else 200
        return _form(request, form, chosen, status=status, **_goes_to(request, told), **seen)
    relay_id = once(commands.send, request, **told)
    return _sent(request, relay_id)


@require_http_methods(["GET", "POST"])
@guard(Right.SEND_RELAY, writes=True)
def said(request: MemberRequest) -> HttpResponse:
    """Record in two taps what was said aloud, by phone or by radio."""
    form = SaidAloud(request.POST or None, request.FILES or None, by=request.by, at=request.at)
    if request.method == "POST" and form.is_valid():
        relay_id = once(
            commands.record_spoken,
            request,
            repeated=request.POST.get("repeated") == "yes",
            **form.cleaned_data,
        )
        return _sent(request, relay_id, says=_("On record, with the time."))
    return show(
        request,
        "relays/said",
        form=form,
        status=422 if form.errors else 200,
        **around(request, "said"),
    )


@require_http_methods(["GET", "POST"])
@guard(Right.SEND_RELAY, writes=True)
def outside(request: MemberRequest) -> HttpResponse:
    """Take down what somebody outside said, and give it to the inside team."""
    threads = [(one.pk, one.subject) for one in queries.threads(by=request.by) if not one.closed_at]
    form = WordFromOutside(request.POST or None, parties=own_parties(request), threads=threads)
    if request.method == "POST" and form.is_valid():
        relay_id = once(commands.take_word, request, **form.asked(request.at))
        return _sent(request, relay_id, says=_("The inside team has it, with its source."))
    return show(
        request,
        "relays/outside",
        form=form,
        status=422 if form.errors else 200,
        **around(request, "outside"),
    )


@require_http_methods(["GET", "POST"])
@guard(Right.SEND_RELAY, writes=True)
def correct(request: MemberRequest, relay_id: int) -> HttpResponse:
    """Strike a message in every copy and ask everybody anew."""
    old = Relay.objects.visible_to(request.by).get(pk=relay_id)
    check_can_steer(old, request.by)
    form = Correct(request.POST or None, old=old, at=request.at)
    seen: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        seen = look(request, form, form.asked(), precedence=old.precedence)
        if may_go(request, seen):
            new = once(commands.correct, request, relay_id=relay_id, **form.asked())
            says = _("The old text is struck in every copy. Everybody is asked anew.")
            return _sent(request, new or relay_id, says=says)
    return show(
        request,
        "relays/correct",
        old=old,
        form=form,
        people=old.recipients.count(),
        shown=bool(seen),
        status=422 if form.errors or held(seen) else 200,
        **seen,
        **around(request, "sent"),
    )


def own_parties(request: MemberRequest) -> list[tuple[str, str]]:
    """Return the parties one may name, as (number, words)."""
    offered = audiences.choices(request.by, request.at)
    return [
        (word.partition(":")[2], words)
        for _group, choices in offered
        for word, words in choices
        if word.startswith("party:")
    ]


def _sent(request: MemberRequest, relay_id: int | None, *, says: str = "") -> HttpResponse:
    slug = request.event.slug
    if relay_id is None:  # tapped twice: it stands in the list
        return redirect("relays:sent", slug=slug)
    says = says or _("Sent. Here you see who has it and what each one read back.")
    return done(request, "relays:relay", slug=slug, relay_id=relay_id, says=says)


def _form(
    request: MemberRequest,
    form: SendMessage,
    chosen: queries.Phrase | None,
    *,
    status: int = 200,
    **preview: Any,
) -> HttpResponse:
    return show(
        request,
        "relays/send",
        form=form,
        phrases=queries.phrases(by=request.by),
        chosen=chosen,
        typed=_typed(request, chosen) if chosen else {},
        parties=own_parties(request) if chosen else [],
        languages=[(one, LANGUAGES[one]) for one in chosen.texts if one in GUESTS]
        if chosen
        else [],
        status=status,
        **preview,
        **around(request, "send"),
    )


def _goes_to(request: MemberRequest, told: dict[str, Any]) -> dict[str, Any]:
    found = audiences.resolve(told["audience"], event_id=request.by.here, at=request.at)
    people = sum(person_id != request.by.person_id for person_id, _why in found)
    return {"preview": True, "people": people}


def _phrase(request: MemberRequest) -> queries.Phrase | None:
    """Return the template: just taken, taken before, or named by an address."""
    code = request.POST.get("take") or request.POST.get("template") or request.GET.get("template")
    return next((one for one in queries.phrases(by=request.by) if one.code == code), None)


def _typed(request: MemberRequest, chosen: queries.Phrase) -> dict[str, str]:
    return {name: request.POST.get(f"f_{name}", "") for name in chosen.fields}


def _begun(request: MemberRequest, sent: SendMessage, chosen: queries.Phrase | None) -> SendMessage:
    """Return the form as it was sent, but for what the template fills; nothing is wrong yet."""
    begun = {name: sent[name].value() for name in sent.fields if name in request.POST}
    initial = {**begun, **_filled(request, chosen)}
    form = SendMessage(by=request.by, at=request.at, initial=initial)
    form.cleaned_data = sent.cleaned_data  # its voice note is kept
    return form


def _filled(request: MemberRequest, chosen: queries.Phrase | None) -> dict[str, Any]:
    if chosen is None:
        return {}
    party_id = audiences.number(request.POST.get("party", ""))
    texts = chosen.filled(_typed(request, chosen), by=request.by, party_id=party_id)
    language = request.POST.get("language", "") or "id"
    other = "en" if language == "id" else "id"
    if request.POST.get("with") in texts:
        other = request.POST["with"]
    return {
        "text": texts.get(language, next(iter(texts.values()), "")),
        "language": language,
        "translation": texts.get(other, ""),
        "translation_language": other if texts.get(other) else "",
        "translated_by": _("template") if texts.get(other) else "",
        "precedence": chosen.precedence,
        "must_read_back": "yes" if chosen.must_read_back else "",
        "lane": chosen.lane,
    }
