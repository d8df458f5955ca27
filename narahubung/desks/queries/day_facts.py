"""What happens with one party, of whatever room, as things that stand on one line of time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from narahubung.accounts.models import Event
from narahubung.accounts.roles import Right
from narahubung.journal.models import StoredEntry
from narahubung.journal.reading import decoded
from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.kit.said import said
from narahubung.kit.zones import clock_text
from narahubung.meetings.queries import MeetingLine, meetings_of
from narahubung.movements.chains import ENDED, Status
from narahubung.movements.queries import MovementLine, TripLine, movements_of, trips_of
from narahubung.parties.models import Party
from narahubung.places.queries.own import OwnPlaces, has_place, own_places
from narahubung.programme.queries import ItemLine, programme_of
from narahubung.protocol.queries.etiquette import fit_for, titles
from narahubung.protocol.queries.near import shown_order
from narahubung.protocol.queries.occasions import chosen_code
from narahubung.protocol.queries.positions import scene_titles

ALL_DAY = timedelta(hours=10)
FRESH = timedelta(hours=24)  # so long the old value stands beside the new one
TIGHT_MIN = 5
_OFF = ("declined", "cancelled")
MEETING = "bilateral-meeting"  # of the library of occasions: every meeting is one
_TIMES = ("departs_at", "starts_at", "expected_at", "planned_at")


@dataclass(frozen=True, kw_only=True)
class Thing:
    """A drive, an arrival or departure, a session or a meeting.

    kind: trip, arrival, departure, session, meeting. old: the clock time that was believed before.
    rows: (icon, first words, more words) of the card. aside: what comes after, in words. next: the
    statuses that may be told, the likeliest first. spare_min: minutes between its end and what it
    is for; None where there is nothing.
    """

    kind: str
    id: int
    icon: str
    at: datetime
    ends_at: datetime | None
    title: str
    heading: str
    where: str
    rows: tuple[tuple[str, str, str], ...]
    certainty: str
    old: str = ""
    next: tuple[Status, ...] = ()
    status_word: str = ""
    is_begun: bool = False
    is_over: bool = False
    aside: str = ""
    spare_min: int | None = None
    call: str = ""  # whom to call about it, and the number
    phone: str = ""
    cards: tuple[tuple[str, str, str], ...] = ()  # of etiquette, that fit it: code, icon, title
    pictures: tuple[tuple[str, str], ...] = ()  # of the position guide: code, title
    order_id: int | None = None  # of precedence, that protocol shows
    places: tuple[OwnPlaces, ...] = ()  # where the guest sits, stands and walks in

    @property
    def is_ride(self) -> bool:
        """Tell whether it runs on a status chain."""
        return self.kind in {"trip", "arrival", "departure"}

    @property
    def is_all_day(self) -> bool:
        """Tell whether it is a frame for other things rather than a thing to do."""
        return bool(self.ends_at and self.ends_at - self.at >= ALL_DAY)

    @property
    def is_tight(self) -> bool:
        """Tell whether little time is to spare."""
        return self.spare_min is not None and self.spare_min < TIGHT_MIN

    @property
    def on_line(self) -> bool:
        """Tell whether it has a place on the line of time."""
        return self.certainty != Certainty.CANCELLED or bool(self.old)

    @property
    def row_is(self) -> str:
        """Return the class of its line."""
        if self.is_over:
            return "is-done"
        if self.certainty == Certainty.TENTATIVE:
            return "is-dash"
        return "is-cancelled" if self.certainty == Certainty.CANCELLED else ""

    def goes_on(self, at: datetime) -> bool:
        """Tell whether it has started and is not over."""
        return bool(not self.is_over and self.at <= at and self.ends_at and at < self.ends_at)

    def left_min(self, at: datetime) -> int:
        """Return the whole minutes until it starts, negative when it should have."""
        return int((self.at - at).total_seconds() // 60)


def things_of(*, party: Party, by: Actor, at: datetime, event: Event) -> list[Thing]:
    """Return everything that happens with a party, in order of time. Five queries; five
    more where it has a place at an item of the programme.
    """
    sees_places = by.may_for(Right.SEE_PLACES, party.pk)
    asking = {
        "occasion_code": chosen_code(by=by),
        "has_place": has_place(party_id=party.pk, by=by),
        "order_id": shown_order(party_id=party.pk, by=by),
    }
    items = programme_of(
        by=by, party_id=party.pk, with_parties=False, asking=asking if sees_places else {}
    )
    starts = {item.id: item for item in items}
    old = _old_times(party, event, at)
    is_placed = any(line.asked.get("has_place") for line in items)
    places = _places(party, by) if is_placed else {}
    found = [
        *(_trip(line, starts, old, party) for line in trips_of(by=by, party_id=party.pk)),
        *(_movement(line, event) for line in movements_of(by=by, party_id=party.pk)),
        *(_session(line, old, at, places) for line in items),
        *(_meeting(line, old, at, party.pk) for line in meetings_of(by=by, party_id=party.pk)),
    ]
    return sorted((thing for thing in found if thing), key=lambda thing: thing.at)


def _trip(
    line: TripLine, items: dict[int, ItemLine], old: dict[tuple[str, int], str], party: Party
) -> Thing | None:
    starts = line.left_at or line.departs_at
    if starts is None:
        return None
    item = items.get(line.item_id or 0)
    what = item.title if item else line.to_place or said(line.purpose)
    ends = line.reached_at or line.arrives_at
    spare = None
    if item and item.starts_at and line.arrives_at:
        spare = int((item.starts_at - line.arrives_at).total_seconds() // 60)
    escort = line.escort
    people = _("{number} people").format(number=line.passengers) if line.passengers else ""
    heading = _("On the road to {what}") if line.left_at else _("Leave for {what}")
    return Thing(
        kind="trip",
        id=line.id,
        icon="car",
        at=starts,
        ends_at=ends,
        title=_("Drive to {place}").format(place=line.to_place or said(line.purpose)),
        heading=heading.format(what=what),
        where=line.from_place,
        rows=(
            ("map-pin", line.from_place, f"\N{RIGHTWARDS ARROW} {line.to_place}"),
            ("car", line.car.plate if line.car else _("no car yet"), _dotted(_car(line), escort)),
            ("users", party.head_name, people),
        ),
        certainty=line.certainty,
        old=old.get(("trip", line.id), ""),
        next=line.next,
        status_word=line.status_word if line.status else "",
        is_begun=bool(line.status),
        is_over=line.status == ENDED["trip"] or bool(line.reached_at),
        aside=_arrives(line),
        spare_min=spare,
        call=line.driver,
        phone=line.driver_phone,
    )


def _movement(line: MovementLine, event: Event) -> Thing | None:
    if line.best_at is None:
        return None
    words = (_("Arrival: {who}") if line.direction == "arrival" else _("Departure: {who}")).format(
        who=said(line.travelling)
    )
    numbers = _dotted(
        _("{number} people").format(number=line.pax) if line.pax else "",
        _("{number} bags").format(number=line.bags) if line.bags else "",
    )
    sure = line.certainty
    if sure == Certainty.CONFIRMED and line.time_status in {"assumed", "day_known", "order_known"}:
        sure = Certainty.TENTATIVE.value
    if line.time_open:
        sure = Certainty.TENTATIVE.value
    return Thing(
        kind=line.direction,
        id=line.id,
        icon="plane-arrival" if line.direction == "arrival" else "plane-departure",
        at=line.best_at,
        ends_at=None,
        title=words,
        heading=words,
        where=line.terminal or line.airport,
        rows=(
            ("map-pin", line.terminal or line.airport, line.aircraft_parking),
            ("plane", said(line.carrier) or _("flight not known"), line.other_end),
            ("luggage", numbers, "") if numbers else ("luggage", _("luggage not known"), ""),
        ),
        certainty=sure,
        old=clock_text(line.planned_at, event.zone) if line.moved and line.planned_at else "",
        next=line.next,
        status_word=line.status_word if line.status else "",
        aside=line.time_word if line.time_open else "",
        is_begun=bool(line.status),
        is_over=line.status == ENDED[line.direction],
    )


def _session(
    line: ItemLine,
    old: dict[tuple[str, int], str],
    at: datetime,
    places: dict[int, tuple[OwnPlaces, ...]],
) -> Thing | None:
    if line.starts_at is None:
        return None
    occasion = line.asked.get("occasion_code") or ""
    # A list written afterwards knows when it really began: news only once that moment has come.
    starts = _known(line.actual_start_at, at) or line.starts_at
    ends = _known(line.actual_end_at, at) or line.ends_at
    return Thing(
        kind="session",
        id=line.id,
        icon="calendar-event",
        at=starts,
        ends_at=ends,
        title=line.title,
        heading=line.title,
        where=line.where,
        rows=(
            ("map-pin", line.room or line.place, line.place if line.room else ""),
            *((("user", _("Dress"), said(line.dress)),) if line.dress else ()),
            *((("users", said(line.participants), ""),) if line.participants else ()),
        ),
        certainty=line.certainty,
        old=old.get(("item", line.id), ""),
        places=places.get(line.id, ()),
        order_id=line.asked.get("order_id"),
        is_over=(ends or starts + timedelta(hours=1)) <= at,
        cards=titles(fit_for(kind=line.kind, occasion=occasion)),
        pictures=scene_titles(occasion),
    )


def _places(party: Party, by: Actor) -> dict[int, tuple[OwnPlaces, ...]]:
    """Return the places of a party by item."""
    found: dict[int, tuple[OwnPlaces, ...]] = {}
    for one in own_places(party_id=party.pk, by=by):
        found[one.item_id] = (*found.get(one.item_id, ()), one)
    return found


def _known(moment: datetime | None, at: datetime) -> datetime | None:
    return moment if moment and moment <= at else None


def _meeting(
    line: MeetingLine, old: dict[tuple[str, int], str], at: datetime, party_id: int
) -> Thing | None:
    if line.starts_at is None or line.status in _OFF:
        return None
    other = line.other_than(party_id)
    title = _("Bilateral with {party}").format(party=other.name)
    sure = line.certainty
    if sure == Certainty.CONFIRMED and line.status not in {"held", "approved", "confirmed"}:
        sure = Certainty.TENTATIVE.value
    return Thing(
        kind="meeting",
        id=line.id,
        icon="users-group",
        at=line.starts_at,
        ends_at=line.ends_at,
        title=title,
        heading=title,
        where=line.where,
        rows=(
            ("map-pin", line.room or line.place, line.place if line.room else ""),
            *((("language", line.interpretation, ""),) if line.interpretation else ()),
        ),
        cards=titles(fit_for(kind="", occasion=MEETING)),
        pictures=scene_titles(MEETING),
        certainty=sure,
        old=old.get(("meeting", line.id), ""),
        is_over=(line.ends_at or line.starts_at + timedelta(hours=1)) <= at,
    )


def _old_times(party: Party, event: Event, at: datetime) -> dict[tuple[str, int], str]:
    """Return the clock times that stood before the changes of the last day. One query.

    Only for things the reader sees by their own room's query.
    """
    rows = StoredEntry.objects.filter(
        Q(party_id=party.pk) | Q(party_id=None, kind="programme.item_moved"),
        event_id=event.pk,
        kind__in=["movements.trip_moved", "programme.item_moved", "journal.corrected"],
        act__recorded_at__gte=at - FRESH,
    )
    found: dict[tuple[str, int], str] = {}
    for row in rows.order_by("id"):
        entry: Any = decoded(row)
        item = getattr(entry, "item_id", None)
        thing = ("item", item) if item else (entry.thing.rpartition(".")[2], entry.thing_id)
        for name, (old, _new) in entry.changes.items():
            if name in _TIMES and old:
                # The first of several changes is what people remember.
                found.setdefault(thing, _clock(old, event))
    return found


def _clock(text: str, event: Event) -> str:
    try:
        return clock_text(datetime.fromisoformat(text), event.zone)
    except ValueError:
        return text.split(" ")[0]


def _arrives(line: TripLine) -> str:
    if line.arrives_at is None:
        return ""
    return _("arrives {clock}").format(clock=clock_text(line.arrives_at, line.zone))


def _car(line: TripLine) -> str:
    return line.driver


def _dotted(*parts: str) -> str:
    return " \N{MIDDLE DOT} ".join(part for part in parts if part)
