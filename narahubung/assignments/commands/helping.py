"""An officer asks for help without a word; a coordinator takes it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.actors import coordinators
from narahubung.accounts.models import Reach
from narahubung.assignments import entries
from narahubung.assignments.models import HelpCall
from narahubung.assignments.rules import alarms as rules
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Officer


@command
def call_for_help(*, text: str = "", by: Actor, at: datetime, key: UUID | None = None) -> HelpCall:
    """Tell the coordinators silently. Raises HelpCalled; Officer.DoesNotExist for who is none."""
    with act(by=by, at=at, key=key) as record:
        officers = Officer.objects.filter(event_id=by.here, person_id=by.person_id or 0)
        officer = officers.select_for_update(of=("self",)).get()
        if HelpCall.objects.filter(officer=officer, closed_at=None).exists():
            raise rules.HelpCalled
        row = HelpCall.objects.create(event_id=by.here, officer=officer, at=at, text=text)
        record(entries.HelpAsked(**_head(row)), tell=coordinators(by.here, at))
    return row


@command
def take_help_back(*, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take the own open call back: it was a slip. Raises HelpIsTaken; HelpCall.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = (
            HelpCall.objects.filter(event_id=by.here, officer__person_id=by.person_id or 0)
            .select_for_update(of=("self",))
            .get(closed_at=None)
        )
        rules.check_help_open(row)
        row.closed_at, row.taken_back = at, True
        row.save(update_fields=["closed_at", "taken_back"])
        record(entries.HelpTakenBack(**_head(row)))


@command
def take_help(*, help_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take care of a call. Raises HelpIsTaken, AlarmIsOver; HelpCall.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = HelpCall.objects.for_change(by, help_id)
        rules.check_help_open(row)
        row.taken_at, row.taken_by = at, by.name
        row.save(update_fields=["taken_at", "taken_by"])
        tell = [row.officer.person_id] if row.officer.person_id else []
        record(entries.HelpTaken(**_head(row), name=by.name), tell=tell)


@command
def close_help(*, help_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that it is over. Raises AlarmIsOver; HelpCall.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        row = HelpCall.objects.for_change(by, help_id)
        if row.closed_at is not None:
            raise rules.AlarmIsOver
        row.closed_at = at
        row.save(update_fields=["closed_at"])
        record(entries.HelpClosed(**_head(row), name=by.name))


@command
def tell_help_again(*, help_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Tell a call that nobody took once more, to the organisers as well. For the house."""
    with act(by=by, at=at, key=key) as record:
        row = HelpCall.objects.for_change(by, help_id)
        row.told_again_at = at
        row.save(update_fields=["told_again_at"])
        organisers = Reach.objects.in_force(at).filter(event_id=row.event_id, role="organiser")
        people = {*coordinators(row.event_id, at), *organisers.values_list("person_id", flat=True)}
        record(entries.HelpAsked(**_head(row), again=True), tell=sorted(people))


def _head(row: HelpCall) -> dict[str, Any]:
    return {
        "help_id": row.pk,
        "officer": row.officer.full_name,
        "person_id": row.officer.person_id,
    }
