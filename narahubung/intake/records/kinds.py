"""The kinds of record there are: one a sheet, with its address, its words and its columns."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.intake.sheets import SHEETS, Field, Part, Sheet
from narahubung.kit.actor import Actor

# Where a field is for fewer than its record.
_FINER: Mapping[tuple[str, str], Right] = {
    ("care.CareRecord", "medical_note"): Right.SEE_MEDICAL,
    ("gifts.Gift", "value_idr"): Right.SEE_GIFT_VALUES,
}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind. many: its name; add: the button that adds one; listed: fields its list shows.

    numbered: how a code is made where none is typed ("V{n:03}"); empty: it must be typed. only:
    which rows of the model are of this kind, where two kinds share one.
    """

    sheet: Sheet
    many: str | Promise
    add: str | Promise
    listed: tuple[str, ...]
    numbered: str = ""
    only: Q = Q()  # noqa: RUF009 -- an empty condition is never changed

    @property
    def slug(self) -> str:
        """Return its word in addresses."""
        return slugify(self.sheet.name)

    @property
    def model(self) -> Any:
        """Return the model of its records."""
        return apps.get_model(self.sheet.parts[0].model)

    @property
    def columns(self) -> list[str]:
        """Return its columns, in the order of the description."""
        named = [column for part in self.sheet.parts for f in part.fields for column in f.columns]
        return list(dict.fromkeys([*self.sheet.code, *named]))

    def rows(self, by: Actor) -> Any:
        """Return the records this person may see."""
        return self.model.objects.visible_to(by).filter(self.only)

    def seen_by(self, by: Actor) -> "Kind":
        """Return the kind with only what this person may see: the rest is not even read."""
        parts = [
            replace(part, fields=tuple(f for f in part.fields if _may_see(by, part, f)))
            for part in self.sheet.parts
        ]
        kept = tuple(part for part in parts if part.fields)
        return replace(self, sheet=replace(self.sheet, parts=kept))


def _may_see(by: Actor, part: Part, f: Field) -> bool:
    model: Any = apps.get_model(part.model)
    return str(_FINER.get((part.model, f.to)) or model.right) in by.everywhere


def kinds_of(by: Actor) -> list[tuple[str | Promise, list[Kind]]]:
    """Return the kinds whose records this person may see, in groups with their names."""
    groups = [
        (word, [kind.seen_by(by) for kind in kinds if str(kind.model.right) in by.everywhere])
        for word, kinds in _GROUPS
    ]
    return [(word, kinds) for word, kinds in groups if kinds]


def kind_of(by: Actor, slug: str) -> Kind:
    """Return the kind of an address. Raises ObjectDoesNotExist: there is none for this person."""
    every = (kind for _word, kinds in kinds_of(by) for kind in kinds)
    found = next((kind for kind in every if kind.slug == slug), None)
    if found is None:
        raise ObjectDoesNotExist(slug)
    return found


_SHEETS = {sheet.name: sheet for sheet in SHEETS}
_HOTEL = Q(kind="hotel")


def _kind(
    name: str,
    many: str | Promise,
    add: str | Promise,
    listed: str,
    numbered: str = "",
    only: Q = Q(),  # noqa: B008 -- an empty condition is never changed
) -> Kind:
    return Kind(
        sheet=_SHEETS[name],
        many=many,
        add=add,
        listed=tuple(listed.split()),
        numbered=numbered,
        only=only,
    )


_GROUPS: tuple[tuple[str | Promise, tuple[Kind, ...]], ...] = (
    (
        _("Who"),
        (
            _kind(
                "Delegations",
                _("Delegations and other parties"),
                _("Add a delegation or other party"),
                "name_en kind head_name attendance",
            ),
            _kind(
                "Delegates",
                _("Members"),
                _("Add a member"),
                "full_name party role position",
                "P-{delegation_id}-{n:02}",
            ),
            _kind(
                "Officers",
                _("Officers"),
                _("Add an officer"),
                "full_name grade institution phone",
                "LO-{n:03}",
            ),
            _kind(
                "Preassigned",
                _("Officers named beforehand"),
                _("Name an officer"),
                "party officer position decided_by",
            ),
            _kind(
                "Departments",
                _("Departments"),
                _("Add a department"),
                "name_en head duty_phone hours",
            ),
            _kind(
                "Contacts",
                _("Contacts"),
                _("Add a contact"),
                "name person category phone",
                "C-{n:03}",
            ),
        ),
    ),
    (
        _("When and where"),
        (
            _kind(
                "Programme",
                _("Programme"),
                _("Add an item to the programme"),
                "title_en starts_at place participants",
                "PRG-{n:02}",
            ),
            _kind(
                "Bilateral meetings",
                _("Meetings"),
                _("Add a meeting"),
                "party_a party_b on status",
                "BL-{n:03}",
            ),
            _kind("Venues", _("Places"), _("Add a place"), "name kind area", "V-{n:02}", ~_HOTEL),
            _kind("Hotels", _("Hotels"), _("Add a hotel"), "name area", "H-{n:02}", _HOTEL),
            _kind(
                "Room blocks",
                _("Rooms and stays"),
                _("Add rooms"),
                "hotel party rooms check_in check_out",
                "RB-{delegation_id}-{n}",
            ),
        ),
    ),
    (
        _("How they travel"),
        (
            _kind(
                "Arrivals & Departures",
                _("Arrivals and departures"),
                _("Add an arrival or departure"),
                "party direction travelling planned_at carrier",
                "MV-{n:03}",
            ),
            _kind(
                "Trips",
                _("Trips"),
                _("Add a trip"),
                "party purpose departs_at vehicle",
                "TR-{n:04}",
            ),
            _kind(
                "Drivers",
                _("Drivers"),
                _("Add a driver"),
                "full_name phone party shift_from shift_to",
                "DRV-{n:03}",
            ),
            _kind(
                "Vehicles",
                _("Vehicles"),
                _("Add a vehicle"),
                "plate kind model party driver status",
                "V{n:03}",
            ),
            _kind(
                "Escort units",
                _("Escort units"),
                _("Add an escort unit"),
                "name party leader leader_phone",
                "ESC-{n:02}",
            ),
            _kind(
                "Travel",
                _("Travel times"),
                _("Add a travel time"),
                "from_place to_place km normal_min",
            ),
        ),
    ),
    (
        _("Care and knowledge"),
        (
            _kind(
                "Requests", _("Needs"), _("Add a need"), "text party department state", "RQ-{n:03}"
            ),
            _kind(
                "Gifts",
                _("Gifts"),
                _("Add a gift"),
                "item party direction state",
                "G-{n:03}",
            ),
            _kind(
                "Rules",
                _("Rules"),
                _("Add a rule"),
                "topic text_en status",
                "R-{n:02}",
            ),
            _kind(
                "Briefings",
                _("Country briefings"),
                _("Add a country briefing"),
                "party country languages",
            ),
        ),
    ),
)
