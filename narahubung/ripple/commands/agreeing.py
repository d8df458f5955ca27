"""Who must agree to a repair is asked by message, and says yes or no."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from narahubung.accounts.models import Person
from narahubung.accounts.roles import Right
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.kit.said import in_one
from narahubung.relays import commands as relays
from narahubung.relays.rules.answering import NoReason
from narahubung.ripple import rules
from narahubung.ripple.commands.telling import about, cause_told, write_to
from narahubung.ripple.entries import RepairAnswered, RepairAsked
from narahubung.ripple.models import Consent, ConsentState, Wave
from narahubung.ripple.owners import Owners


@command
def ask_for_repair(
    *, wave_id: int, number: int, by: Actor, at: datetime, key: UUID | None = None
) -> int:
    """Ask everybody who must agree to a repair, each by one message; return how many were asked.

    Who was asked before is not asked again. Who asks and is one of them agrees by that.
    Raises UndoneAlready, NoSuchRepair, TakenAlready, NobodyToAsk, DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rows = Wave.objects.select_related("event")
        wave = rows.for_change(by, wave_id, Right.REPORT_MOVEMENT)
        repair = rules.check_repair(wave, number)
        owners = Owners(by.here, at, (wave.old, wave.new))
        known = set(wave.consents.filter(number=number).values_list("owner", "person_id"))
        wanted = [
            (owner, person_id)
            for owner in repair["agree"]
            for person_id in owners.of([owner])
            if person_id and (owner, person_id) not in known
        ]
        here = owners.reachable([person_id for _owner, person_id in wanted])
        consents = [
            Consent(
                event_id=wave.event_id,
                wave=wave,
                number=number,
                owner=owner,
                person_id=person_id,
                asked_at=at,
            )
            for owner, person_id in wanted
            if person_id in here or person_id == by.person_id
        ]
        if not consents:
            raise rules.NobodyToAsk
        people = Person.objects.in_bulk([one.person_id for one in consents])
        asked = [person for pk, person in sorted(people.items()) if pk != by.person_id]
        sent = {person.pk: _ask(wave, repair["says"], person, by, at) for person in asked}
        for one in consents:
            one.relay_id = sent.get(one.person_id)
            if one.person_id == by.person_id:
                one.state, one.answered_at = ConsentState.AGREED.value, at
        Consent.objects.bulk_create(consents)
        record(
            RepairAsked(
                **about(wave, repair),
                number=number,
                repair=repair["says"],
                people=[str(person) for person in asked],
            )
        )
    return len(asked)


@command
def answer_repair(
    *,
    wave_id: int,
    number: int,
    agrees: bool,
    why: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say whether one agrees to a repair about which one was asked; the last word counts.

    why: the reason of who does not agree. The message that asked is answered by it, too.
    Raises UndoneAlready, NoSuchRepair, TakenAlready, NoReason, DoesNotExist for who was not asked.
    """
    with act(by=by, at=at, key=key) as record:
        wave = Wave.objects.for_change(by, wave_id)
        mine = list(wave.consents.filter(number=number, person_id=by.person_id or 0))
        if not mine:
            raise Consent.DoesNotExist
        repair = rules.check_repair(wave, number)
        if not agrees and not why.strip():
            raise NoReason
        state = ConsentState.AGREED if agrees else ConsentState.REFUSED
        _answered(mine, state, "" if agrees else why.strip(), at)
        for relay_id in {one.relay_id for one in mine if one.relay_id}:
            with suppress(Refusal):  # he may have answered there before
                if agrees:
                    relays.acknowledge(relay_id=relay_id, by=by, at=at)
                else:
                    relays.refuse(relay_id=relay_id, why=why, by=by, at=at)
        record(
            RepairAnswered(
                **about(wave, repair),
                number=number,
                repair=repair["says"],
                name=by.name,
                agrees=agrees,
                why="" if agrees else why.strip(),
            )
        )


@command
def hear_refusal(
    *, relay_id: int, person_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Take it for a no that somebody refuses the message itself. For the house.

    Opens no act where the message asked nothing, or he said so already.
    """
    rows = Consent.objects.visible_to(by).filter(relay_id=relay_id, person_id=person_id)
    rows = rows.exclude(state=ConsentState.REFUSED).select_related("wave", "person")
    first = rows.first()
    if first is None:
        return
    with act(by=by, at=at, key=key) as record:
        wave = Wave.objects.for_change(by, first.wave_id)
        repair = wave.outcome["repairs"][first.number]
        _answered(list(rows), ConsentState.REFUSED, why, at)
        record(
            RepairAnswered(
                **about(wave, repair),
                number=first.number,
                repair=repair["says"],
                name=str(first.person),
                agrees=False,
                why=why,
            )
        )


def ask_no_more(consents: Iterable[Consent], *, by: Actor, at: datetime) -> None:
    """Strike the questions that nobody answered: it is decided. Inside an act."""
    for one in consents:
        if one.state != ConsentState.ASKED or one.relay_id is None:
            continue
        repair = one.wave.outcome["repairs"][one.number]
        with override(one.person.language or "id"), suppress(Refusal):
            text = _("No answer is needed any more: {repair}").format(repair=in_one(repair["says"]))
            relays.correct(relay_id=one.relay_id, text=text, by=by, at=at)


def _answered(mine: Iterable[Consent], state: ConsentState, why: str, at: datetime) -> None:
    for one in mine:
        one.state, one.why, one.answered_at = state.value, why, at
        one.save(update_fields=["state", "why", "answered_at"])


def _ask(wave: Wave, says: str, person: Person, by: Actor, at: datetime) -> int:
    with override(person.language or "id"):
        text = _("Do you agree? {repair}\nBecause of: {cause}\nAnswer on the page of the change.")
        text = text.format(repair=in_one(says), cause=cause_told(wave, person, at))
    # Whom a repair concerns the house knows; he need not be among those one may write to.
    house = replace(by, roles=by.roles | {"house"})
    return write_to(wave, person, text, by=house, at=at)
