"""Meetings are facts that duties hang on: both sides' steps follow them."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.db.models import Q

from narahubung.accounts.models import Event
from narahubung.duties.anchors import Laid, anchors_from
from narahubung.duties.reactions import bring_up_to_date
from narahubung.journal.acting import Entry
from narahubung.journal.entries import Corrected, Recorded
from narahubung.journal.reacting import Happened, on_batch
from narahubung.kit.records import Certainty
from narahubung.meetings.entries import MeetingMoved
from narahubung.meetings.models import NOT_HELD, Meeting
from narahubung.plans.procedures import Anchor


@anchors_from
def meetings_as_anchors(event: Event, party_ids: Collection[int]) -> Iterator[Laid]:
    """Yield each meeting with a clock time, once for each of its sides that was asked for."""
    rows = Meeting.objects.filter(event=event, starts_at__isnull=False)
    rows = rows.filter(Q(party_a_id__in=party_ids) | Q(party_b_id__in=party_ids))
    rows = rows.exclude(certainty=Certainty.CANCELLED).exclude(status__in=NOT_HELD)
    for row in rows.select_related("party_a", "party_b", "place").order_by("pk"):
        assert row.starts_at is not None  # noqa: S101 -- only such meetings were asked for
        for side, other in ((row.party_a, row.party_b), (row.party_b, row.party_a)):
            if side.pk not in party_ids:
                continue
            anchor = Anchor(
                kind="meeting",
                id=str(row.pk),
                at=row.starts_at,
                ends_at=row.ends_at if row.ends_at and row.ends_at > row.starts_at else None,
                zone=row.zone,
                place=", ".join(
                    part for part in (row.place.name if row.place else "", row.room) if part
                ),
                attributes={"level": row.level.split("(")[0].strip()},
                facts={"counterpart": other.code, "interpreter": row.interpretation},
            )
            yield Laid(party_id=side.pk, anchor=anchor, label=row.label(), where_id=row.place_id)


@on_batch(Recorded, Corrected, MeetingMoved)
def bring_duties_up_to_date(happened: Sequence[Happened], *, at: datetime) -> None:
    """Refold the steps of both sides of meetings that came in or changed."""
    ids = {pk for one in happened if (pk := _meeting_of(one.entry)) is not None}
    sides: dict[int, set[int]] = defaultdict(set)
    for event_id, a, b in Meeting.objects.filter(pk__in=ids).values_list(
        "event_id", "party_a_id", "party_b_id"
    ):
        sides[event_id] |= {a, b}
    for event_id, party_ids in sides.items():
        bring_up_to_date(event_id=event_id, party_ids=party_ids, at=at)


def _meeting_of(entry: Entry) -> int | None:
    if isinstance(entry, MeetingMoved):
        return entry.meeting_id
    if isinstance(entry, Recorded | Corrected) and entry.thing == "meetings.meeting":
        return entry.thing_id
    return None
