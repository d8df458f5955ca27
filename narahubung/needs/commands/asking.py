"""A need is raised, and finds by the event's own table who is to answer it."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.intervals import Span
from narahubung.needs.entries import NeedRaised
from narahubung.needs.models import Direction, Need, Priority
from narahubung.needs.rules import asking as rules
from narahubung.needs.rules import escalating, ladder, routing, telling
from narahubung.needs.rules.recognising import answer_met, named_thing
from narahubung.parties.models import Department, Member, Officer, Party


@command
def raise_need(  # noqa: PLR0913 -- a need is all of this at once
    *,
    party_id: int,
    text: str,
    priority: str = Priority.NORMAL,
    department_id: int | None = None,
    member_id: int | None = None,
    direction: str = Direction.TO_HOST,
    quantity: int | None = None,
    wanted_at: datetime | None = None,
    wanted_until: datetime | None = None,
    place: str = "",
    category: str = "",
    template: str = "",
    of_wish: bool = False,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Record what a party needs, or what we need from it; return its number.

    Without a department the event's lines find one, else the coordinator decides. It is due by
    the department's own clock, and no later than it is wanted. direction TO_PARTY: the department
    is the one that asks. Where it names a thing about which this party was answered before, it
    carries that answer; of_wish: it is the request of a wish, which was looked up already.
    Raises NotYours, NothingAsked, NotHowMany; Party.DoesNotExist,
    Department.DoesNotExist, Member.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by).get(pk=party_id)
        to_host = Direction(direction) == Direction.TO_HOST
        if to_host:
            rules.check_can_raise(party.pk, text, by, department_id=department_id)
        else:
            rules.check_can_ask_party(department_id, text, by)
        rules.check_quantity(quantity)
        if member_id is not None:
            Member.objects.visible_to(by).get(pk=member_id, party_id=party.pk)
        met = None
        if to_host and not of_wish and (thing := named_thing(party.event_id, text, template)):
            met = answer_met(party.pk, thing, at, _wanted(wanted_at, wanted_until))
        urgency, due_min, why = Priority(priority).value, None, ""
        department = None
        if department_id is not None:
            department = Department.objects.visible_to(by).get(pk=department_id)
        elif to_host:
            found = routing.route(
                routing.table(party.event_id),
                text=text,
                category=category,
                standing=party.standing,
                priority=urgency,
            )
            department, urgency = found.department, found.priority
            due_min, why = found.due_min, found.why
        need = Need.objects.create(
            event_id=party.event_id,
            code=uuid4().hex,  # its short code is made of its number, so two never meet
            party=party,
            officer=Officer.objects.filter(
                event_id=party.event_id, person_id=by.person_id or 0
            ).first(),
            member_id=member_id,
            department=department,
            direction=Direction(direction).value,
            channel=by.door,
            text=text.strip(),
            category=category.strip(),
            template=template,
            quantity=quantity,
            wanted_at=wanted_at,
            wanted_until=wanted_until,
            place=place.strip(),
            met=met,
            priority=urgency,
            raised_at=at,
            routed_at=at,
            due_at=rules.due_for(department, urgency, at, due_min=due_min, wanted_at=wanted_at),
        )
        need.code = f"R-{need.pk}"
        ladder.begin(need, at)
        need.clock_at = escalating.clock_of(need, [], at)
        need.save(update_fields=["code", "clock_at", "rung", "above"])
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
                direction=need.direction,
                routed_by=why,
            ),
            tell=[pk for pk in telling.answerer_people(need, at) if pk != by.person_id],
        )
    return need.pk


def _wanted(start: datetime | None, end: datetime | None) -> Span | None:
    """Return when it is wanted: a moment where no end was said."""
    if start is None:
        return None
    return Span(start, max(end or start, start + timedelta(minutes=1)))
