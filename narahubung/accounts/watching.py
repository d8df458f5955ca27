"""Who may listen to what concerns people and the event itself."""

from narahubung.accounts.roles import Right
from narahubung.journal.watching import watchable, watchable_name
from narahubung.kit.actor import Actor


@watchable("person")
def people(by: Actor, ids: set[int]) -> set[int]:
    """Oneself; everyone for who manages people."""
    return ids if by.may(Right.MANAGE_PEOPLE) else ids & {by.person_id or 0}


@watchable("event")
def events(by: Actor, ids: set[int]) -> set[int]:
    """The event one is in."""
    return ids & {by.event_id or 0}


watchable_name("people", right=Right.MANAGE_PEOPLE)
