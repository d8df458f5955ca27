"""Frozen answers about phones, what waits for a coordinator, and fields with two versions."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from narahubung.accounts.models import Reach, TieKind
from narahubung.accounts.roles import Right
from narahubung.field import rules
from narahubung.field.catalogue import KINDS, Body
from narahubung.field.describing import described
from narahubung.field.models import Carried, LaneClass, Parcel, Phone, TwoVersions
from narahubung.field.replaying import target_of
from narahubung.field.three_way import shown_now, spoken
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party

SETTLED_SHOWN = 20
BROUGHT_SHOWN = 3  # parcels of one phone


@dataclass(frozen=True, kw_only=True)
class Brought:
    """What a colleague carried of this phone: who, how much, of what sort, and what is done."""

    by: str
    commands: int
    ended: int
    what: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PhoneLine:
    """One phone. unsent: (class in words, number) of what it had when it was last heard."""

    id: int
    person: str
    codes: tuple[str, ...]
    name: str
    seen_at: datetime
    unsent: tuple[tuple[str, int], ...]
    waiting: int
    oldest_at: datetime | None
    lost: int
    destroyed: int
    persisted: bool | None
    installed: bool | None
    revoked_at: datetime | None
    revoked_by: str
    wiped_at: datetime | None
    brought: tuple[Brought, ...]


@dataclass(frozen=True, kw_only=True)
class AsideLine:
    """What somebody wrote who was not attached any more when it came."""

    id: str
    author: str
    what: str
    code: str
    at: datetime
    at_lo: datetime
    at_hi: datetime
    device_at: str
    received_at: datetime
    waits: bool
    settled_by: str
    taken: bool | None

    @property
    def is_sure(self) -> bool:
        """Tell whether the time is known to the minute."""
        return (self.at_hi - self.at_lo).total_seconds() < 60


@dataclass(frozen=True, kw_only=True)
class VersionsLine:
    """One field with two versions, in words. now: what stands, where it is neither any more."""

    id: int
    code: str
    about: str
    label: str
    ours: str
    theirs: str
    now: str
    author: str
    other: str
    written_at: datetime
    asked_at: datetime
    is_open: bool
    chosen: str
    settled_by: str
    may_write: bool


def phones_of(*, by: Actor) -> list[PhoneLine]:
    """Return the phones of the event's people: what waits longest first, then as last heard."""
    rows = list(Phone.objects.filter(person_id__in=rules.people_of(by)).select_related("person"))
    codes = _codes(by, [row.person_id for row in rows])
    brought = _brought(by, [row.pk for row in rows])
    lines = [_phone(row, codes[row.person_id], tuple(brought[row.pk])) for row in rows]
    return sorted(
        lines,
        key=lambda line: (
            line.revoked_at is not None,
            not line.waiting,
            line.oldest_at or line.seen_at,
        ),
    )


def asides_of(*, by: Actor) -> list[AsideLine]:
    """Return what was put aside: what waits first, then what was decided last."""
    rows = Carried.objects.visible_to(by).select_related("person")
    waiting = list(rows.held().order_by("received_at", "seq"))
    settled = rows.exclude(settled_at=None).order_by("-settled_at")[:SETTLED_SHOWN]
    return [_aside(row) for row in [*waiting, *settled]]


def versions_of(*, by: Actor) -> list[VersionsLine]:
    """Return the fields with two versions that this person may settle, or has seen settled."""
    rows = TwoVersions.objects.visible_to(by).select_related("party", "event")
    open_ones = list(rows.open().order_by("asked_at"))
    settled = rows.exclude(settled_at=None).order_by("-settled_at")[:SETTLED_SHOWN]
    return [_versions(row, by) for row in [*open_ones, *settled]]


def content_of(row: Carried) -> tuple[int, Body, dict[str, str]]:
    """Return what was kept of a command: version, body, and what its page had shown."""
    kept = json.loads(row.body or '{"v": 1, "body": [], "base": {}}')
    return kept["v"], tuple((name, value) for name, value in kept["body"]), kept["base"]


