"""Who may listen to what concerns messages."""

from narahubung.accounts.roles import Right
from narahubung.journal.watching import watchable, watchable_name
from narahubung.kit.actor import Actor

watchable_name("relays", right=Right.SEE_RELAYS)
watchable_name("quiet", right=Right.SEE_EVENT)
watchable_name("templates", right=Right.SEE_RELAYS)


@watchable("inbox")
def inboxes(by: Actor, ids: set[int]) -> set[int]:
    """One's own messages, sent and received, and nobody else's."""
    return ids & {by.person_id or 0}
