"""What is sent about pooled transfers and arrivals at a door."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.zones import moment
from narahubung.movements.models import Vehicle
from narahubung.parties.models import Party, Place
from narahubung.programme.forms import ClockField
from narahubung.transport.forms.days import DayField
from narahubung.transport.slots import PRECEDENCE, WELCOME


class ApartField(forms.CharField):
    """Pairs of delegations that must not meet: `RUS-USA, CHN-IND`; [] for none."""

    def __init__(self, *, parties: Any) -> None:
        super().__init__(
            required=False,
            max_length=400,
            label=_("Must not meet"),
            help_text=_("Pairs of codes, for example RUS-USA, CHN-IND"),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )
        self.codes = {code.upper(): code for code in parties}

    def clean(self, value: Any) -> Any:
        """Return the pairs. Raises ValidationError, naming what is no code."""
        pairs = []
        for text in str(super().clean(value) or "").upper().replace(";", ",").split(","):
            if not text.strip():
                continue
            codes = [self.codes.get(one.strip()) for one in text.split("-")]
            if len(codes) != 2 or None in codes or codes[0] == codes[1]:
                raise forms.ValidationError(
                    _("%(text)s is no pair of delegations. Write two codes, such as RUS-USA."),
                    params={"text": text.strip()},
                )
            pairs.append(codes)
        return pairs


class TransferForm(forms.Form):
    """People who need a transfer. One of the two clock times is needed."""

    party = forms.TypedChoiceField(coerce=int, label=_("Delegation"))
    who = forms.CharField(required=False, max_length=120, label=_("Who"))
    people = forms.IntegerField(min_value=1, max_value=500, initial=1, label=_("People"))
    luggage = forms.IntegerField(
        required=False, min_value=0, max_value=2000, initial=0, label=_("Pieces of luggage")
    )
    from_place = forms.TypedChoiceField(coerce=int, label=_("From"))
    to_place = forms.TypedChoiceField(coerce=int, label=_("To"))
    on = DayField(label=_("Day"))
    ready = ClockField(label=_("Ready from"))
    by = ClockField(label=_("There by"))
    lift = forms.BooleanField(required=False, label=_("Needs a wheelchair lift"))
    child_seat = forms.BooleanField(required=False, label=_("Needs a child seat"))
    key = forms.UUIDField(required=False)

    def __init__(self, data: Any = None, *, by: Actor, zone_name: str, **more: Any) -> None:
        super().__init__(data, **more)
        self.zone_name = zone_name
        parties = Party.objects.visible_to(by, Right.REPORT_MOVEMENT).order_by("code")
        places = [
            ("", "-"),
            *Place.objects.visible_to(by).order_by("name").values_list("pk", "name"),
        ]
        fields: Any = self.fields
        fields["party"].choices = [
            ("", "-"),
            *((one.pk, f"{one.code} {one.name}") for one in parties),
        ]
        fields["from_place"].choices = fields["to_place"].choices = places

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two times."""
        given = super().clean() or {}
        if not self.errors and not (given.get("ready") or given.get("by")):
            self.add_error(
                "ready", _("Say from when on they are ready, or by when they must be there.")
            )
        return given

    def to(self) -> dict[str, Any]:
        """Return what `ask_transfer` takes; an earlier clock time is on the next day."""
        given = self.cleaned_data
        names = ("who", "people", "from_place", "to_place", "lift", "child_seat")
        times = {
            f"{name}_at": moment(given["on"], given[name], self.zone_name) if given[name] else None
            for name in ("ready", "by")
        }
        ready, there = times["ready_at"], times["by_at"]
        if ready and there and there < ready:
            times["by_at"] = there + timedelta(days=1)
        return {**{name: given[name] for name in names}, "luggage": given["luggage"] or 0, **times}


class PoolForm(forms.Form):
    """What a plan of pooled transfers is asked with."""

    on = DayField()
    anew = forms.CharField(required=False)
    vehicles = forms.TypedMultipleChoiceField(coerce=int, required=False, label=_("Cars"))
    wait_min = forms.IntegerField(min_value=5, max_value=240, label=_("Longest wait, minutes"))

    def __init__(self, data: Any = None, *, by: Actor) -> None:
        super().__init__(data)
        cars = Vehicle.objects.visible_to(by).values_list("pk", "plate")
        vehicles: Any = self.fields["vehicles"]
        vehicles.choices = list(cars)
        self.fields["apart"] = ApartField(parties=_codes(by))

    def wishes(self) -> dict[str, Any]:
        """Return the wishes of the proposal."""
        return {name: self.cleaned_data[name] for name in ("vehicles", "wait_min", "apart")}


class SlotsForm(forms.Form):
    """What a plan of arrivals at a door is asked with; what is left out stays as it was asked.

    party with firm, earliest or free: of that one delegation.
    """

    order = forms.ChoiceField(
        required=False,
        choices=[(PRECEDENCE, _("order of precedence")), (WELCOME, _("order of welcome"))],
        label=_("Who is the most honoured"),
    )
    minutes = forms.IntegerField(
        required=False, min_value=1, max_value=60, label=_("Minutes at the door")
    )
    gap = forms.IntegerField(
        required=False, min_value=0, max_value=60, label=_("Minutes between two")
    )
    open_min = forms.IntegerField(
        required=False, min_value=10, max_value=720, label=_("Door open, minutes")
    )
    seated_min = forms.IntegerField(
        required=False, min_value=0, max_value=240, label=_("All inside, minutes before")
    )
    anew = forms.CharField(required=False)
    party = forms.IntegerField(required=False)
    firm = ClockField(label=_("Slot"))
    earliest = ClockField(label=_("Not before"))
    free = forms.CharField(required=False)

    def __init__(self, data: Any = None, *, by: Actor) -> None:
        super().__init__(data)
        self.fields["apart"] = ApartField(parties=_codes(by))

    def wishes(self, before: dict[str, Any], day: date, zone_name: str) -> dict[str, Any]:
        """Return the wishes of the proposal: those of before with what is said now."""
        given = self.cleaned_data
        names = ("order", "minutes", "gap", "open_min", "seated_min")
        said = {name: given[name] for name in names if given[name] not in (None, "")}
        found = {**before, **said}
        if "apart" in self.data:
            found["apart"] = given["apart"]
        if (party := given["party"]) is not None:
            for name in ("firm", "earliest"):
                others = {pk: at for pk, at in before.get(name, {}).items() if pk != str(party)}
                now: datetime | None = moment(day, given[name], zone_name) if given[name] else None
                found[name] = {**others, str(party): now.isoformat()} if now else others
        return found


def _codes(by: Actor) -> list[str]:
    return list(Party.objects.visible_to(by).values_list("code", flat=True))
