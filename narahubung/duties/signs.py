"""A step of an arrival that was looked at tells that its officer is there."""

from collections.abc import Collection
from datetime import datetime

from narahubung.assignments.signs import sees_arrivals
from narahubung.duties.models import Check


@sees_arrivals
def by_checks(arrivals: Collection[int], since: datetime) -> set[int]:
    """Return the arrivals of which a step was checked since then."""
    checks = Check.objects.filter(
        step__anchor_kind="arrival", step__anchor_id__in=arrivals, at__gte=since, undone=False
    )
    return set(checks.values_list("step__anchor_id", flat=True))
