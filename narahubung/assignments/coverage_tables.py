"""The coverage of delegations and the hours of officers as lists to take along. Minutes."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from narahubung.assignments.queries import Coverage, DutyHours, OfficerHours, Presence
from narahubung.kit.tables import Cell, Table


def parties_table(found: Coverage, zone_name: str) -> Table:
    """Return one line per delegation."""
    return Table(
        title=_("Coverage of the delegations"),
        zone_name=zone_name,
        notes=[_("All figures are minutes.")],
        columns=[
            _("Code"),
            _("Delegation"),
            _("Needed"),
            _("Planned"),
            _("Needed until now"),
            _("With an officer until now"),
            _("Uncovered"),
            _("Open ahead"),
            _("Two at once"),
        ],
        rows=[
            [
                one.party.code,
                one.party.name,
                one.needed_min,
                one.planned_min,
                one.passed_min,
                one.actual_min,
                one.missed_min,
                one.open_min,
                one.doubled_min,
            ]
            for one in found.parties
        ],
    )


def gaps_table(found: Coverage, zone_name: str) -> Table:
    """Return one line per stretch in which nobody was, or will be, with a delegation."""
    return Table(
        title=_("Uncovered stretches"),
        zone_name=zone_name,
        columns=[
            _("Code"),
            _("From"),
            _("Until"),
            _("Minutes"),
            _("Should have been there"),
            _("Noticed"),
        ],
        rows=[
            [one.party.code, gap.span.start, gap.span.end, gap.minutes, gap.should, gap.noticed_at]
            for one in found.parties
            for gap in one.uncovered
        ],
    )


def duties_table(found: Iterable[Presence], title: str, zone_name: str) -> Table:
    """Return one line per duty, as it was planned and as it was."""
    return Table(
        title=title,
        zone_name=zone_name,
        columns=_duty_columns(),
        rows=[_duty_row(one) for one in found],
    )


def officer_table(found: OfficerHours, zone_name: str) -> Table:
    """Return one line per duty of an officer, with the rest before it and overtime."""
    return Table(
        title=_("Hours of {officer}").format(officer=found.officer.full_name),
        zone_name=zone_name,
        notes=list(found.breaches),
        columns=[*_duty_columns(), _("Rest before (min)"), _("Overtime")],
        rows=[[*_duty_row(one.presence), one.rest_min, overtime_word(one)] for one in found.duties],
    )


def hours_table(rows: Iterable[OfficerHours], zone_name: str) -> Table:
    """Return one line per officer: hours against the rules, each broken rule in words."""
    return Table(
        title=_("Hours of the officers"),
        zone_name=zone_name,
        notes=[_("All figures are minutes, but days.")],
        columns=[
            _("Code"),
            _("Officer"),
            _("Rules"),
            _("On duty"),
            _("Most in 24 hours"),
            _("Most in seven days"),
            _("Shortest rest"),
            _("Free days"),
            _("Days"),
            _("Overtime with consent"),
            _("Overtime without consent"),
            _("Breaks planned"),
            _("Breaks noted"),
            _("Two duties at once"),
            _("Against the rules"),
        ],
        rows=[
            [
                row.officer.code,
                row.officer.full_name,
                row.rules,
                row.total_min,
                row.day_min,
                row.week_min,
                row.rest_min,
                row.free,
                row.days,
                row.overtime_agreed_min,
                row.overtime_min,
                row.breaks_planned_min,
                row.breaks_noted_min,
                row.doubled_min,
                "; ".join(row.breaches),
            ]
            for row in rows
        ],
    )


def overtime_word(one: DutyHours) -> str:
    """Return how it stands with overtime in a duty: nothing where nobody was asked."""
    words = {"agreed": _("agreed"), "asked": _("asked, no answer yet")}
    return words.get(one.overtime, "")


def _duty_columns() -> list[str]:
    return [
        _("Code"),
        _("Officer"),
        _("Position"),
        _("State"),
        _("Planned from"),
        _("Planned until"),
        _("Taken"),
        _("Left"),
        _("Planned (min)"),
        _("Really (min)"),
        _("Breaks planned (min)"),
        _("Breaks noted (min)"),
        _("Meals"),
    ]


def _duty_row(one: Presence) -> list[Cell]:
    return [
        one.party_code,
        one.officer,
        one.position,
        one.state_word,
        one.planned.start,
        one.planned.end,
        one.taken_at,
        one.left_at,
        one.planned_min,
        one.actual_min,
        one.breaks_planned_min,
        one.breaks_noted_min,
        one.meals,
    ]
