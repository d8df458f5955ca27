"""The duties of one party: its steps by day, its log, what was noticed about its guests."""

from datetime import date, datetime
from itertools import groupby

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.documents.reading import receive
from narahubung.documents.rules import check_can_attach
from narahubung.duties import commands, forms, queries
from narahubung.duties.pages.shared import read, shell
from narahubung.journal.reading import last_entry_id
from narahubung.kit.files import MOST_BYTES, TooBig
from narahubung.kit.templatetags.times import local_day
from narahubung.kit.web import done, is_swap, show
from narahubung.parties.models import Party


@guard(Right.SEE_DUTIES)
def steps(request: MemberRequest, code: str) -> HttpResponse:
    """Show all steps of a party by day; `only` filters.

    A list on the screen that refreshes itself says how far it has come (`after`, `at`): rows that
    did not change since are only named.
    """
    party = _party(request, code)
    only = request.GET.get("only", "next")
    only = only if only in {*queries.ONLY, "all"} else "next"
    after = last_entry_id()
    by, at, pk = request.by, request.at, party.pk
    found = queries.steps_of(party_id=pk, by=by, at=at, only="" if only == "all" else only)
    may_observe = by.may_for(Right.SEE_OBSERVATIONS, pk)
    is_first = only == "next"
    return show(
        request,
        "duties/list",
        **shell(request, party),
        days=_by_day(found, request.event.zone),
        same=_same(request, party, found),
        only=only,
        ready=queries.readiness(by=by, at=at, party_ids=[pk]).get(pk),
        asleep=queries.sleeping_of(party_id=pk, by=by, at=at) if is_first else [],
        observations=queries.observations_of(party_id=pk, by=by, at=at)
        if is_first and may_observe
        else [],
        observe_form=forms.ObserveForm(),
        may_work=by.may_for(Right.DO_DUTIES, pk),
        may_observe=may_observe,
        filters=_filters(),
        live_topics=[f"party:{pk}"],
        live_after=after,
        now=at,
    )


@guard(Right.SEE_DUTIES)
def log(request: MemberRequest, code: str) -> HttpResponse:
    """Show a party's log in the order of time."""
    party = _party(request, code)
    return show(
        request,
        "duties/log",
        **shell(request, party),
        lines=queries.log_of(party_id=party.pk, by=request.by),
        form=forms.LogForm(),
        may_work=request.by.may_for(Right.DO_DUTIES, party.pk),
        live_topics=[f"party:{party.pk}"],
        live_after=last_entry_id(),
    )


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def note_in_log(request: MemberRequest, code: str) -> HttpResponse:
    """Write a line into a party's log."""
    party = _party(request, code)
    form = read(forms.LogForm, request)
    sent = [form.cleaned_data[name] for name in ("photo", "voice") if form.cleaned_data[name]]
    if sent:
        check_can_attach(party.pk, request.by)
    if any((file.size or 0) > MOST_BYTES for file in sent):
        raise TooBig
    asked = {
        "party_id": party.pk,
        "text": form.cleaned_data["text"],
        "files": tuple(receive(file.read()) for file in sent),
    }
    once(commands.note_in_log, request, at=form.when(request.at), **asked)
    return _done(request, party, "duties:log", _("Noted."))


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def observe(request: MemberRequest, code: str) -> HttpResponse:
    """Note something about a guest."""
    party = _party(request, code, Right.SEE_OBSERVATIONS)
    form = read(forms.ObserveForm, request)
    seen = {name: form.cleaned_data[name] for name in ("text", "kind", "hours")}
    once(
        commands.observe,
        request,
        at=form.when(request.at),
        party_id=party.pk,
        member_id=form.cleaned_data["member"],
        **seen,
    )
    return _done(request, party, "duties:list", _("Noted."))


@require_POST
@guard(Right.DO_DUTIES, writes=True)
def unobserve(request: MemberRequest, observation_id: int) -> HttpResponse:
    """Take an observation away."""
    rows = Party.objects.visible_to(request.by, Right.SEE_OBSERVATIONS)
    party = rows.get(observations__pk=observation_id)
    once(commands.remove_observation, request, observation_id=observation_id)
    return _done(request, party, "duties:list", _("Removed."))


def _party(request: MemberRequest, code: str, right: Right = Right.SEE_DUTIES) -> Party:
    return Party.objects.visible_to(request.by, right).get(code=code)


def _done(request: MemberRequest, party: Party, page: str, says: str) -> HttpResponse:
    names = {"slug": request.event.slug, "code": party.code}
    return done(request, page, **names, topic=f"party:{party.pk}", says=says)


def _same(request: MemberRequest, party: Party, found: list[queries.StepLine]) -> frozenset[int]:
    """Return the steps that are on the asking screen as they are now."""
    after, shown = request.GET.get("after", ""), request.GET.get("at", "")
    if not is_swap(request) or not after.isdecimal() or not shown.isdecimal():
        return frozenset()
    changed = queries.touched_since(int(after[:18]), party_id=party.pk)
    if changed is None:
        return frozenset()
    since = datetime.fromtimestamp(int(shown[:10]), tz=request.at.tzinfo)
    return frozenset(
        line.id for line in found if line.id not in changed and not line.came_late(since)
    )


def _by_day(lines: list[queries.StepLine], zone: str) -> list[tuple[date, list[queries.StepLine]]]:
    days = groupby(lines, key=lambda line: local_day(line.at, zone))
    return [(day, list(group)) for day, group in days]


def _filters() -> list[tuple[str, str]]:
    return [
        ("next", _("Now and next")),
        ("late", _("Late")),
        ("again", _("Check again")),
        ("critical", _("Critical")),
        ("past", _("Done and past")),
        ("all", _("All")),
    ]
