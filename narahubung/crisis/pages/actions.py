"""The board of parts, one part with what may be done to it, one's own parts."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.accounts.roles import Right
from narahubung.crisis import commands, forms_actions
from narahubung.crisis.models import Action, ActionPlan, Incident
from narahubung.crisis.queries import actions as queries
from narahubung.crisis.queries import evacuating
from narahubung.crisis.queries.incidents import crisis_now
from narahubung.journal.reading import last_entry_id
from narahubung.kit.web import done, show

OWN = (Right.SEE_CRISIS, Right.RAISE_NEED, Right.ANSWER_NEED)


@require_GET
@guard(Right.SEE_CRISIS)
def board(request: MemberRequest, number: int) -> HttpResponse:
    """All parts of all parties, overdue on top."""
    return _board(request, number)


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def make(request: MemberRequest, number: int) -> HttpResponse:
    """Make a plan of a template."""
    row = Incident.objects.visible_to(request.by, Right.LEAD_CRISIS).get(number=number)
    found = queries.board(number=number, by=request.by, at=request.at)
    form = _make_form(found, request.POST)
    if not form.is_valid():
        return _board(request, number, make_form=form, status=422)
    once(commands.make_action_plan, request, incident_id=row.pk, **form.cleaned_data)
    return _back(request, number, _("Made. All who have a part are asked to confirm it."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def add(request: MemberRequest, action_plan_id: int) -> HttpResponse:
    """Add a part to a plan."""
    plan = ActionPlan.objects.visible_to(request.by).select_related("incident")
    row = plan.get(pk=action_plan_id)
    number = row.incident.number
    found = queries.board(number=number, by=request.by, at=request.at)
    form = forms_actions.Part(request.POST, parties=found.parties, teams=found.teams)
    if not form.is_valid():
        return _board(request, number, add_form=form, status=422)
    values = {**form.cleaned_data}
    due_at = request.at + timedelta(minutes=values.pop("minutes"))
    once(commands.add_action, request, action_plan_id=row.pk, due_at=due_at, **values)
    return _back(request, number, _("Added; who does it is asked to confirm."))


@require_GET
@guard(*OWN)
def parts(request: MemberRequest) -> HttpResponse:
    """One's own parts to confirm, the way out of one's delegations, what they need at once."""
    return show_parts(request)


@require_GET
@guard(*OWN)
def action(request: MemberRequest, action_id: int) -> HttpResponse:
    """One part."""
    return _sheet(request, action_id)


@require_POST
@guard(*OWN, writes=True)
def confirm(request: MemberRequest, action_id: int) -> HttpResponse:
    """Answer its question, and say it back."""
    found = queries.action_sheet(action_id=action_id, by=request.by, at=request.at)
    form = forms_actions.Confirm(request.POST, ask=found.ask, answers=found.answers)
    says = _("Confirmed.")
    return _act(request, action_id, commands.confirm_action, form, "confirm_form", says)


@require_POST
@guard(*OWN, writes=True)
def permit(request: MemberRequest, action_id: int) -> HttpResponse:
    """Note how what it needs stands."""
    form = forms_actions.Permit(request.POST)
    return _act(request, action_id, commands.note_permit, form, "permit_form", _("Noted."))


@require_POST
@guard(*OWN, writes=True)
def start(request: MemberRequest, action_id: int) -> HttpResponse:
    """Begin."""
    form = forms_actions.Start(request.POST)
    return _act(request, action_id, commands.start_action, form, "start_form", _("Begun."))


@require_POST
@guard(*OWN, writes=True)
def finish(request: MemberRequest, action_id: int) -> HttpResponse:
    """It is done."""
    _own(request, action_id)
    once(commands.finish_action, request, action_id=action_id)
    return _done(request, action_id, _("Done."))


@require_POST
@guard(*OWN, writes=True)
def give(request: MemberRequest, action_id: int) -> HttpResponse:
    """Hand it to another party: the first signature."""
    found = queries.action_sheet(action_id=action_id, by=request.by, at=request.at)
    form = forms_actions.Give(request.POST, parties=found.parties, teams=found.teams)
    says = _("Signed. It stays with you until the other one signs.")
    return _act(request, action_id, commands.hand_off, form, "give_form", says)


@require_POST
@guard(*OWN, writes=True)
def take(request: MemberRequest, action_id: int) -> HttpResponse:
    """Take it: the second signature."""
    form = forms_actions.Take(request.POST)
    says = _("Signed: it is yours now. Confirm it.")
    return _act(request, action_id, commands.take_hand_off, form, "take_form", says)


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def change(request: MemberRequest, action_id: int) -> HttpResponse:
    """Change it."""
    _own(request, action_id)
    form = forms_actions.ChangePart(request.POST)
    if not form.is_valid():
        return _sheet(request, action_id, change_form=form, status=422)
    values = {**form.cleaned_data}
    if minutes := values.pop("minutes"):
        values["due_at"] = request.at + timedelta(minutes=minutes)
    if (
        values["text"]
        == queries.action_sheet(action_id=action_id, by=request.by, at=request.at).line.text
    ):
        del values["text"]  # it may hold another language besides: only what was changed is
    once(commands.change_action, request, action_id=action_id, values=values)
    return _done(request, action_id, _("Changed."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def drop(request: MemberRequest, action_id: int) -> HttpResponse:
    """Take it out of the plan."""
    form = forms_actions.Why(request.POST)
    return _act(request, action_id, commands.drop_action, form, "drop_form", _("Dropped."))


@require_POST
@guard(Right.LEAD_CRISIS, writes=True)
def wait(request: MemberRequest, action_id: int) -> HttpResponse:
    """Let it wait for another one."""
    form = forms_actions.Wait(request.POST)
    return _act(request, action_id, commands.wait_for, form, "wait_form", _("Noted."))


def show_parts(request: MemberRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    """Show one's own page in the crisis; also after a form of it was not filled."""
    after = last_entry_id()
    ways = evacuating.own_evacuations(by=request.by, at=request.at)
    now = crisis_now(event_id=request.event.pk, by=request.by)
    own = [one for one in queries.parties_of(request.by) if one[0] in request.by.own]
    forms = {"urgent_form": forms_actions.Urgent(parties=own, auto_id="urgent-%s")}
    return show(
        request,
        "crisis/parts",
        status=status,
        parts=queries.own_parts(by=request.by, at=request.at),
        ways=ways,
        is_crisis=now is not None,
        own=own,
        live_topics=["parts", *(f"evacuation:{one.id}" for one in ways)],
        live_after=after,
        **(forms | context),
    )


