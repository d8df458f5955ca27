"""A meeting is seen by both sides, and by nobody else's officer."""

from datetime import timedelta
from typing import Any

import pytest

from conftest import NOON
from narahubung.meetings.models import Meeting
from narahubung.meetings.queries import clashes_among, meetings_of, meetings_on
from narahubung.parties.models import Party


@pytest.mark.parametrize("many", [1, 30])
def test_meetings_stand_in_order_and_in_one_query(
    lia: Any,
    as_actor: Any,
    event: Any,
    arda: Any,
    bree: Any,
    django_assert_num_queries: Any,
    many: int,
) -> None:
    day = NOON.date()
    for n in range(many):
        Meeting.objects.create(
            event=event,
            code=f"B{n}",
            party_a=bree,
            party_b=arda,
            on=day,
            starts_at=NOON + timedelta(minutes=n),
            zone="Asia/Makassar",
        )
    Meeting.objects.create(event=event, code="X", party_a=bree, party_b=arda, on=day, zone="UTC")
    other = Party.objects.create(event=event, code="ROH", name_en="Rohan")
    Meeting.objects.create(event=event, code="Y", party_a=bree, party_b=other, on=day, zone="UTC")
    by = as_actor(lia, event)
    with django_assert_num_queries(1):
        lines = meetings_of(by=by, party_id=arda.pk)
    assert (len(lines), lines[-1].code) == (many + 1, "X")
    assert lines[0].other_than(arda.pk).code == "BRE"
    with django_assert_num_queries(1):
        assert len(meetings_on(by=by, day=day)) == many + 1


def test_meetings_at_the_same_time_are_named_in_pairs_until_one_is_over(
    lia: Any, as_actor: Any, event: Any, arda: Any, bree: Any
) -> None:
    by = as_actor(lia, event)

    def meeting(code: str, minute: int, lasts: int | None, **more: Any) -> None:
        starts = NOON + timedelta(minutes=minute)
        ends = starts + timedelta(minutes=lasts) if lasts else None
        times = {"on": NOON.date(), "starts_at": starts, "ends_at": ends, "zone": event.zone}
        Meeting.objects.create(event=event, code=code, party_a=arda, party_b=bree, **times, **more)

    meeting("A", 0, 45)
    meeting("B", 30, None)  # as long as meetings are
    meeting("C", 50, 10)
    meeting("D", 0, 60, status="declined")
    meeting("E", 60, 30)
    Meeting.objects.create(
        event=event, code="F", party_a=arda, party_b=bree, on=NOON.date(), zone=event.zone
    )

    def pairs(at: Any) -> list[tuple[str, str]]:
        found = clashes_among(meetings_of(by=by, party_id=arda.pk), at=at)
        return [(clash.first.code, clash.second.code) for clash in found]

    assert pairs(NOON) == [("A", "B"), ("B", "C")]
    assert pairs(NOON + timedelta(minutes=45)) == [("B", "C")]
