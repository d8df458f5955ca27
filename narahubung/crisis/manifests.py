"""Who leaves with a delegation, and whether there is a seat for each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from narahubung.assignments.models import Attachment
from narahubung.crisis.models import Evacuation, Head, HeadState, Roll
from narahubung.crisis.rules.actions import lacks_of
from narahubung.crisis.words import HEADS
from narahubung.kit.actor import the_house
from narahubung.movements.queries.whereabouts import whereabouts_of
from narahubung.parties.models import Member

S = HeadState
APART = {S.ELSEWHERE, S.HOSPITAL, S.REFUSED, S.DEPARTED}  # they are not where the cars come
GONE = {"expected", "plane", "departed"}


@dataclass(frozen=True, kw_only=True)
class Passenger:
    """One person of a manifest. state: as the roll says, "" where nobody is counted now."""

    name: str
    role: str
    state: str
    word: str
    now_at: str = ""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """Who goes (delegation and officers) and who is not with them, by the roll or the record."""

    people: Sequence[Passenger]
    officers: Sequence[str]
    apart: Sequence[Passenger]
    by_roll: bool
    vehicles: int
    seats: int
    unknown_seats: int

    @property
    def heads(self) -> int:
        """Return how many need a seat."""
        return len(self.people) + len(self.officers)


NOBODY = Manifest(
    people=(), officers=(), apart=(), by_roll=False, vehicles=0, seats=0, unknown_seats=0
)


def manifest(row: Evacuation, *, at: datetime) -> Manifest:
    """Return it: of the roll call that runs, else of the movement record."""
    return manifests([row], at=at)[row.party_id]


def manifests(rows: Sequence[Evacuation], *, at: datetime) -> dict[int, Manifest]:
    """Return the manifest of each by its party, of one event."""
    if not rows:
        return {}
    parties = {row.party_id for row in rows}
    counted: dict[int, list[Passenger]] = defaultdict(list)
    roll = Roll.objects.filter(event_id=rows[0].event_id, over_at=None).first()
    for head in Head.objects.filter(roll=roll, party_id__in=parties).select_related("member"):
        counted[head.party_id].append(_counted(head))
    known = _recorded(rows[0].event_id, parties - {*counted}, at)
    serving: dict[int, list[str]] = defaultdict(list)
    standing = Attachment.objects.at(at).filter(party_id__in=parties).select_related("officer")
    for one in standing.order_by("pk"):
        serving[one.party_id].append(one.officer.full_name)
    made = {}
    for row in rows:
        pk = row.party_id
        people = counted.get(pk) or known.get(pk, [])
        seats = [car.seats for car in row.vehicles.all()]
        made[pk] = Manifest(
            people=[one for one in people if one.state not in APART],
            officers=serving[pk],
            apart=[one for one in people if one.state in APART],
            by_roll=pk in counted,
            vehicles=len(seats),
            seats=sum(number or 0 for number in seats),
            unknown_seats=sum(number is None for number in seats),
        )
    return made


def lacks(row: Evacuation, *, at: datetime) -> list[str | Promise]:
    """Return by name what it lacks now."""
    return lacking(row, manifest(row, at=at))


def lacking(row: Evacuation, found: Manifest) -> list[str | Promise]:
    """Return by name what it lacks, with this manifest."""
    return lacks_of(
        level=row.level,
        rally=row.rally,
        safe_place=row.safe_place,
        route=row.route,
        authority=row.authority,
        vehicles=found.vehicles,
        unknown_seats=found.unknown_seats,
        seats=found.seats,
        people=found.heads,
    )


def _counted(head: Head) -> Passenger:
    return Passenger(
        name=head.member.full_name,
        role=head.member.position or head.member.role,
        state=head.state,
        word=str(HEADS[head.state]),
        now_at=head.now_at,
    )


def _recorded(event_id: int, parties: set[int], at: datetime) -> dict[int, list[Passenger]]:
    """Return all members of each party that is here; of one that is not, nobody."""
    if not parties:
        return {}
    house = the_house("manifest", event_id=event_id)
    where = whereabouts_of(by=house, at=at, party_ids=parties)
    here = {pk for pk in parties if pk not in where or where[pk].state not in GONE}
    found: dict[int, list[Passenger]] = defaultdict(list)
    for one in Member.objects.filter(party_id__in=here).order_by("pk"):
        found[one.party_id].append(
            Passenger(name=one.full_name, role=one.position or one.role, state="", word="")
        )
    return found
