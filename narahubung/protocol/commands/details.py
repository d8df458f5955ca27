"""A sheet of the detail book is written, and its owner reminded at the deadline."""

from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.models import Person
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.programme.models import Item
from narahubung.protocol import entries
from narahubung.protocol.models import Detail, Vip
from narahubung.protocol.rules import details as rules


@command
def write_detail(  # noqa: PLR0913 -- the parts of a sheet
    *,
    item_id: int,
    logistics: str = "",
    staffing: str = "",
    materials: str = "",
    contacts: str = "",
    plan_b: str = "",
    vip: str = Vip.AUTO.value,
    owner_id: int | None = None,
    owner_name: str = "",
    due_at: datetime | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Detail:
    """Write the sheet of an item; a new owner is told.

    Raises NotYourBook, PlanBMissing, TwoOwners; Item.DoesNotExist, Person.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_can_keep(by)
        item = Item.objects.filter(private_of=None).for_change(by, item_id)
        row = Detail.objects.filter(item=item).first() or Detail(
            event_id=item.event_id, item=item, written_at=at
        )
        owner = _owner(owner_id, by)
        values: dict[str, Any] = {
            "logistics": logistics.strip(),
            "staffing": staffing.strip(),
            "materials": materials.strip(),
            "contacts": contacts.strip(),
            "plan_b": plan_b.strip(),
            "vip": vip if vip in Vip else Vip.AUTO.value,
            "owner": owner,
            "owner_name": owner_name.strip(),
            "due_at": due_at,
        }
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        for name, value in values.items():
            setattr(row, name, value)
        parties = sorted(item.attending.values_list("pk", flat=True))
        rules.check_sheet(item, row, attended=bool(parties))
        row.written_at, row.written_by_name = at, by.name
        row.save()
        tell = [owner.pk] if owner and "owner" in changed and owner.pk != by.person_id else []
        entry = entries.DetailWritten(**_about(row, item, parties), changed=changed)
        record(entry, tell=tell)
    return row


@command
def remind_of_gaps(*, detail_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Remind the owner that the deadline is here and parts are empty; once for a deadline.

    Raises NothingIsMissing; Detail.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Detail.objects.for_change(by, detail_id)
        item = row.item
        parties = sorted(item.attending.values_list("pk", flat=True))
        told_of = _about(row, item, parties)
        if not told_of["gaps"]:
            raise rules.NothingIsMissing
        row.reminded_for = row.due_at
        row.save(update_fields=["reminded_for"])
        record(entries.DeadlinePassed(**told_of), tell=[row.owner_id] if row.owner_id else [])


def _owner(owner_id: int | None, by: Actor) -> Person | None:
    """Return a person who has a part in this event."""
    if owner_id is None:
        return None
    return Person.objects.filter(reach__event_id=by.here).distinct().get(pk=owner_id)


def _about(row: Detail, item: Item, parties: list[int]) -> dict[str, Any]:
    vip = rules.is_vip(item, row.vip, attended=bool(parties))
    return {
        "item_id": item.pk,
        "title": item.title_en,
        "title_id": item.title_id,
        "gaps": len(rules.gaps_of(row, vip=vip)),
        "party_ids": parties,
    }
