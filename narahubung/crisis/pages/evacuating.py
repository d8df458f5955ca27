"""Ways out of all delegations, one with its manifest, and urgent needs."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.crisis import commands, forms_actions
from narahubung.crisis.models import Evacuation, Incident
from narahubung.crisis.pages.actions import show_parts
from narahubung.crisis.queries import evacuating as queries
from narahubung.crisis.queries.actions import parties_of
from narahubung.crisis.queries.incidents import crisis_now
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show
from narahubung.parties.models import Party

OWN = (Right.SEE_CRISIS, Right.RAISE_NEED)


@require_GET
@guard(Right.SEE_CRISIS)
def listing(request: MemberRequest) -> HttpResponse:
    """All delegations, ready or not, in the order of departure."""
    after = last_entry_id()
    return show(
        request,
        "crisis/evacuations",
        found=queries.evacuations(by=request.by, at=request.at),
        live_topics=["evacuations"],
        live_after=after,
    )


@require_http_methods(["GET", "POST"])
@guard(Right.LEAD_CRISIS, writes=True)
def plan(request: MemberRequest, party_id: int) -> HttpResponse:
    """Plan how a delegation gets out."""
    party = Party.objects.visible_to(request.by).get(pk=party_id)
    row = Evacuation.objects.visible_to(request.by).filter(party=party, over_at=None).first()
    by = request.by
    initial = _initial(row)
    near, others = queries.vehicles_to_choose(
        by=by, party_id=party.pk, chosen=initial.get("vehicle_ids", [])
    )
    form = forms_actions.WayOut(
        request.POST or None,
        vehicles=[*near, *others],
        near=len(near),
        sees_route=by.may_for(Right.SEE_ROUTES, party.pk),
        sees_cars=by.may_for(Right.SEE_MOVEMENTS, party.pk),
        initial=initial,
    )
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return show(request, "crisis/evacuation_plan", form=form, of=party, status=status)
    once(commands.plan_evacuation, request, party_id=party.pk, **form.cleaned_data)
    to: dict[str, Any] = {"slug": request.event.slug}
    return done(request, "crisis:evacuations", topic="evacuations", says=_("Planned."), **to)


@require_GET
@guard(*OWN)
def evacuation(request: MemberRequest, evacuation_id: int) -> HttpResponse:
    """One way out, with its manifest, also on paper."""
    return _sheet(request, evacuation_id)


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def order(request: MemberRequest, evacuation_id: int) -> HttpResponse:
    """Order it."""
    found = queries.evacuation_sheet(evacuation_id=evacuation_id, by=request.by, at=request.at)
    form = forms_actions.Order(request.POST, incidents=found.incidents)
    says = _("Ordered.")
    return _act(request, evacuation_id, commands.order_evacuation, form, "order_form", says)


@require_POST
@guard(*OWN, writes=True)
def left(request: MemberRequest, evacuation_id: int) -> HttpResponse:
    """It has left."""
    form = forms_actions.Heads(request.POST, auto_id="left-%s")
    says = _("Noted: it has left.")
    return _act(request, evacuation_id, commands.tell_evacuation_left, form, "left_form", says)


@require_POST
@guard(*OWN, writes=True)
def arrived(request: MemberRequest, evacuation_id: int) -> HttpResponse:
    """It has arrived."""
    form = forms_actions.Heads(request.POST, arrived=True, auto_id="arrived-%s")
    says = _("Noted: it has arrived.")
    act = commands.tell_evacuation_arrived
    return _act(request, evacuation_id, act, form, "arrived_form", says)


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def over(request: MemberRequest, evacuation_id: int) -> HttpResponse:
    """Call it off, or put it away."""
    _own(request, evacuation_id)
    form = forms_actions.Why(request.POST)
    if not form.is_valid():
        return _sheet(request, evacuation_id, over_form=form, status=422)
    once(commands.call_off_evacuation, request, evacuation_id=evacuation_id, **form.cleaned_data)
    to: dict[str, Any] = {"slug": request.event.slug}
    return done(request, "crisis:evacuations", topic="evacuations", says=_("Put away."), **to)


@require_GET
@guard(Right.SEE_CRISIS)
def urgent(request: MemberRequest, number: int) -> HttpResponse:
    """What all delegations need at once: needed, answered, gap."""
    return _urgent(request, number)


@require_POST
@guard(Right.SEE_CRISIS, writes=True)
def ask(request: MemberRequest, number: int) -> HttpResponse:
    """Ask for something at once, in a delegation's name."""
    row = Incident.objects.visible_to(request.by, Right.SEE_CRISIS).get(number=number)
    form = forms_actions.Urgent(request.POST, parties=parties_of(request.by))
    if not form.is_valid():
        return _urgent(request, number, form=form, status=422)
    once(commands.ask_urgent, request, incident_id=row.pk, **form.cleaned_data)
    to: dict[str, Any] = {"slug": request.event.slug, "number": number}
    says = _("Asked: its desk has word, and its clock runs.")
    return done(request, "crisis:urgent", topic=f"urgent:{row.pk}", says=says, **to)


