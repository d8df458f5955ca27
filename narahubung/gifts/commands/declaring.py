"""A gift is declared, and corrected; nothing that was told is ever changed."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from narahubung.accounts.models import Event
from narahubung.documents.reading import Received
from narahubung.gifts import entries
from narahubung.gifts.knowing import keepers, reporters
from narahubung.gifts.models import (
    Declaration,
    DeclarationText,
    Direction,
    Employment,
    Gift,
    GiftReporter,
)
from narahubung.gifts.rules import declaring as rules
from narahubung.gifts.rules.keeping import first_state
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party

_OF_TEXT = {field.name for field in DeclarationText._meta.concrete_fields}


@command
def declare_gift(
    *,
    told: rules.Told,
    party_id: int | None = None,
    gift_id: int | None = None,
    receiver_id: int | None = None,
    employment: str = "",
    file: Received | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Declaration:
    """Put a gift, a tip or an errand into the register, as who received or gives it.

    gift_id: the line of the organiser's list that it is. receiver_id: whose it is, where who keeps
    the register writes down what somebody tells by telephone. employment: of the receiver, where he
    has not said it before. file: a photo, of `documents.reading.receive`. What happened is taken
    late, too, and after the attachment has ended. Raises as `rules.check_told`; NotYours,
    NotYourGuests, NobodyTold; Gift.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        person_id, person_name = rules.check_can_declare(by), by.name
        if receiver_id is not None and receiver_id != person_id:
            rules.check_keeper(by)
            person_id, person_name = _told_by(receiver_id, by, at)
        rules.check_told(told, at)
        rules.check_party(party_id, by)
        event = Event.objects.select_for_update(of=("self",)).get(pk=by.here)
        if party_id is not None:
            Party.objects.get(pk=party_id, event=event)
        gift = Gift.objects.visible_to(by).get(pk=gift_id) if gift_id is not None else None
        is_given = told.direction == Direction.GIVEN
        last = Declaration.objects.filter(event=event).aggregate(last=Max("number"))["last"] or 0
        row = Declaration.objects.create(
            event=event,
            number=last + 1,
            party_id=party_id,
            gift=gift,
            person_id=person_id,
            person_name=person_name,
            personal=rules.is_personal(told),
            direction=told.direction,
            state=first_state(told.outcome, told.direction),
            holder_id=None if is_given else person_id,
            holder_name=told.recipient.strip() if is_given else person_name,
            declared_at=at,
        )
        _write(
            row,
            told,
            version=1,
            employment=_employment(employment, person_id, by),
            file=file,
            by=by,
            at=at,
        )
        people = {*keepers(event.pk, at), person_id} - {by.person_id}
        record(entries.GiftDeclared(**about(row, by)), tell=sorted(people))
    return row


def _told_by(receiver_id: int, by: Actor, at: datetime) -> tuple[int, str]:
    known = reporters(by.here, at)
    if receiver_id not in known:
        raise rules.NobodyTold
    return receiver_id, known[receiver_id]


@command
def correct_gift(
    *,
    declaration_id: int,
    told: rules.Told,
    why: str,
    employment: str | None = None,
    file: Received | None = None,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Tell it again, rightly; the earlier texts stay. Who declared it does that, or the registrar.

    file: another photo; without, the last one stays. employment: None: as it stood. Raises as
    `rules.check_told`; NotYours, NoReasonToCorrect, NothingCorrected; Declaration.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Declaration.objects.for_change(by, declaration_id)
        rules.check_own_or_keeper(row, by)
        rules.check_told(told, at)
        old = row.texts.order_by("-version").first()
        assert old is not None  # noqa: S101 -- a declaration is made with its first text
        held = old.employment if employment is None else employment
        changed = {**_columns(told), "employment": held}
        if file is not None:
            changed["photo"] = file.digest
        rules.check_correction(old, changed.items(), why)
        new = old.version + 1
        _write(row, told, version=new, employment=held, file=file, by=by, at=at, why=why, old=old)
        row.personal, row.direction = rules.is_personal(told), told.direction
        if old.outcome != told.outcome and not row.custodies.exists():
            row.state = first_state(told.outcome, told.direction)
        row.save(update_fields=["personal", "direction", "state"])
        people = {*keepers(row.event_id, at), row.person_id} - {by.person_id}
        told_of = entries.GiftCorrected(**about(row, by), text_number=new)
        record(told_of, tell=sorted(one for one in people if one))


@command
def describe_reporter(
    *,
    employment: str,
    id_number: str = "",
    office: str = "",
    address: str = "",
    phone: str = "",
    email: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Keep what the form of the KPK asks of oneself. Raises NotYours."""
    with act(by=by, at=at, key=key) as record:
        person_id = rules.check_can_declare(by)
        row, _made = GiftReporter.objects.update_or_create(
            event_id=by.here,
            person_id=person_id,
            defaults={
                "employment": Employment(employment).value,
                "id_number": id_number.strip(),
                "office": office.strip(),
                "address": address.strip(),
                "phone": phone.strip(),
                "email": email.strip(),
            },
        )
        record(entries.ReporterDescribed(reporter_id=row.pk, name=by.name))


def about(row: Declaration, by: Actor) -> dict[str, Any]:
    """Return what every entry says of it."""
    return {"declaration_id": row.pk, "number": row.number, "name": by.name}


def _employment(said: str, person_id: int, by: Actor) -> str:
    """Return what the receiver is by law; said for the first time, it is kept for the next."""
    mine = GiftReporter.objects.filter(event_id=by.here, person_id=person_id).first()
    if not said:
        return mine.employment if mine else ""
    if mine is None:
        GiftReporter.objects.create(
            event_id=by.here, person_id=person_id, employment=Employment(said).value
        )
    elif mine.employment != said:
        mine.employment = Employment(said).value
        mine.save(update_fields=["employment"])
    return said


def _columns(told: rules.Told) -> dict[str, Any]:
    columns = {name: value for name, value in asdict(told).items() if name in _OF_TEXT}
    return {
        name: value.strip() if isinstance(value, str) else value for name, value in columns.items()
    }


def _write(
    row: Declaration,
    told: rules.Told,
    *,
    version: int,
    employment: str,
    file: Received | None,
    by: Actor,
    at: datetime,
    why: str = "",
    old: DeclarationText | None = None,
) -> None:
    kept = old.photo if old else ""
    DeclarationText.objects.create(
        declaration=row,
        version=version,
        why=why.strip(),
        employment=employment,
        photo=file.digest if file else kept,
        by_name=by.name,
        at=at,
        **_columns(told),
    )
