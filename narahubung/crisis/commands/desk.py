"""The liaison's desk tells by itself what it can: word is sent, read, comes back; who is due."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.crisis import entries
from narahubung.crisis.commands.incidents import about
from narahubung.crisis.commands.stakeholders import (
    check_belongs,
    incident_of,
    locked_stakeholder,
    of_stakeholder,
)
from narahubung.crisis.due import Due, due_of
from narahubung.crisis.holders import desk_keepers
from narahubung.crisis.models import Incident, Stakeholder, Telling, Way, WayKind
from narahubung.crisis.rules import stakeholders as rules
from narahubung.crisis.sending import GOES_BY, way_to_send
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.said import in_both
from narahubung.relays import audiences
from narahubung.relays import commands as relays
from narahubung.relays.commands.letters import keep_outsider, post
from narahubung.relays.letters import can_go_by, path_of
from narahubung.relays.models import Precedence

LISTED = 300  # letters of names in one entry


@command
def send_to_stakeholder(
    *,
    stakeholder_id: int,
    incident_id: int,
    text: str,
    next_min: int | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Telling:
    """Send it by the way that works: a message, or a letter with a link that opens the word.

    Raises NothingToTell, NothingGoesThere, IsGone, OfAnotherIncident, IncidentIsOver, NobodyThere
    and what else a message is refused for; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row, incident = locked_stakeholder(by, stakeholder_id), incident_of(by, incident_id)
        check_belongs(row, incident)
        if not text.strip():
            raise rules.NothingToTell

        def reaches(way: Way) -> bool:
            return bool(audiences.resolve([way.value], event_id=row.event_id, at=at))

        way = way_to_send(row, can_go_by(row.event_id), reaches=reaches)
        if way is None:
            raise rules.NothingGoesThere(name=row.name)
        minutes = next_min or row.every_min
        telling = Telling.objects.create(
            event_id=row.event_id,
            incident=incident,
            stakeholder=row,
            text=text.strip(),
            how=_how(way),
            at=at,
            by_name=by.name,
            next_at=at + timedelta(minutes=minutes) if minutes else None,
            way=way,
        )
        if way.kind == WayKind.RELAY:
            telling.relay_id = relays.send(
                text=telling.text,
                audience=[way.value],
                precedence=Precedence.SEGERA,
                must_read_back=False,
                by=by,
                at=at,
            )
            telling.save(update_fields=["relay_id"])
        else:
            _post(telling, way, at)
        told = entries.StakeholderTold(
            **of_stakeholder(row, incident), text=telling.text, how=telling.how
        )
        record(told)
    return telling


@command
def note_word_read(*, telling_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Note that they have read it, as they say: the way works. For the house.

    Raises Telling.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        telling = Telling.objects.for_change(by, telling_id)
        telling.read_at, telling.failed_at = telling.read_at or at, None
        telling.save(update_fields=["read_at", "failed_at"])
        _way_works(telling.way, at, works=True, by=telling.stakeholder.name)
        record(entries.WordRead(**of_stakeholder(telling.stakeholder, telling.incident)))


@command
def note_not_delivered(
    *, telling_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Note that it did not go: they were not told, and somebody must. For the house.

    Raises Telling.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        telling = Telling.objects.for_change(by, telling_id)
        telling.failed_at = at
        telling.save(update_fields=["failed_at"])
        _way_works(telling.way, at, works=False, by=by.name)
        of = of_stakeholder(telling.stakeholder, telling.incident)
        record(entries.WordNotDelivered(**of), tell=desk_keepers(telling.incident, at))


@command
def tell_overdue_stakeholders(
    *, incident_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Tell who keeps the desk which stakeholders should have heard of us, each once. For the house.

    Raises Incident.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        incident = Incident.objects.for_change(by, incident_id, Right.SEE_CRISIS)
        late = due_of(incident, at)
        for one in late:
            one.stakeholder.reminded_for = one.at
            one.stakeholder.save(update_fields=["reminded_for"])
        if late:
            told = entries.StakeholdersOverdue(
                **about(incident), stakeholder_id=late[0].stakeholder.pk, name=_names(late)
            )
            record(told, tell=desk_keepers(incident, at))


def tell_by_message(
    row: Stakeholder, incident: Incident, text: str, *, by: Actor, at: datetime
) -> entries.StakeholderTold:
    """Note within an act that a general message told them; return what to record."""
    Telling.objects.create(
        event_id=row.event_id,
        incident=incident,
        stakeholder=row,
        text=text,
        how="form213",
        at=at,
        by_name=by.name,
        next_at=at + timedelta(minutes=row.every_min) if row.every_min else None,
    )
    return entries.StakeholderTold(**of_stakeholder(row, incident), text=text, how="form213")


def _names(late: Sequence[Due]) -> str:
    names = ", ".join(one.stakeholder.name for one in late)
    if len(names) <= LISTED:
        return names
    return in_both(partial(_many, late[0].stakeholder.name, len(late) - 1))


def _many(first: str, others: int) -> str:
    return _("{first} and {n} others").format(first=first, n=others)


def _how(way: Way) -> str:
    return {WayKind.RELAY: "relay", WayKind.MAIL: "letter"}.get(WayKind(way.kind), "sms")


def _post(telling: Telling, way: Way, at: datetime) -> None:
    if way.address is None:
        way.address = keep_outsider(
            name=telling.stakeholder.name,
            channel=GOES_BY[WayKind(way.kind)],
            value=way.value,
            language="en",
        )
        way.save(update_fields=["address"])
    post(
        way.address,
        event_id=telling.event_id,
        dedupe=f"told:{telling.pk}",
        path=path_of("told", telling_id=telling.pk),
        at=at,
        presses=True,
    )


def _way_works(way: Way | None, at: datetime, *, works: bool, by: str) -> None:
    if way is not None:
        way.works, way.tried_at, way.tried_by = works, at, by[:200]
        way.save(update_fields=["works", "tried_at", "tried_by"])
