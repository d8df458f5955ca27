"""Keeps the readiness counters beside the steps, so that the board reads a few rows a party."""

from collections.abc import Collection
from datetime import datetime

from narahubung.duties.models import OUTSTANDING, Readiness, Step, StepState

_DONE: dict[str, int] = {StepState.RECHECKED: 2, StepState.ELSEWHERE: 2, StepState.CHECKED: 1}
_COUNTED = ["weight", "weight_done", "again", "next_due_at", "next_code"]


def recount(event_id: int, party_ids: Collection[int], *, procedure: str = "") -> None:
    """Count the parties' steps anew, of one list or of all.

    Three statements; two for one list of one party, as long as it has a step that counts.

    A check counts half of a step's weight, the last re-check the other half.
    """
    steps = Step.objects.filter(party_id__in=party_ids, counts=True)
    old = Readiness.objects.filter(party_id__in=party_ids)
    if procedure:
        steps, old = steps.filter(procedure=procedure), old.filter(procedure=procedure)
    steps = steps.exclude(state__in=[StepState.GONE, StepState.ASLEEP])
    found: dict[tuple[int, str], Readiness] = {}
    for party_id, name, weight, state, due_at, code in steps.values_list(
        "party_id", "procedure", "weight", "state", "due_at", "code"
    ):
        group = found.get((party_id, name))
        if group is None:
            group = Readiness(event_id=event_id, party_id=party_id, procedure=name)
            found[party_id, name] = group
        group.weight += 2 * weight
        group.weight_done += _DONE.get(state, 0) * weight
        group.again += state == StepState.AGAIN
        if state in OUTSTANDING and _comes_first(due_at, group.next_due_at):
            group.next_due_at, group.next_code = due_at, code
    if not procedure or len(found) < len(party_ids):
        gone = [row.pk for row in old if (row.party_id, row.procedure) not in found]
        Readiness.objects.filter(pk__in=gone).delete()
    Readiness.objects.bulk_create(
        found.values(),
        update_conflicts=True,
        unique_fields=["party", "procedure"],
        update_fields=_COUNTED,
        batch_size=500,
    )


def _comes_first(due_at: datetime | None, first: datetime | None) -> bool:
    return due_at is not None and (first is None or due_at < first)
