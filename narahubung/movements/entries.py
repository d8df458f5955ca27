"""What can happen to a movement or a trip."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from narahubung.accounts.roles import Right
from narahubung.journal.acting import Entry
from narahubung.journal.words import value_word
from narahubung.kit.records import Certainty
from narahubung.kit.said import in_one, said
from narahubung.kit.zones import clock_text, zone, zone_label
from narahubung.movements.chains import CHAINS, chain_of


@dataclass(frozen=True, kw_only=True)
class _OfMovement(Entry):
    """thing: "movement" or "trip"; label: how people know it; zone: whose clock is read."""

    right: ClassVar[str] = Right.SEE_MOVEMENTS

    thing: str
    thing_id: int
    party_id: int
    party: str
    label: str
    zone: str

    def topics(self) -> list[str]:
        """Name the movement or trip, its party, the lists and the board."""
        return [f"{self.thing}:{self.thing_id}", f"party:{self.party_id}", "movements", "board"]

    def named(self, chain: str) -> str:
        """Return `JPN, arrival head of delegation`, in the language in force."""
        words = {"arrival": _("arrival"), "departure": _("departure"), "trip": _("trip")}
        return f"{self.party}, {words[chain]} {said(self.label)}".strip()


@dataclass(frozen=True, kw_only=True)
class StatusReported(_OfMovement):
    """Somebody tapped a status. late: one farther along stood already, so nothing moved."""

    kind: ClassVar[str] = "movements.status_reported"
    chain: str
    status: str
    happened_at: datetime
    late: bool = False
    mode: str = ""

    def sentence(self) -> str:
        """Say it, and say when it came late."""
        words = _("{name}: {status} at {clock}.").format(
            name=self.named(self.chain),
            status=word_of(self.chain, self.status, self.mode),
            clock=clock_told(self.happened_at, self.zone),
        )
        late = _("Told late; what stood after it stays.")
        return f"{words} {late}" if self.late else words


@dataclass(frozen=True, kw_only=True)
class StatusUndone(_OfMovement):
    """The last status was taken back. status: what stands now, "" for none."""

    kind: ClassVar[str] = "movements.status_undone"
    chain: str
    undone: str
    status: str = ""
    mode: str = ""

    def sentence(self) -> str:
        """Say what was taken back and what stands."""
        stands = word_of(self.chain, self.status, self.mode) if self.status else _("as planned")
        return _("{name}: {undone} was taken back; now {status}.").format(
            name=self.named(self.chain),
            undone=word_of(self.chain, self.undone, self.mode),
            status=stands,
        )


@dataclass(frozen=True, kw_only=True)
class MovementMoved(_OfMovement):
    """An arrival or departure is expected at another time or place. told_by: who said so.

    old_place / new_place: both empty where the place stays; old equals new where the time does.
    stood: {"terminal_id", "airport"} before another place was told, for taking it back.
    """

    kind: ClassVar[str] = "movements.moved"
    movement_id: int
    direction: str
    old: datetime | None
    new: datetime | None
    told_by: str = ""
    old_place: str = ""
    new_place: str = ""
    stood: dict[str, Any] = field(default_factory=dict)

    def sentence(self) -> str:
        """Say old and new, and who said so."""
        parts = []
        if self.old != self.new:
            parts.append(moved_clock(self.old, self.new, self.zone))
        if self.old_place != self.new_place:
            parts.append(f"{self.old_place or '-'} \N{RIGHTWARDS ARROW} {self.new_place or '-'}")
        if not parts:  # the old time is the one of the airport it was diverted to
            parts.append(clock_told(self.new, self.zone))
        words = f"{self.named(self.direction)}: {'; '.join(parts)}."
        who = _("Told by {who}.").format(who=self.told_by)
        return f"{words} {who}" if self.told_by else words


@dataclass(frozen=True, kw_only=True)
class TripMoved(_OfMovement):
    """A trip has another time, place or car.

    changes: {field: [old, new]}, moments as ISO 8601, others as people read them. stood: {field:
    what is stored} before it, for taking it back. taken_back: this is such a taking back.
    overruled: the warnings that somebody set aside, for the reason in `why`.
    """

    kind: ClassVar[str] = "movements.trip_moved"
    changes: dict[str, Any] = field(default_factory=dict)
    why: str = ""
    stood: dict[str, Any] = field(default_factory=dict)
    taken_back: bool = False
    overruled: str = ""

    def sentence(self) -> str:
        """Say each change, old and new, and why."""
        words = f"{self.named('trip')}: {moved_text(self.changes, self.zone)}."
        if self.taken_back:
            words = f"{words} {_('The change was taken back.')}"
        if self.overruled:
            words = f"{words} {_('All the same: {warnings}').format(warnings=self.overruled)}"
        return f"{words} {in_one(self.why)}" if self.why else words


@dataclass(frozen=True, kw_only=True)
class TripAdded(_OfMovement):
    """A drive was made by hand. overruled: the warnings that somebody set aside, for `why`."""

    kind: ClassVar[str] = "movements.trip_added"
    departs_at: datetime
    from_place: str = ""
    to_place: str = ""
    why: str = ""
    overruled: str = ""

    def sentence(self) -> str:
        """Say when and which way it goes."""
        words = _("{name}: new, {clock}, {start} to {end}.").format(
            name=self.named("trip"),
            clock=clock_told(self.departs_at, self.zone),
            start=self.from_place,
            end=self.to_place,
        )
        if self.overruled:
            words = f"{words} {_('All the same: {warnings}').format(warnings=self.overruled)}"
        return f"{words} {self.why}" if self.why else words


@dataclass(frozen=True, kw_only=True)
class TripHeld(_OfMovement):
    """Proposals leave car and driver of a drive as they are (held), or may change them again."""

    kind: ClassVar[str] = "movements.trip_held"
    held: bool

    def sentence(self) -> str:
        """Say it."""
        if self.held:
            words = _("{name}: its car and driver are held.")
        else:
            words = _("{name}: proposals may change its car and driver.")
        return words.format(name=self.named("trip"))


@dataclass(frozen=True, kw_only=True)
class CarriageSaid(_OfMovement):
    """By what it comes, at which gate, and the word for all on the same carriage."""

    kind: ClassVar[str] = "movements.carriage_said"
    direction: str
    mode: str
    group: str = ""
    gate: str = ""

    def sentence(self) -> str:
        """Say what was told."""
        words = _("{name}: how they travel was changed.").format(name=self.named(self.direction))
        more = [
            _("Together as {group}.").format(group=self.group) if self.group else "",
            _("Gate {gate}.").format(gate=self.gate) if self.gate else "",
        ]
        return " ".join(part for part in (words, *more) if part)


@dataclass(frozen=True, kw_only=True)
class LeadNamed(_OfMovement):
    """Who answers for those who travel together; member: "" for nobody any more."""

    kind: ClassVar[str] = "movements.lead_named"
    right: ClassVar[str] = Right.SEE_PEOPLE
    direction: str
    member: str

    def sentence(self) -> str:
        """Say who."""
        words = _("{name}: {member} answers for those who travel together.")
        if not self.member:
            words = _("{name}: nobody answers for those who travel together any more.")
        return words.format(name=self.named(self.direction), member=self.member)


@dataclass(frozen=True, kw_only=True)
class MovementSplit(_OfMovement):
    """Some people and bags go on another flight, which is a movement of its own."""

    kind: ClassVar[str] = "movements.split"
    direction: str
    other_id: int
    carrier: str
    people: int
    bags: int
    planned_at: datetime

    def topics(self) -> list[str]:
        """Name the other movement besides."""
        return [*super().topics(), f"movement:{self.other_id}"]

    def sentence(self) -> str:
        """Say how many go on what, when."""
        return _("{name}: {people} people and {bags} bags go on {carrier} at {clock}.").format(
            name=self.named(self.direction),
            people=self.people,
            bags=self.bags,
            carrier=self.carrier or "-",
            clock=clock_told(self.planned_at, self.zone),
        )


@dataclass(frozen=True, kw_only=True)
class MovementRejoined(_OfMovement):
    """A split was taken back."""

    kind: ClassVar[str] = "movements.rejoined"
    direction: str
    other_id: int

    def topics(self) -> list[str]:
        """Name the other movement besides."""
        return [*super().topics(), f"movement:{self.other_id}"]

    def sentence(self) -> str:
        """Say it."""
        return _("{name}: all travel together again.").format(name=self.named(self.direction))


MOMENTS = ("departs_at", "arrives_at")


def word_of(chain: str, status: str, mode: str = "") -> str:
    """Return how a status is said, in the language in force; mode: by what one comes."""
    links = CHAINS.get(chain, {})
    link = (chain_of(chain, mode).get(status) if mode else None) or links.get(status)
    return str(link.word) if link else status


def moved_text(changes: dict[str, Any], zone_name: str) -> str:
    """Say changed fields, old and new, in the order in which people think of them."""
    words = _field_words()
    order = [name for name in words if name in changes]
    order += [name for name in changes if name not in words]
    return "; ".join(
        f"{words.get(name, name)} {_old_and_new(name, old, new, zone_name)}"
        for name, (old, new) in ((name, changes[name]) for name in order)
    )


def field_word(name: str) -> str:
    """Return how a field of a trip is called, in the language in force."""
    return _field_words().get(name, name)


def moved_clock(old: datetime | None, new: datetime | None, zone_name: str) -> str:
    """Say `18.11 WITA -> 18.30 WITA`; with the days where those differ."""
    told = (clock_told(old, zone_name, day_of=new), clock_told(new, zone_name, day_of=old))
    return " \N{RIGHTWARDS ARROW} ".join(told)


def _old_and_new(name: str, old: str, new: str, zone_name: str) -> str:
    if name in MOMENTS:
        with suppress(ValueError):  # entries of before kept `18.11 WITA`
            before, after = (datetime.fromisoformat(one) if one else None for one in (old, new))
            return moved_clock(before, after, zone_name)
    return f"{_said(name, old)} \N{RIGHTWARDS ARROW} {_said(name, new)}"


def _said(name: str, value: str) -> str:
    if name == "certainty" and value in Certainty:
        return str(Certainty(value).label)
    return value_word(name, value)


def _field_words() -> dict[str, str]:
    return {
        "departs_at": _("departure"),
        "arrives_at": _("arrival"),
        "from_place": _("from"),
        "to_place": _("to"),
        "vehicle": _("car"),
        "driver": _("driver"),
        "support_vehicle": _("second car"),
        "escort": _("escort"),
        "ride": _("shared ride"),
        "certainty": _("state"),
    }


def clock_told(moment: datetime | None, zone_name: str, *, day_of: datetime | None = None) -> str:
    """Return `18.11 WITA`, with the day before it where that of `day_of` is another one."""
    if moment is None:
        return "-"
    text = f"{clock_text(moment, zone_name)} {zone_label(zone_name, moment)}"
    here = moment.astimezone(zone(zone_name))
    if day_of is not None and day_of.astimezone(zone(zone_name)).date() != here.date():
        return f"{here:%d.%m.} {text}"
    return text