def _act(
    request: MemberRequest, action_id: int, command: Any, form: Any, name: str, says: str
) -> HttpResponse:
    _own(request, action_id)
    if not form.is_valid():
        return _sheet(request, action_id, status=422, **{name: form})
    once(command, request, action_id=action_id, **form.cleaned_data)
    return _done(request, action_id, says)


def _own(request: MemberRequest, action_id: int) -> Action:
    return Action.objects.visible_to(request.by).get(pk=action_id)  # absent is absent


def _sheet(
    request: MemberRequest, action_id: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    after = last_entry_id()
    found = queries.action_sheet(action_id=action_id, by=request.by, at=request.at)
    line = found.line
    to = {"parties": found.parties, "teams": found.teams}
    usual = {
        "confirm_form": forms_actions.Confirm(
            ask=found.ask,
            answers=found.answers,
            initial={"version": line.version},
            auto_id="confirm-%s",
        ),
        "permit_form": forms_actions.Permit(
            initial={"permit_state": line.permit_state}, auto_id="permit-%s"
        ),
        "start_form": forms_actions.Start(auto_id="start-%s"),
        "give_form": forms_actions.Give(**to, auto_id="give-%s"),
        "take_form": forms_actions.Take(auto_id="take-%s"),
        "change_form": forms_actions.ChangePart(
            initial={"text": line.text, "owner": line.owner, "deputy": line.deputy},
            auto_id="change-%s",
        ),
        "drop_form": forms_actions.Why(auto_id="drop-%s"),
        "wait_form": forms_actions.Wait(auto_id="wait-%s"),
    }
    return show(
        request,
        "crisis/action",
        status=status,
        sheet=found,
        line=line,
        live_topics=[f"action:{action_id}"],
        live_after=after,
        **(usual | context),
    )


def _make_form(found: queries.Board, data: Any = None) -> forms_actions.MakePlan:
    return forms_actions.MakePlan(
        data,
        templates=[(code, name) for code, name, _fits in found.templates],
        parties=found.parties,
    )


def _board(
    request: MemberRequest, number: int, *, status: int = 200, **context: Any
) -> HttpResponse:
    after = last_entry_id()
    found = queries.board(number=number, by=request.by, at=request.at)
    usual = {
        "make_form": _make_form(found),
        "add_form": forms_actions.Part(parties=found.parties, teams=found.teams, auto_id="add-%s"),
    }
    return show(
        request,
        "crisis/actions",
        status=status,
        board=found,
        live_topics=[f"actions:{found.incident_id}"],
        live_after=after,
        **(usual | context),
    )


def _back(request: MemberRequest, number: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "number": number}
    return done(request, "crisis:actions", topic="parts", says=says, **to)


def _done(request: MemberRequest, action_id: int, says: str) -> HttpResponse:
    to: dict[str, Any] = {"slug": request.event.slug, "action_id": action_id}
    return done(request, "crisis:action", topic=f"action:{action_id}", says=says, **to)
