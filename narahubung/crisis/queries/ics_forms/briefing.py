"""What happened and what is done: 201 (briefing) and 214 (activity log)."""

from django.utils.translation import gettext as _

from narahubung.crisis.knowing import known
from narahubung.crisis.models import ReportState
from narahubung.crisis.queries.ics import Block, Ground, IcsForm
from narahubung.crisis.queries.ics_forms.blocks import filled, incident_name, log_of, period
from narahubung.crisis.queries.ics_forms.resources import assigned, resource
from narahubung.crisis.words import GRADES, HEADS

# What a log of all is too long with; the person's own log has them.
_SMALL = {"crisis.way_noted", "crisis.stakeholder_changed", "crisis.card_dealt"}


def briefing(on: Ground) -> IcsForm:
    """Return form 201."""
    actions = [line for line in log_of(on) if line.kind not in _SMALL]
    return filled(
        "201",
        on,
        [
            incident_name("1", on),
            Block(number="2", title=_("Incident number"), text=str(on.row.number)),
            Block(
                number="3",
                title=_("Date/time initiated"),
                text=on.when(on.row.crisis_since or on.row.reported_at),
            ),
            Block(
                number="4",
                title=_("Map/sketch"),
                text=on.brief.sketch,
                empty=_("No map or sketch is named."),
            ),
            Block(
                number="5",
                title=_("Situation summary and health and safety briefing"),
                text=_situation(on),
            ),
            on.prepared("6"),
            Block(
                number="7",
                title=_("Current and planned objectives"),
                text=on.brief.objectives,
                empty=_("No objectives are written."),
            ),
            Block(
                number="8",
                title=_("Current and planned actions, strategies, and tactics"),
                text=on.brief.planned,
                heads=[_("Time"), _("Actions")],
                rows=[[on.when(line.at), line.says or ""] for line in actions],
                widths=[0, 1],
                empty=_("Nothing was done yet."),
            ),
            Block(
                number="9",
                title=_("Current organization"),
                pairs=[(role.name, role.person or _("nobody")) for role in on.roles],
                empty=_("No role cards are out: it is no crisis."),
            ),
            Block(
                number="10",
                title=_("Resource summary"),
                heads=[
                    _("Resource"),
                    _("Resource identifier"),
                    _("Date/time ordered"),
                    _("ETA"),
                    _("Arrived"),
                    _("Notes (location/assignment/status)"),
                ],
                rows=[resource(on, one) for one in on.check_ins],
                widths=[2, 1, 0, 0, 0, 2],
                empty=_("Nobody is expected or checked in."),
            ),
        ],
    )


def activity_log(on: Ground, of: str = "") -> IcsForm:
    """Return form 214. of: whose log, by name; "": everybody's."""
    lines = [line for line in log_of(on) if not of or line.by == of]
    mine = next((role for role in on.roles if of and role.person == of), None)
    return filled(
        "214",
        on,
        [
            incident_name("1", on),
            period("2", on),
            Block(number="3", title=_("Name"), text=of or _("everybody in this incident")),
            Block(number="4", title=_("ICS position"), text=mine.name if mine else "-"),
            Block(
                number="5",
                title=_("Home agency (and unit)"),
                text=(mine.agency if mine else "") or on.row.event.name,
            ),
            Block(
                number="6",
                title=_("Resources assigned"),
                heads=[_("Name"), _("ICS position"), _("Home agency (and unit)")],
                rows=assigned(on),
                widths=[1, 1, 1],
                empty=_("Nobody is assigned yet."),
            ),
            Block(
                number="7",
                title=_("Activity log"),
                heads=[_("Date/time"), _("Notable activities")],
                rows=[
                    [on.when(line.at), line.says or "" if of else f"{line.by}: {line.says}"]
                    for line in lines
                ],
                widths=[0, 1],
                empty=_("Nothing was done yet."),
            ),
            on.prepared("8"),
        ],
    )


def _situation(on: Ground) -> str:
    """Say what happened, how bad, how the people are, what is confirmed, what was reported."""
    now = known(on.row, on.at)
    lines = [on.row.what, f"{_('How bad')}: {GRADES[now['grade']]}"]
    if now["people"]:
        people = ", ".join(f"{HEADS[code]} {count}" for code, count in now["people"].items())
        lines.append(f"{_('People')}: {people}")
    lines += [f"{fact['number']}. {fact['text']}" for fact in now["facts"] if _sure(fact["is"])]
    last = on.row.reports.filter(state=ReportState.APPROVED).order_by("-number").first()
    if last and last.text:
        lines.append(last.text)
    if on.brief.safety:
        lines.append(f"{_('Health and safety')}: {on.brief.safety}")
    return "\n".join(lines)


def _sure(standing: str) -> bool:
    return standing == "confirmed"
