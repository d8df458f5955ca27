"""Everybody is counted: asked for in rounds, answered with one tap for a delegation or a person."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from narahubung.crisis import entries
from narahubung.crisis.commands.incidents import about
from narahubung.crisis.models import Head, HeadState, Incident, IncidentState, Roll, SeenHow
from narahubung.crisis.rules import counting as rules
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.movements.models import Trip
from narahubung.movements.queries.whereabouts import Where, whereabouts_of
from narahubung.parties.models import Member, Party
from narahubung.relays import commands as relays
from narahubung.relays.models import Lane, Precedence
from narahubung.relays.rules.sending import lane_of

log = logging.getLogger(__name__)
NOT_HERE = {"expected", "plane"}


@command
def begin_roll(*, incident_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Ask who is safe: everybody whom the movement record says to be here. For the house.

    Does nothing where the crisis was taken back meanwhile.
    """
    with act(by=by, at=at, key=key) as record:
        row = Incident.objects.for_change(by, incident_id)
        if row.state != IncidentState.CRISIS:
            return
        roll = Roll.objects.create(event_id=row.event_id, incident=row, begun_at=at, asked_at=at)
        parties = {party.pk: party for party in Party.objects.visible_to(by) if party.comes}
        where = whereabouts_of(by=by, at=at, party_ids=set(parties))
        road = _on_the_road(by, set(parties))
        heads = []
        for member in Member.objects.visible_to(by).filter(party_id__in=parties).order_by("pk"):
            here = where.get(member.party_id)
            if here is not None and here.state in NOT_HERE:
                roll.not_here += 1
            else:
                heads.append(_head(roll, member, here, road.get(member.party_id, "")))
        Head.objects.bulk_create(heads)
        roll.save(update_fields=["not_here"])
        _ask(roll, record, heads, by=by, at=at)


