"""Storing many records of a list in one act: new ones and changed facts, each with its entry."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from narahubung.journal.acting import Record
from narahubung.journal.entries import Corrected, Recorded
from narahubung.kit import sealing
from narahubung.kit.fields import SealedField
from narahubung.kit.refusals import Refusal

HIDDEN = "\N{BULLET}\N{BULLET}\N{BULLET}"  # stands for a sealed value: that it changed, not what


class ListIsStale(Refusal):
    """What the list was compared with has changed since: nothing of it was stored."""

    says = _("Something changed here since the list was compared. Nothing was taken in.")
    advice: ClassVar[str | Promise] = _("Compare the list once more and look at the difference.")
    status = 409


@dataclass(frozen=True)
class Ref:
    """Another record of the event by its code; it may come in by the same act."""

    model: str
    code: str


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Small rows that hang on a record and are given as a whole (the languages of an officer).

    owner: their foreign key to the record `of`. says: the fields that say a row, "en:C1".
    """

    model: str
    owner: str
    of: Ref
    rows: tuple[Mapping[str, Any], ...]
    says: tuple[str, ...]

    def __str__(self) -> str:
        return "; ".join(":".join(str(row[name]) for name in self.says) for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One record to make (pk None) or to correct. old: the values that are replaced, for the entry.

    code: the record's own code; for a row that hangs on another (`papers` of a member) the code of
    that other record. Values are Python values, a Ref, a list of Ref (many-to-many, from either
    side) or Rows. old holds the same sorts of value; what is given there must still be so.
    """

    model: str
    code: str
    pk: int | None = None
    values: Mapping[str, Any]
    old: Mapping[str, Any] = field(default_factory=dict)


def store(changes: Sequence[Change], record: Record, *, event_id: int, source: str = "") -> None:
    """Make and correct the records, in the order of their models as given, and record entries.

    Bulk statements, about 0.3 ms a row with its entry; call it only from a room's command. Raises
    KeyError when a Ref names a record that is neither stored nor among the changes before it, and
    ListIsStale when a record to make exists already or an old value is no longer the present one.
    """
    by_model: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_model[change.model].append(change)
    known = _Known(event_id)
    for name, rows in by_model.items():
        model = apps.get_model(name)
        try:
            with transaction.atomic():
                _make(model, [c for c in rows if c.pk is None], known, record, source)
        except IntegrityError as problem:
            raise ListIsStale from problem
        _correct(model, [c for c in rows if c.pk is not None], known, record)


def tell_planner() -> None:
    """Let PostgreSQL count its rows after many came at once. SQLite plans without figures.

    Its own housekeeping comes a minute later; until then it would take the journal for empty and
    walk it once for every line of a history.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


class _Known:
    """Records by their code, looked up once a model."""

    def __init__(self, event_id: int) -> None:
        self.event_id = event_id
        self._maps: dict[str, dict[str, Any]] = {}

    def of(self, ref: Ref) -> Any:
        if ref.model not in self._maps:
            rows = apps.get_model(ref.model)._default_manager.filter(event_id=self.event_id)
            self._maps[ref.model] = {row.code: row for row in rows}
        return self._maps[ref.model][ref.code]

    def add(self, model: str, code: str, row: Any) -> None:
        if model in self._maps:
            self._maps[model][code] = row


@dataclass
class _Parts:
    """A change's values by how they are stored."""

    plain: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[int]] = field(default_factory=dict)
    hanging: list[tuple[Rows, int]] = field(default_factory=list)


def _make(
    model: Any, changes: Sequence[Change], known: _Known, record: Record, source: str
) -> None:
    if not changes:
        return
    rows, all_parts = [], []
    has_event = any(f.name == "event" for f in model._meta.fields)
    for change in changes:
        parts = _split(change.values, known, model)
        row = model(**parts.plain)
        if has_event:
            row.event_id, row.code = known.event_id, change.code
        rows.append(row)
        all_parts.append(parts)
    _prepare_keys(model, rows)
    model._default_manager.bulk_create(rows, batch_size=300)
    _set_lists(model, [(row.pk, parts) for row, parts in zip(rows, all_parts, strict=True)])
    for change, row in zip(changes, rows, strict=True):
        known.add(model._meta.label, change.code, row)
        for about in _abouts(row, change.code):
            record(Recorded(**about, source=source))


