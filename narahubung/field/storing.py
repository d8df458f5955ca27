"""The door's own memory: phones, their lanes, what they brought. Bookkeeping, no acts of people."""

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from narahubung.accounts.models import Person
from narahubung.field.clocks import When
from narahubung.field.envelope import Batch, Beacon, Command
from narahubung.field.models import (
    Carried,
    Lane,
    LaneClass,
    Parcel,
    Phone,
    PhoneKey,
    Photo,
    PhotoPart,
    ServerEpoch,
)
from narahubung.journal.acting import kept_for_the_end, turn, write_what_was_kept
from narahubung.journal.writing import insert


@contextmanager
def in_one() -> Iterator[None]:
    """Write together, or not at all."""
    with turn(), transaction.atomic():
        yield


class Overtaken(RuntimeError):  # noqa: N818 -- what happened: another request brought it
    """Meanwhile the lane has gone on: nothing of this was done."""


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How a command ends. go: where it can be mended. keep: its body is of use later."""

    status: str
    code: str = ""
    says: str = ""
    go: str = ""
    keep: str = ""


def server_epoch() -> uuid.UUID:
    """Return the life of this database; it is made at first need."""
    row = ServerEpoch.objects.order_by("only").first()
    return (row or ServerEpoch.objects.get_or_create(only=True)[0]).pk


def phone_of(person: Person, batch: Batch, *, name: str, at: datetime) -> Phone:
    """Return the phone, as it was last heard; made at its first contact."""
    phone, _ = Phone.objects.get_or_create(
        device=batch.device,
        person=person,
        defaults={"name": name, "first_seen_at": at, "seen_at": at},
    )
    return phone


def hear(phone: Phone, beacon: Beacon, *, name: str, at: datetime) -> None:
    """Remember what a phone says of its queue."""
    age = timedelta(milliseconds=min(beacon.oldest_ms, 400 * 24 * 3_600_000))
    waits = any(beacon.unsent.values())
    phone.seen_at, phone.name, phone.unsent = at, name, beacon.unsent
    phone.oldest_at = at - age if waits else None
    phone.persisted = phone.persisted if beacon.persisted is None else beacon.persisted
    phone.installed = phone.installed if beacon.installed is None else beacon.installed
    phone.destroyed = min(beacon.destroyed, 2**31 - 1)
    phone.save(update_fields=_HEARD)


_HEARD = ["seen_at", "name", "unsent", "oldest_at", "persisted", "installed", "destroyed"]


def lane_of(phone: Phone, batch: Batch, *, at: datetime) -> Lane:
    """Return the lane that this batch belongs to; begun by its first command."""
    lane, _ = Lane.objects.get_or_create(
        phone=phone, epoch=batch.epoch, sort=batch.sort, defaults={"begun_at": at}
    )
    return lane


def note_highest(phone: Phone, batch: Batch, *, at: datetime) -> None:
    """Remember how far a phone has numbered: what it had is known when its store is gone."""
    lanes = {lane.sort: lane for lane in Lane.objects.filter(phone=phone, epoch=batch.epoch)}
    for sort, highest in batch.beacon.max_seq.items():
        lane = lanes.get(sort)
        if highest and (lane is None or lane.highest_seq < highest):
            Lane.objects.update_or_create(
                phone=phone,
                epoch=batch.epoch,
                sort=sort,
                defaults={"highest_seq": highest},
                create_defaults={"highest_seq": highest, "begun_at": at},
            )


def close_others(phone: Phone, batch: Batch, *, at: datetime) -> int:
    """Close the lanes of epochs that are over; return how many commands went with them.

    A store that was erased begins another epoch. What comes from a closed one later is still taken,
    and what the phone says it still has, or its owner threw away, is not lost.
    """
    lost = 0
    for lane in Lane.objects.filter(phone=phone, closed_at=None).exclude(epoch=batch.epoch):
        has = batch.beacon.unsent[lane.sort]
        thrown = batch.beacon.thrown.get(str(lane.epoch), {}).get(lane.sort, 0)
        lane.lost = max(lane.highest_seq - lane.next_seq + 1 - has - thrown, 0)
        lane.closed_at = at
        lane.save(update_fields=["lost", "closed_at"])
        lost += lane.lost
    if lost:
        Phone.objects.filter(pk=phone.pk).update(lost=F("lost") + lost)
    return lost


def end(
    lane: Lane,
    command: Command,
    ending: Ending,
    *,
    when: When,
    now: datetime,
    person_id: int,
    event_id: int | None,
    carrier_id: int | None = None,
) -> Carried:
    """Remember how a command ended, and let its lane go on. Inside the transaction of its act.

    Both are written when that commits, for all commands that share it. Raises Overtaken then, or
    here, where another request was faster.
    """
    row = Carried(
        id=command.id,
        event_id=event_id,
        person_id=person_id,
        carried_by_id=carrier_id or person_id,
        lane=lane,
        seq=command.seq,
        kind=command.kind,
        path=command.path,
        hash=command.hash,
        body=ending.keep,
        status=ending.status,
        code=ending.code,
        says=ending.says,
        go=ending.go[:300],
        device_at=command.at_text,
        at=when.at,
        at_lo=when.lo,
        at_hi=when.hi,
        received_at=now,
    )
    kept_for_the_end(("lane", lane.pk), row, _ended)
    return row


def _ended(rows: list[Carried]) -> None:
    """Write how commands of one lane ended, and let it go on; they are in its order."""
    first, last = rows[0], rows[-1]
    moved = Lane.objects.filter(pk=first.lane_id, next_seq=first.seq).update(
        next_seq=last.seq + 1, last_at=last.at, stumbled_over=None, stumbles=0
    )
    if not moved or last.seq - first.seq != len(rows) - 1:
        raise Overtaken
    insert(rows)


def pass_over(lane: Lane, command: Command) -> None:
    """Let a lane go on over a command that ended in another one."""
    write_what_was_kept()
    if Lane.objects.filter(pk=lane.pk, next_seq=command.seq).update(next_seq=command.seq + 1):
        lane.next_seq = command.seq + 1


def stumble(lane: Lane, command: Command) -> int:
    """Count that this command broke the server; return how often it has."""
    Lane.objects.filter(pk=lane.pk).exclude(stumbled_over=command.id).update(
        stumbled_over=command.id, stumbles=0
    )
    Lane.objects.filter(pk=lane.pk).update(stumbles=F("stumbles") + 1)
    return Lane.objects.values_list("stumbles", flat=True).get(pk=lane.pk)


def photo_of(
    person: Person,
    *,
    number: uuid.UUID,
    size: int,
    digest: str,
    at: datetime,
    most: int,
) -> Photo | None:
    """Return a photo that is on its way, locked; None: it is another's, or there are too many."""
    row = Photo.objects.filter(pk=number).select_for_update().first()
    if row is not None:
        return row if row.person_id == person.pk else None
    if Photo.objects.filter(person=person).count() >= most:
        return None
    return Photo.objects.create(id=number, person=person, size=size, digest=digest, begun_at=at)


