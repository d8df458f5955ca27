"""The table of limits is changed; the default set becomes the event's own with the first change."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import F

from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.said import both_languages
from narahubung.needs.entries import (
    CategoryAdded,
    CategoryChanged,
    CategoryEnded,
    LimitChanged,
    ThingEnded,
    ThingSet,
)
from narahubung.needs.models import Entitlement, Granter, Per, VisitCategory, label_of
from narahubung.needs.rules import limits as rules
from narahubung.needs.rules import things
from narahubung.needs.rules.limits import Terms
from narahubung.needs.rules.things import Thing
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
        if row is None:
            row = Entitlement(event_id=by.here, category=held, thing=thing)
            twin = Entitlement.objects.filter(event_id=by.here, thing=thing).first()
            if twin is not None:
                row.name_en, row.name_id, row.per = twin.name_en, twin.name_id, twin.per
        _set(row, to, by)
        label = label_of(thing, row.name_en, row.name_id)
        record(LimitChanged(category=category, thing=label, old=old, quantity=to.quantity))


@command
def add_thing(
    *, thing: Thing, terms: Terms, by: Actor, at: datetime, key: UUID | None = None
) -> str:
    """Put a thing of the event's own into the table, for every category; return its code.

    terms: rule, who grants and what it costs, the same in each category; its quantity is not read.
    Raises NotYourTable, NotNamed, NameTaken, NoRuleGiven, Department.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_change(by)
        _own_the_table(by)
        things.check_name(by.here, thing)
        things.check_rule(terms.rule_code, terms.rule_en, terms.rule_id)
        every = Entitlement.objects.filter(event_id=by.here)
        code = things.code_of(thing.name_en, every.values_list("thing", flat=True).distinct())
        for category in _categories(by):
            row = Entitlement(
                event_id=by.here,
                category=category,
                thing=code,
                name_en=thing.name_en.strip(),
                name_id=thing.name_id.strip(),
                per=Per(thing.per).value,
            )
            _set(row, replace(terms, quantity=thing.quantities.get(category.code)), by)
        record(_thing_set(code, by, is_new=True))
    return code


