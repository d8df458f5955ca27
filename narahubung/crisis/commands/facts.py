"""Facts are told, confirmed, contradicted, renewed, withdrawn."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from narahubung.accounts.roles import Right
from narahubung.crisis import entries
from narahubung.crisis.commands.incidents import about
from narahubung.crisis.models import Fact, FactSource, Incident
from narahubung.crisis.rules import facts as rules
from narahubung.crisis.rules.incidents import check_open, check_photo, check_reason
from narahubung.documents.reading import Received
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Place


@command
def tell_fact(  # noqa: PLR0913 -- what is said, by whom, how good it is
    *,
    incident_id: int,
    text: str,
    source: str = "",
    is_authority: bool = False,
    reliability: str = "F",
    credibility: str = "6",
    place_id: int | None = None,
    seen_at: datetime | None = None,
    photo: Received | None = None,
    origin: str = "",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Fact:
    """Write down what somebody says; without a source it can never be confirmed.

    seen_at: when it was so, now where nobody says. photo: of `documents.reading.receive`. origin:
    the number of the message it was taken from. Raises NothingSaid, NotAPhoto, IncidentIsOver;
    Incident.DoesNotExist, Place.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Incident.objects.for_change(by, incident_id, Right.SEE_CRISIS)
        check_open(row)
        if not text.strip():
            raise rules.NothingSaid
        check_photo(photo)
        last = row.facts.aggregate(last=Max("number"))["last"] or 0
        fact = Fact.objects.create(
            event_id=row.event_id,
            incident=row,
            number=last + 1,
            text=text.strip(),
            photo=photo.digest if photo else "",
            origin=origin,
            place=Place.objects.visible_to(by).get(pk=place_id) if place_id else None,
            seen_at=seen_at or at,
            told_at=at,
            told_by=by.name,
            holds_until=at + rules.HOLDS,
        )
        if source.strip():
            _add(fact, source, reliability, credibility, is_authority=is_authority, by=by, at=at)
        record(
            entries.FactTold(
                **_of(fact), text=fact.text, source=source.strip(), photo=fact.photo, origin=origin
            )
        )
    return fact


@command
def add_source(
    *,
    fact_id: int,
    source: str,
    is_authority: bool = False,
    reliability: str = "F",
    credibility: str = "6",
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Name another source: two, or an authority, confirm it; it holds from now on anew.

    Raises FactIsWithdrawn, SaidBefore, NeedsAReason; Fact.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        fact = _locked(by, fact_id)
        check_reason(source)
        if fact.sources.filter(name__iexact=source.strip()).exists():
            raise rules.SaidBefore(source=source.strip())
        _add(fact, source, reliability, credibility, is_authority=is_authority, by=by, at=at)
        fact.holds_until = max(fact.holds_until, at + rules.HOLDS)
        fact.save(update_fields=["holds_until"])
        count = fact.sources.count()
        confirmed = count > 1 or fact.sources.filter(is_authority=True).exists()
        record(entries.FactSourced(**_of(fact), source=source.strip(), confirmed=confirmed))


@command
def contradict(
    *, fact_id: int, other: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that it and the fact of the number `other` cannot both be true.

    Raises FactIsWithdrawn, NotItself, NoSuchFact; Fact.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        fact = _locked(by, fact_id)
        if fact.number == other:
            raise rules.NotItself
        found = Fact.objects.filter(incident_id=fact.incident_id, number=other).first()
        if found is None:
            raise rules.NoSuchFact(number=other)
        fact.against.add(found)
        record(entries.FactContradicted(**_of(fact), other=other))


@command
def renew_fact(*, fact_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Say that it still holds. Raises FactIsWithdrawn; Fact.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        fact = _locked(by, fact_id)
        fact.holds_until = at + rules.HOLDS
        fact.save(update_fields=["holds_until"])
        record(entries.FactRenewed(**_of(fact), name=by.name))


@command
def withdraw_fact(
    *, fact_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that it is not so. Raises FactIsWithdrawn, NeedsAReason; Fact.DoesNotExist."""
    with act(by=by, at=at, key=key) as record:
        fact = _locked(by, fact_id)
        check_reason(why)
        fact.withdrawn_at, fact.withdrawn_by, fact.withdrawn_why = at, by.name, why.strip()
        fact.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
        record(entries.FactWithdrawn(**_of(fact), why=why.strip()))


def _add(
    fact: Fact,
    source: str,
    reliability: str,
    credibility: str,
    *,
    is_authority: bool,
    by: Actor,
    at: datetime,
) -> None:
    FactSource.objects.create(
        fact=fact,
        name=source.strip(),
        is_authority=is_authority,
        reliability=reliability,
        credibility=credibility,
        by_name=by.name,
        at=at,
    )


def _locked(by: Actor, fact_id: int) -> Fact:
    fact = Fact.objects.for_change(by, fact_id, Right.SEE_CRISIS)
    if fact.withdrawn_at is not None:
        raise rules.FactIsWithdrawn
    return fact


def _of(fact: Fact) -> dict[str, Any]:
    return {**about(fact.incident), "fact_id": fact.pk, "fact": fact.number}
