"""Who may listen to the waves of an event."""

from narahubung.accounts.roles import Right
from narahubung.journal.watching import watchable, watchable_name
from narahubung.kit.actor import Actor
from narahubung.ripple.models import Wave

watchable_name("waves", right=Right.SEE_EVENT)


@watchable("wave")
def waves(by: Actor, ids: set[int]) -> set[int]:
    """The waves of parties whose movements he may see, and those he was told of."""
    return set(Wave.objects.visible_to(by).filter(pk__in=ids).values_list("pk", flat=True))
