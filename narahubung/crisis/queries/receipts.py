"""What became of word that the house sent to stakeholders."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from narahubung.crisis.models import Telling
from narahubung.relays.models import Delivery, DeliveryState, Recipient
from narahubung.relays.rules.states import owing

_GONE = {DeliveryState.SENT, DeliveryState.DELIVERED}
_LOST = {DeliveryState.FAILED, DeliveryState.EXPIRED}


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """How far it has come. state: read, sent, waits or lost."""

    state: str
    words: str


def receipts(tellings: Iterable[Telling]) -> dict[int, Receipt]:
    """Return them by telling, of those that the house sent. Two queries at most."""
    sent = [one for one in tellings if one.relay_id or one.how in {"letter", "sms"}]
    letters = {f"told:{one.pk}": one for one in sent if not one.relay_id}
    found: dict[int, Receipt] = {}
    states = Delivery.objects.filter(dedupe__in=letters).values_list("dedupe", "state")
    known = dict(states) if letters else {}
    for dedupe, telling in letters.items():
        found[telling.pk] = _of_letter(telling, known.get(dedupe, ""))
    of_relay = {one.relay_id: one.pk for one in sent if one.relay_id}
    if of_relay:
        rows = Recipient.objects.filter(relay_id__in=of_relay).values("relay_id").order_by()
        for row in rows.annotate(all=Count("pk"), owe=Count("pk", filter=Q(owing()))):
            found[of_relay[row["relay_id"]]] = _of_message(row["all"] - row["owe"], row["all"])
    return found


def _of_letter(telling: Telling, state: str) -> Receipt:
    if telling.read_at:
        return Receipt(state="read", words=_("they have read it"))
    if telling.failed_at or state in _LOST:
        return Receipt(state="lost", words=_("it did not go: tell them yourself"))
    if state == DeliveryState.DELIVERED:
        return Receipt(state="sent", words=_("delivered, not read yet"))
    if state in _GONE:
        return Receipt(state="sent", words=_("sent, not read yet"))
    return Receipt(state="waits", words=_("on its way"))


def _of_message(answered: int, of: int) -> Receipt:
    words = _("confirmed by {n} of {of}").format(n=answered, of=of)
    return Receipt(state="read" if answered == of else "sent", words=words)
