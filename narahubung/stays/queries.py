"""Where a party stays: its block of rooms and who sleeps where."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.parties.models import Member
from narahubung.stays.models import RoomBlock


@dataclass(frozen=True, kw_only=True)
class BlockLine:
    """Rooms kept for a party. check_out is the day of leaving."""

    id: int
    code: str
    hotel_id: int
    hotel: str
    area: str
    rooms: int | None
    suites: int | None
    delegation_office: bool | None
    check_in: date | None
    check_out: date | None
    hotel_status: str
    certainty: str
    note: str
    synthetic: bool


@dataclass(frozen=True, kw_only=True)
class RoomLine:
    """Which room a member sleeps in; room_no is "" where nobody said."""

    member_id: int
    name: str
    role: str
    hotel: str
    room_no: str


@dataclass(frozen=True, kw_only=True)
class Stay:
    """A party's stay. without_room: how many members have no room written down."""

    blocks: tuple[BlockLine, ...]
    rooms: tuple[RoomLine, ...]
    without_room: int

    @property
    def hotel(self) -> str:
        """Return the first hotel's name, or ""."""
        return self.blocks[0].hotel if self.blocks else ""


def stay_of(*, by: Actor, party_id: int) -> Stay:
    """Return the blocks and rooms of one party. Two queries."""
    blocks = RoomBlock.objects.visible_to(by).filter(party_id=party_id).order_by("code")
    members = Member.objects.visible_to(by, Right.SEE_STAY).filter(party_id=party_id)
    rows = list(members.select_related("lodging__hotel").order_by("pk"))
    lodged = [(row, row.lodging) for row in rows if hasattr(row, "lodging")]
    return Stay(
        blocks=tuple(_block(row) for row in blocks.select_related("hotel")),
        rooms=tuple(
            RoomLine(
                member_id=row.pk,
                name=row.full_name,
                role=row.role,
                hotel=lodging.hotel.name if lodging.hotel else "",
                room_no=lodging.room_no,
            )
            for row, lodging in lodged
        ),
        without_room=len(rows) - sum(1 for _, lodging in lodged if lodging.room_no),
    )


def hotels_by_party(*, by: Actor, party_ids: Collection[int] | None = None) -> dict[int, BlockLine]:
    """Return the (first) block of each party, for lists. One query."""
    rows = RoomBlock.objects.visible_to(by).select_related("hotel").order_by("-code")
    if party_ids is not None:
        rows = rows.filter(party_id__in=party_ids)
    return {row.party_id: _block(row) for row in rows}


def _block(row: RoomBlock) -> BlockLine:
    made = {"hotel", "area"}
    return BlockLine(
        hotel=row.hotel.name,
        area=row.hotel.area,
        **{n: getattr(row, n) for n in BlockLine.__dataclass_fields__ if n not in made},
    )
