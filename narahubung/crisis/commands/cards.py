"""Role cards are handed out by message, taken by one person each, passed on where nobody does."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from narahubung.accounts.models import Reach
from narahubung.accounts.roles import CARDS
from narahubung.crisis import entries
from narahubung.crisis.commands.incidents import about
from narahubung.crisis.holders import role_holders
from narahubung.crisis.models import Card, Incident, IncidentState
from narahubung.crisis.playbook import CrisisRole, lends, playbook
from narahubung.crisis.rules import incidents as rules
from narahubung.crisis.words import KINDS
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.relays import commands as relays
from narahubung.relays.models import Precedence
from narahubung.relays.models import Relay as RelayRow

log = logging.getLogger(__name__)


@command
def deal_cards(*, incident_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Hand a card for each role to those who may hold it. For the house, once a crisis began.

    Does nothing where the crisis was taken back meanwhile.
    """
    with act(by=by, at=at, key=key) as record:
        row = Incident.objects.for_change(by, incident_id)
        for role in playbook().roles.values() if row.state == IncidentState.CRISIS else ():
            card = Card.objects.create(
                event_id=row.event_id, incident=row, role=role.code, handed_out_at=at
            )
            told = _send(card, role, role.to, by=by, at=at)
            record(entries.CardDealt(**_of(card), told=told))


def take_in(row: Incident, *, at: datetime) -> None:
    """The crisis is over: so are its cards, and what they lent. Within an act."""
    for card in row.cards.filter(over_at=None).exclude(held_by=None):
        _take_rights(card, at)
    row.cards.filter(over_at=None).update(over_at=at)


@command
def take_card(*, card_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take a card: this person holds the role now.

    Raises CardIsTaken, NotYourCard, SwitchIsOver (the crisis is over); Card.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        card = _locked(by, card_id)
        if card.over_at is not None:
            raise rules.SwitchIsOver
        if card.held_by_id is not None:
            raise rules.CardIsTaken(name=card.held_by.full_name if card.held_by else "")
        if by.person_id not in may_hold(card, at):
            raise rules.NotYourCard
        card.held_by_id, card.taken_at = by.person_id, at
        card.save(update_fields=["held_by", "taken_at"])
        _lend_rights(card, at)
        _acknowledge(card, by, at)
        record(entries.CardTaken(**_of(card), name=by.name))


@command
def give_card_back(*, card_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Who holds it cannot any more: all who may are asked. Raises NotYourCard, SwitchIsOver."""
    with act(by=by, at=at, key=key) as record:
        card = _locked(by, card_id)
        if card.over_at is not None:
            raise rules.SwitchIsOver
        if card.held_by_id != by.person_id:
            raise rules.NotYourCard
        _take_rights(card, at)
        card.held_by, card.taken_at = None, None
        card.save(update_fields=["held_by", "taken_at"])
        record(entries.CardGivenBack(**_of(card), name=by.name, person_id=by.person_id or 0))


@command
def pass_card_on(
    *, card_id: int, without: int = 0, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Ask those who stand behind: nobody took it in time. For the house.

    without: who gave it back; then all others who may hold it are asked. Raises CardIsTaken.
    """
    with act(by=by, at=at, key=key) as record:
        card = _locked(by, card_id)
        if card.held_by is not None or card.over_at is not None:
            raise rules.CardIsTaken(name=card.held_by.full_name if card.held_by else "-")
        role = playbook().roles[card.role]
        roles = [*role.to, *role.behind] if without else role.behind
        told = _send(card, role, roles, by=by, at=at, without=without)
        card.passed_on_at = at
        card.save(update_fields=["passed_on_at"])
        record(entries.CardPassedOn(**_of(card), told=told))


def may_hold(card: Card, at: datetime) -> set[int]:
    """Return the people to whom a card was handed, or who stand behind."""
    role = playbook().roles[card.role]
    return set(role_holders([*role.to, *role.behind], card.event_id, at))


def _lend_rights(card: Card, at: datetime) -> None:
    """Open what the card opens to who holds it now: the table is accounts.roles.CARDS."""
    if (code := lends(card.role)) in CARDS:
        holder = card.held_by_id or 0
        Reach.objects.create(person_id=holder, event_id=card.event_id, role=code, since=at)


def _take_rights(card: Card, at: datetime) -> None:
    held = Reach.objects.filter(person_id=card.held_by_id or 0, event_id=card.event_id, until=None)
    held.filter(role=lends(card.role)).update(until=at)


def _send(
    card: Card,
    role: CrisisRole,
    roles: Sequence[str],
    *,
    by: Actor,
    at: datetime,
    without: int = 0,
) -> int:
    """Send it as FLASH to all who may hold it; return how many. Nobody is no reason to stop."""
    people = [each for each in role_holders(roles, card.event_id, at) if each != without]
    if not people:
        return 0
    link = reverse("crisis:card", kwargs={"slug": card.event.slug, "card_id": card.pk})
    with override("id"):
        text = _text(card, role)
    with override("en"):
        english = _text(card, role)
    try:
        relay = relays.send(
            text=text,
            translation=english,
            translation_language="en",
            audience=[f"person:{each}" for each in people],
            precedence=Precedence.KILAT,
            must_read_back=False,
            link=link,
            by=by,
            at=at,
        )
    except Refusal as refusal:  # nobody of them can be reached: the sheet shows that none was told
        log.warning("card %s was not sent: %s", card.pk, refusal.code)
        return 0
    card.relay_id, card.told = relay, len(people)
    card.save(update_fields=["relay_id", "told"])
    return len(people)


def _text(card: Card, role: CrisisRole) -> str:
    words = _("CRISIS, incident {number} ({kind}). Your role: {role}. Open the card and take it.")
    return words.format(number=card.incident.number, kind=KINDS[card.incident.kind], role=role.name)


def _acknowledge(card: Card, by: Actor, at: datetime) -> None:
    """To take the card is to have read the message."""
    mine = RelayRow.objects.filter(pk=card.relay_id or 0, recipients__person_id=by.person_id or 0)
    if card.relay_id and mine.exists():
        try:
            relays.acknowledge(relay_id=card.relay_id, by=by, at=at)
        except Refusal:  # he did so on the message itself
            log.info("message %s was acknowledged before", card.relay_id)


def _locked(by: Actor, card_id: int) -> Card:
    return Card.objects.visible_to(by).select_for_update(of=("self",)).get(pk=card_id)


def _of(card: Card) -> dict[str, Any]:
    return {**about(card.incident), "card_id": card.pk, "role": card.role}
