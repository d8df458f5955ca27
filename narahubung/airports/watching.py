"""Who may listen to departures."""

from narahubung.accounts.roles import Right
from narahubung.airports.models import DepartureLine
from narahubung.journal.watching import watchable, watchable_name
from narahubung.kit.actor import Actor
from narahubung.movements.models import Movement

watchable_name("leaving", right=Right.SEE_DUTIES)


@watchable("leaving")
def leavings(by: Actor, ids: set[int]) -> set[int]:
    """The departures of those parties whose duties he may see, planned or not."""
    rows = Movement.objects.visible_to(by, DepartureLine.right).filter(pk__in=ids)
    return set(rows.values_list("pk", flat=True))
