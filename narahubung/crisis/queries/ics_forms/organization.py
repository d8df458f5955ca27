"""Who is who: 203 (organization) and 205A (how each is reached)."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from narahubung.crisis.queries.ics import Block, Ground, IcsForm
from narahubung.crisis.queries.ics_forms.blocks import filled, incident_name, period, with_role
from narahubung.crisis.queries.stakeholders import StakeholderLine

# Where a role of the playbook stands on form 203; all others are of operations.
STAFF = {"lead": "command", "media": "command", "liaison": "command", "medical": "logistics"}
REPRESENTED = {"assisting", "cooperating", "authority", "embassy"}


def organization(on: Ground) -> IcsForm:
    """Return form 203."""
    command = [
        (_("Incident commander"), _holder(on, "lead")),
        (_("Safety officer"), on.brief.safety_officer or "-"),
        (_("Public information officer"), _holder(on, "media")),
        (pgettext("ICS", "Liaison officer"), _holder(on, "liaison")),
    ]
    staff = {name: _section(on, name) for name in ("logistics", "operations")}
    agencies = [line for line in on.desk.lines if line.kind in REPRESENTED]
    return filled(
        "203",
        on,
        [
            incident_name("1", on),
            period("2", on),
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


def communications(on: Ground) -> IcsForm:
    """Return form 205A."""
    rows = [[role.name, role.person, role.phone or "-"] for role in on.roles if role.person]
    private = any(role.phone for role in on.roles)
    named = set()
    for line in on.desk.lines:
        ways = [f"{way.word} {way.value or _('(private)')}" for way in line.ways]
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
    return filled(
        "205A",
        on,
        [
            incident_name("1", on),
            period("2", on),
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


def _holder(on: Ground, code: str) -> str:
    return next((role.person for role in on.roles if role.code == code and role.person), "-")


def _section(on: Ground, name: str) -> list[tuple[str, str]]:
    of = [role for role in on.roles if STAFF.get(role.code, "operations") == name]
    return [(role.name, role.person or "-") for role in of]


def _representative(line: StakeholderLine) -> str:
    named = with_role(line.representative, line.role)
    here = [one for one in line.here if one.casefold() != line.representative.casefold()]
    return "; ".join(part for part in (named, *here) if part) or "-"
