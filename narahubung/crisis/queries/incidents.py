"""Incidents as a list, one as a sheet, the crisis that is, the cards of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from narahubung.accounts.models import Person
from narahubung.accounts.queries import lent_by
from narahubung.accounts.roles import Right
from narahubung.crisis.holders import role_holders, who_may
from narahubung.crisis.models import OPEN, Card, Incident, IncidentState, Switch, SwitchState
from narahubung.crisis.playbook import CrisisRole, in_language, lends, playbook
from narahubung.crisis.rules.incidents import TAKE_BACK, can_take_back
from narahubung.crisis.words import GRADES, KINDS, STATES
from narahubung.kit.actor import Actor

S = IncidentState
CLOSED_SHOWN = 50
# The category of CAP that a warning of it begins with; the rest begin with Safety.
CATEGORIES = {"quake": "Geo", "tsunami": "Geo", "volcano": "Geo", "weather": "Met", "flood": "Met"}
CATEGORIES |= {"fire": "Fire", "explosion": "Security", "security": "Security"}
CATEGORIES |= {"medical": "Health", "epidemic": "Health", "transport": "Transport"}
CATEGORIES |= {"aircraft": "Transport", "infrastructure": "Infra", "missing": "Rescue"}


@dataclass(frozen=True, kw_only=True)
class IncidentLine:
    """One incident of the list."""

    id: int
    number: int
    kind: str
    what: str
    where: str
    has_photo: bool
    grade: str
    grade_word: str
    state: str
    state_word: str
    reported_by: str
    reported_at: datetime
    lead: str


@dataclass(frozen=True, kw_only=True)
class GradeLine:
    """How bad it was held to be from then on, and why."""

    word: str
    why: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CardLine:
    """A role of the crisis. opens: what it lends besides; holder: who took it; behind: who may."""

    id: int
    name: str
    may: str
    first: Sequence[str]
    opens: Sequence[str]
    holder: str
    taken_at: datetime | None
    handed_out_at: datetime
    told: int
    is_passed_on: bool
    is_mine: bool
    may_take: bool
    behind: Sequence[str]
    is_over: bool


@dataclass(frozen=True, kw_only=True)
class SwitchLine:
    """One pressing of the switch. seconds_left: while it can be taken back; 0 when it cannot."""

    id: int
    state: str
    why: str
    asked_by: str
    asked_at: datetime
    confirmed_by: str
    confirmed_at: datetime | None
    ended_by: str
    ended_why: str
    may_confirm: bool
    seconds_left: int


@dataclass(frozen=True, kw_only=True)
class IncidentSheet:
    """All of one incident. second: who may confirm the switch, by name.

    warning_query: what the form of a warning begins with.
    """

    line: IncidentLine
    gradings: Sequence[GradeLine]
    switches: Sequence[SwitchLine]
    cards: Sequence[CardLine]
    second: Sequence[str]
    crisis_since: datetime | None
    report_due_at: datetime | None
    closed_at: datetime | None
    closed_why: str
    may_lead: bool
    waits_for_second: bool
    can_ask: bool
    has_roll: bool
    sees_all: bool
    sees_kin: bool
    other_crisis: int | None
    warning_query: str


@dataclass(frozen=True, kw_only=True)
class CrisisNow:
    """The crisis of the event, as everybody may know it."""

    incident_id: int
    number: int
    kind: str
    since: datetime
    may_see: bool


def incident_list(*, by: Actor) -> tuple[list[IncidentLine], list[IncidentLine]]:
    """Return what is open, the worst first, and what was closed last."""
    rows = Incident.objects.visible_to(by).select_related("place", "lead")
    worst = list(GRADES)
    open_ = sorted(
        rows.filter(state__in=OPEN),
        key=lambda row: (row.state != S.CRISIS, -worst.index(row.grade), -row.number),
    )
    closed = rows.filter(state=S.CLOSED).order_by("-closed_at")[:CLOSED_SHOWN]
    return [_line(row) for row in open_], [_line(row) for row in closed]


def incident_sheet(*, number: int, by: Actor, at: datetime) -> IncidentSheet:
    """Return one. Raises Incident.DoesNotExist."""
    rows = Incident.objects.visible_to(by).select_related("place", "lead", "event")
    row = rows.get(number=number)
    sees_all = by.may(Right.SEE_CRISIS)
    switches = list(row.switches.select_related("asked_by", "confirmed_by").order_by("-pk"))
    asked = next((each for each in switches if each.state == SwitchState.ASKED), None)
    may_lead = by.may(Right.LEAD_CRISIS)
    other = Incident.objects.filter(event_id=row.event_id, state=S.CRISIS).exclude(pk=row.pk)
    return IncidentSheet(
        line=_line(row),
        gradings=[
            GradeLine(word=str(GRADES[each.grade]), why=each.why, by=each.by_name, at=each.at)
            for each in row.gradings.order_by("-at", "-pk")
        ],
        switches=[_switch(each, by, at) for each in switches] if sees_all else [],
        cards=crisis_cards(row, by=by, at=at) if sees_all else [],
        second=_names(who_may(Right.LEAD_CRISIS, row.event_id, at), asked) if asked else [],
        crisis_since=row.crisis_since,
        report_due_at=row.report_due_at,
        closed_at=row.closed_at,
        closed_why=row.closed_why,
        may_lead=may_lead,
        waits_for_second=asked is not None,
        can_ask=may_lead and asked is None and row.state not in {S.CRISIS, S.CLOSED},
        sees_all=sees_all,
        sees_kin=by.may(Right.SEE_KIN),
        has_roll=sees_all and row.rolls.exists(),
        other_crisis=other.values_list("number", flat=True).first(),
        warning_query=_warning(row),
    )


def crisis_now(*, event_id: int, by: Actor) -> CrisisNow | None:
    """Return the crisis of this event, if there is one."""
    row = Incident.objects.filter(event_id=event_id, state=S.CRISIS).first()
    if row is None or row.crisis_since is None:
        return None
    return CrisisNow(
        incident_id=row.pk,
        number=row.number,
        kind=str(KINDS[row.kind]),
        since=row.crisis_since,
        may_see=by.may(Right.SEE_CRISIS),
    )


def crisis_cards(row: Incident, *, by: Actor, at: datetime) -> list[CardLine]:
    """Return the cards of a crisis in the playbook's order; after it those that were."""
    cards = row.cards.select_related("held_by", "incident").order_by("handed_out_at", "pk")
    standing = [card for card in cards if card.over_at is None]
    return [_card(card, by, at) for card in standing or cards]


