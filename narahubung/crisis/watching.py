"""Who may listen to incidents and to the crisis."""

from narahubung.accounts.roles import Right
from narahubung.crisis.models import Action, Card, Evacuation, Incident
from narahubung.journal.watching import watchable, watchable_name
from narahubung.kit.actor import Actor

watchable_name("incidents", right=Right.SEE_CRISIS)
watchable_name("cadence", right=Right.SEE_CRISIS)
watchable_name("crisis", right=Right.SEE_EVENT)
watchable_name("roll", right=Right.SEE_EVENT)
watchable_name("stakeholders", right=Right.SEE_CRISIS)
watchable_name("parts", right=Right.SEE_EVENT)
watchable_name("evacuations", right=Right.SEE_CRISIS)
watchable_name("assurances", right=Right.SEE_EVENT)
watchable_name("kin", right=Right.SEE_EVENT)  # a name only: that something changed


@watchable("incident")
def incidents(by: Actor, ids: set[int]) -> set[int]:
    """Those he may see."""
    return set(Incident.objects.visible_to(by).filter(pk__in=ids).values_list("pk", flat=True))


@watchable("facts")
def facts(by: Actor, ids: set[int]) -> set[int]:
    """Of incidents he may see all of."""
    return _whole(by, ids)


@watchable("reports")
def reports(by: Actor, ids: set[int]) -> set[int]:
    """Of incidents he may see all of."""
    return _whole(by, ids)


@watchable("actions")
def actions(by: Actor, ids: set[int]) -> set[int]:
    """Of incidents he may see all of."""
    return _whole(by, ids)


@watchable("notices")
def notices(by: Actor, ids: set[int]) -> set[int]:
    """Of incidents he may see all of."""
    return _whole(by, ids)


@watchable("steering")
def steering(by: Actor, ids: set[int]) -> set[int]:
    """Of incidents he may see all of."""
    return _whole(by, ids)


@watchable("messages")
def messages(by: Actor, ids: set[int]) -> set[int]:
    """Of incidents he may see all of."""
    return _whole(by, ids)


@watchable("urgent")
def urgent(by: Actor, ids: set[int]) -> set[int]:
    """Of incidents he may see all of."""
    return _whole(by, ids)


@watchable("action")
def action(by: Actor, ids: set[int]) -> set[int]:
    """Those he may see."""
    return set(Action.objects.visible_to(by).filter(pk__in=ids).values_list("pk", flat=True))


@watchable("evacuation")
def evacuation(by: Actor, ids: set[int]) -> set[int]:
    """Those he may see."""
    return set(Evacuation.objects.visible_to(by).filter(pk__in=ids).values_list("pk", flat=True))


def _whole(by: Actor, ids: set[int]) -> set[int]:
    rows = Incident.objects.visible_to(by, Right.SEE_CRISIS).filter(pk__in=ids)
    return set(rows.values_list("pk", flat=True))


@watchable("card")
def cards(by: Actor, ids: set[int]) -> set[int]:
    """Cards of the event: a name only, what stands on them the page says to whom it may."""
    return set(Card.objects.visible_to(by).filter(pk__in=ids).values_list("pk", flat=True))
