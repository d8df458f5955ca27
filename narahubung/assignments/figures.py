"""The figures of the rules of working time in words: how each is called, counted and bounded."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from narahubung.assignments.models import Group
from narahubung.assignments.working_time import ready_made


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure of plans.roster.DutyPolicy. most: the largest that can be meant; 0: not a number.

    zero: what 0 means, where it does not mean 0.
    """

    label: Promise
    most: int = 0
    zero: Promise | str = ""


_NO_LIMIT = lazy("no limit")
FIGURES: dict[str, Figure] = {
    "day_hours": Figure(label=lazy("Hours on duty in 24 hours"), most=24, zero=_NO_LIMIT),
    "overtime_day": Figure(label=lazy("Hours more in 24 hours, with consent"), most=12),
    "week_hours": Figure(label=lazy("Hours on duty in seven days"), most=168, zero=_NO_LIMIT),
    "overtime_week": Figure(label=lazy("Hours more in seven days, with consent"), most=60),
    "rest_hours": Figure(label=lazy("Hours of rest between two duties"), most=24),
    "split_day": Figure(label=lazy("A day may fall in parts")),
    "break_after": Figure(
        label=lazy("Hours in a row until a break"), most=12, zero=lazy("no break asked")
    ),
    "break_minutes": Figure(label=lazy("Minutes of a break"), most=180),
    "free_days": Figure(label=lazy("Free days"), most=7),
    "free_in": Figure(label=lazy("in so many days"), most=28),
    "night_from": Figure(label=lazy("Night begins")),
    "night_to": Figure(label=lazy("Night ends")),
    "nights_in_row": Figure(label=lazy("Nights one after another"), most=14, zero=lazy("no limit")),
    "party_hours": Figure(
        label=lazy("Hours with the same delegation in 24 hours"), most=24, zero=lazy("no limit")
    ),
    "way_minutes": Figure(
        label=lazy("Minutes for the way from one delegation to another"),
        most=240,
        zero=lazy("not asked"),
    ),
}


def figure_text(name: str, value: object) -> str:
    """Return the value of a figure as people read it: `10`, `no limit`, `yes`, `23.00`."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        figure = FIGURES[name]
        return str(figure.zero) if not value and figure.zero else f"{value:g}"
    return str(value).replace(":", ".")


def figures_text(changes: Mapping[str, Any]) -> str:
    """Return own figures in one line; empty without any."""
    told = [
        f"{FIGURES[name].label}: {figure_text(name, value)}"
        for name, value in changes.items()
        if name in FIGURES
    ]
    return "; ".join(told) + "." if told else ""


def group_word(group: str) -> str:
    """Return whom a set of rules is for."""
    return str(Group(group).label) if group else _("everyone")


def rules_name(code: str) -> str:
    """Return the name of a ready-made set of rules in the reader's language."""
    found = ready_made().get(code)
    return found.name if found else code
