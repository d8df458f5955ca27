"""Warnings as a list, one as a sheet, the chain of one of ours with who acknowledged each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language

from narahubung.accounts.roles import Right
from narahubung.alerts import cap
from narahubung.alerts.chaining import whole_chain
from narahubung.alerts.models import OPEN, Alert, AlertState, WarningFeed
from narahubung.alerts.queries.impact import Touched, whom_touched
from narahubung.alerts.reading import shaped, told
from narahubung.alerts.rules import warnings as rules
from narahubung.alerts.touching import window
from narahubung.alerts.words import (
    CERTAINTY,
    EXERCISE,
    MSG_TYPES,
    RESPONSE,
    SEVERITY,
    STATES,
    TROUBLES,
    URGENCY,
    WRONG,
)
from narahubung.kit.actor import Actor
from narahubung.relays.models import Recipient

S = AlertState
PAST_SHOWN = 50
PAST = timedelta(days=7)
INCIDENT = {"Geo": "quake", "Met": "weather", "Fire": "fire", "Security": "security"}
INCIDENT |= {"Health": "epidemic", "Transport": "transport", "Infra": "infrastructure"}


@dataclass(frozen=True, kw_only=True)
class WarningLine:
    """One warning of the list. places: how many of ours lie within; None: nobody knows where it is.

    mark: LATIHAN/EXERCISE where it is not real. folded: how many of its sender this line stands
    for, itself among them; 1 for itself alone.
    """

    id: int
    headline: str
    sender: str
    severity: str
    severity_word: str
    state: str
    state_word: str
    msg_word: str
    mark: str
    status: str
    area: str
    received_at: datetime
    expires_at: datetime | None
    is_over: bool
    is_future: bool
    is_ours: bool
    places: int | None
    told: int
    folded: int = 1


@dataclass(frozen=True, kw_only=True)
class WarningList:
    """waiting: for a person, what may be meant for us first; elsewhere: what touches no place of
    ours, one line a sender; in_force: verified or ours; past: the rest.
    """

    waiting: Sequence[WarningLine]
    elsewhere: Sequence[WarningLine]
    in_force: Sequence[WarningLine]
    past: Sequence[WarningLine]
    silent: Sequence[tuple[str, datetime]]


@dataclass(frozen=True, kw_only=True)
class Block:
    """What it says, in the best language for the reader. languages: of all of its blocks."""

    language: str
    languages: Sequence[str]
    event: str
    headline: str
    description: str
    instruction: str
    responses: Sequence[str]
    urgency: str
    certainty: str
    contact: str
    web: str


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """One receiver of one message of a chain."""

    id: int
    name: str
    told_at: datetime
    acknowledged_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Link:
    """One message of a chain, and who acknowledged it."""

    id: int
    identifier: str
    msg_word: str
    headline: str
    issued_at: datetime
    by: str
    receipts: Sequence[Receipt]
    acknowledged: int
    lacking: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Alert, updates, cancel. not_told: who had an earlier one and was not sent the last.

    is_complete: everybody who had any has acknowledged the last one, and nobody was left out.
    """

    links: Sequence[Link]
    not_told: Sequence[str]
    is_complete: bool
    is_cancelled: bool


@dataclass(frozen=True, kw_only=True)
class WarningSheet:
    """All of one. troubles, refused: what is wrong with it, in words; raw: as it came.

    for_whom: the addresses of a Private one, what a Restricted one is restricted to.
    is_out_of_place: it is real, and this is a drill.
    """

    line: WarningLine
    block: Block | None
    sent_at: datetime | None
    by: str
    decided_by: str
    decided_at: datetime | None
    decided_why: str
    is_signed: bool
    scope: str
    for_whom: str
    references: Sequence[str]
    refers: WarningLine | None
    troubles: Sequence[str]
    refused: Sequence[str]
    raw: str
    touched: Touched
    chain: Chain | None
    may_lead: bool
    can_decide: bool
    can_verify: bool
    is_out_of_place: bool
    can_follow: bool
    incident_query: str


