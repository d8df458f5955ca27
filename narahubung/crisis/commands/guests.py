"""Guests without an account: told of new words by mail or SMS, as they asked for it."""

from datetime import datetime
from uuid import UUID

from narahubung.accounts.roles import Right
from narahubung.crisis import entries
from narahubung.crisis.models.reassure import Assurance, GuestFollower
from narahubung.crisis.rules import reassure as rules
from narahubung.journal.acting import AlreadyDone, act, command
from narahubung.kit.actor import Actor
from narahubung.parties.models import Party
from narahubung.relays.commands.letters import forget, keep_outsider, post
from narahubung.relays.letters import can_go_by, path_of


@command
def follow_for_guest(
    *,
    party_id: int,
    name: str,
    channel: str,
    value: str,
    language: str,
    asked: bool,
    by: Actor,
    at: datetime,
    key: UUID | None = None,
) -> GuestFollower:
    """Note that a guest asked to be told of new words, where and in which language.

    Raises GuestDidNotAsk, NoGatewayForGuests, NotANumber, NotAMailAddress; Party.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        party = Party.objects.visible_to(by, Right.RAISE_NEED).get(pk=party_id)
        if not asked:
            raise rules.GuestDidNotAsk
        if channel not in can_go_by(party.event_id):
            raise rules.NoGatewayForGuests
        row = GuestFollower.objects.create(
            event_id=party.event_id,
            party=party,
            name=name.strip(),
            channel=channel,
            language=language,
            address=keep_outsider(name=name, channel=channel, value=value, language=language),
            noted_by=by.name,
            since=at,
        )
        record(entries.GuestFollows(party_id=party.pk, party=party.code, name=by.name))
    return row


@command
def stop_for_guest(*, follower_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Tell a guest no more, and forget name and address.

    Raises AlreadyDone, GuestFollower.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        row = GuestFollower.objects.for_change(by, follower_id)
        if row.stopped_at is not None:
            raise AlreadyDone
        if row.address is not None:
            forget(row.address.person_id)
        row.name, row.address, row.stopped_at = "", None, at
        row.save(update_fields=["name", "address", "stopped_at"])
        told = entries.GuestFollows(
            party_id=row.party_id, party=row.party.code, name=by.name, on=False
        )
        record(told)


def tell_guests(word: Assurance, *, at: datetime) -> None:
    """Send each who asked a link to the words, in the guest's language. Within an act."""
    rows = GuestFollower.objects.filter(event_id=word.event_id, stopped_at=None)
    for row in rows.select_related("address__person"):
        if row.address is not None:
            post(
                row.address,
                event_id=word.event_id,
                dedupe=f"assurance:{word.pk}:{row.pk}",
                path=path_of("guest_words", follower_id=row.pk),
                at=at,
            )