def _correct(model: Any, changes: Sequence[Change], known: _Known, record: Record) -> None:
    if not changes:
        return
    rows = model._default_manager.select_for_update().in_bulk([c.pk for c in changes])
    for change in changes:
        row = rows.get(change.pk)
        if row is None:
            raise ListIsStale
        _check_unchanged(row, change, known)
        parts = _split(change.values, known, model)
        for name, value in parts.plain.items():
            setattr(row, name, value)
        if parts.plain:
            row.save(update_fields=list(parts.plain))
        _set_lists(model, [(row.pk, parts)], replace=True)
        for about in _abouts(row, change.code):
            record(Corrected(**about, changes=_told(model, change)))


def _check_unchanged(row: Any, change: Change, known: _Known) -> None:
    for name, old in change.old.items():
        if isinstance(old, list | Rows):
            continue
        now = getattr(row, row._meta.get_field(name).attname)
        if now != (known.of(old).pk if isinstance(old, Ref) else old):
            raise ListIsStale


def _split(values: Mapping[str, Any], known: _Known, model: Any) -> _Parts:
    parts = _Parts()
    for name, value in values.items():
        if isinstance(value, Ref):
            parts.plain[name] = known.of(value)
        elif isinstance(value, Rows):
            parts.hanging.append((value, known.of(value.of).pk))
        elif isinstance(value, list) and isinstance(model._meta.get_field(name), _MANY):
            parts.lists[name] = [known.of(ref).pk for ref in value]
        else:
            parts.plain[name] = value
    return parts


_MANY = (models.ManyToManyField, models.ManyToManyRel)


def _set_lists(model: Any, rows: Sequence[tuple[int, _Parts]], *, replace: bool = False) -> None:
    """Store many-to-many and hanging rows: one statement a table, not one a row."""
    made: dict[Any, list[Any]] = defaultdict(list)
    for pk, parts in rows:
        for name, ids in parts.lists.items():
            through, mine, theirs = _join(model, name)
            if replace:
                through._default_manager.filter(**{mine: pk}).delete()
            made[through] += [through(**{mine: pk, theirs: other}) for other in ids]
        for value, owner_id in parts.hanging:
            table, mine = apps.get_model(value.model), f"{value.owner}_id"
            if replace:
                table._default_manager.filter(**{mine: owner_id}).delete()
            made[table] += [table(**{mine: owner_id, **row}) for row in value.rows]
    for table, found in made.items():
        table._default_manager.bulk_create(found, batch_size=400)


def _join(model: Any, name: str) -> tuple[Any, str, str]:
    """Return the table between two models and its columns, ours first, from either side."""
    relation: Any = model._meta.get_field(name)
    if isinstance(relation, models.ManyToManyField):
        ours, theirs = relation.m2m_field_name(), relation.m2m_reverse_field_name()
        return relation.remote_field.through, f"{ours}_id", f"{theirs}_id"
    there = relation.field
    ours, theirs = there.m2m_reverse_field_name(), there.m2m_field_name()
    return relation.through, f"{ours}_id", f"{theirs}_id"


def _prepare_keys(model: Any, rows: Sequence[Any]) -> None:
    """Make the keys of all subjects at once: a key alone costs a flush of the disk."""
    sealed = [f.attname for f in model._meta.concrete_fields if isinstance(f, SealedField)]
    subjects = [row.seal_subject() for row in rows if any(getattr(row, name) for name in sealed)]
    if subjects:
        sealing.store().prepare(subjects)


def _abouts(row: Any, code: str) -> list[dict[str, Any]]:
    """Return what its entries say of a record: one entry, or one for each party it is between."""
    owner = getattr(row, "member", None) if not hasattr(row, "party_id") else None
    named = owner if owner is not None else row
    if hasattr(row, "party_ids"):
        party_ids = row.party_ids
    elif owner is not None:
        party_ids = [owner.party_id]
    else:
        is_party = row._meta.label == "parties.Party"
        party_ids = [row.pk if is_party else getattr(row, "party_id", None)]
    about = {
        "thing": row._meta.label_lower,
        "thing_id": row.pk,
        "code": code,
        "label": named.label() if hasattr(named, "label") else str(named),
        "reads": str(getattr(row, "right", "see_party")),
    }
    return [{**about, "party_id": party_id} for party_id in party_ids]


def _told(model: Any, change: Change) -> dict[str, list[str]]:
    hidden: Iterable[str] = getattr(model, "sealed", ())
    return {
        name: [HIDDEN, HIDDEN]
        if name in hidden
        else [text_of(change.old.get(name)), text_of(change.values[name])]
        for name in change.values
    }


def text_of(value: Any) -> str:
    """Return a value as an entry tells it: codes for other records, empty for nothing."""
    if isinstance(value, Ref):
        return value.code
    if isinstance(value, list):
        return ", ".join(text_of(v) for v in value)
    return "" if value is None else str(value)