def own_card(*, card_id: int, by: Actor, at: datetime) -> CardLine:
    """Return a card that was handed to this person, or that he may see. Raises DoesNotExist."""
    card = Card.objects.visible_to(by).select_related("held_by", "incident").get(pk=card_id)
    line = _card(card, by, at)
    if not (line.is_mine or line.may_take or by.may(Right.SEE_CRISIS)):
        raise Card.DoesNotExist
    return line


def _card(card: Card, by: Actor, at: datetime) -> CardLine:
    role = playbook().roles.get(card.role) or _unknown(card.role)
    people = role_holders([*role.to, *role.behind], card.event_id, at)
    names = dict(Person.objects.filter(pk__in=people).values_list("pk", "full_name"))
    is_over = card.over_at is not None
    return CardLine(
        id=card.pk,
        name=role.name,
        may=in_language(role.may),
        first=[in_language(each) for each in role.first],
        opens=lent_by(lends(card.role)),
        holder=card.held_by.full_name if card.held_by else "",
        taken_at=card.taken_at,
        handed_out_at=card.handed_out_at,
        told=card.told,
        is_passed_on=card.passed_on_at is not None,
        is_mine=card.held_by_id is not None and card.held_by_id == by.person_id,
        may_take=not is_over and card.held_by_id is None and by.person_id in people,
        behind=[names[each] for each in people if each in names and each != card.held_by_id],
        is_over=is_over,
    )


def _unknown(code: str) -> CrisisRole:
    """A role that the playbook does not name any more."""
    words = {"id": code, "en": code}
    return CrisisRole(code=code, names=words, to=(), behind=(), may={"id": "", "en": ""}, first=())


def _switch(row: Switch, by: Actor, at: datetime) -> SwitchLine:
    left = TAKE_BACK - (at - row.confirmed_at) if row.confirmed_at else timedelta()
    return SwitchLine(
        id=row.pk,
        state=row.state,
        why=row.why,
        asked_by=row.asked_by.full_name,
        asked_at=row.asked_at,
        confirmed_by=row.confirmed_by.full_name if row.confirmed_by else "",
        confirmed_at=row.confirmed_at,
        ended_by=row.ended_by,
        ended_why=row.ended_why,
        may_confirm=(
            row.state == SwitchState.ASKED
            and by.may(Right.LEAD_CRISIS)
            and row.asked_by_id != by.person_id
        ),
        seconds_left=int(left.total_seconds()) if can_take_back(row, at) else 0,
    )


def _names(people: Sequence[int], asked: Switch) -> list[str]:
    others = [each for each in people if each != asked.asked_by_id]
    found = dict(Person.objects.filter(pk__in=others).values_list("pk", "full_name"))
    return [found[each] for each in others]


def _warning(row: Incident) -> str:
    told = {"incident": f"{row.event.slug}-incident-{row.number}"}
    told["category"] = CATEGORIES.get(row.kind, "Safety")
    if row.place_id:
        told["place"] = str(row.place_id)
    if row.grade != "unknown":
        told["severity"] = row.grade.capitalize()  # grades are the words of CAP
    return urlencode(told)


def _line(row: Incident) -> IncidentLine:
    return IncidentLine(
        id=row.pk,
        number=row.number,
        kind=str(KINDS[row.kind]),
        what=row.what,
        where=row.place.name if row.place else row.place_text,
        has_photo=bool(row.photo),
        grade=row.grade,
        grade_word=str(GRADES[row.grade]),
        state=row.state,
        state_word=str(STATES[row.state]),
        reported_by=row.reported_by_name,
        reported_at=row.reported_at,
        lead=row.lead.full_name if row.lead else "",
    )
