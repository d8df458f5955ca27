"""What is done to needs: one is raised. Routing, promises and escalation come with the desks."""

from datetime import datetime
from uuid import UUID, uuid4

from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.needs.entries import NeedRaised
from narahubung.needs.models import Need, Priority
from narahubung.needs.rules import asking as rules
from narahubung.parties.models import Department, Member, Officer, Party


@command
def raise_need(
    *,
    party_id: int,
    text: str,
    priority: str = Priority.NORMAL,
    department_id: int | None = None,
    member_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Record what a party needs; return its number. It is due by the department's own clock.

    Raises NotYours, NothingAsked; Party.DoesNotExist, Department.DoesNotExist, Member.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by).get(pk=party_id)
        rules.check_can_raise(party.pk, text, by)
        if member_id is not None:
            Member.objects.visible_to(by).get(pk=member_id, party_id=party.pk)
        department = None
        if department_id is not None:
            department = Department.objects.visible_to(by).get(pk=department_id)
        need = Need.objects.create(
            event_id=party.event_id,
            code=uuid4().hex,  # its short code is made of its number, so two never meet
            party=party,
            officer=Officer.objects.filter(
                event_id=party.event_id, person_id=by.person_id or 0
            ).first(),
            member_id=member_id,
            department=department,
            channel=by.door,
            text=text.strip(),
            priority=Priority(priority).value,
            raised_at=at,
            due_at=rules.due_at(department, Priority(priority).value, at),
        )
        need.code = f"R-{need.pk}"
        need.save(update_fields=["code"])
        record(
            NeedRaised(
                need_id=need.pk,
                party_id=party.pk,
                code=need.code,
                text=need.text,
                priority=need.priority,
                department=department.code if department else "",
                department_id=department.pk if department else None,
                due_at=need.due_at,
            )
        )
    return need.pk
