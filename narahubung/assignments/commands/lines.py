"""A telephone line given to a party: its number stays, people forward it to who is on duty."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.actors import coordinators
from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.assignments import entries, rules
from narahubung.assignments.models import GuestLine
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party


@command
def give_line(
    *, party_id: int, phone: str, by: Actor, at: datetime, key: UUID | None = None
) -> int:
    """Give a party a line of the organiser, or another number; return the line's own.

    It is switched to nobody yet. Raises NotALine, LineTaken; Party.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by, Right.PLAN_OFFICERS).get(pk=party_id)
        number = rules.line_number(phone)
        rules.check_line_free(number, party)
        line, _made = GuestLine.objects.update_or_create(
            event_id=party.event_id,
            party=party,
            defaults={"phone": number, "forwards_to": "", "forwards_name": "", "asked_for": ""},
        )
        record(
            entries.LineGiven(party_id=party.pk, party_code=party.code, phone=number),
        )
    return line.pk


@command
def take_line(*, line_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take a line back from its party. Raises GuestLine.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        line = GuestLine.objects.for_change(by, line_id)
        line.delete()
        record(entries.LineTaken(**_head(line)))


@command
def note_switched(
    *, line_id: int, to: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Note that a line was switched to the number `to`, which must still be who is on duty.

    Raises SomebodyElseNow; GuestLine.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        line = GuestLine.objects.for_change(by, line_id)
        zone_name = Event.objects.values_list("zone", flat=True).get(pk=line.event_id)
        now = rules.on_duty_for(by=by, at=at, party_id=line.party_id, zone_name=zone_name)
        rules.check_switched(to, now.phone if now else "", now.name if now else "")
        line.forwards_to, line.forwards_name = to, now.name if now else ""
        line.switched_at, line.switched_by, line.asked_for = at, by.name, to
        line.save()
        record(entries.LineSwitched(**_head(line), to=line.forwards_name))


@command
def ask_to_switch(
    *, line_id: int, to: str, name: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Tell the coordinators, once, that a line must go to somebody else now. For the house."""
    with act(by=by, at=at, key=key) as record:
        line = GuestLine.objects.for_change(by, line_id)
        line.asked_for = to
        line.save(update_fields=["asked_for"])
        tell = coordinators(line.event_id, at)
        record(entries.LineMustSwitch(**_head(line), to=name), tell=tell)


def _head(line: GuestLine) -> dict[str, Any]:
    return {"party_id": line.party_id, "party_code": line.party.code, "phone": line.phone}