def warning_list(*, by: Actor, at: datetime) -> WarningList:
    """Return what waits, what stands, what is over."""
    rows = list(
        Alert.objects.visible_to(by)
        .filter(received_at__gt=at - PAST)
        .defer("raw")
        .order_by("-received_at", "-pk")
    )
    lines = [(row, _line(row, at)) for row in rows]
    waits = [(row, line) for row, line in lines if row.state in OPEN and not line.is_over]
    meant = [line for row, line in waits if row.concerns_us or row.state == S.HELD]
    others = [line for row, line in waits if not (row.concerns_us or row.state == S.HELD)]
    stands = [line for row, line in lines if row.state in _STANDING and not line.is_over]
    shown = {line.id for _row, line in waits} | {line.id for line in stands}
    feeds = WarningFeed.objects.filter(event_id=by.here).exclude(silent_since=None)
    return WarningList(
        waiting=sorted(_fold(meant, rules.FLOOD), key=_worst),
        elsewhere=sorted(_fold(others, 1), key=_worst),
        in_force=sorted(stands, key=_worst),
        past=[line for _row, line in lines if line.id not in shown][:PAST_SHOWN],
        silent=[(feed.name, feed.silent_since or at) for feed in feeds.order_by("pk")],
    )


def warnings_of(*, sender: str, by: Actor, at: datetime) -> list[WarningLine]:
    """Return all of one sender that wait, unfolded."""
    rows = Alert.objects.visible_to(by).filter(sender=sender, state__in=OPEN)
    rows = rows.filter(received_at__gt=at - PAST).defer("raw").order_by("-received_at", "-pk")
    lines = [_line(row, at) for row in rows[:500]]
    return sorted((line for line in lines if not line.is_over), key=_worst)


def warning_sheet(*, alert_id: int, by: Actor, at: datetime) -> WarningSheet:
    """Return all of one. Raises Alert.DoesNotExist."""
    row = Alert.objects.visible_to(by).select_related("refers", "event").get(pk=alert_id)
    said, shapes = told(row.raw), shaped(row.raw)
    start, end = window(row, at)
    may_lead = by.may(Right.LEAD_CRISIS)
    is_open, line = row.state in OPEN, _line(row, at)
    can_verify = may_lead and is_open and rules.is_meant(row.status)
    is_out_of_place = rules.is_drill() and row.is_real
    return WarningSheet(
        line=line,
        block=_block(said.alert),
        sent_at=row.sent_at,
        by=row.by_name,
        decided_by=row.decided_by_name,
        decided_at=row.decided_at,
        decided_why=row.decided_why,
        is_signed=said.alert.is_signed,
        scope=str(said.alert.scope or ""),
        for_whom=said.alert.addresses or said.alert.restriction,
        references=[f"{one.identifier} ({one.sender})" for one in said.alert.references],
        refers=_line(row.refers, at) if row.refers else None,
        troubles=[
            str(TROUBLES[each.what]).format(element=each.element, value=each.value)
            for each in said.troubles
        ],
        refused=[str(WRONG[str(why)]) for _text, why in shapes.refused],
        raw=row.raw,
        touched=whom_touched(area=shapes.area, start=start, end=end, by=by),
        chain=_chain(row) if row.is_ours else None,
        may_lead=may_lead,
        can_decide=may_lead and is_open,
        is_out_of_place=is_out_of_place and is_open,
        can_verify=can_verify
        and not is_out_of_place
        and (row.msg_type != "Cancel" or row.refers_id is not None)
        and (row.msg_type == "Cancel" or not line.is_over),
        can_follow=may_lead and row.is_ours and row.state == S.ISSUED and row.msg_type != "Cancel",
        incident_query=_incident(row, said.alert),
    )


_STANDING = {S.VERIFIED.value, S.ISSUED.value}


def _worst(line: WarningLine) -> tuple[bool, int, float]:
    return bool(line.mark), rules.SEVERITIES.index(line.severity), -line.received_at.timestamp()


def _fold(lines: Sequence[WarningLine], most: int) -> list[WarningLine]:
    """Make one line, the worst, of each sender who sent more than so many."""
    groups: dict[tuple[str, str], list[WarningLine]] = defaultdict(list)
    for line in lines:
        groups[line.sender, line.mark].append(line)
    found = []
    for group in groups.values():
        if len(group) <= most:
            found += group
            continue
        worst = min(group, key=_worst)
        found.append(replace(worst, folded=len(group)))
    return found


def _line(row: Alert, at: datetime) -> WarningLine:
    return WarningLine(
        id=row.pk,
        headline=row.headline or row.topic or row.identifier or "-",
        sender=row.sender,
        severity=row.severity,
        severity_word=str(SEVERITY.get(row.severity, SEVERITY["Unknown"])),
        state=row.state,
        state_word=str(STATES[row.state]),
        msg_word=str(MSG_TYPES.get(row.msg_type, MSG_TYPES["Alert"])),
        mark="" if row.is_real else EXERCISE,
        status=row.status,
        area=row.area_text,
        received_at=row.received_at,
        expires_at=row.expires_at,
        is_over=rules.is_over(row, at),
        is_future=rules.is_from_the_future(row),
        is_ours=row.is_ours,
        places=len(row.place_ids) if row.area_is_known else None,
        told=row.told,
    )


