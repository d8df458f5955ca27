"""Where a party stays, and how many have no room yet."""

from typing import Any

import pytest

from narahubung.parties.models import Member, Place
from narahubung.stays.models import Lodging, RoomBlock
from narahubung.stays.queries import hotels_by_party, stay_of


@pytest.mark.parametrize("many", [1, 30])
def test_stay_tells_rooms_and_who_has_none(
    lia: Any,
    teo: Any,
    as_actor: Any,
    event: Any,
    arda: Any,
    django_assert_num_queries: Any,
    many: int,
) -> None:
    hotel = Place.objects.create(event=event, code="H", name="The Mulia", kind="hotel")
    RoomBlock.objects.create(event=event, code="RB", party=arda, hotel=hotel, rooms=12)
    for n in range(many):
        member = Member.objects.create(event=event, code=f"D{n}", party=arda, full_name=f"M{n}")
        Lodging.objects.create(member=member, hotel=hotel, room_no=str(100 + n))
    Member.objects.create(event=event, code="late", party=arda, full_name="Late")
    by = as_actor(lia, event)
    with django_assert_num_queries(2):
        stay = stay_of(by=by, party_id=arda.pk)
    assert (stay.hotel, len(stay.rooms), stay.without_room) == ("The Mulia", many, 1)
    by = as_actor(lia, event)
    with django_assert_num_queries(1):
        assert hotels_by_party(by=by)[arda.pk].hotel == "The Mulia"
    assert stay_of(by=as_actor(teo, event), party_id=arda.pk).rooms == ()
