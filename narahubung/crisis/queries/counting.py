"""The roll call: who is missing, by delegation and by car; one's own people."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from narahubung.accounts.roles import Right
from narahubung.assignments.models import Attachment
from narahubung.crisis.models import Head, HeadState, Roll
from narahubung.crisis.words import HEADS, HOW
from narahubung.kit.actor import Actor
from narahubung.movements.chains import WHERE
from narahubung.movements.queries.whereabouts import Where

S = HeadState
HURT = {S.INJURED, S.HOSPITAL}
STATES = [(state.value, str(state.label)) for state in S if state != S.UNACCOUNTED]


@dataclass(frozen=True, kw_only=True)
class HeadLine:
    """One person. where, since: last known before; now_at: where they are as said."""

    id: int
    name: str
    role: str
    party: str
    state: str
    word: str
    how: str
    where: str
    where_since: datetime | None
    vehicle: str
    now_at: str
    seen_at: datetime | None
    seen_by: str


@dataclass(frozen=True, kw_only=True)
class PartyCount:
    """One delegation or one car: how many, how many missing, hurt. officers: whom to call."""

    id: int
    name: str
    heads: int
    missing: int
    hurt: int
    officers: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, kw_only=True)
class RollSheet:
    """The roll of a crisis. unreached: on top, who was last seen longest ago first."""

    id: int
    number: int
    cycle: int
    begun_at: datetime
    asked_at: datetime
    next_at: datetime | None
    complete_at: datetime | None
    is_over: bool
    heads: int
    accounted: int
    not_here: int
    states: Sequence[tuple[str, str, int]]
    unreached: Sequence[HeadLine]
    hurt: Sequence[HeadLine]
    parties: Sequence[PartyCount]
    vehicles: Sequence[PartyCount]


@dataclass(frozen=True, kw_only=True)
class OwnRoll:
    """One delegation of one's own, to be counted."""

    roll_id: int
    party_id: int
    party: str
    name: str
    missing: int
    heads: Sequence[HeadLine]


def roll_sheet(*, incident_number: int, by: Actor, at: datetime) -> RollSheet | None:
    """Return the last roll of an incident, None where nobody was counted."""
    rows = Roll.objects.visible_to(by).filter(incident__number=incident_number)
    roll = rows.select_related("incident").order_by("-pk").first()
    if roll is None:
        return None
    heads = list(Head.objects.visible_to(by).filter(roll=roll).select_related("party", "member"))
    counted = Counter(head.state for head in heads)
    missing = [head for head in heads if head.state == S.UNACCOUNTED]
    missing.sort(key=lambda head: (head.where_since or roll.begun_at, head.party.code, head.pk))
    hurt = [head for head in heads if head.state in HURT]
    goes_on = roll.over_at is None and roll.complete_at is None
    return RollSheet(
        id=roll.pk,
        number=roll.incident.number,
        cycle=roll.cycle,
        begun_at=roll.begun_at,
        asked_at=roll.asked_at,
        next_at=roll.asked_at + timedelta(minutes=roll.every_min) if goes_on else None,
        complete_at=roll.complete_at,
        is_over=roll.over_at is not None,
        heads=len(heads),
        accounted=len(heads) - len(missing),
        not_here=roll.not_here,
        states=[
            (state, str(word), counted[state]) for state, word in HEADS.items() if counted[state]
        ],
        unreached=[_line(head) for head in missing],
        hurt=[_line(head) for head in hurt],
        parties=_by_party(heads, by, at),
        vehicles=_by_vehicle(heads),
    )


def own_rolls(*, by: Actor) -> list[OwnRoll]:
    """Return what one has to count, in the roll that runs."""
    found: dict[int, list[Head]] = defaultdict(list)
    rows = Head.objects.visible_to(by).filter(roll__over_at=None)
    if not by.may(Right.SEE_CRISIS) or by.own:
        rows = rows.filter(party_id__in=by.own)
    for head in rows.select_related("party", "member").order_by("party__code", "pk"):
        found[head.party_id].append(head)
    return [
        OwnRoll(
            roll_id=heads[0].roll_id,
            party_id=party_id,
            party=heads[0].party.code,
            name=heads[0].party.name,
            missing=sum(head.state == S.UNACCOUNTED for head in heads),
            heads=[_line(head) for head in heads],
        )
        for party_id, heads in found.items()
    ]


def _by_party(heads: Sequence[Head], by: Actor, at: datetime) -> list[PartyCount]:
    groups: dict[int, list[Head]] = defaultdict(list)
    for head in heads:
        groups[head.party_id].append(head)
    phones: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Attachment.objects.visible_to(by).at(at).filter(party_id__in=groups)
    for row in rows.select_related("officer").order_by("-position"):
        phones[row.party_id].append((row.officer.full_name, row.officer.phone))
    counts = [
        _count(party_id, group[0].party.name, group, phones[party_id])
        for party_id, group in groups.items()
    ]
    return sorted(counts, key=lambda one: (-one.missing, one.name))


def _by_vehicle(heads: Sequence[Head]) -> list[PartyCount]:
    groups: dict[str, list[Head]] = defaultdict(list)
    for head in heads:
        if head.vehicle:
            groups[head.vehicle].append(head)
    counts = [_count(0, name, group, ()) for name, group in groups.items()]
    return sorted(counts, key=lambda one: (-one.missing, one.name))


def _count(
    pk: int, name: str, heads: Sequence[Head], officers: Sequence[tuple[str, str]]
) -> PartyCount:
    return PartyCount(
        id=pk,
        name=name,
        heads=len(heads),
        missing=sum(head.state == S.UNACCOUNTED for head in heads),
        hurt=sum(head.state in HURT for head in heads),
        officers=officers,
    )


def _where(head: Head) -> str:
    """Say it in the reader's language, and that it is only the plan where nobody reported."""
    if head.where_state not in WHERE:
        return head.where
    return Where(
        party_id=head.party_id,
        state=head.where_state,
        word=str(WHERE[head.where_state][0]),
        icon="",
        place=head.where,
        reported=head.where_reported,
    ).says


def _line(head: Head) -> HeadLine:
    return HeadLine(
        id=head.pk,
        name=head.member.full_name,
        role=head.member.position or head.member.role,
        party=head.party.code,
        state=head.state,
        word=str(HEADS[head.state]),
        how=str(HOW[head.how]) if head.how else "",
        where=_where(head),
        where_since=head.where_since,
        vehicle=head.vehicle,
        now_at=head.now_at,
        seen_at=head.seen_at,
        seen_by=head.seen_by,
    )