def add_part(row: Photo, *, start: int, data: bytes) -> None:
    """Keep the next bytes of a photo."""
    PhotoPart.objects.create(photo=row, start=start, data=data)
    row.have = start + len(data)
    row.save(update_fields=["have"])


def begin_again(row: Photo) -> None:
    """Throw the parts away: together they are not what was announced."""
    row.parts.all().delete()
    row.have = 0
    row.save(update_fields=["have"])


def erase_photos(rows: QuerySet[Photo]) -> None:
    """Throw photos away, with their parts."""
    rows.delete()


def note_wiped(phone: Phone, *, at: datetime) -> None:
    """Remember that a phone that was shut out was told to erase everything."""
    Phone.objects.filter(pk=phone.pk, wiped_at=None).update(wiped_at=at)


MOST_KEYS = 20  # of one phone: each time its store is erased it makes another


def know_key(person: Person, device: uuid.UUID, point: bytes, *, name: str, at: datetime) -> Phone:
    """Remember the key that a phone signs with; return the phone."""
    phone, _ = Phone.objects.get_or_create(
        device=device,
        person=person,
        defaults={"name": name, "first_seen_at": at, "seen_at": at},
    )
    if phone.revoked_at is None:
        PhoneKey.objects.get_or_create(
            pk=hashlib.sha256(point).hexdigest(),
            defaults={"phone": phone, "point": point, "made_known_at": at},
        )
        newest = phone.keys.order_by("-made_known_at").values_list("pk", flat=True)[:MOST_KEYS]
        phone.keys.exclude(pk__in=list(newest)).delete()
    return phone


def note_parcel(
    number: str, phone: Phone, carrier: Person, *, commands: int, ended: int, at: datetime
) -> None:
    """Remember who brought how much of whose; and what the phone has, as far as that tells.

    When the phone was last heard stays as it was: it was not the phone that spoke.
    """
    with in_one():
        Parcel.objects.update_or_create(
            pk=number,
            defaults={"ended": ended, "last_at": at},
            create_defaults={
                "phone": phone,
                "carried_by": carrier,
                "commands": commands,
                "ended": ended,
                "first_at": at,
                "last_at": at,
            },
        )
        waits = dict.fromkeys(LaneClass.values, 0)
        for lane in phone.lanes.filter(closed_at=None):
            waits[lane.sort] += max(lane.highest_seq - lane.next_seq + 1, 0)
        phone.unsent = {sort: min(phone.unsent.get(sort, 0), waits[sort]) for sort in waits}
        phone.oldest_at = phone.oldest_at if any(phone.unsent.values()) else None
        phone.save(update_fields=["unsent", "oldest_at"])
