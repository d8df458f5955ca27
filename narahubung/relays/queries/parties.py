"""The messages of one party."""

from datetime import datetime

from django.db.models import Q

from narahubung.accounts.models import Reach, TieKind
from narahubung.kit.actor import Actor
from narahubung.relays.models import Recipient, Relay
from narahubung.relays.models.messages import RelayQuerySet


def for_party(party_id: int, *, by: Actor, at: datetime) -> RelayQuerySet:
    """Return what was said about a party, or to those who serve it now, as far as one may see it.

    Without what its time is over; what was replaced is there too (`struck_at`).
    """
    ties = Reach.objects.in_force(at).filter(
        event_id=by.here, kind=TieKind.PARTY, object_id=party_id
    )
    told = Recipient.objects.filter(person_id__in=ties.values("person_id")).values("relay_id")
    rows = Relay.objects.visible_to(by).filter(Q(party_id=party_id) | Q(pk__in=told))
    return rows.filter(sent_at__lte=at).exclude(expires_at__lte=at)
