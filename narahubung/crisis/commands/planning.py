"""Plans are made of templates, added to and changed; who must confirm a part has word at once."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from narahubung.accounts.roles import Right
from narahubung.assignments.models import Attachment
from narahubung.crisis import entries
from narahubung.crisis.commands.actions import locked, to_whom
from narahubung.crisis.commands.incidents import about, of_action
from narahubung.crisis.models import (
    Action,
    ActionPlan,
    ActionState,
    Incident,
    PermitState,
    Side,
)
from narahubung.crisis.planbook import PartTemplate, planbook
from narahubung.crisis.rules import actions as rules
from narahubung.crisis.rules.incidents import check_open, check_reason
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.parties.models import Department, Party
from narahubung.relays import commands as relays
from narahubung.relays.models import Precedence

log = logging.getLogger(__name__)
A = ActionState
# What a party must know of its part: another one of these, and it confirms again.
KNOWN = ("text", "ask", "answers", "due_at", "permit")


@command
def make_action_plan(
    *,
    incident_id: int,
    template: str,
    party_ids: Sequence[int] = (),
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> ActionPlan:
    """Make a plan of a template: a part for each of these delegations, each team and organisation.

    All who may confirm a part have word at once. Raises IncidentIsOver, PlanIsMade, NoParts;
    Incident.DoesNotExist, Party.DoesNotExist, KeyError for a template that is none.
    """
    with act(by=by, at=at, key=key) as record:
        row = Incident.objects.for_change(by, incident_id, Right.LEAD_CRISIS)
        check_open(row)
        made_of = planbook().plans[template]
        if row.plans.filter(template=template).exists():
            raise rules.PlanIsMade
        parties = [Party.objects.visible_to(by).get(pk=pk) for pk in dict.fromkeys(party_ids)]
        plan = ActionPlan.objects.create(
            event_id=row.event_id, incident=row, template=template, made_at=at, made_by=by.name
        )
        teams = list(Department.objects.filter(event_id=row.event_id).order_by("pk"))
        for part in made_of.parts:
            for whose in _whose(part, parties, teams, at):
                _add(plan, at + timedelta(minutes=part.minutes), whose, part)
        parts = list(plan.actions.all())
        if not parts:
            raise rules.NoParts
        record(entries.ActionPlanMade(**about(row), template=template, parts=len(parts)))
        _ask_to_confirm(row, parts, by=by, at=at)
    return plan


@command
def add_action(  # noqa: PLR0913 -- a part is all of this at once
    *,
    action_plan_id: int,
    text: str,
    due_at: datetime,
    party_id: int | None = None,
    department_id: int | None = None,
    who: str = "",
    owner: str = "",
    deputy: str = "",
    ask: str = "",
    answers: Sequence[str] = (),
    permit: str = "",
    permit_from: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Action:
    """Add a part for one party; answers: the right one first. Raises IncidentIsOver, NothingToDo,
    NoParty; ActionPlan.DoesNotExist, Party.DoesNotExist, Department.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        plan = _plan(by, action_plan_id)
        check_open(plan.incident)
        if not text.strip():
            raise rules.NothingToDo
        whose = _of_words(by, party_id, department_id, who)
        plan.version += 1
        plan.save(update_fields=["version"])
        action = Action.objects.create(
            event_id=plan.event_id,
            plan=plan,
            number=_next(plan),
            text=text.strip(),
            ask=ask.strip(),
            answers=[one.strip() for one in answers if one.strip()],
            version=plan.version,
            due_at=due_at,
            permit=permit.strip(),
            permit_from=permit_from.strip(),
            permit_state=_permit_state(permit),
            **{**whose, "owner": owner.strip() or whose["owner"]},
            **({"deputy": deputy.strip()} if deputy.strip() else {}),
        )
        record(entries.ActionAdded(**of_action(action)))
        _ask_to_confirm(plan.incident, [action], by=by, at=at)
    return action


