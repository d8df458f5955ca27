"""Word to people who have no account: one address, a link that opens one page and nothing else.

They stand beside everybody in the table of deliveries, so that tries, receipts and what a gateway
tells are the same: a person who cannot sign in, whose key seals the address. No acts: the room that
sends records them.
"""

from datetime import datetime
from uuid import uuid4

from narahubung.accounts.models import Person
from narahubung.kit.inserting import insert_rows
from narahubung.relays.letters import OPEN
from narahubung.relays.models import Address, Delivery, Precedence
from narahubung.relays.rules.channels import mark_of, written
from narahubung.relays.rules.delivering import expires


def keep_outsider(*, name: str, channel: str, value: str, language: str) -> Address:
    """Keep an address of somebody who cannot sign in. Raises NotANumber, NotAMailAddress.

    language: of the few words that leave; any that we do not write is English.
    """
    kept = written(channel, value)
    person = Person(username=f"outside-{uuid4().hex}", full_name=name[:200], is_active=False)
    person.language = "id" if language == "id" else "en"
    person.set_unusable_password()
    person.save()
    address = Address(person=person, channel=channel, value_hash=mark_of(channel, kept))
    address.value = kept
    address.save()
    return address


def post(
    address: Address, *, event_id: int, dedupe: str, path: str, at: datetime, presses: bool = False
) -> None:
    """Queue a letter whose link opens `path`, signed. Queueing the same twice changes nothing."""
    precedence = Precedence.SEGERA if presses else Precedence.PENTING
    row = Delivery(
        event_id=event_id,
        person_id=address.person_id,
        channel=address.channel,
        address=address,
        dedupe=dedupe,
        link=f"{path}{OPEN}/",
        precedence=precedence.value,
        queued_at=at,
        next_try_at=at,
        expires_at=expires(precedence, at, None),
    )
    insert_rows([row])


def forget(person_id: int) -> None:
    """Take away every address of somebody who cannot sign in: nothing goes there any more."""
    Address.objects.filter(person_id=person_id, person__is_active=False).delete()
