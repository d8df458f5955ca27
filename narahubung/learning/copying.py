"""A masked copy of the event in a database file of its own; and the proof that no name is in it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connections, models, transaction
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import ROLES
from narahubung.kit.founding import found
from narahubung.kit.refusals import Refusal
from narahubung.learning.masking import COPIED, LEFT_OUT, NAMES, NO_NAMES, Texts

_ALIAS = "drill"
_AT_ONCE = 500
_SHORTEST_NAME = 5
_WORD = re.compile(r"\w+")
_STRUCK = "***"
_ROOMS = tuple(
    f"{room}."
    for room in (
        "accounts",
        "parties",
        "training",
        "programme",
        "stays",
        "movements",
        "assignments",
        "learning",
    )
)


class NameFound(Refusal):
    """The copy is not masked: something of a person is still in it."""

    says = _("The copy was not masked: a name was found in {where}. The copy was thrown away.")
    status = 500


@contextmanager
def copy_of(path: Path) -> Iterator[str]:
    """Open a new, empty database file beside the house's own; give its alias, close it after."""
    settings = deepcopy(connections.settings["default"])
    settings |= {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "CONN_MAX_AGE": 0}
    settings["OPTIONS"] = {"transaction_mode": "IMMEDIATE"}
    connections.settings[_ALIAS] = settings
    try:
        found(connections[_ALIAS])
        yield _ALIAS
    finally:
        connections[_ALIAS].close()
        del connections[_ALIAS]
        del connections.settings[_ALIAS]


class Names:
    """The names of people of one house, to be found in any text and struck out."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for name in names:
            words = _WORD.findall(name.casefold())
            if words and len(name) >= _SHORTEST_NAME:
                self._by_first[words[0]].append(name.casefold())

    def found_in(self, text: str) -> list[str]:
        """Return those that stand in the text."""
        folded = text.casefold()
        words = set(_WORD.findall(folded))
        firsts = self._by_first.keys() & words
        return [name for word in firsts for name in self._by_first[word] if name in folded]

    def struck(self, text: str) -> str:
        """Return the text without them."""
        for name in self.found_in(text):
            text = re.sub(re.escape(name), _STRUCK, text, flags=re.IGNORECASE)
        return text


def names_of(event_id: int) -> Names:
    """Return the names of the people of an event; what is also the name of an office is none."""
    offices = {code.replace("_", " ") for code in ROLES} | set(ROLES)
    return Names(_values(NAMES, event_id) - _values(NO_NAMES, event_id) - offices)


def copy_masked(event_id: int, alias: str, *, names: Names, password: str) -> int:
    """Copy what `masking` names of one event into the database `alias`; return how many rows.

    password: a hash; everybody signs in with it. A tie to what stays out is cut; a row that cannot
    stand without it stays out too.
    """
    kept: dict[str, set[Any]] = {}
    with transaction.atomic(using=alias):
        for label, texts in COPIED.items():
            model = apps.get_model(label)
            rows = [
                row for row in _rows(model, event_id) if _mask(row, texts, kept, names, password)
            ]
            model._default_manager.using(alias).bulk_create(rows, batch_size=_AT_ONCE)
            kept[label] = {row.pk for row in rows}
    return sum(len(pks) for pks in kept.values())


def check_masked(alias: str, names: Names) -> None:
    """Look for every name in every text of the copy. Raises NameFound."""
    for model in apps.get_models(include_auto_created=True):
        columns = [f.attname for f in model._meta.concrete_fields if _is_text(f)]
        if not columns or not model._meta.label_lower.startswith(_ROOMS):
            continue
        for values in model._default_manager.using(alias).values_list(*columns):
            for column, value in zip(columns, values, strict=True):
                if value and names.found_in(str(value)):
                    raise NameFound(where=f"{model._meta.label}.{column}")


def _rows(model: type[models.Model], event_id: int) -> Iterator[Any]:
    """Return the rows of one event; of tables that know none, all: ties sort them out."""
    label = model._meta.label
    rows = model._default_manager.all()
    fields = {field.name for field in model._meta.concrete_fields}
    if label == "accounts.Event":
        rows = rows.filter(pk=event_id)
    elif label == "accounts.Person":
        ties = apps.get_model("accounts.Reach").objects.filter(event_id=event_id)
        rows = rows.filter(pk__in=ties.values("person_id"))
    elif "event" in fields:
        rows = rows.filter(event_id=event_id)
    if left_out := LEFT_OUT.get(label):
        rows = rows.exclude(**left_out)
    return rows.order_by("pk").iterator(chunk_size=_AT_ONCE)


def _mask(row: Any, texts: Texts, kept: dict[str, set[Any]], names: Names, password: str) -> bool:
    """Write the row as it goes into the copy; tell whether it can stand there."""
    for field in row._meta.concrete_fields:
        if field.is_relation:
            if not _tie(row, field, kept):
                return False
        elif _is_text(field) and not field.choices:
            setattr(row, field.attname, _text(row, field, texts, names))
    if row._meta.label == "accounts.Person":
        row.password, row.is_staff, row.is_superuser = password, False, False
    return True


def _tie(row: Any, field: Any, kept: dict[str, set[Any]]) -> bool:
    """Keep the tie, or cut it; False where it can be neither."""
    value, other = getattr(row, field.attname), field.related_model._meta.label
    if value is None or other == row._meta.label or value in kept.get(other, ()):
        return True
    setattr(row, field.attname, None)
    return bool(field.null)


def _text(row: Any, field: Any, texts: Texts, names: Names) -> Any:
    if field.name not in texts:
        return field.get_default() if isinstance(field, models.JSONField) else ""
    mask = texts[field.name]
    if mask is not None:  # else KEEP
        return mask(row)
    value = getattr(row, field.attname)
    return names.struck(value) if isinstance(value, str) else value


def _is_text(field: Any) -> bool:
    return isinstance(field, models.CharField | models.TextField | models.JSONField)


def _values(tables: Any, event_id: int) -> set[str]:
    found_: set[str] = set()
    for label, columns in tables.items():
        for row in _rows(apps.get_model(label), event_id):
            found_ |= {str(getattr(row, column) or "").strip().casefold() for column in columns}
    return found_
