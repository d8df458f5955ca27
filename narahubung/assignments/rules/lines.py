"""Who is called for a party, and what is allowed with the lines given to parties."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from narahubung.assignments.models import (
    DEPUTY,
    LEAD,
    Attachment,
    Duty,
    DutyState,
    GuestLine,
)
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.parties.models import Department, Party
from narahubung.parties.queries import departments_on_duty
from narahubung.relays.models import Channel
from narahubung.relays.rules.channels import written


class NotALine(Refusal):
    """Not a telephone number."""

    says = _("{value} is not a telephone number. Write it with its country, such as +62 361 …")


class LineHasAParty(Refusal):
    """One number for two delegations: a call could be for either."""

    says = _("This line was given to {party} already.")
    advice = _("Take it back there first, or write another number.")
    status = 409


class SomebodyElseNow(Refusal):
    """Between looking and tapping the duty changed hands."""

    says = _("Meanwhile somebody else is on duty: {name}. Switch the line to that number.")
    status = 409


def line_number(phone: str) -> str:
    """Return the number of a line as it is kept: without blanks around. Raises NotALine."""
    number = " ".join(phone.split())
    try:
        written(Channel.PHONE, number)
    except Refusal as no:
        raise NotALine(value=number[:40]) from no
    return number


def check_line_free(number: str, party: Party) -> None:
    """Raise LineHasAParty."""
    held = GuestLine.objects.filter(event_id=party.event_id, phone=number).exclude(party=party)
    if row := held.select_related("party").first():
        raise LineHasAParty(party=row.party.code)


def check_switched(to: str, now: str, name: str) -> None:
    """Raise SomebodyElseNow."""
    if to != now:
        raise SomebodyElseNow(name=name or "-")


@dataclass(frozen=True, kw_only=True)
class Call:
    """The one name and number. role: that of the officer, or desk where none can be called."""

    role: str
    name: str
    phone: str


def on_duty_for(*, by: Actor, at: datetime, party_id: int, zone_name: str) -> Call | None:
    """Return who is on duty for a party at this moment: who took the duty, else its lead, else its
    deputy, else the desk.

    Of two who have taken it, the lead goes first, then the deputy. The desk is that of the
    department which everything goes up to, the coordinator's: whoever has its shift. None where no
    number is known.
    """
    on = Duty.objects.visible_to(by).filter(state=DutyState.ON)
    serving = Attachment.objects.visible_to(by).at(at).filter(position__in=(LEAD, DEPUTY))
    for rows in (on, serving):
        found = rows.filter(party_id=party_id).exclude(officer__phone="").select_related("officer")
        if first := min(found, key=_rank, default=None):
            officer = first.officer
            return Call(role=first.position, name=officer.full_name, phone=officer.phone)
    tops = Department.objects.visible_to(by).filter(escalates_to="").values_list("pk", flat=True)
    desks = departments_on_duty(by=by, at=at, zone_name=zone_name)
    top = next((desk.first for desk in desks if desk.id in set(tops) and desk.first), None)
    return Call(role="desk", name=top.name, phone=top.phone) if top else None


def _rank(row: Duty | Attachment) -> tuple[int, int]:
    order = (LEAD, DEPUTY)
    return (order.index(row.position) if row.position in order else len(order), -row.pk)
