"""Who may be given a report: people of a role, and the focal points of a delegation."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from narahubung.accounts.models import Reach, TieKind
from narahubung.accounts.roles import ROLES
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_both
from narahubung.parties.models import Party

FOCAL = "focal_point"  # of a delegation, and so of its embassy


def choices(*, by: Actor, at: datetime) -> list[tuple[str, str]]:
    """Return whom a report may go to at this second, as (word, what people call it)."""
    rows = Reach.objects.in_force(at).filter(event_id=by.here, person__is_active=True)
    held = set(rows.values_list("role", flat=True))
    roles = [
        (f"role:{code}", str(role.name))
        for code, role in ROLES.items()
        if code in held and code != FOCAL
    ]
    with_focal = rows.filter(role=FOCAL, kind=TieKind.PARTY).values("object_id")
    parties = Party.objects.visible_to(by).filter(pk__in=with_focal).order_by("code")
    words = _("focal points of {party}")
    found = [(f"focal:{one.pk}", words.format(party=f"{one.code} {one.name}")) for one in parties]
    return [*roles, *([("focal:", _("focal points of all delegations"))] if found else []), *found]


def resolve(words: Iterable[str], *, event_id: int, at: datetime) -> dict[int, str]:
    """Return the people meant at this second, with how each was found, in both languages."""
    rows = Reach.objects.in_force(at).filter(event_id=event_id, person__is_active=True)
    found: dict[int, str] = {}
    for word in words:
        kind, _colon, argument = word.partition(":")
        if kind == "role" and argument in ROLES:
            meant = rows.filter(role=argument)
        elif kind == "focal":
            meant = rows.filter(role=FOCAL, kind=TieKind.PARTY)
            meant = meant.filter(object_id=int(argument)) if argument.isdigit() else meant
        else:
            continue
        for person_id, role in meant.order_by("person_id").values_list("person_id", "role"):
            name = ROLES[role].name
            found.setdefault(person_id, in_both(partial(str, name)))
    return found