@require_POST
@guard(Right.RAISE_NEED, writes=True)
def ask_own(request: MemberRequest) -> HttpResponse:
    """The same for one's own delegation, while there is a crisis."""
    now = crisis_now(event_id=request.event.pk, by=request.by)
    if now is None:
        raise Http404
    own = [one for one in parties_of(request.by) if one[0] in request.by.own]
    form = forms_actions.Urgent(request.POST, parties=own)
    if not form.is_valid():
        return show_parts(request, urgent_form=form, status=422)
    once(commands.ask_urgent, request, incident_id=now.incident_id, **form.cleaned_data)
    says = _("Asked: its desk has word, and its clock runs.")
    return done(request, "crisis:parts", slug=request.event.slug, topic="parts", says=says)


def _initial(row: Evacuation | None) -> dict[str, Any]:
    if row is None:
        return {}
    names = ("level", "authority", "turn", "rally", "safe_place", "route")
    chosen = {"vehicle_ids": list(row.vehicles.values_list("pk", flat=True))}
    return {name: getattr(row, name) for name in names} | chosen


def _act(
    request: MemberRequest, evacuation_id: int, command: Any, form: Any, name: str, says: str
) -> HttpResponse:
    _own(request, evacuation_id)
    if not form.is_valid():
        return _sheet(request, evacuation_id, status=422, **{name: form})
    once(command, request, evacuation_id=evacuation_id, **form.cleaned_data)
    to: dict[str, Any] = {"slug": request.event.slug, "evacuation_id": evacuation_id}
    topic = f"evacuation:{evacuation_id}"
    return done(request, "crisis:evacuation", topic=topic, says=says, **to)


def _own(request: MemberRequest, evacuation_id: int) -> Evacuation:
    return Evacuation.objects.visible_to(request.by).get(pk=evacuation_id)  # absent is absent


def _sheet(
    request: MemberRequest, evacuation_id: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    after = last_entry_id()
    found = queries.evacuation_sheet(evacuation_id=evacuation_id, by=request.by, at=request.at)
    heads = {"heads": found.line.heads}
    usual = {
        "order_form": forms_actions.Order(
            incidents=found.incidents,
            initial={"decider": found.line.authority},
            auto_id="order-%s",
        ),
        "left_form": forms_actions.Heads(initial=heads, auto_id="left-%s"),
        "arrived_form": forms_actions.Heads(arrived=True, auto_id="arrived-%s"),
        "over_form": forms_actions.Why(auto_id="over-%s"),
    }
    return show(
        request,
        "crisis/evacuation",
        status=status,
        sheet=found,
        line=found.line,
        live_topics=[f"evacuation:{evacuation_id}", "roll"],
        live_after=after,
        **(usual | context),
    )


def _urgent(
    request: MemberRequest, number: int, *, status: int = 200, form: Any = None
) -> HttpResponse:
    after = last_entry_id()
    found = queries.urgent_table(number=number, by=request.by, at=request.at)
    return show(
        request,
        "crisis/urgent",
        status=status,
        found=found,
        form=form or forms_actions.Urgent(parties=found.parties),
        live_topics=[f"urgent:{found.incident_id}"],
        live_after=after,
    )
