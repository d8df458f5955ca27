"""What every ICS form of an incident is filled from, and the shape that page and paper show."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.template.defaultfilters import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from narahubung.accounts.models import Person
from narahubung.accounts.roles import ROLES, Right
from narahubung.crisis.models import Brief, Card, CheckIn, Incident
from narahubung.crisis.playbook import playbook
from narahubung.crisis.queries.stakeholders import Desk, liaison_desk
from narahubung.crisis.words import KINDS
from narahubung.kit.actor import Actor
from narahubung.kit.templatetags.times import day_text, local_day
from narahubung.kit.zones import clock_text, zone_label
from narahubung.parties.models import Officer

# The standard name of each form, and how it is called in Indonesian: both stand on every form.
NAMES = {
    "201": ("Incident Briefing", "Ringkasan Kejadian"),
    "203": ("Organization Assignment List", "Daftar Penugasan Organisasi"),
    "205A": ("Communications List", "Daftar Komunikasi"),
    "211": ("Incident Check-In List", "Daftar Lapor Masuk"),
    "213": ("General Message", "Pesan Umum"),
    "214": ("Activity Log", "Catatan Kegiatan"),
}


@dataclass(frozen=True, kw_only=True)
class Block:
    """One block of a form: text, or named values, or a table. number: as printed on the form."""

    number: str
    title: str
    text: str = ""
    pairs: Sequence[tuple[str, str]] = ()
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    widths: Sequence[float] = ()  # parts of the table's columns; 0: as wide as needed
    empty: str = ""  # what is said where there is nothing


@dataclass(frozen=True, kw_only=True)
class IcsForm:
    """A form, block by block. sensitive: it holds private numbers. wide: it lies on its side."""

    code: str
    name: str
    name_id: str
    incident: int
    blocks: Sequence[Block]
    sensitive: bool = False
    wide: bool = False


@dataclass(frozen=True, kw_only=True)
class Role:
    """A role of the crisis and who holds it. phone: "" where this person may not read it."""

    code: str
    name: str
    person: str
    agency: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class Ground:
    """All that the forms of one incident are filled from."""

    row: Incident
    brief: Brief
    roles: Sequence[Role]
    desk: Desk
    check_ins: Sequence[CheckIn]
    by: Actor
    at: datetime
    position: str = field(default="")  # of who prepares it

    @property
    def name(self) -> str:
        """What the incident is called: what it is, and where."""
        where = self.row.place.name if self.row.place else self.row.place_text
        kind = capfirst(str(KINDS[self.row.kind]))
        return f"{kind}, {where}" if where else kind

    def when(self, at: datetime | None) -> str:
        """Say day and hour on the event's clock; "" where there is none."""
        if at is None:
            return ""
        zone = self.row.event.zone
        day = day_text(local_day(at, zone), short=True, year=True)
        return f"{day} {clock_text(at, zone)} {zone_label(zone, at)}"

    def clock(self, at: datetime) -> str:
        """Say the hour on the event's clock."""
        zone = self.row.event.zone
        return f"{clock_text(at, zone)} {zone_label(zone, at)}"

    def period(self) -> str:
        """Say the operational period; as long as nobody wrote it, that it is not set."""
        begins, ends = self.when(self.brief.period_from), self.when(self.brief.period_until)
        if not begins and not ends:
            return _("not set")
        return f"{begins or '-'} \N{EN DASH} {ends or '-'}"

    def prepared(self, number: str) -> Block:
        """Return the last block: who prepares the form, in which position, when."""
        return Block(
            number=number,
            title=_("Prepared by"),
            pairs=[
                (_("Name"), self.by.name),
                (pgettext("person", "Position"), self.position or "-"),
                (_("Date/time"), self.when(self.at)),
            ],
        )


def ground(*, number: int, by: Actor, at: datetime) -> Ground:
    """Gather it. Raises Incident.DoesNotExist."""
    rows = Incident.objects.visible_to(by, Right.SEE_CRISIS).select_related("place", "event")
    row = rows.get(number=number)
    roles = _roles(row, by)
    came = row.check_ins.select_related("stakeholder")
    return Ground(
        row=row,
        brief=Brief.objects.filter(incident=row).first() or Brief(incident=row),
        roles=roles,
        desk=liaison_desk(number=number, by=by, at=at),
        check_ins=list(came.order_by("arrived_at", "pk")),
        by=by,
        at=at,
        position=_position(row, by),
    )


def _roles(row: Incident, by: Actor) -> list[Role]:
    """Return the cards that stand, after a crisis those that were, in the playbook's order."""
    cards = list(row.cards.select_related("held_by").order_by("pk"))
    standing = [card for card in cards if card.over_at is None] or _last(cards)
    holders = [card.held_by_id for card in standing if card.held_by_id]
    people = Officer.objects.visible_to(by).filter(person_id__in=holders)
    officers = {officer.person_id: officer for officer in people}
    order = list(playbook().roles)
    standing.sort(key=lambda card: order.index(card.role) if card.role in order else len(order))
    return [_role(card, card.held_by, officers.get(card.held_by_id)) for card in standing]


def _last(cards: Sequence[Card]) -> list[Card]:
    return list({card.role: card for card in cards}.values())


def _role(card: Card, person: Person | None, officer: Officer | None) -> Role:
    known = playbook().roles.get(card.role)
    return Role(
        code=card.role,
        name=known.name if known else card.role,
        person=person.full_name if person else "",
        agency=officer.institution if officer else "",
        phone=officer.phone if officer else "",
    )


def _position(row: Incident, by: Actor) -> str:
    held = row.cards.filter(held_by_id=by.person_id).order_by("-pk").first()
    if by.person_id and held:
        return _role(held, None, None).name
    codes = [code for code in ROLES if code in by.roles]
    return str(ROLES[codes[0]].name) if codes else ""
