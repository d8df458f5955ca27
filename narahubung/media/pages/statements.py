"""The media desk, and a text with its sentences, chain and receivers."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.models import Person
from narahubung.accounts.roles import Right
from narahubung.crisis.holders import who_may
from narahubung.journal.reading import last_entry_id
from narahubung.kit.again import again_at
from narahubung.kit.web import done, show
from narahubung.media import commands, forms
from narahubung.media.forms_planning import AddToRelease
from narahubung.media.models import Handout, Mandate, Sentence, Statement
from narahubung.media.queries import asking, conferences, planning, rumours
from narahubung.media.queries import statements as queries


@require_GET
@guard(Right.SEE_MEDIA)
def desk(request: MemberRequest) -> HttpResponse:
    """What is being said, what may be cited, what waits."""
    return _desk(request)


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def draft(request: MemberRequest) -> HttpResponse:
    """Begin a text."""
    form = forms.Draft(request.POST, incidents=queries.open_incidents(by=request.by))
    if not form.is_valid():
        return _desk(request, form=form, status=422)
    row = once(
        commands.draft_statement,
        request,
        kind=form.cleaned_data["kind"],
        incident_id=form.cleaned_data["incident"],
        contact=form.cleaned_data["contact"],
    )
    if row is None:  # a double tap: the first one stands
        return done(request, "media:desk", topic="media", slug=request.event.slug)
    return _done(request, row.pk, _("Drafted. Check each sentence in both languages."))


@require_GET
@guard(Right.SEE_MEDIA)
def statement(request: MemberRequest, statement_id: int) -> HttpResponse:
    """One text."""
    return _sheet(request, statement_id)


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def add(request: MemberRequest, statement_id: int) -> HttpResponse:
    """Add a sentence that hangs on facts."""
    sheet = queries.statement_sheet(statement_id=statement_id, by=request.by, at=request.at)
    if sheet.incident_id is None:
        return _add_to_release(request, sheet)
    form = forms.Add(request.POST)
    facts = forms.Facts(request.POST, ids=[fact.id for fact in sheet.citable])
    if not form.is_valid() or not facts.is_valid():
        return _sheet(request, statement_id, add_form=form, status=422)
    once(
        commands.add_sentence,
        request,
        statement_id=statement_id,
        facts=facts.cleaned_data["facts"],
        **form.cleaned_data,
    )
    return _done(request, statement_id, _("The sentence stands, with its facts."))


def _add_to_release(request: MemberRequest, sheet: queries.StatementSheet) -> HttpResponse:
    form = AddToRelease(request.POST, messages=sheet.messages)
    if not form.is_valid():
        return _sheet(request, sheet.line.id, add_form=form, status=422)
    once(commands.add_sentence, request, statement_id=sheet.line.id, **form.cleaned_data)
    return _done(request, sheet.line.id, _("The sentence stands, with its source."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def change(request: MemberRequest, sentence_id: int) -> HttpResponse:
    """Write a sentence otherwise."""
    statement_id, form = _of(request, sentence_id), forms.Words(request.POST)
    if not form.is_valid():
        return _sheet(request, statement_id, words_form=form, open_sentence=sentence_id, status=422)
    once(commands.change_sentence, request, sentence_id=sentence_id, **form.cleaned_data)
    return _done(request, statement_id, _("Stored."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def drop(request: MemberRequest, sentence_id: int) -> HttpResponse:
    """Take a sentence out."""
    statement_id = _of(request, sentence_id)
    once(commands.drop_sentence, request, sentence_id=sentence_id)
    return _done(request, statement_id, _("The sentence is out."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def embargo(request: MemberRequest, statement_id: int) -> HttpResponse:
    """Set or lift the embargo of a draft."""
    _there(request, statement_id)
    form = forms.Embargo(request.POST)
    if not form.is_valid():
        return _sheet(request, statement_id, embargo_form=form, status=422)
    until = form.cleaned_data["until"]
    once(commands.set_embargo, request, statement_id=statement_id, until=until)
    return _done(request, statement_id, _("The embargo is noted."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def hand_on(request: MemberRequest, statement_id: int) -> HttpResponse:
    """Give it to the fact check."""
    once(commands.hand_on, request, statement_id=statement_id)
    return _done(request, statement_id, _("Handed on: somebody else checks it now."))


@require_POST
@guard(Right.SEE_CRISIS, Right.CLEAR_MEDIA, Right.SPEAK, writes=True)
def sign(request: MemberRequest, statement_id: int) -> HttpResponse:
    """Do one's step of the chain."""
    once(commands.sign, request, statement_id=statement_id)
    return _done(request, statement_id, _("Signed, with your name and the time."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def send_back(request: MemberRequest, statement_id: int) -> HttpResponse:
    """Let it be written again."""
    _there(request, statement_id)
    form = forms.Why(request.POST)
    if not form.is_valid():
        return _sheet(request, statement_id, why_form=form, status=422)
    once(commands.send_back, request, statement_id=statement_id, why=form.cleaned_data["why"])
    return _done(request, statement_id, _("Sent back to be written again."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def publish(request: MemberRequest, statement_id: int) -> HttpResponse:
    """Hand it to its receivers."""
    _there(request, statement_id)
    form = forms.Publish(request.POST)
    if not form.is_valid():
        return _sheet(request, statement_id, publish_form=form, status=422)
    once(
        commands.publish,
        request,
        statement_id=statement_id,
        receivers=form.cleaned_data["receivers"].splitlines(),
        channel=form.cleaned_data["channel"],
    )
    return _done(request, statement_id, _("Published: the receivers are noted."))


@require_POST
@guard(Right.PUBLISH, writes=True)
def withdraw(request: MemberRequest, statement_id: int) -> HttpResponse:
    """Say it no more."""
    _there(request, statement_id)
    form = forms.Why(request.POST)
    if not form.is_valid():
        return _sheet(request, statement_id, why_form=form, status=422)
    why = form.cleaned_data["why"]
    once(commands.withdraw_statement, request, statement_id=statement_id, why=why)
    return _done(request, statement_id, _("Withdrawn. Tell every receiver, and tick each."))


@require_POST
@guard(Right.SEE_MEDIA, writes=True)
def recall(request: MemberRequest, handout_id: int) -> HttpResponse:
    """A receiver has word of the withdrawal."""
    rows = Handout.objects.filter(statement__in=Statement.objects.visible_to(request.by))
    statement_id = rows.get(pk=handout_id).statement_id
    once(commands.recall, request, handout_id=handout_id)
    return _done(request, statement_id, _("Noted: this receiver knows."))


@require_POST
@guard(Right.SPEAK, writes=True)
def give_mandate(request: MemberRequest) -> HttpResponse:
    """Let somebody hand out cleared texts."""
    form = forms.GiveMandate(request.POST, people=_people(request))
    if not form.is_valid():
        return _desk(request, mandate_form=form, status=422)
    asked = form.cleaned_data
    once(
        commands.give_mandate,
        request,
        person_id=asked["person"],
        scope=asked["scope"],
        channel=asked["channel"],
        until=asked["until"],
    )
    says = _("The mandate is on record.")
    return done(request, "media:desk", topic="media", says=says, slug=request.event.slug)


@require_POST
@guard(Right.SPEAK, writes=True)
def end_mandate(request: MemberRequest, mandate_id: int) -> HttpResponse:
    """Take it back."""
    Mandate.objects.visible_to(request.by, Right.SPEAK).get(pk=mandate_id)  # absent is absent
    once(commands.end_mandate, request, mandate_id=mandate_id)
    says = _("The mandate has ended.")
    return done(request, "media:desk", topic="media", says=says, slug=request.event.slug)


def _people(request: MemberRequest) -> list[tuple[int, str]]:
    ids = who_may(Right.SEE_MEDIA, request.by.here, request.at)
    found = Person.objects.in_bulk(ids)
    return [(pk, str(found[pk])) for pk in ids if pk != request.by.person_id]


def _there(request: MemberRequest, statement_id: int) -> None:
    Statement.objects.visible_to(request.by).get(pk=statement_id)


def _of(request: MemberRequest, sentence_id: int) -> int:
    rows = Sentence.objects.filter(statement__in=Statement.objects.visible_to(request.by))
    return rows.get(pk=sentence_id).statement_id


def _desk(request: MemberRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    after = last_entry_id()
    incidents = queries.open_incidents(by=request.by)
    speaks = request.by.may(Right.SPEAK)
    citable = queries.citable_facts(by=request.by, at=request.at)
    usual = {
        "form": forms.Draft(incidents=incidents),
        "mandate_form": forms.GiveMandate(people=_people(request)) if speaks else None,
    }
    open_asks = [
        one for one in asking.questions(by=request.by, at=request.at) if not one.answered_at
    ]
    return show(
        request,
        "media/desk",
        status=status,
        statements=queries.statement_list(by=request.by),
        citable=citable,
        again=again_at([fact.holds_until for fact in citable], at=request.at),
        mandates=queries.mandates(by=request.by, at=request.at),
        may_speak=speaks,
        conferences=[
            one for one in conferences.conferences(by=request.by, at=request.at) if one.can_change
        ],
        due=planning.due_now(by=request.by, at=request.at, zone=request.event.zone),
        incidents=incidents,
        open_asks=len(open_asks),
        late_asks=sum(one.is_late for one in open_asks),
        open_rumours=sum(
            one.state in {"new", "triaged", "checking"} for one in rumours.rumour_log(by=request.by)
        ),
        live_topics=["media", *(f"facts:{pk}" for pk, _number in incidents)],
        live_after=after,
        **(usual | context),
    )


def _sheet(
    request: MemberRequest, statement_id: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    after = last_entry_id()
    sheet = queries.statement_sheet(statement_id=statement_id, by=request.by, at=request.at)
    usual = {
        "add_form": forms.Add() if sheet.incident_id else AddToRelease(messages=sheet.messages),
        "words_form": forms.Words(),
        "embargo_form": forms.Embargo(initial={"until": sheet.line.embargo_until}),
        "publish_form": forms.Publish(),
        "why_form": forms.Why(),
        "open_sentence": 0,
    }
    topics = [f"statement:{statement_id}"]
    if sheet.incident_id:
        topics.append(f"facts:{sheet.incident_id}")
    return show(
        request,
        "media/statement",
        status=status,
        sheet=sheet,
        again=again_at(
            [fact.holds_until for one in sheet.sentences for fact in one.facts], at=request.at
        ),
        live_topics=topics,
        live_after=after,
        **(usual | context),
    )


def _done(request: MemberRequest, statement_id: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "statement_id": statement_id}
    return done(request, "media:statement", topic=f"statement:{statement_id}", says=says, **to)
