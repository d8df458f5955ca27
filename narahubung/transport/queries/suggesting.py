"""Who could need a transfer on a day and asked for none yet."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.kit.zones import zone
from narahubung.movements.chains import carries_the_head
from narahubung.movements.models import Movement, Trip
from narahubung.parties.models import Party
from narahubung.programme.models import Item
from narahubung.stays.models import RoomBlock
from narahubung.transport.models import Transfer
from narahubung.transport.pooling import due, moment_of, parties_without_cars

NEAR = timedelta(hours=3)  # a trip so near a flight at its terminal is that of the flight


def suggested(*, by: Actor, event: Event, day: date, at: datetime) -> dict[str, Transfer]:
    """Return who could need a transfer that day, by a key that names it: rows not yet stored.

    Flights that do not carry the head, or whose party has no car, without a trip at the terminal
    near them; items of parties without a car, without a trip to them. Who stays nowhere known, or
    was taken over before, is left out. Seven queries.
    """
    parties = Party.objects.visible_to(by, Right.REPORT_MOVEMENT)
    mine = {party.pk: party for party in parties.filter(event=event)}
    homes = RoomBlock.objects.filter(party__in=mine).select_related("hotel").order_by("-pk")
    hotel = {block.party_id: block.hotel for block in homes}
    carless = parties_without_cars(event)
    there = Transfer.objects.filter(event=event)
    done = {f"movement:{pk}" for pk in there.values_list("movement_id", flat=True)}
    done |= {f"item:{pk}:{party}" for pk, party in there.values_list("item_id", "party_id")}
    start = datetime.combine(day, datetime.min.time(), tzinfo=zone(event.zone))
    trips = Trip.objects.filter(
        event=event, departs_at__gte=start - NEAR, departs_at__lt=start + timedelta(days=1) + NEAR
    ).exclude(certainty=Certainty.CANCELLED)
    of_day = list(trips)
    found: dict[str, Transfer] = {}
    for key, row in [
        *_of_flights(event, of_day, carless, at=at),
        *_of_items(event, start, of_day, carless),
    ]:
        home, party = hotel.get(row.party_id), mine.get(row.party_id)
        if key in done or home is None or party is None:
            continue
        row.party, row.event = party, event
        if row.from_place_id is None:
            row.from_place = home
        else:
            row.to_place = home
        row.ready_at, row.by_at = due(row)
        if row.from_place != row.to_place and moment_of(row) > at:
            found[key] = row
    rows = {key: row for key, row in found.items() if start <= moment_of(row)}
    ends = start + timedelta(days=1)
    return dict(
        sorted(
            ((key, row) for key, row in rows.items() if moment_of(row) < ends),
            key=lambda one: (moment_of(one[1]), one[0]),
        )
    )


def _of_flights(
    event: Event, trips: Iterable[Trip], carless: set[int], *, at: datetime
) -> Iterator[tuple[str, Transfer]]:
    touched = [(t.party_id, end, t) for t in trips for end in (t.from_place_id, t.to_place_id)]
    rows = Movement.objects.filter(event=event, actual_at=None, terminal__isnull=False)
    rows = rows.exclude(certainty=Certainty.CANCELLED).select_related("terminal")
    for row in rows:
        best = row.expected_at or row.planned_at
        if best is None or best < at:
            continue
        if row.party_id not in carless and carries_the_head(row.travelling):
            continue
        driven = any(
            party == row.party_id
            and end == row.terminal_id
            and trip.departs_at is not None
            and abs(trip.departs_at - best) <= NEAR
            for party, end, trip in touched
        )
        if not driven:
            arrival = row.direction == "arrival"
            yield (
                f"movement:{row.pk}",
                Transfer(
                    party_id=row.party_id,
                    movement=row,
                    who=row.travelling,
                    people=max(1, row.pax or 1),
                    luggage=max(0, row.bags or 0),
                    **{"from_place" if arrival else "to_place": row.terminal},
                ),
            )


def _of_items(
    event: Event, start: datetime, trips: Iterable[Trip], carless: set[int]
) -> Iterator[tuple[str, Transfer]]:
    driven = {(trip.item_id, trip.party_id) for trip in trips}
    rows = Item.objects.filter(
        event=event, place__isnull=False, starts_at__gte=start, private_of=None
    ).filter(starts_at__lt=start + timedelta(days=1), attending__in=carless)
    rows = rows.exclude(certainty=Certainty.CANCELLED).select_related("place").distinct()
    for item in rows.prefetch_related("attending"):
        for party in item.attending.all():
            if party.pk in carless and party.comes and (item.pk, party.pk) not in driven:
                yield (
                    f"item:{item.pk}:{party.pk}",
                    Transfer(party_id=party.pk, item=item, who="delegation", to_place=item.place),
                )
