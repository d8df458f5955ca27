"""The six ICS forms the liaison keeps, block by block in the order of FEMA's booklet (502-2)."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from narahubung.crisis.knowing import known
from narahubung.crisis.models import CheckIn, GeneralMessage, ReportState
from narahubung.crisis.queries.ics import NAMES, Block, Ground, IcsForm, ground
from narahubung.crisis.queries.stakeholders import StakeholderLine
from narahubung.crisis.words import GRADES, HEADS
from narahubung.journal.reading import Line, history
from narahubung.kit.actor import Actor

LOG_LINES = 1000
# Where a role of the playbook stands on form 203; all others are of operations.
STAFF = {"lead": "command", "media": "command", "liaison": "command", "medical": "logistics"}
REPRESENTED = {"assisting", "cooperating", "authority", "embassy"}


class NoSuchForm(ObjectDoesNotExist):
    """No form of that number is kept for a whole incident."""


def ics_form(*, code: str, number: int, by: Actor, at: datetime, of: str = "") -> IcsForm:
    """Return a form of an incident. of: whose log (214), by name; "": everybody's.

    Raises NoSuchForm; Incident.DoesNotExist.
    """
    makes = _FORMS.get(code)
    if makes is None:
        raise NoSuchForm(code)
    on = ground(number=number, by=by, at=at)
    return _activity_log(on, of) if code == "214" else makes(on)


def message_form(*, message_id: int, by: Actor, at: datetime) -> IcsForm:
    """Return a general message as form 213. Raises GeneralMessage.DoesNotExist."""
    rows = GeneralMessage.objects.visible_to(by).select_related("incident")
    row = rows.get(pk=message_id)
    return _general_message(ground(number=row.incident.number, by=by, at=at), row)


def log_names(*, number: int, by: Actor, at: datetime) -> list[str]:
    """Return who did anything in an incident. Raises Incident.DoesNotExist."""
    on = ground(number=number, by=by, at=at)
    return sorted({line.by for line in _log(on)})


def _briefing(on: Ground) -> IcsForm:
    actions = [line for line in _log(on) if line.kind not in _SMALL]
    return _form(
        "201",
        on,
        [
            _named("1", on),
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
                rows=[_resource(on, one) for one in on.check_ins],
                widths=[2, 1, 0, 0, 0, 2],
                empty=_("Nobody is expected or checked in."),
            ),
        ],
    )


def _organization(on: Ground) -> IcsForm:
    command = [
        (_("Incident commander"), _holder(on, "lead")),
        (_("Safety officer"), on.brief.safety_officer or "-"),
        (_("Public information officer"), _holder(on, "media")),
        (pgettext("ICS", "Liaison officer"), _holder(on, "liaison")),
    ]
    staff = {name: _section(on, name) for name in ("logistics", "operations")}
    agencies = [line for line in on.desk.lines if line.kind in REPRESENTED]
    return _form(
        "203",
        on,
        [
            _named("1", on),
            _period("2", on),
            Block(number="3", title=_("Incident commander(s) and command staff"), pairs=command),
            Block(
                number="4",
                title=_("Agency/organization representatives"),
                heads=[_("Agency/organization"), _("Name")],
                rows=[[line.name, _representative(line)] for line in agencies],
                widths=[1, 1],
                empty=_("No agency is on the liaison's list."),
            ),
            Block(
                number="5",
                title=_("Planning section"),
                text=on.brief.planning,
                empty=_("Nobody is named."),
            ),
            Block(
                number="6",
                title=_("Logistics section"),
                text=on.brief.logistics,
                pairs=staff["logistics"],
                empty=_("Nobody is named."),
            ),
            Block(
                number="7",
                title=_("Operations section"),
                pairs=staff["operations"],
                empty=_("Nobody is named."),
            ),
            Block(
                number="8",
                title=_("Finance/administration section"),
                text=on.brief.finance,
                empty=_("Nobody is named."),
            ),
            on.prepared("9"),
        ],
    )


def _communications(on: Ground) -> IcsForm:
    rows = [[role.name, role.person, role.phone or "-"] for role in on.roles if role.person]
    private = any(role.phone for role in on.roles)
    named = set()
    for line in on.desk.lines:
        outside = [way for way in line.ways if way.kind != "relay"]  # no paper reaches anybody so
        ways = [f"{way.word} {way.value or _('(private)')}" for way in outside]
        private = private or any(way.is_private and way.value for way in line.ways)
        if not ways and not line.representative:
            continue  # nobody to call
        position = ", ".join(part for part in (line.role, line.name) if part)
        rows.append([position, line.representative or line.name, "; ".join(ways) or "-"])
        named.add(line.representative.casefold())
    for one in on.check_ins:
        if one.arrived_at and not one.left_at and one.who.casefold() not in named:
            position = ", ".join(part for part in (one.role, one.agency) if part)
            rows.append([position, one.who, one.contact or "-"])
    rows.sort(key=lambda row: row[1].casefold())
    return _form(
        "205A",
        on,
        [
            _named("1", on),
            _period("2", on),
            Block(
                number="3",
                title=_("Basic local communications information"),
                heads=[
                    _("Incident assigned position"),
                    _("Name (alphabetized)"),
                    _("Method(s) of contact (phone, pager, cell, etc.)"),
                ],
                rows=rows,
                widths=[1.4, 1, 1.6],
                empty=_("Nobody is on the liaison's list."),
            ),
            on.prepared("4"),
        ],
        sensitive=private,
    )


def _check_in_list(on: Ground) -> IcsForm:
    begins = on.row.crisis_since or on.row.reported_at
    return _form(
        "211",
        on,
        [
            _named("1", on),
            Block(number="2", title=_("Incident number"), text=str(on.row.number)),
            Block(
                number="3",
                title=_("Check-in location"),
                text=on.brief.check_in_place,
                empty=_("No place is named where agencies report."),
            ),
            Block(number="4", title=_("Start date/time"), text=on.when(begins)),
            Block(
                number="5-16",
                title=_("Check-in information"),
                heads=[
                    "5. " + _("Person/resource, agency"),
                    "6. " + _("Order no."),
                    "7. " + _("Check-in"),
                    "8. " + _("Leader"),
                    "9. " + _("People"),
                    "10. " + _("Contact"),
                    "11. " + _("Home unit"),
                    "12. " + _("Departure point"),
                    "13. " + _("Travel"),
                    "14. " + _("Assignment"),
                    "15. " + _("Other qualifications"),
                    "16. " + _("Data sent by"),
                ],
                rows=[_came(on, one) for one in on.check_ins if one.arrived_at],
                widths=[1.6, 0, 1, 1, 0, 1.1, 1, 1, 0.8, 1.2, 1, 0.8],
                empty=_("Nobody has checked in yet."),
            ),
            on.prepared("17"),
        ],
        wide=True,
    )


def _general_message(on: Ground, row: GeneralMessage) -> IcsForm:
    replied = [
        (_("Name"), row.replied_by),
        (pgettext("person", "Position"), row.replied_role or "-"),
        (_("Date/time"), on.when(row.replied_at)),
    ]
    approved = [
        (_("Name"), row.approved_by),
        (pgettext("person", "Position"), row.approved_role or "-"),
        (_("Date/time"), on.when(row.approved_at)),
    ]
    when = on.when(row.written_at).rsplit(" ", 2)
    return _form(
        "213",
        on,
        [
            _named("1", on),
            Block(number="2", title=pgettext("message", "To"), text=_of(row.to_name, row.to_role)),
            Block(number="3", title=_("From"), text=_of(row.from_name, row.from_role)),
            Block(number="4", title=_("Subject"), text=row.subject),
            Block(number="5", title=_("Date"), text=when[0]),
            Block(number="6", title=_("Time"), text=on.clock(row.written_at)),
            Block(number="7", title=_("Message"), text=row.text),
            Block(
                number="8",
                title=_("Approved by"),
                pairs=approved if row.approved_at else [],
                empty=_("Not approved yet."),
            ),
            Block(
                number="9",
                title=pgettext("message", "Reply"),
                text=row.reply,
                empty=_("No reply yet."),
            ),
            Block(
                number="10",
                title=_("Replied by"),
                pairs=replied if row.replied_at else [],
                empty=_("No reply yet."),
            ),
        ],
    )


def _activity_log(on: Ground, of: str = "") -> IcsForm:
    lines = [line for line in _log(on) if not of or line.by == of]
    mine = next((role for role in on.roles if of and role.person == of), None)
    return _form(
        "214",
        on,
        [
            _named("1", on),
            _period("2", on),
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
                rows=_assigned(on),
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


_FORMS: dict[str, Callable[[Ground], IcsForm]] = {
    "201": _briefing,
    "203": _organization,
    "205A": _communications,
    "211": _check_in_list,
    "214": _activity_log,
}
# What a log of all is too long with; the person's own log has them.
_SMALL = {"crisis.way_noted", "crisis.stakeholder_changed", "crisis.card_dealt"}


def _form(
    code: str, on: Ground, blocks: Sequence[Block], *, sensitive: bool = False, wide: bool = False
) -> IcsForm:
    name, name_id = NAMES[code]
    return IcsForm(
        code=code,
        name=name,
        name_id=name_id,
        incident=on.row.number,
        blocks=blocks,
        sensitive=sensitive,
        wide=wide,
    )


def _named(number: str, on: Ground) -> Block:
    return Block(number=number, title=_("Incident name"), text=on.name)


def _period(number: str, on: Ground) -> Block:
    return Block(number=number, title=_("Operational period"), text=on.period())


def _log(on: Ground) -> list[Line]:
    """Return what was done, the oldest first, as far as this person may read it."""
    lines = history(topic=f"incident:{on.row.pk}", by=on.by, limit=LOG_LINES)
    return [line for line in reversed(lines) if line.says is not None]


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


def _holder(on: Ground, code: str) -> str:
    return next((role.person for role in on.roles if role.code == code and role.person), "-")


def _section(on: Ground, name: str) -> list[tuple[str, str]]:
    of = [role for role in on.roles if STAFF.get(role.code, "operations") == name]
    return [(role.name, role.person or "-") for role in of]


def _representative(line: StakeholderLine) -> str:
    named = _of(line.representative, line.role)
    here = [one for one in line.here if one.casefold() != line.representative.casefold()]
    return "; ".join(part for part in (named, *here) if part) or "-"


def _resource(on: Ground, one: CheckIn) -> list[str]:
    state = (
        pgettext("people", "left")
        if one.left_at
        else _("here")
        if one.arrived_at
        else pgettext("people", "expected")
    )
    notes = ", ".join(part for part in (one.assignment, state) if part)
    arrived = on.when(one.arrived_at)
    what = _of(one.who, one.agency)
    return [what, one.order_no, on.when(one.ordered_at), on.when(one.expected_at), arrived, notes]


def _came(on: Ground, one: CheckIn) -> list[str]:
    left = _("left {at}").format(at=on.when(one.left_at)) if one.left_at else ""
    return [
        ", ".join(part for part in (one.who, one.role, one.agency) if part),
        one.order_no,
        on.when(one.arrived_at),
        one.leader,
        str(one.people),
        one.contact,
        one.home,
        one.came_from,
        one.came_by,
        ", ".join(part for part in (one.assignment, left) if part),
        one.skills,
        one.by_name,
    ]


def _assigned(on: Ground) -> list[list[str]]:
    rows = [[role.person, role.name, role.agency or "-"] for role in on.roles if role.person]
    here = [one for one in on.check_ins if one.arrived_at and not one.left_at]
    return rows + [[one.who, one.assignment or one.role or "-", one.agency or "-"] for one in here]


def _of(name: str, role: str) -> str:
    return f"{name}, {role}" if name and role else name
