"""What follows from what happens to a need: a supplier's link ends with the part it opens."""

from datetime import datetime

from narahubung.accounts.commands import end_passes
from narahubung.accounts.models import GuestPass
from narahubung.journal.reacting import Happened, on_batch
from narahubung.kit.actor import the_house
from narahubung.needs import entries
from narahubung.needs.commands.supplying import PURPOSE
from narahubung.needs.models import NeedPart
from narahubung.needs.rules.parts import RUNNING


@on_batch(
    entries.PartDelivered,
    entries.PartDropped,
    entries.NeedFulfilled,
    entries.NeedRejected,
    entries.NeedWithdrawn,
)
def end_the_links(happened: list[Happened], *, at: datetime) -> None:
    """End every open link to a part that no longer runs. Its page says so already."""
    needs = {getattr(one.entry, "need_id", 0) for one in happened}
    over = NeedPart.objects.filter(need_id__in=needs).exclude(state__in=RUNNING)
    open_ = GuestPass.objects.filter(
        purpose=PURPOSE, revoked_at=None, object_id__in=over.values("pk")
    )
    for event_id, part_id in sorted(set(open_.values_list("event_id", "object_id"))):
        house = the_house("reaction", event_id=event_id)
        end_passes(purpose=PURPOSE, object_id=part_id, by=house, at=at)
