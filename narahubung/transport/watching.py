"""Who may listen to positions, shuttles, floor plans, escorts, motorcades and plans of cars."""

from narahubung.accounts.roles import Right
from narahubung.journal.watching import watchable, watchable_name
from narahubung.kit.actor import Actor
from narahubung.transport.entries.proposing import TOPIC
from narahubung.transport.models import EscortRequest

watchable_name("positions", right=Right.SEE_ROUTES)
watchable_name("positions", right=Right.SEE_MOVEMENTS)
watchable_name("shuttles", right=Right.SEE_EVENT)
watchable_name("floorplans", right=Right.SEE_EVENT)
watchable_name("escorts", right=Right.SEE_ROUTES)
watchable_name("motorcades", right=Right.SEE_ROUTES)
watchable_name(TOPIC, right=Right.REPORT_MOVEMENT)


@watchable("escort")
def escorts(by: Actor, ids: set[int]) -> set[int]:
    """The requests of his parties, and those that his desk has to do with."""
    return set(EscortRequest.objects.visible_to(by).filter(pk__in=ids).values_list("pk", flat=True))
