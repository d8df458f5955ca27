"""How many messages wait, and for whom a message is."""

from narahubung.kit.actor import Actor
from narahubung.relays.models import Recipient
from narahubung.relays.queries.voices import to_write_down
from narahubung.relays.rules.quieting import held_here
from narahubung.relays.rules.states import owing


def recipients_of(relay_id: int) -> list[int]:
    """Return the people who must know a message. For the live hub: no page shows them so."""
    rows = Recipient.objects.filter(relay_id=relay_id)
    return list(rows.values_list("person_id", flat=True))


def unanswered(*, by: Actor) -> int:
    """Return how many messages wait for this person: for an answer, or to be written down.

    Two queries.
    """
    return waiting(by=by)[0]


def waiting(*, by: Actor) -> tuple[int, list[int]]:
    """Return how many messages wait for this person, and to which of them he owes an answer.

    What is held while the event is quiet waits itself. Two queries.
    """
    if by.person_id is None or by.event_id is None:
        return 0, []
    rows = Recipient.objects.filter(owing(), ~held_here(), person_id=by.person_id)
    owed = list(rows.filter(relay__event_id=by.event_id).values_list("relay_id", flat=True))
    return len(owed) + to_write_down(by).count(), owed
