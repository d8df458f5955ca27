"""Families and embassies are told in their order, with the person's word."""

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from narahubung.accounts.roles import Right
from narahubung.crisis import entries
from narahubung.crisis.commands.incidents import about
from narahubung.crisis.due import due_calls
from narahubung.crisis.holders import who_may
from narahubung.crisis.models import Head, HeadState, Incident
from narahubung.crisis.models.kin import Consent, Fate, Kin, KinCall
from narahubung.crisis.rules import kin as rules
from narahubung.crisis.rules.incidents import check_reason
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.scoping import seen_by


@command
def open_fate(*, head_id: int, by: Actor, at: datetime, key: UUID | None = None) -> Fate:
    """Take up that family and embassy of a person must be told; once for an incident.

    Who is missing cannot be asked. Raises NotHurtOrMissing; Head.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        rows = Head.objects.filter(seen_by(by, Right.SEE_KIN))  # an officer counts, no more
        head = rows.select_for_update(of=("self",)).get(pk=head_id)
        if head.state not in rules.NEED_TELLING:
            raise rules.NotHurtOrMissing
        is_missing = head.state == HeadState.UNACCOUNTED
        consent = (Consent.UNABLE if is_missing else Consent.UNASKED).value
        fate, _ = Fate.objects.get_or_create(
            incident=head.roll.incident,
            member_id=head.member_id,
            defaults={
                "event_id": head.event_id,
                "party_id": head.party_id,
                "kin": consent,
                "embassy": consent,
                "press": consent,
                "next_try_at": at,
            },
        )
        record(entries.FateOpened(**_of(fate, by)))
    return fate


@command
def note_consent(
    *,
    fate_id: int,
    kin: str,
    embassy: str,
    press: str,
    heard: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Note what the person says to family, embassy and press being told, and who heard it.

    Raises NobodyHeardIt; Fate.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        fate = _fate(by, fate_id)
        if not heard.strip():
            raise rules.NobodyHeardIt
        for whom, said in (("kin", kin), ("embassy", embassy), ("press", press)):
            answer = Consent(said).value
            if getattr(fate, whom) != answer:
                setattr(fate, whom, answer)
                record(entries.ConsentNoted(**_of(fate, by), whom=whom, consent=answer))
        fate.consent_heard = heard.strip()
        fate.save(update_fields=["kin", "embassy", "press", "consent_heard"])
        if not record.rows:
            record(entries.ConsentNoted(**_of(fate, by), whom="kin", consent=fate.kin))


@command
def add_kin(
    *,
    fate_id: int,
    name: str,
    phone: str,
    relation: str = "",
    language: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Kin:
    """Add somebody of the family, to be called after those there are. Raises NobodyNamed."""
    with act(by=by, at=at, key=key) as record:
        fate = _fate(by, fate_id)
        if not name.strip() or not phone.strip():
            raise rules.NobodyNamed
        rows = Kin.objects.filter(member_id=fate.member_id)
        last = rows.aggregate(last=Max("order"))["last"] or 0
        kin = Kin.objects.create(
            event_id=fate.event_id,
            member_id=fate.member_id,
            order=last + 1,
            name=name.strip(),
            relation=relation.strip(),
            phone=phone.strip(),
            language=language.strip(),
        )
        record(entries.KinAdded(**_of(fate, by)))
    return kin


@command
def take_kin_call(*, fate_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Be who calls the family. Raises Fate.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        fate = _fate(by, fate_id)
        fate.caller, fate.caller_by_id = by.name, by.person_id
        fate.save(update_fields=["caller", "caller_by"])
        record(entries.CallTaken(**_of(fate, by)))


@command
def call_kin(
    *,
    fate_id: int,
    kin_id: int,
    reached: bool,
    agree: bool = False,
    next_try_at: datetime | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Note a call to the family. agree: they agree to the name becoming public.

    Raises AskThePerson, PersonSaysNo, NotOfThisFamily, CallFirst; DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        fate = _fate(by, fate_id)
        rules.check_may_tell(fate.kin)
        kin = Kin.objects.visible_to(by).get(pk=kin_id)
        rules.check_order(fate, kin)
        KinCall.objects.create(
            event_id=fate.event_id, fate=fate, kin=kin, reached=reached, by_name=by.name, at=at
        )
        fate.next_try_at = None if reached else next_try_at
        if reached:
            fate.kin_told_at, fate.kin_told_by = fate.kin_told_at or at, by.name
            fate.kin_agree = agree
        fate.save()
        record(entries.KinCalled(**_of(fate, by), reached=reached))


@command
def tell_due_kin_calls(
    *, incident_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Tell who calls that a call to a family is due, else all who may; each once. For the house.

    What they hear names nobody. Raises Incident.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        incident = Incident.objects.for_change(by, incident_id, Right.SEE_KIN)
        may = who_may(Right.SEE_KIN, incident.event_id, at)
        calls = Counter[int | None]()
        for fate in due_calls(incident.event_id, at).filter(incident=incident):
            fate.reminded_for = fate.next_try_at
            fate.save(update_fields=["reminded_for"])
            calls[fate.caller_by_id if fate.caller_by_id in may else None] += 1
        for caller, count in calls.items():
            told = entries.KinCallsDue(**about(incident), count=count)
            record(told, tell=may if caller is None else [caller])


@command
def note_nobody(
    *, fate_id: int, whom: str, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Note why there is no family, or no embassy, to tell. Raises NeedsAReason."""
    with act(by=by, at=at, key=key) as record:
        fate = _fate(by, fate_id)
        check_reason(why)
        field = "embassy_none" if whom == "embassy" else "kin_none"
        setattr(fate, field, why.strip())
        fate.save(update_fields=[field])
        record(entries.NobodyToTell(**_of(fate, by), whom=whom))


@command
def tell_embassy(
    *, fate_id: int, told_to: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Note that the embassy knows, in confidence.

    Raises AskThePerson, PersonSaysNo, NobodyNamed; Fate.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        fate = _fate(by, fate_id)
        rules.check_may_tell(fate.embassy)
        if not told_to.strip():
            raise rules.NobodyNamed
        fate.embassy_told_at, fate.embassy_told_by = at, by.name
        fate.embassy_told_to = told_to.strip()
        fate.save(update_fields=["embassy_told_at", "embassy_told_by", "embassy_told_to"])
        record(entries.EmbassyTold(**_of(fate, by)))


@command
def free_embassy(*, fate_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Note that the embassy was told that it may speak. Raises EmbassyNotTold, FamilyFirst."""
    with act(by=by, at=at, key=key) as record:
        fate = _fate(by, fate_id)
        rules.check_may_free(fate)
        fate.free_at, fate.free_by = at, by.name
        fate.save(update_fields=["free_at", "free_by"])
        record(entries.EmbassyTold(**_of(fate, by), free=True))


@command
def write_condition(
    *, fate_id: int, text: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Write how the person is, for who may read medical notes. Raises Fate.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        fate = _fate(by, fate_id, Right.SEE_MEDICAL)
        fate.condition = text.strip()
        fate.save(update_fields=["condition"])
        record(entries.ConditionWritten(**_of(fate, by)))


def _fate(by: Actor, fate_id: int, right: str = Right.SEE_KIN) -> Fate:
    return Fate.objects.for_change(by, fate_id, right)


def _of(fate: Fate, by: Actor) -> dict[str, Any]:
    return {
        **about(fate.incident),
        "party_id": fate.party_id,
        "party": fate.party.code,
        "fate_id": fate.pk,
        "name": by.name,
    }
