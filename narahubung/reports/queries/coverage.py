"""The printed coverage report: who was with whom to the minute, and the hours of officers."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.accounts.models import Event
from narahubung.assignments import queries as roster
from narahubung.assignments.words import hours_text, when_text
from narahubung.kit.actor import Actor
from narahubung.kit.templatetags.times import day_text
from narahubung.kit.zones import clock_text, zone, zone_label
from narahubung.parties.models import Party
from narahubung.reports.paper import data
from narahubung.reports.queries.card import is_synthetic, language_now
from narahubung.reports.queries.names import party_name


def coverage_report(
    *, event: Event, party: Party | None, day: date | None, by: Actor, at: datetime, url: str
) -> data.CoverageReport:
    """Return the report of all parties with the hours of officers, or of one with its duties."""
    found = roster.coverage(
        event=event, by=by, at=at, party_id=party.pk if party else None, day=day
    )
    days = [day] if day else list(found.days)
    period = " \N{EN DASH} ".join(
        dict.fromkeys(day_text(one, year=True) for one in (days[:1] + days[-1:]))
    )
    return data.CoverageReport(
        event=event.name,
        code=party.code if party else "",
        delegation=party_name(party) if party else data.Name(text=""),
        zone=zone_label(event.zone, at),
        printed_at=at.astimezone(zone(event.zone)),
        url=url,
        period=period,
        summary=_summary(found, party, event, at),
        lines=[_line(one) for one in found.parties],
        gaps=list(_gaps(found, event)),
        duties=[_duty(one, event) for cover in found.parties for one in cover.presences if party],
        hours=[] if party else [_hours(one) for one in roster.hours(event=event, by=by, at=at)],
        synthetic=is_synthetic(event, party) if party else bool(event.facts.get("synthetic")),
        language=language_now(),
    )


def _summary(found: roster.Coverage, party: Party | None, event: Event, at: datetime) -> list[str]:
    many = len(found.parties)
    day = day_text(at.astimezone(zone(event.zone)))
    when = f"{day}, {clock_text(at, event.zone)} {zone_label(event.zone, at)}"
    missed = ngettext(
        "{n} minute without anybody until {when}.",
        "{n} minutes without anybody until {when}.",
        found.missed_min,
    ).format(n=found.missed_min, when=when)
    if party:
        return [
            missed
            if found.missed_min
            else _("Not one minute without an officer until {when}.").format(when=when)
        ]
    whole = _("{n} of {all} delegations without an uncovered minute until {when}.")
    ahead = _("Ahead, {n} of {all} are covered in every minute.")
    return [
        whole.format(n=found.whole, all=many, when=when),
        *([missed] if found.missed_min else []),
        ahead.format(n=found.filled, all=many),
    ]


def _line(one: roster.PartyCover) -> data.CoverageLine:
    return data.CoverageLine(
        code=one.party.code,
        name=one.party.name,
        needed=hours_text(one.needed_min),
        planned=hours_text(one.planned_min),
        actual=hours_text(one.actual_min),
        uncovered=f"{one.missed_min} min",
        ahead=f"{one.open_min} min",
    )


def _gaps(found: roster.Coverage, event: Event) -> Iterable[data.CoverageGap]:
    for one in found.parties:
        for gap in one.uncovered:
            yield data.CoverageGap(
                code=one.party.code,
                when=when_text(gap.span.start, gap.span.end, event.zone),
                minutes=str(gap.minutes),
                state=_("still open") if gap.ahead else _("nobody was there"),
                should=gap.should,
                noticed=_clock(gap.noticed_at, event),
            )


def _duty(one: roster.Presence, event: Event) -> data.CoverageDuty:
    return data.CoverageDuty(
        officer=one.officer,
        position=one.position,
        planned=when_text(one.planned.start, one.planned.end, event.zone),
        taken=_clock(one.taken_at, event),
        left=_clock(one.left_at, event),
        breaks=_("{planned} min planned, {noted} min noted").format(
            planned=one.breaks_planned_min, noted=one.breaks_noted_min
        ),
        state=one.state_word,
    )


def _hours(one: roster.OfficerHours) -> data.CoverageHours:
    return data.CoverageHours(
        officer=one.officer.full_name,
        total=hours_text(one.total_min),
        day=hours_text(one.day_min),
        week=hours_text(one.week_min),
        rest="" if one.rest_min is None else hours_text(one.rest_min),
        free=f"{one.free}/{one.days}",
        against="; ".join(one.breaches),
    )


def _clock(at: datetime | None, event: Event) -> str:
    return clock_text(at, event.zone) if at else ""
