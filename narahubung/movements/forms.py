"""The shape of what is told about a movement or a trip: by a page, the phone, or another system."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from narahubung.kit.actor import Actor
from narahubung.kit.records import Certainty
from narahubung.kit.zones import zone
from narahubung.movements.chains import CHAINS
from narahubung.movements.models import Driver, EscortUnit, Vehicle
from narahubung.movements.queries import MovementLine, TripLine
from narahubung.parties.models import Place
from narahubung.programme.forms import ClockField, DayInput

_MINUTES = re.compile(r"^\s*([+\-\N{MINUS SIGN}])\s*(\d{1,5})\s*(?:m|min|mnt|menit)?\.?\s*$", re.I)
_CLOCK = re.compile(r"^\s*(\d{1,2})[.:](\d{2})\s*$")


LONGEST_DRIVE = timedelta(hours=12)  # longer is a slip of the finger


def _row(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(coerce=int, empty_value=None, required=False, label=label)


class ThingForm(forms.Form):
    """Names a movement or a trip: one of both. key: made by the device, so that a resend counts
    once."""

    movement = forms.IntegerField(required=False, min_value=1)
    trip = forms.IntegerField(required=False, min_value=1)
    key = forms.UUIDField(required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse none and both."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("movement")) == bool(cleaned.get("trip")):
            raise forms.ValidationError(_("Say which movement or which trip."))
        return cleaned

    def asked(self) -> dict[str, Any]:
        """Return what the commands take."""
        given = self.cleaned_data
        return {
            "movement_id": given["movement"],
            "trip_id": given["trip"],
            "key": given["key"],
        }


class StatusForm(ThingForm):
    """A tap on a chain."""

    status = forms.ChoiceField(
        choices=sorted({(code, code) for chain in CHAINS.values() for code in chain})
    )

    def asked(self) -> dict[str, Any]:
        """Return what `report_status` takes."""
        return {**super().asked(), "status": self.cleaned_data["status"]}


class DelayForm(forms.Form):
    """A new time of a movement, as people say it: `+95`, `-10`, or the clock `19.46`.

    on: the day of the clock time; without it the day on which that clock lies nearest to the plan.
    """

    movement = forms.IntegerField(min_value=1)
    delay = forms.CharField(
        label=_("New time"),
        max_length=20,
        help_text=_("+95 for 95 minutes after the plan, or the clock time, such as 19.46"),
    )
    on = forms.DateField(required=False, label=_("Day"))
    told_by = forms.CharField(required=False, max_length=120, label=_("Who said so"))
    key = forms.UUIDField(required=False)

    def clean_delay(self) -> int | time:
        """Return minutes after the plan, or a clock time."""
        text = self.cleaned_data["delay"]
        if match := _MINUTES.match(text):
            minutes = int(match[2])
            return minutes if match[1] == "+" else -minutes
        if match := _CLOCK.match(text):
            hour, minute = int(match[1]), int(match[2])
            if hour < 24 and minute < 60:
                return time(hour, minute)
        raise forms.ValidationError(_("Write +95 or a clock time such as 19.46."))

    def new_time(self, planned: datetime | None, zone_name: str) -> datetime | None:
        """Return the moment that is meant, or None where nothing tells the day."""
        given, on = self.cleaned_data["delay"], self.cleaned_data["on"]
        if isinstance(given, int):
            return planned + timedelta(minutes=given) if planned else None
        here = zone(zone_name)
        if on is not None:
            return datetime.combine(on, given, tzinfo=here)
        if planned is None:
            return None
        return nearest(given, planned.astimezone(here))


class DivertForm(forms.Form):
    """Another terminal of a movement, or another airport that is no place of the event."""

    terminal = forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, label=_("Terminal")
    )
    airport = forms.CharField(
        required=False,
        max_length=10,
        label=_("Code of the airport"),
        help_text=_("Only where it is another airport, such as SUB"),
    )
    told_by = forms.CharField(required=False, max_length=120, label=_("Who said so"))
    key = forms.UUIDField(required=False)

    def __init__(self, data: Any = None, *, line: MovementLine, by: Actor) -> None:
        super().__init__(data, initial={"terminal": line.terminal_id})
        field: Any = self.fields["terminal"]
        field.choices = [("", _("another airport")), *_airports(by)]

    def clean_airport(self) -> str:
        """Return the code in capitals."""
        return str(self.cleaned_data["airport"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        """Ask for the code where no terminal of the event is meant."""
        given = super().clean() or {}
        if "terminal" in given and not given["terminal"] and not given.get("airport"):
            self.add_error("airport", _("Choose a terminal, or give the code of the airport."))
        return given

    def place(self) -> str:
        """Return the new place as people read it."""
        field: Any = self.fields["terminal"]
        chosen = self.cleaned_data["terminal"]
        names = dict(field.choices)
        return str(names[chosen]) if chosen else self.cleaned_data["airport"]


class TripForm(forms.Form):
    """Time, way, cars and state of a trip, on the clock of the trip's zone.

    The arrival runs with the departure where it is left as it was; an arrival on an earlier clock
    time than the departure is on the next day.
    """

    on = forms.DateField(required=False, label=_("Day"), widget=DayInput)
    departs = ClockField(label=_("Departure"))
    arrives = ClockField(label=_("Arrival"))
    from_place = _row(_("From"))
    to_place = _row(_("To"))
    vehicle = _row(_("Car"))
    support_vehicle = _row(_("Second car"))
    driver = _row(_("Driver"))
    escort = _row(_("Escort"))
    certainty = forms.ChoiceField(choices=Certainty.choices, label=_("State"))
    why = forms.CharField(required=False, max_length=200, label=_("Reason"))
    overrule = forms.BooleanField(
        required=False,
        label=_("It is to be so all the same"),
        help_text=_("Where hours, licence or permit speak against it. Give the reason."),
    )
    key = forms.UUIDField(required=False)

    ROWS = ("from_place", "to_place", "vehicle", "support_vehicle", "driver", "escort")

    def __init__(self, data: Any = None, *, trip: TripLine, by: Actor) -> None:
        here = zone(trip.zone)
        departs = trip.departs_at.astimezone(here) if trip.departs_at else None
        arrives = trip.arrives_at.astimezone(here) if trip.arrives_at else None
        super().__init__(
            data,
            # A page may show two of them: the ids must differ.
            auto_id=f"trip-{trip.id}-%s",
            initial={
                "on": departs.date() if departs else None,
                "departs": departs.time() if departs else None,
                "arrives": arrives.time() if arrives else None,
                "certainty": trip.certainty,
                **{name: getattr(trip, f"{name}_id") for name in self.ROWS},
            },
        )
        self.trip = trip
        places = [("", "-"), *_places(by)]
        cars = [("", "-"), *_cars(by, trip)]
        choices = {
            "from_place": places,
            "to_place": places,
            "vehicle": cars,
            "support_vehicle": cars,
            "driver": [("", _("who usually drives the car")), *_drivers(by, trip)],
            "escort": [("", "-"), *_escorts(by)],
        }
        stands = {
            "from_place": trip.from_place,
            "to_place": trip.to_place,
            "vehicle": trip.car.plate if trip.car else "",
            "support_vehicle": trip.support_plate,
            "driver": trip.driver,
            "escort": trip.escort,
        }
        for name, of in choices.items():
            field: Any = self.fields[name]
            field.choices = of
            now = self.initial[name]
            if now is not None and now not in _flat(field):
                # A car of the pool, say, that an officer sees only because it drives for him.
                field.choices = [*of, (now, stands[name])]

    def clean(self) -> dict[str, Any]:
        """Ask for the day where a clock time is given, and for a way that is no day long."""
        given = super().clean() or {}
        if self.errors:
            return given
        if (given["departs"] or given["arrives"]) and not given["on"]:
            self.add_error("on", _("A clock time needs its day."))
        elif given["arrives"] and not given["departs"]:
            self.add_error("departs", _("An arrival needs its departure."))
        elif (way := self._arrives() - self._departs() if given["arrives"] else None) and (
            way > LONGEST_DRIVE
        ):
            self.add_error("arrives", _("The arrival must be later than the departure."))
        return given

    def to(self) -> dict[str, Any]:
        """Return what `move_trip` takes: only what differs from the trip."""
        given = self.cleaned_data
        told = {name: given[name] for name in (*self.ROWS, "certainty")}
        told["departs_at"] = self._departs() if given["departs"] else None
        told["arrives_at"] = self._arrives() if given["arrives"] else None
        stands = {name: getattr(self.trip, f"{name}_id") for name in self.ROWS}
        stands |= {
            name: getattr(self.trip, name) for name in ("departs_at", "arrives_at", "certainty")
        }
        return {name: value for name, value in told.items() if value != stands[name]}

    def shown(self) -> list[tuple[str, Any, Any]]:
        """Return (field, old, new) of what would change, as people read them."""
        found: list[tuple[str, Any, Any]] = []
        for name, new in self.to().items():
            if name in {"departs_at", "arrives_at"}:
                found.append((name, getattr(self.trip, name), new))
                continue
            words = _flat(self.fields[name])
            old = self.initial[name]
            found.append((name, words.get(old, ""), words.get(new, "")))
        return found

    def _departs(self) -> datetime:
        given = self.cleaned_data
        return datetime.combine(given["on"], given["departs"], tzinfo=zone(self.trip.zone))

    def _arrives(self) -> datetime:
        """Return when it arrives: as told, or as long after the departure as it was planned."""
        given, departs = self.cleaned_data, self._departs()
        old_start, old_end = self.trip.departs_at, self.trip.arrives_at
        if old_start and old_end and given["arrives"] == self.initial["arrives"]:
            return departs + (old_end - old_start)
        arrives = datetime.combine(given["on"], given["arrives"], tzinfo=zone(self.trip.zone))
        return arrives if arrives >= departs else arrives + timedelta(days=1)


def _airports(by: Actor) -> list[tuple[int, str]]:
    rows = Place.objects.visible_to(by).filter(kind__icontains="airport")
    return list(rows.order_by("name").values_list("pk", "name"))


def _places(by: Actor) -> list[tuple[int, str]]:
    return list(Place.objects.visible_to(by).order_by("name").values_list("pk", "name"))


def _cars(by: Actor, trip: TripLine) -> list[tuple[Any, Any]]:
    """Return the cars a trip may get: those of its delegation first."""
    own: list[tuple[int, str]] = []
    others: list[tuple[int, str]] = []
    for car in Vehicle.objects.visible_to(by).select_related("party").order_by("plate"):
        whose = car.party.code if car.party else ""
        (own if car.party_id == trip.party.id else others).append(
            (car.pk, " \N{MIDDLE DOT} ".join(part for part in (car.label(), whose) if part))
        )
    return [(trip.party.code, own), (_("others"), others)]


def _drivers(by: Actor, trip: TripLine) -> list[tuple[int, str]]:
    rows = Driver.objects.visible_to(by).filter(Q(party=None) | Q(party_id=trip.party.id))
    return list(rows.order_by("full_name").values_list("pk", "full_name"))


def _escorts(by: Actor) -> list[tuple[int, str]]:
    rows = EscortUnit.objects.visible_to(by).select_related("party").order_by("name")
    return [
        (row.pk, f"{row.name} \N{MIDDLE DOT} {row.party.code}" if row.party else row.name)
        for row in rows
    ]


def _flat(field: Any) -> dict[Any, str]:
    """Return the words of a field's choices, those in groups as well."""
    found: dict[Any, str] = {}
    for value, word in field.choices:
        if isinstance(word, list):
            found |= {inner: str(text) for inner, text in word}
        elif value != "":
            found[value] = str(word)
    return found


def nearest(clock: time, to: datetime) -> datetime:
    """Return when a clock shows it nearest to a moment: 00.20 beside 23.40 is the next day."""
    days: list[date] = [to.date() + timedelta(days=shift) for shift in (-1, 0, 1)]
    moments = [datetime.combine(day, clock, tzinfo=to.tzinfo) for day in days]
    return min(moments, key=lambda moment: abs(moment - to))
