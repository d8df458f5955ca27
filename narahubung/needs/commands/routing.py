"""What is done to the table by which needs find their department."""

from datetime import datetime
from uuid import UUID

from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.needs.entries import RoutesChanged
from narahubung.needs.models import RoutingRule
from narahubung.needs.rules import routing as rules
from narahubung.parties.models import Department


@command
def own_the_routes(*, by: Actor, at: datetime, key: UUID | None = None) -> int:
    """Make the system's lines the event's own, to be changed; return how many."""
    with act(by=by, at=at, key=key) as record:
        if not RoutingRule.objects.filter(event_id=by.here).exists():
            RoutingRule.objects.bulk_create(_copy(line, by) for line in rules.defaults(by.here))
        return _record(record, by)


@command
def write_route(  # noqa: PLR0913 -- a line is all of this at once
    *,
    department_id: int,
    order: int,
    words: str = "",
    categories: str = "",
    standings: str = "",
    priority: str = "",
    urgency: str = "",
    due_min: int | None = None,
    rule_id: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> int:
    """Write a line (with `rule_id`: change it); return its number. Raises RuleSaysNothing."""
    with act(by=by, at=at, key=key) as record:
        rules.check_line(words, categories, standings, priority)
        values = {
            "department": Department.objects.visible_to(by).get(pk=department_id),
            "order": order,
            "words": ", ".join(rules.split(words)),
            "categories": ", ".join(rules.split(categories)),
            "standings": ", ".join(rules.split(standings)),
            "priority": priority,
            "urgency": urgency,
            "due_min": due_min,
        }
        if not RoutingRule.objects.filter(event_id=by.here).exists():
            own_the_routes(by=by, at=at)
        row = RoutingRule(event_id=by.here)
        if rule_id is not None:
            row = RoutingRule.objects.for_change(by, rule_id)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        _record(record, by)
    return row.pk


@command
def remove_route(*, rule_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take a line out of the table. Raises RoutingRule.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        RoutingRule.objects.for_change(by, rule_id).delete()
        _record(record, by)


def _copy(line: rules.Line, by: Actor) -> RoutingRule:
    return RoutingRule(
        event_id=by.here,
        order=line.order,
        words=", ".join(line.words),
        categories=", ".join(line.categories),
        standings=", ".join(line.standings),
        priority=line.priority,
        department=line.department,
        urgency=line.urgency,
        due_min=line.due_min,
    )


def _record(record: Record, by: Actor) -> int:
    lines = RoutingRule.objects.filter(event_id=by.here).count()
    record(RoutesChanged(lines=lines))
    return lines
