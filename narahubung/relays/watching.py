"""Who may listen to what concerns messages."""

from narahubung.accounts.roles import Right
from narahubung.journal.watching import watchable, watchable_name
from narahubung.kit.actor import Actor
from narahubung.relays.models import ChannelTest

watchable_name("relays", right=Right.SEE_RELAYS)
watchable_name("quiet", right=Right.SEE_EVENT)
watchable_name("templates", right=Right.SEE_RELAYS)


@watchable("inbox")
def inboxes(by: Actor, ids: set[int]) -> set[int]:
    """One's own messages, sent and received, and nobody else's."""
    return ids & {by.person_id or 0}


@watchable("channeltest")
def channel_tests(by: Actor, ids: set[int]) -> set[int]:
    """Of who sees every message, and of who leads in a crisis."""
    if not (by.may(Right.SEE_RELAYS) or by.may(Right.LEAD_CRISIS)):
        return set()
    rows = ChannelTest.objects.filter(event_id=by.event_id or 0, pk__in=ids)
    return set(rows.values_list("pk", flat=True))