@command
def change_thing(
    *, code: str, thing: Thing, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Change the name, the span and the numbers of a thing in every category; its rules stay.

    A thing that comes with the system keeps its name: give it "". Raises NotYourTable, NotNamed,
    NameTaken, NameIsTheSystems; Entitlement.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_change(by)
        _own_the_table(by)
        if thing.name_en or thing.name_id:
            things.check_own(code)
            things.check_name(by.here, thing, but=code)
        first = Entitlement.objects.filter(event_id=by.here, thing=code).order_by("pk").first()
        if first is None:
            raise Entitlement.DoesNotExist
        every = Entitlement.objects.filter(event_id=by.here, thing=code)
        rows = {row.category_id: row for row in every}
        for category in _categories(by):
            row = rows.get(category.pk) or _like(first, category)
            row.name_en, row.name_id = thing.name_en.strip(), thing.name_id.strip()
            row.per, row.quantity = Per(thing.per).value, thing.quantities.get(category.code)
            row.save()
        record(_thing_set(code, by, is_new=False))


@command
def end_thing(
    *, code: str, back: bool = False, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Offer a thing no longer; or (back) again. What was asked and answered stands.

    Raises NotYourTable; Entitlement.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_change(by)
        _own_the_table(by)
        rows = Entitlement.objects.filter(event_id=by.here, thing=code)
        first = rows.order_by("pk").first()
        if first is None:
            raise Entitlement.DoesNotExist
        rows.update(ended_at=None if back else at)
        label = label_of(code, first.name_en, first.name_id)
        record(ThingEnded(thing=label, back=back))


@command
def add_category(
    *,
    code: str,
    name_en: str,
    name_id: str,
    matches: str,
    before: str = "",
    like: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Add a category of visit. before: the category it is looked at before, "" for the last.

    like: the category whose numbers it begins with, "" for none. Raises NotYourTable, NotACode,
    CodeTaken, NotNamed, NobodyBelongs; VisitCategory.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_change(by)
        _own_the_table(by)
        code, words = code.strip().upper(), _words(matches)
        things.check_new_category(by.here, code, name_en, name_id, words)
        held = VisitCategory.objects.filter(event_id=by.here)
        model = held.get(code=like) if like else None
        place = held.get(code=before).order if before else None
        if place is not None:
            held.filter(order__gte=place).update(order=F("order") + 1)
        new = VisitCategory.objects.create(
            event_id=by.here,
            code=code,
            name_en=name_en.strip(),
            name_id=name_id.strip(),
            matches=words,
            order=place or 1 + max(held.values_list("order", flat=True), default=0),
        )
        for row in Entitlement.objects.filter(category=model) if model else ():
            _like(row, new, quantity=row.quantity).save()
        name = both_languages(new.name_en, new.name_id)
        record(CategoryAdded(category=code, name=name, matches=words))


@command
def change_category(
    *,
    category: str,
    matches: str,
    name_en: str = "",
    name_id: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Set which parties belong to a category: codes, standings, categories of heads, or `*`.

    name_*: what it is called from now on, "" as it is. Raises NotYourTable, NobodyBelongs;
    VisitCategory.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_change(by)
        _own_the_table(by)
        row = VisitCategory.objects.get(event_id=by.here, code=category)
        row.matches = _words(matches)
        if not row.matches:
            raise things.NobodyBelongs
        row.name_en = name_en.strip() or row.name_en
        row.name_id = name_id.strip() or row.name_id
        row.save(update_fields=["matches", "name_en", "name_id"])
        record(CategoryChanged(category=category, matches=row.matches))


@command
def end_category(
    *, category: str, back: bool = False, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Let a category take nobody any more; or (back) again.

    Raises NotYourTable, LeavesWithout; VisitCategory.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_change(by)
        _own_the_table(by)
        row = VisitCategory.objects.get(event_id=by.here, code=category)
        if not back:
            things.check_can_end(row)
        row.ended_at = None if back else at
        row.save(update_fields=["ended_at"])
        record(CategoryEnded(category=category, back=back))


def _own_the_table(by: Actor) -> None:
    """Store the default set as this event's own, once."""
    categories, rows = rules.table_of(by.here)
    if any(one.pk is None for one in categories):
        VisitCategory.objects.bulk_create(categories)
        for row in rows:
            row.category_id = row.category.pk
        Entitlement.objects.bulk_create(rows)


def _set(row: Entitlement, to: Terms, by: Actor) -> None:
    row.quantity, row.granted_by = to.quantity, Granter(to.granted_by).value
    row.answer_min, row.rule_code = to.answer_min, to.rule_code
    row.rule_en, row.rule_id = to.rule_en.strip(), to.rule_id.strip()
    row.paid_price, row.paid_per = to.paid_price, to.paid_per
    row.department = None
    if to.department_id is not None:
        row.department = Department.objects.visible_to(by).get(pk=to.department_id)
    row.save()


def _like(row: Entitlement, category: VisitCategory, quantity: int | None = None) -> Entitlement:
    """Return the same limit for another category, not yet saved."""
    names = [one.attname for one in Entitlement._meta.concrete_fields if not one.primary_key]
    same = {name: getattr(row, name) for name in names}
    return Entitlement(**same | {"category_id": category.pk, "quantity": quantity})


def _categories(by: Actor) -> list[VisitCategory]:
    rows = VisitCategory.objects.filter(event_id=by.here)
    return list(rows.order_by("order", "code"))


def _words(matches: str) -> str:
    return " ".join(matches.replace(",", " ").split())


def _thing_set(code: str, by: Actor, *, is_new: bool) -> ThingSet:
    rows = Entitlement.objects.filter(event_id=by.here, thing=code).select_related("category")
    found = list(rows.filter(category__ended_at=None).order_by("category__order"))
    numbers = (
        f"{row.category.code} {'-' if row.quantity is None else row.quantity}" for row in found
    )
    label = label_of(code, found[0].name_en, found[0].name_id)
    return ThingSet(thing=label, numbers=", ".join(numbers), is_new=is_new)
