"""Papers per person: the matrix of a delegation, what is missing in the event, and one paper."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.documents import commands, queries, rules
from narahubung.documents.forms import PaperForm
from narahubung.documents.models import PaperKind, PaperState
from narahubung.documents.queries import PaperLine, PersonPapers
from narahubung.journal.reading import history, last_entry_id
from narahubung.kit.web import done, show


@require_GET
@guard(Right.SEE_PEOPLE)
def missing(request: MemberRequest) -> HttpResponse:
    """Show every paper that is not in order, overdue first."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in PaperKind else ""
    found = queries.missing_papers(by=request.by, at=request.at)
    return show(
        request,
        "documents/missing",
        missing=[one for one in found if not kind or one.line.kind == kind],
        kinds=[
            (code, word, sum(one.line.kind == code for one in found))
            for code, word in PaperKind.choices
        ],
        kind=kind,
        overdue=sum(one.line.is_overdue for one in found),
        live_topics=["documents"],
        live_after=last_entry_id(),
    )


@require_GET
@guard(Right.SEE_PEOPLE)
def matrix(request: MemberRequest, code: str) -> HttpResponse:
    """Show the people of a delegation against the kinds of papers."""
    party = queries.party_for_papers(code=code, by=request.by)
    read: dict[str, Any] = {"by": request.by, "at": request.at, "party_ids": [party.pk]}
    kinds = rules.kinds_for(request.by, party.pk)
    return show(
        request,
        "documents/matrix",
        of=party,
        people=queries.papers_of(**read),
        ready=queries.readiness(**read).get(party.pk),
        words=[PaperKind(kind).label for kind in kinds],
        may_move=request.by.may_for(Right.DO_DUTIES, party.pk),
        live_topics=[f"party:{party.pk}"],
        live_after=last_entry_id(),
    )


@require_http_methods(["GET", "POST"])
@guard(Right.SEE_PEOPLE, writes=True)
def paper(request: MemberRequest, code: str, member_id: int, paper: str) -> HttpResponse:
    """Show one paper of a person; write its state, number, date and scan."""
    person, line = _found(request, code, member_id, paper)
    form = PaperForm(request.POST or None, request.FILES or None, line=line)
    if request.method == "POST":
        rules.check_can_move(person.party.id, request.by)
        if form.is_valid():
            try:
                once(
                    commands.write_paper,
                    request,
                    member_id=member_id,
                    paper=paper,
                    to=form.to(),
                    scan=form.received(),
                )
            except rules.SameAsBefore:
                return _back(request, code, _("Nothing differs from what stands."))
            return _back(request, code, _("The paper is written down."))
    return show(
        request,
        "documents/paper",
        person=person,
        line=line,
        form=form,
        may_move=request.by.may_for(Right.DO_DUTIES, person.party.id),
        history=history(topic=f"paper:{line.paper_id}", by=request.by, limit=20)
        if line.paper_id
        else [],
        status=422 if form.is_bound else 200,
    )


@require_POST
@guard(Right.SEE_PEOPLE, writes=True)
def move(request: MemberRequest, code: str, member_id: int, paper: str) -> HttpResponse:
    """Move a paper a step on, or (back) back."""
    person, line = _found(request, code, member_id, paper)
    back = request.POST.get("back") == "1"
    state = once(commands.advance_paper, request, member_id=member_id, paper=paper, back=back)
    words = {"who": person.name, "paper": line.kind_word}
    state_word = PaperState(state).label if state else line.state_word
    return _back(request, code, _("{who}, {paper}: {state}.").format(**words, state=state_word))


@require_POST
@guard(Right.SEE_PEOPLE, writes=True)
def confirm(request: MemberRequest, code: str) -> HttpResponse:
    """Say that every paper of a delegation is in order."""
    party = queries.party_for_papers(code=code, by=request.by)
    number = once(commands.confirm_papers, request, party_id=party.pk)
    return _back(request, code, _("{n} papers are confirmed.").format(n=number or 0))


def _found(
    request: MemberRequest, code: str, member_id: int, paper: str
) -> tuple[PersonPapers, PaperLine]:
    person = queries.person_papers(member_id=member_id, by=request.by, at=request.at)
    line = next((one for one in person.lines if one.kind == paper), None)
    if line is None or person.party.code != code:
        raise Http404
    return person, line


def _back(request: MemberRequest, code: str, says: str) -> HttpResponse:
    party = queries.party_for_papers(code=code, by=request.by)
    return done(
        request,
        "documents:matrix",
        slug=request.event.slug,
        code=code,
        topic=f"party:{party.pk}",
        says=says,
    )
