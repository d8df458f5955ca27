"""What is gone when a phone's store was erased: said to its owner and to the coordinators."""

from datetime import datetime

from narahubung.accounts.models import Reach
from narahubung.field import commands, storing
from narahubung.field.envelope import Batch
from narahubung.field.models import Lane, Phone
from narahubung.kit.actor import the_house


def note_losses(phone: Phone, batch: Batch, *, at: datetime) -> int:
    """Close the lanes of epochs that are over, and say what went with them; return how many."""
    if Lane.objects.filter(phone=phone, epoch=batch.epoch).exists():
        return 0
    lost = storing.close_others(phone, batch, at=at)
    if lost:
        ties = Reach.objects.in_force(at).filter(person_id=phone.person_id, event__isnull=False)
        for event_id in sorted(set(ties.values_list("event_id", flat=True))):
            commands.note_loss(
                phone_id=phone.pk, number=lost, by=the_house("phone", event_id=event_id), at=at
            )
    return lost
