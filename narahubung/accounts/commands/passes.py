"""Links without log-in: made, taken back, ended with what they opened. Opening one does nothing."""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import F

from narahubung.accounts.entries import PassIssued, PassRevoked
from narahubung.accounts.models import GuestPass
from narahubung.accounts.roles import PURPOSES, Right
from narahubung.accounts.rules import check_can_give_link, check_may, hash_of
from narahubung.journal.acting import Record, act, command
from narahubung.kit.actor import Actor


@command
def issue_pass(
    *,
    purpose: str,
    object_id: int,
    name: str,
    language: str,
    expires_at: datetime,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> str:
    """Make a link to one thing and return its token, which is kept nowhere: only its hash is.

    purpose: of `roles.PURPOSES`; the giver must hold its right for that very thing. Raises
    LinkNeedsAName, LinkEndsWrongly, DoesNotExist for a thing that is not his.
    """
    with act(by=by, at=at, key=key) as record:
        _thing(purpose, object_id, by)
        check_can_give_link(name, expires_at, at)
        token = secrets.token_urlsafe(24)
        made = GuestPass.objects.create(
            event_id=by.here,
            purpose=purpose,
            object_id=object_id,
            name=name.strip()[:120],
            language=language,
            token_hash=hash_of(token),
            made_by_id=by.person_id,
            made_at=at,
            expires_at=expires_at,
        )
        record(PassIssued(**_about(made), expires_at=expires_at))
    return token


@command
def revoke_pass(*, pass_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Take a link back: by who may give one to the same thing, or who manages people.

    Raises DoesNotExist, also for one that has been taken back.
    """
    with act(by=by, at=at, key=key) as record:
        rows = GuestPass.objects.select_for_update().filter(event_id=by.here, revoked_at=None)
        found = rows.get(pk=pass_id)
        if not by.may(Right.MANAGE_PEOPLE):
            _thing(found.purpose, found.object_id, by)
        _end(found, record, at=at)


@command
def end_passes(
    *, purpose: str, object_id: int, by: Actor, at: datetime, key: UUID | None = None
) -> None:
    """End every open link to a thing that is over: the house does. Raises NotAllowed."""
    with act(by=by, at=at, key=key) as record:
        check_may(by, Right.MANAGE_PEOPLE)
        rows = GuestPass.objects.select_for_update().filter(event_id=by.here, revoked_at=None)
        for found in rows.filter(purpose=purpose, object_id=object_id):
            _end(found, record, at=at)


def count_opening(pass_id: int, *, at: datetime) -> None:
    """Note that a page was opened and shown. A receipt, not an act: it tells nobody and counts."""
    GuestPass.objects.filter(pk=pass_id).update(opened_at=at, openings=F("openings") + 1)


def _thing(purpose: str, object_id: int, by: Actor) -> Any:
    """Return what a link opens. It stands above accounts, so it is asked by name."""
    told = PURPOSES[purpose]
    model: Any = apps.get_model(told.table)
    return model.objects.visible_to(by, told.given_with).get(pk=object_id)


def _end(found: GuestPass, record: Record, *, at: datetime) -> None:
    found.revoked_at = at
    found.save(update_fields=["revoked_at"])
    record(PassRevoked(**_about(found)))


def _about(found: GuestPass) -> dict[str, Any]:
    party = found.object_id if PURPOSES[found.purpose].within else None
    return {
        "pass_id": found.pk,
        "purpose": found.purpose,
        "name": found.name,
        "party_id": party,
    }