@command
def change_action(
    *,
    action_id: int,
    values: dict[str, Any],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Change a part: the plan's version counts on; where the party must know, it confirms again.

    values: of text, ask, answers, owner, deputy, due_at, permit, permit_from; others stay. Raises
    NotNow, NothingToDo, IncidentIsOver; Action.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        action = locked(by, action_id, Right.LEAD_CRISIS)
        check_open(action.plan.incident)
        rules.check_state(action, {A.PLANNED, A.STARTED})
        may = {*KNOWN, "owner", "deputy", "permit_from"}
        new = {name: value for name, value in values.items() if name in may}
        if not str(new.get("text", action.text)).strip():
            raise rules.NothingToDo
        anew = any(name in KNOWN and getattr(action, name) != new[name] for name in new)
        if "permit" in new and new["permit"] != action.permit:
            action.permit_state = _permit_state(new["permit"])
            action.permissions.clear()  # it stood on what it needed before
            action.permit_note = action.permit_by = ""
        for name, value in new.items():
            setattr(action, name, value)
        plan = action.plan
        plan.version += 1
        plan.save(update_fields=["version"])
        if anew:
            action.version, action.overdue_told_at = plan.version, None
        action.save()
        record(entries.ActionChanged(**of_action(action), plan_version=plan.version, anew=anew))
        if anew:
            _ask_to_confirm(plan.incident, [action], by=by, at=at)


@command
def drop_action(
    *, action_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Take it out of the plan, with the reason. Raises NotNow, NeedsAReason, DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        action = locked(by, action_id, Right.LEAD_CRISIS)
        rules.check_state(action, {A.PLANNED, A.STARTED})
        check_reason(why)
        action.state, action.dropped_why = A.DROPPED.value, why.strip()
        action.save()
        record(entries.ActionDropped(**of_action(action), why=action.dropped_why))


def _of_words(
    by: Actor, party_id: int | None, department_id: int | None, who: str
) -> dict[str, Any]:
    whose = to_whom(by, party_id, department_id, who)
    team = whose["department"]
    return {**whose, "owner": team.head if team else ""}


def _whose(
    part: PartTemplate, parties: Sequence[Party], teams: Sequence[Department], at: datetime
) -> list[dict[str, Any]]:
    """Return whose a template's part is; nobody's where no department is meant by its words."""
    if part.to == "delegations":
        officers = _officers(parties, at)
        return [
            {
                "side": Side.DELEGATION.value,
                "party": party,
                **dict(zip(("owner", "deputy"), officers.get(party.pk, []), strict=False)),
            }
            for party in parties
        ]
    if part.to == "organisation":
        return [{"side": Side.ORGANISATION.value, "who": part.who}]
    for word in part.desk:
        for team in teams:
            if team.code == word or word in f"{team.name_en} {team.name_id}".casefold():
                team_is = {"department": team, "owner": team.head, "deputy": team.deputy}
                return [{"side": Side.TEAM.value, **team_is}]
    return [{"side": Side.TEAM.value, "who": part.desk[-1]}]


def _officers(parties: Sequence[Party], at: datetime) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = Attachment.objects.at(at).filter(party__in=parties).select_related("officer")
    for row in rows.order_by("pk"):
        names = found.setdefault(row.party_id, [])
        names.insert(0 if row.position == "lead" else len(names), row.officer.full_name)
    return found


def _add(plan: ActionPlan, due_at: datetime, whose: dict[str, Any], part: PartTemplate) -> None:
    Action.objects.create(
        event_id=plan.event_id,
        plan=plan,
        number=_next(plan),
        text=part.text,
        ask=part.ask,
        answers=list(part.answers),
        due_at=due_at,
        permit=part.permit,
        permit_from=part.permit_from,
        permit_state=_permit_state(part.permit),
        **whose,
    )


def _permit_state(permit: str) -> str:
    return (PermitState.NEEDED if permit.strip() else PermitState.NOT_NEEDED).value


def _next(plan: ActionPlan) -> int:
    return (plan.actions.aggregate(last=Max("number"))["last"] or 0) + 1


def _plan(by: Actor, plan_id: int) -> ActionPlan:
    plan = ActionPlan.objects.for_change(by, plan_id, Right.LEAD_CRISIS)
    plan.incident = Incident.objects.get(pk=plan.incident_id)
    return plan


def _ask_to_confirm(row: Incident, actions: Sequence[Action], *, by: Actor, at: datetime) -> None:
    """Send word to delegations' officers and desks; bodies outside are called by the liaison."""
    parties = [f"party:{pk}" for pk in sorted({a.party_id for a in actions if a.party_id})]
    desks = [f"desk:{pk}" for pk in sorted({a.department_id for a in actions if a.department_id})]
    link = reverse("crisis:parts", kwargs={"slug": row.event.slug})
    for audience in (parties, desks):
        if not audience:
            continue
        try:
            relays.send(
                text=_text("id", row),
                translation=_text("en", row),
                translation_language="en",
                audience=audience,
                precedence=Precedence.KILAT,
                must_read_back=False,
                link=link,
                by=by,
                at=at,
            )
        except Refusal as refusal:  # nobody there: the board shows that it is not confirmed
            log.warning("parts of incident %s were not sent: %s", row.pk, refusal.code)


def _text(language: str, row: Incident) -> str:
    with override(language):
        words = _("Incident {number}: read your part of the action plan and confirm it.")
        return words.format(number=row.number)
