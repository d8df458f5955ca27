"""An officer of the list becomes a person who signs in, and is let in to the parties served."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from narahubung.accounts.commands import people as accounts
from narahubung.accounts.models import Person, Reach
from narahubung.assignments import entries, rules
from narahubung.assignments.commands.attaching import attached, open_reach
from narahubung.assignments.models import Attachment
from narahubung.journal.acting import act, command
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.parties.models import Officer
from narahubung.relays.commands.channels import set_address


@command
def give_log_in(*, officer_id: int, by: Actor, at: datetime, key: UUID | None = None) -> Person:
    """Make the account of an officer on the list, tie it to him, and open what his places carry.

    The user name is his code (`lo-017`). Whoever has a log-in may read the programme from then on;
    a delegation only while attached. The letter with the QR is the accounts' (`accounts.commands.
    invite`). Raises HasLogIn, Officer.DoesNotExist.
    """
    with act(by=by, at=at, key=key) as record:
        officer = Officer.objects.for_change(by, officer_id)
        rules.check_can_let_in(officer)
        person = accounts.make_person(
            username=_free_name(officer), full_name=officer.full_name, by=by, at=at
        )
        officer.person = person
        officer.save(update_fields=["person"])
        Reach.objects.create(person=person, event_id=by.here, role="officer", since=at)
        record(
            entries.OfficerLetIn(
                officer_id=officer.pk,
                officer=officer.full_name,
                person_id=person.pk,
                username=person.username,
            )
        )
        let_in(officer_id=officer.pk, by=by, at=at)
        let_be_reached(officer_id=officer.pk, by=by, at=at)
    return person


@command
def let_in(*, officer_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Give an officer who has just got a log-in the access that the standing places carry."""
    rows = list(
        Attachment.objects.filter(event_id=by.here, officer_id=officer_id, reach=None)
        .standing()
        .select_related("party", "officer")
    )
    if not rows or rows[0].officer.person_id is None:
        return
    with act(by=by, at=at, key=key) as record:
        for row in rows:
            row.reach = open_reach(row, at=at)
            row.save(update_fields=["reach"])
            record(attached(row))


@command
def let_be_reached(*, officer_id: int, by: Actor, at: datetime, key: UUID | None = None) -> None:
    """Let word reach an officer with a log-in as the list says.

    A number that nobody can call is passed over: it stops no log-in. Raises Officer.DoesNotExist.
    """
    with act(by=by, at=at, key=key):
        officer = Officer.objects.for_change(by, officer_id)
        ways = [
            ("sms", officer.phone),
            ("mail", officer.email),
            ("phone", officer.phone),
            ("radio", officer.radio_call_sign),
        ]
        for channel, value in ways:
            if value and officer.person_id is not None:
                with suppress(Refusal):
                    set_address(
                        person_id=officer.person_id, channel=channel, value=value, by=by, at=at
                    )


def _free_name(officer: Officer) -> str:
    wanted = officer.code.lower()
    taken = Person.objects.filter(username=wanted).exists()
    return f"{wanted}-{officer.event.slug}" if taken else wanted
