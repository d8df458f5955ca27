"""An alert, its updates, its cancel: one chain, and who ever had any of it."""

from narahubung.alerts.models import Alert
from narahubung.relays.models import Recipient


def had(row: Alert) -> list[int]:
    """Return everybody who was sent any message of the chain so far."""
    relays = [each.relay_id for each in chain_up_to(row) if each.relay_id]
    rows = Recipient.objects.filter(relay_id__in=relays).order_by("pk")
    return list(dict.fromkeys(rows.values_list("person_id", flat=True)))


def chain_up_to(row: Alert) -> list[Alert]:
    """Return the alert, its updates, and this one, the oldest first."""
    found: list[Alert] = []
    here: Alert | None = row
    while here is not None and here not in found:
        found.append(here)
        here = here.refers
    return found[::-1]


def whole_chain(row: Alert) -> list[Alert]:
    """Return the chain that a message of ours belongs to, the oldest first."""
    found = chain_up_to(row)
    after = _after(row)
    while after is not None and after not in found:
        found.append(after)
        after = _after(after)
    return found


def _after(row: Alert) -> Alert | None:
    return Alert.objects.filter(refers=row, origin=row.origin).order_by("pk").first()