def _brought(by: Actor, phones: list[int]) -> dict[int, list[Brought]]:
    """Return, of each phone, the parcels that came last; of what sort, as far as it is of here."""
    sorts: dict[tuple[int, int | None], list[tuple[datetime, str]]] = defaultdict(list)
    rows = Carried.objects.visible_to(by).filter(lane__phone_id__in=phones)
    rows = rows.exclude(carried_by_id=F("person_id")).order_by("received_at", "seq")
    for phone_id, carrier_id, at, kind in rows.values_list(
        "lane__phone_id", "carried_by_id", "received_at", "kind"
    ):
        sorts[phone_id, carrier_id].append((at, str(KINDS[kind].label) if kind in KINDS else kind))
    found: dict[int, list[Brought]] = defaultdict(list)
    parcels = Parcel.objects.filter(phone_id__in=phones).select_related("carried_by")
    for parcel in parcels.order_by("-last_at"):
        if len(found[parcel.phone_id]) == BROUGHT_SHOWN:
            continue
        told = sorts[parcel.phone_id, parcel.carried_by_id]
        what = dict.fromkeys(w for at, w in told if parcel.first_at <= at <= parcel.last_at)
        found[parcel.phone_id].append(
            Brought(
                by=str(parcel.carried_by or _("somebody")),
                commands=parcel.commands,
                ended=parcel.ended,
                what=tuple(what),
                at=parcel.last_at,
            )
        )
    return found


def _phone(row: Phone, codes: tuple[str, ...], brought: tuple[Brought, ...]) -> PhoneLine:
    words = dict(LaneClass.choices)
    unsent = tuple((str(words[sort]), row.unsent.get(sort, 0)) for sort in LaneClass.values)
    return PhoneLine(
        id=row.pk,
        person=str(row.person),
        codes=codes,
        name=row.name,
        seen_at=row.seen_at,
        unsent=tuple((word, number) for word, number in unsent if number),
        waiting=sum(number for _word, number in unsent),
        oldest_at=row.oldest_at,
        lost=row.lost,
        destroyed=row.destroyed,
        persisted=row.persisted,
        installed=row.installed,
        revoked_at=row.revoked_at,
        revoked_by=row.revoked_by,
        wiped_at=row.wiped_at,
        brought=brought,
    )


def _codes(by: Actor, people: list[int]) -> dict[int, tuple[str, ...]]:
    """Return, of each person, the codes of the delegations that he serves or served."""
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    ties = Reach.objects.filter(event_id=by.here, person_id__in=people, kind=TieKind.PARTY)
    names = dict(Party.objects.visible_to(by).values_list("pk", "code"))
    for person_id, party_id in ties.values_list("person_id", "object_id").distinct():
        if code := names.get(party_id or 0):
            found[person_id] = tuple(sorted({*found[person_id], code}))
    return found


def _aside(row: Carried) -> AsideLine:
    target = target_of(row.kind, row.path)
    return AsideLine(
        id=str(row.pk),
        author=str(row.person),
        what=described(target, content_of(row)[1]) if target else row.kind,
        code=str(target.match.kwargs.get("code", "")) if target else "",
        at=row.at,
        at_lo=row.at_lo,
        at_hi=row.at_hi,
        device_at=row.device_at,
        received_at=row.received_at,
        waits=row.settled_at is None,
        settled_by=row.settled_by,
        taken=row.taken,
    )


def _versions(row: TwoVersions, by: Actor) -> VersionsLine:
    fixed = tuple((name, value) for name, value in row.fixed)
    target = target_of(row.kind, row.path)
    shown = shown_now(target, fixed, by=by) if target and row.settled_at is None else None
    now = shown.values.get(row.field, "") if shown else row.theirs
    return VersionsLine(
        id=row.pk,
        code=row.party.code,
        about=row.about,
        label=row.words,
        ours=spoken(row.field, row.ours),
        theirs=spoken(row.field, row.theirs),
        now=spoken(row.field, now) if now not in {row.ours, row.theirs} else "",
        author=row.author_name,
        other=row.other_name,
        written_at=row.written_at,
        asked_at=row.asked_at,
        is_open=row.settled_at is None,
        chosen=row.chosen,
        settled_by=row.settled_by,
        may_write=by.may_for(Right.REPORT_MOVEMENT, row.party_id),
    )
