"""Words to guests and staff: written, cleared by who leads, renewed, withdrawn, followed."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.crisis import entries
from narahubung.crisis.commands.guests import tell_guests
from narahubung.crisis.commands.incidents import about
from narahubung.crisis.models import Incident
from narahubung.crisis.models.reassure import (
    Assurance,
    AssuranceSort,
    AssuranceState,
    AssuranceText,
    Follower,
)
from narahubung.crisis.rules import reassure as rules
from narahubung.crisis.rules.incidents import check_open, check_reason
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor

S = AssuranceState


@command
def write_assurance(
    *,
    incident_id: int,
    sort: str,
    language: str,
    asks: str,
    says: str,
    is_unknown: bool = False,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> Assurance:
    """Draft a word to guests and staff. Raises IncidentIsOver, AsksNothing, SaysNothing."""
    with act(by=by, at=at, key=key) as record:
        row = Incident.objects.for_change(by, incident_id, Right.SEE_CRISIS)
        check_open(row)
        rules.check_words(sort, asks, says, is_unknown=is_unknown)
        made = Assurance.objects.create(
            event_id=row.event_id,
            incident=row,
            sort=AssuranceSort(sort).value,
            is_unknown=is_unknown,
            written_by=by.name,
            written_at=at,
        )
        _word(made, language, asks, says, by)
        record(entries.AssuranceWorded(**_of(made), name=by.name, language=language))
    return made


@command
def word_assurance(
    *,
    assurance_id: int,
    language: str,
    asks: str,
    says: str,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Write it in a language, or anew in one; a cleared one only by who may clear.

    Raises IsWithdrawn, IsCleared, AsksNothing, SaysNothing; Assurance.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Assurance.objects.for_change(by, assurance_id, Right.SEE_CRISIS)
        rules.check_may_word(row, by)
        rules.check_words(row.sort, asks, says, is_unknown=row.is_unknown)
        _word(row, language, asks, says, by)
        record(entries.AssuranceWorded(**_of(row), name=by.name, language=language))


@command
def clear_assurance(
    *, assurance_id: int, minutes: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Let everybody read it for so many minutes, or for so many more; who follows has word.

    Raises IncidentIsOver, IsWithdrawn, NoLanguageToCheck, HoldsTooLong; Assurance.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = Assurance.objects.for_change(by, assurance_id, Right.LEAD_CRISIS)
        check_open(row.incident)
        if row.state == S.WITHDRAWN:
            raise rules.IsWithdrawn
        rules.check_holds(minutes)
        if not row.texts.filter(language__in=rules.FIRST).exists():
            raise rules.NoLanguageToCheck
        again = row.state == S.CLEARED
        row.state, row.cleared_by, row.cleared_at = S.CLEARED.value, by.name, at
        row.holds_until = at + timedelta(minutes=minutes)
        row.save()
        rows = Follower.objects.filter(event_id=row.event_id, person__is_active=True)
        people = [] if again else list(rows.values_list("person_id", flat=True))
        told = entries.AssuranceCleared(
            assurance_id=row.pk, holds_until=row.holds_until, again=again
        )
        record(told, tell=people)
        if not again:
            tell_guests(row, at=at)


@command
def withdraw_assurance(
    *, assurance_id: int, why: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Take it off the page at once. Raises IsWithdrawn, IsCleared, NeedsAReason."""
    with act(by=by, at=at, key=key) as record:
        row = Assurance.objects.for_change(by, assurance_id, Right.SEE_CRISIS)
        rules.check_may_word(row, by)
        check_reason(why)
        row.state, row.why = S.WITHDRAWN.value, why.strip()
        row.withdrawn_by, row.withdrawn_at = by.name, at
        row.save()
        record(entries.AssuranceWithdrawn(**_of(row), name=by.name, why=row.why))


@command
def follow_assurances(*, on: bool, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Be told of new words by one's own channels, or no more. Raises NoChannelOfOnesOwn."""
    with act(by=by, at=at, key=key) as record:
        if by.person_id is None:
            raise rules.NoChannelOfOnesOwn
        who = {"event_id": by.here, "person_id": by.person_id}
        if on:
            Follower.objects.get_or_create(**who, defaults={"since": at})
        else:
            Follower.objects.filter(**who).delete()
        record(entries.AssurancesFollowed(name=by.name, on=on))


def _word(row: Assurance, language: str, asks: str, says: str, by: Actor) -> None:
    AssuranceText.objects.update_or_create(
        assurance=row,
        language=language,
        defaults={"asks": asks.strip(), "says": says.strip(), "by_name": by.name},
    )


def _of(row: Assurance) -> dict[str, Any]:
    return {**about(row.incident), "assurance_id": row.pk}