@command
def ask_again(*, roll_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Ask once more for those who are missing. For the house. Raises RollIsOver."""
    with act(by=by, at=at, key=key) as record:
        roll = _locked(by, roll_id)
        rules.check_open(roll)
        roll.cycle, roll.asked_at = roll.cycle + 1, at
        roll.save(update_fields=["cycle", "asked_at"])
        _ask(roll, record, list(roll.heads.all()), by=by, at=at)


@command
def count_party(
    *, roll_id: int, party_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> int:
    """Say that all of a delegation who are missing are safe; return how many.

    Raises RollIsOver, NobodyToCount; Party.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        roll = _roll_of(by, roll_id, party_id)
        missing = roll.heads.filter(party_id=party_id, state=HeadState.UNACCOUNTED)
        heads = list(missing.select_for_update(of=("self",)).order_by("pk"))
        if not heads:
            raise rules.NobodyToCount
        _settle(roll, heads, record, HeadState.SAFE, SeenHow.SIGHTED, "", by=by, at=at)
    return len(heads)


@command
def count_head(
    *,
    head_id: int,
    state: str,
    how: str = SeenHow.SIGHTED,
    now_at: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say how one person is. What was seen later stands; this is kept beside it.

    Raises RollIsOver, NotAState; Head.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rules.check_state(state)
        head = Head.objects.for_change(by, head_id)
        roll = _roll_of(by, head.roll_id, head.party_id)
        _settle(roll, [head], record, HeadState(state), SeenHow(how), now_at, by=by, at=at)


def end_roll(row: Incident, *, at: datetime) -> None:
    """The crisis is over: nobody is asked any more. Within an act."""
    Roll.objects.filter(incident=row, over_at=None).update(over_at=at)


def _settle(
    roll: Roll,
    heads: Sequence[Head],
    record: Record,
    state: HeadState,
    how: SeenHow,
    now_at: str,
    *,
    by: Actor,
    at: datetime,
) -> None:
    newer = [head for head in heads if head.seen_at is None or head.seen_at <= at]
    for head in newer:
        head.state, head.how, head.now_at = state.value, how.value, now_at.strip()
        head.seen_at, head.seen_by = at, by.name
    Head.objects.bulk_update(newer, ["state", "how", "now_at", "seen_at", "seen_by"])
    party = Party.objects.get(pk=heads[0].party_id)
    names = Member.objects.filter(pk__in=[head.member_id for head in heads]).order_by("pk")
    record(
        entries.HeadsCounted(
            **about(roll.incident),
            party_id=party.pk,
            party=party.code,
            state=state.value,
            heads=len(heads),
            names=list(names.values_list("full_name", flat=True)),
            now_at=now_at.strip(),
            late=len(newer) < len(heads),
        )
    )
    _complete(roll, record, at)


def _complete(roll: Roll, record: Record, at: datetime) -> None:
    is_open = roll.heads.filter(state=HeadState.UNACCOUNTED).exists()
    if is_open == (roll.complete_at is None):
        return
    roll.complete_at = None if is_open else at
    roll.save(update_fields=["complete_at"])
    if not is_open:
        heads = roll.heads.count()
        record(entries.RollComplete(**about(roll.incident), heads=heads, cycle=roll.cycle))


def _ask(roll: Roll, record: Record, heads: Sequence[Head], *, by: Actor, at: datetime) -> None:
    missing = [head for head in heads if head.state == HeadState.UNACCOUNTED]
    link = reverse("crisis:roll_mine", kwargs={"slug": roll.event.slug})
    words = _text("id", roll), _text("en", roll)
    lanes = defaultdict(list)  # a sponsor's people are asked for in the sponsors' lane
    for party_id in sorted({head.party_id for head in missing}):
        lanes[lane_of(party_id) or Lane.OPERATIONS].append(party_id)
    for lane, parties in lanes.items():
        try:
            sent = relays.send(
                text=words[0],
                translation=words[1],
                translation_language="en",
                lane=lane,
                audience=[f"party:{pk}" for pk in parties],
                precedence=Precedence.KILAT,
                must_read_back=False,
                link=link,
                by=by,
                at=at,
            )
        except Refusal as refusal:  # nobody serves them: they stand on top all the same
            log.warning("roll %s was not sent to %s: %s", roll.pk, lane, refusal.code)
            continue
        if lane == Lane.OPERATIONS:
            roll.relay_id = sent
            roll.save(update_fields=["relay_id"])
    told = entries.RollAsked(
        **about(roll.incident), cycle=roll.cycle, heads=len(heads), open=len(missing)
    )
    record(told)


def _text(language: str, roll: Roll) -> str:
    with override(language):
        words = _("CRISIS, incident {number}: is everybody of your delegation safe? One tap.")
        return words.format(number=roll.incident.number)


def _head(roll: Roll, member: Member, here: Where | None, vehicle: str) -> Head:
    gone = here is not None and here.state == "departed"
    return Head(
        event_id=roll.event_id,
        roll=roll,
        party_id=member.party_id,
        member=member,
        state=HeadState.DEPARTED.value if gone else HeadState.UNACCOUNTED.value,
        where_state=here.state if here else "",
        where=here.place if here else "",
        where_reported=here.reported if here else False,
        where_since=here.since if here else None,
        vehicle=vehicle,
        seen_at=here.since if gone and here else None,
        seen_by=here.by if gone and here else "",
    )


def _on_the_road(by: Actor, parties: set[int]) -> dict[int, str]:
    """Return the car of each party that set off and has not arrived."""
    rows = Trip.objects.visible_to(by).filter(party_id__in=parties, reached_at=None)
    rows = rows.exclude(left_at=None).exclude(certainty="cancelled").order_by("left_at")
    return {
        row.party_id: row.vehicle.label() if row.vehicle else row.label()
        for row in rows.select_related("vehicle")
    }


def _roll_of(by: Actor, roll_id: int, party_id: int) -> Roll:
    """Return the roll, locked, for who may count this party. Raises Party.DoesNotExist."""
    heads = Head.objects.visible_to(by).filter(roll_id=roll_id, party_id=party_id)
    if not heads.exists():
        raise Party.DoesNotExist
    roll = Roll.objects.select_for_update(of=("self",)).get(pk=roll_id)
    rules.check_open(roll)
    return roll


def _locked(by: Actor, roll_id: int) -> Roll:
    return Roll.objects.for_change(by, roll_id)