def _block(alert: cap.Alert) -> Block | None:
    info = alert.info_in((get_language() or "en").split("-")[0], "en", "id")
    if info is None:
        return None
    return Block(
        language=info.language or "en-US",
        languages=[each.language or "en-US" for each in alert.infos],
        event=info.event,
        headline=info.headline,
        description=info.description,
        instruction=info.instruction,
        responses=[str(RESPONSE[each]) for each in info.response_types],
        urgency=str(URGENCY[info.urgency or "Unknown"]),
        certainty=str(CERTAINTY[info.certainty or "Unknown"]),
        contact=info.contact,
        web=info.web,
    )


def _incident(row: Alert, alert: cap.Alert) -> str:
    """Return what the form of an incident is given beforehand; a person looks at it there."""
    info = alert.infos[0] if alert.infos else None
    category = info.categories[0] if info and info.categories else ""
    text = " ".join(part for part in (row.headline, f"({row.sender})") if part)
    mark = "" if row.is_real else f"{EXERCISE}: "
    asked: dict[str, Any] = {
        "kind": INCIDENT.get(category, "other"),
        "what": f"{mark}{text}"[:500],
        "place_text": row.area_text[:200],
    }
    return urlencode(asked)


def _chain(row: Alert) -> Chain:
    rows = whole_chain(row)
    receivers = Recipient.objects.filter(relay_id__in=[one.relay_id or 0 for one in rows])
    by_relay: dict[int, list[Recipient]] = defaultdict(list)
    for one in receivers.select_related("person", "relay").order_by("person__full_name", "pk"):
        by_relay[one.relay_id].append(one)
    links = [_link(one, by_relay[one.relay_id or 0]) for one in rows]
    last = {one.person_id for one in by_relay[rows[-1].relay_id or 0]}
    left = {
        one.person_id: str(one.person)
        for group in by_relay.values()
        for one in group
        if one.person_id not in last
    }
    return Chain(
        links=links,
        not_told=sorted(left.values()),
        is_complete=not left and not links[-1].lacking,
        is_cancelled=rows[-1].msg_type == "Cancel",
    )


def _link(row: Alert, receivers: Sequence[Recipient]) -> Link:
    receipts = [
        Receipt(
            id=one.pk,
            name=str(one.person),
            told_at=one.relay.sent_at,
            acknowledged_at=acknowledged(one),
        )
        for one in receivers
    ]
    lacking = [one.name for one in receipts if one.acknowledged_at is None]
    return Link(
        id=row.pk,
        identifier=row.identifier,
        msg_word=str(MSG_TYPES[row.msg_type]),
        headline=row.headline,
        issued_at=row.received_at,
        by=row.by_name,
        receipts=receipts,
        acknowledged=len(receipts) - len(lacking),
        lacking=lacking,
    )


def acknowledged(one: Recipient) -> datetime | None:
    """Return when somebody said that he has it: seen is not enough."""
    moments = (one.acknowledged_at, one.read_back_at, one.confirmed_at, one.done_at)
    return next((each for each in moments if each), None)


def letter_of(*, alert_id: int, by: Actor) -> Alert:
    """Return the row whose text is downloaded. Raises Alert.DoesNotExist."""
    row: Alert = Alert.objects.visible_to(by).get(pk=alert_id)
    return row


def acknowledgement(*, alert_id: int, receipt_id: int, by: Actor) -> bytes:
    """Return one receipt as a CAP message of type Ack. Raises Alert.DoesNotExist, and
    Recipient.DoesNotExist where nobody acknowledged.
    """
    row = Alert.objects.visible_to(by).get(pk=alert_id)
    one = Recipient.objects.select_related("person").get(pk=receipt_id, relay_id=row.relay_id or 0)
    at = acknowledged(one)
    if at is None:
        raise Recipient.DoesNotExist
    said = told(row.raw).alert
    is_private = said.scope == cap.Scope.PRIVATE
    ack = cap.Alert(
        identifier=f"{row.identifier}.ack.{one.pk}",
        sender=row.sender,
        sent=at,
        status=said.status,
        msg_type=cap.MsgType.ACK,
        scope=cap.Scope.PRIVATE if is_private else cap.Scope.RESTRICTED,
        restriction="" if is_private else said.restriction or said.sender,
        addresses=said.sender if is_private else "",
        note=str(one.person),
        references=(said.own_reference,),
    )
    return cap.to_xml(ack)
