"""Who may listen to warnings."""

from narahubung.accounts.roles import Right
from narahubung.alerts.models import Alert
from narahubung.journal.watching import watchable, watchable_name
from narahubung.kit.actor import Actor

watchable_name("warnings", right=Right.SEE_CRISIS)
watchable_name("warning-feeds", right=Right.MANAGE_EVENT)


@watchable("warning")
def warnings(by: Actor, ids: set[int]) -> set[int]:
    """Those he may see."""
    return set(Alert.objects.visible_to(by).filter(pk__in=ids).values_list("pk", flat=True))
