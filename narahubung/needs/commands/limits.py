"""The table of limits is changed; the default set becomes the event's own with the first change."""

from datetime import datetime
from uuid import UUID

from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.needs.entries import CategoryChanged, LimitChanged
from narahubung.needs.models import Entitlement, Granter, VisitCategory
from narahubung.needs.rules import limits as rules
from narahubung.needs.rules.limits import Terms
from narahubung.parties.models import Department


@command
def change_limit(
    *,
    category: str,
    thing: str,
    to: Terms,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Set how much of a thing a category gets, by what rule, and who may grant more.

    A thing that no line names yet gets one. Raises NotYourTable;
    VisitCategory.DoesNotExist, Department.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_change(by)
        _own_the_table(by)
        held = VisitCategory.objects.get(event_id=by.here, code=category)
        row = Entitlement.objects.filter(category=held, thing=thing).first()
        old = row.quantity if row else None
        row = row or Entitlement(event_id=by.here, category=held, thing=thing)
        row.quantity, row.granted_by = to.quantity, Granter(to.granted_by).value
        row.answer_min, row.rule_code = to.answer_min, to.rule_code
        row.rule_en, row.rule_id = to.rule_en.strip(), to.rule_id.strip()
        row.paid_price, row.paid_per = to.paid_price, to.paid_per
        row.department = None
        if to.department_id is not None:
            row.department = Department.objects.visible_to(by).get(pk=to.department_id)
        row.save()
        record(LimitChanged(category=category, thing=thing, old=old, quantity=to.quantity))


@command
def change_category(
    *, category: str, matches: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Set which parties belong to a category: codes, standings, categories of heads, or `*`.

    Raises NotYourTable; VisitCategory.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_change(by)
        _own_the_table(by)
        row = VisitCategory.objects.get(event_id=by.here, code=category)
        row.matches = " ".join(matches.replace(",", " ").split())
        row.save(update_fields=["matches"])
        record(CategoryChanged(category=category, matches=row.matches))


def _own_the_table(by: Actor) -> None:
    """Store the default set as this event's own, once."""
    categories, rows = rules.table_of(by.here)
    if any(one.pk is None for one in categories):
        VisitCategory.objects.bulk_create(categories)
        for row in rows:
            row.category_id = row.category.pk
        Entitlement.objects.bulk_create(rows)
