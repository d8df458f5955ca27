"""What people decide about what phones brought, and what is kept of what could not be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from narahubung.accounts.actors import coordinators
from narahubung.accounts.roles import Right
from narahubung.field import entries, rules
from narahubung.field.models import Carried, Phone, TwoVersions
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party


@dataclass(frozen=True, kw_only=True)
class Clash:
    """One field of which two people wrote different values."""

    field: str
    label: str
    ours: str
    theirs: str


@dataclass(frozen=True, kw_only=True)
class Thing:
    """What a form is about: enough to ask about it, and to send the form once more."""

    party_id: int
    kind: str
    path: str
    about: str
    fixed: tuple[tuple[str, str], ...]
    other_id: int | None = None
    other_name: str = ""


@command
def put_aside(
    *,
    carried_id: UUID,
    what: str,
    written_at: datetime,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Say that something waits for a coordinator: its author may not do it any more."""
    with act(by=by, at=at, key=key) as record:
        record(
            entries.WrittenAside(carried_id=str(carried_id), what=what, written_at=written_at),
            tell=coordinators(by.here, at),
        )


@command
def take_over(*, carried_id: UUID, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Answer for what was put aside: it is done by him who takes it over. Joins that act.

    Raises rules.SettledAlready; Carried.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _aside(by, carried_id, at)
        record(
            entries.AsideTakenOver(
                carried_id=str(row.pk), author=str(row.person), written_at=row.at
            ),
            tell=[row.person_id],
        )
        _settle(row, by=by, at=at, taken=True)


@command
def put_away(*, carried_id: UUID, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Decide that what was put aside does not count; it can still be read.

    Raises rules.SettledAlready; Carried.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = _aside(by, carried_id, at)
        record(entries.AsidePutAway(carried_id=str(row.pk), author=str(row.person)))
        _settle(row, by=by, at=at, taken=False)


@command
def ask_which(
    *,
    carried_id: UUID,
    thing: Thing,
    clashes: Sequence[Clash],
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> None:
    """Ask both authors and the coordinator which of two versions is right, for each field.

    Raises Party.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by).get(pk=thing.party_id)
        told = {by.person_id, thing.other_id, *coordinators(by.here, at)} - {None}
        for clash in clashes:
            row = TwoVersions.objects.create(
                event_id=by.here,
                party=party,
                carried_id=carried_id,
                kind=thing.kind,
                path=thing.path,
                about=thing.about[:200],
                field=clash.field,
                words=clash.label[:200],
                fixed=[list(pair) for pair in thing.fixed],
                ours=clash.ours,
                theirs=clash.theirs,
                author_id=by.person_id or 0,
                author_name=by.name,
                other_id=thing.other_id,
                other_name=thing.other_name,
                written_at=at,
                asked_at=at,
            )
            record(entries.VersionsDiffered(**_about(row)), tell=[one for one in told if one])


@command
def choose(
    *, versions_id: int, chosen: str, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Settle which of two versions is right; joins the act that writes it, where one is needed.

    Raises rules.SettledAlready, NoSuchVersion; TwoVersions.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = TwoVersions.objects.for_change(by, versions_id)
        rules.check_can_choose(row, chosen)
        row.chosen, row.settled_at, row.settled_by = chosen, at, by.name
        row.save(update_fields=["chosen", "settled_at", "settled_by"])
        record(entries.VersionChosen(**_about(row), chosen=chosen))


@command
def revoke_phone(*, phone_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Shut a lost phone out: it sends nothing more, and erases what it keeps at its next contact.

    Raises rules.RevokedAlready; Phone.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        people = rules.people_of(by)
        phone = (
            Phone.objects.filter(person_id__in=people)
            .select_related("person")
            .select_for_update(of=("self",))
            .get(pk=phone_id)
        )
        rules.check_can_revoke(phone)
        phone.revoked_at, phone.revoked_by = at, by.name
        phone.save(update_fields=["revoked_at", "revoked_by"])
        record(
            entries.PhoneRevoked(
                phone_id=phone.pk, of=str(phone.person), unsent=sum(phone.unsent.values())
            ),
            tell=[phone.person_id],
        )


@command
def note_loss(
    *, phone_id: int, number: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """Say that a phone lost what it had not sent: to its owner and to the coordinators.

    Raises Phone.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        phones = Phone.objects.filter(person__reach__event_id=by.here).distinct()
        phone = phones.select_related("person").get(pk=phone_id)
        people = {phone.person_id, *coordinators(by.here, at)}
        record(
            entries.QueueLost(phone_id=phone.pk, of=str(phone.person), number=number),
            tell=sorted(people),
        )


def _aside(by: Actor, carried_id: UUID, at: datetime) -> Carried:
    rows = Carried.objects.visible_to(by, Right.PLAN_OFFICERS).select_related("person")
    row = rows.select_for_update(of=("self",)).get(pk=carried_id)
    rules.check_waits(row)
    return row


def _settle(row: Carried, *, by: Actor, at: datetime, taken: bool) -> None:
    row.settled_at, row.settled_by, row.taken = at, by.name, taken
    row.save(update_fields=["settled_at", "settled_by", "taken"])


def _about(row: TwoVersions) -> dict[str, Any]:
    return {
        "party_id": row.party_id,
        "versions_id": row.pk,
        "about": row.about,
        "label": row.words,
    }
