"""The shape of a plan, a part, its confirmation, a way out, an urgent need."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.crisis.forms import Why
from narahubung.crisis.models import Level, PermitState, UrgentKind

Choices = Sequence[tuple[int, str]]


def _words(label: Any, most: int = 200, *, required: bool = False, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, **more)


def _lines(label: Any, rows: int = 2, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class MakePlan(forms.Form):
    """Which template, and which delegations have a part in it."""

    template = forms.ChoiceField(label=_("Which plan?"))
    party_ids = forms.TypedMultipleChoiceField(
        label=_("Delegations that have a part in it"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, templates: Any, parties: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = templates  # type: ignore[attr-defined]
        self.fields["party_ids"].choices = parties  # type: ignore[attr-defined]
        self.initial.setdefault("party_ids", [party_id for party_id, _name in parties])


class ToWhom(forms.Form):
    """A delegation, a team, or an organisation by name."""

    party_id = forms.TypedChoiceField(
        label=_("Delegation"), coerce=int, empty_value=None, required=False
    )
    department_id = forms.TypedChoiceField(
        label=_("Or team"), coerce=int, empty_value=None, required=False
    )
    who = _words(_("Or an organisation, by name"))

    def __init__(self, *args: Any, parties: Choices, teams: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party_id"].choices = [("", "-"), *parties]  # type: ignore[attr-defined]
        self.fields["department_id"].choices = [("", "-"), *teams]  # type: ignore[attr-defined]


class Part(ToWhom):
    """A new part of a plan."""

    text = _lines(
        _("What is to be done?"), error_messages={"required": _("Write what is to be done.")}
    )
    minutes = forms.IntegerField(
        label=_("Within how many minutes?"), min_value=1, max_value=10080, initial=30
    )
    owner = _words(_("Who answers for it, by name"))
    deputy = _words(_("Deputy"))
    permit = _words(_("Rule, permit or instruction it needs"))
    permit_from = _words(_("From which authority"))
    ask = _words(_("One question that shows it was understood"))
    answers = _lines(_("Answers, one on each line, the right one first"), rows=3, required=False)
    field_order = ("text", "minutes", "party_id", "department_id", "who")

    def clean_answers(self) -> list[str]:
        """Return one for each line."""
        lines = self.cleaned_data["answers"].splitlines()
        return [line.strip() for line in lines if line.strip()]


class ChangePart(forms.Form):
    """What is another than before."""

    text = _lines(
        _("What is to be done?"), error_messages={"required": _("Write what is to be done.")}
    )
    minutes = forms.IntegerField(
        label=_("New clock: minutes from now"),
        help_text=_("Empty leaves the clock as it is."),
        min_value=1,
        max_value=10080,
        required=False,
    )
    owner = _words(_("Who answers for it, by name"))
    deputy = _words(_("Deputy"))


class Confirm(forms.Form):
    """The question answered, and the part said back."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    answer = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect, required=False)
    said_back = _lines(
        _("Say your part back in your own words"),
        error_messages={"required": _("Say it back in your own words, in one sentence.")},
    )
    said_by = _words(
        _("Who said so"), help_text=_("Only where you write it down for somebody else.")
    )

    def __init__(self, *args: Any, ask: str, answers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ask and answers:
            self.fields["answer"].label = ask
            self.fields["answer"].choices = answers  # type: ignore[attr-defined]
        else:
            del self.fields["answer"]


class Permit(forms.Form):
    """How what it needs stands."""

    permit_state = forms.ChoiceField(label=_("How does it stand?"), choices=PermitState)
    note = _words(_("Number, name, hour"))


class Start(forms.Form):
    """Who decided that it begins without what it needs, and why; empty where it has it."""

    decider = _words(_("Who decides without it, by name"))
    why = _words(_("Why? One sentence"), 300)


class Give(ToWhom):
    """To whom, with what to know; the giver's signature."""

    note = _words(_("What the other must know"), 300)
    signed_by = _words(
        _("Signed by"), help_text=_("Only where you write it down for somebody else.")
    )


class Take(forms.Form):
    """The taker's signature."""

    signed_by = _words(
        _("Signed by"), help_text=_("Only where you write it down for somebody else.")
    )


class Wait(forms.Form):
    """The number of the part that comes before."""

    before = forms.IntegerField(
        label=_("Waits for part no."),
        min_value=1,
        error_messages={"required": _("Which part comes before?")},
    )
    waits = forms.TypedChoiceField(
        label=_("From now on it"),
        choices=[("yes", _("waits for it")), ("no", _("no longer waits for it"))],
        coerce=lambda value: value == "yes",
        initial="yes",
    )


class WayOut(forms.Form):
    """How a delegation gets out."""

    level = forms.ChoiceField(label=_("How far?"), choices=Level)
    authority = _words(_("Who decides it, by name"))
    turn = forms.IntegerField(
        label=_("Turn in the order of departure"), min_value=1, max_value=999, initial=1
    )
    rally = _words(_("Rally point"))
    safe_place = _words(_("Safe place"))
    route = forms.CharField(
        label=_("Route"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    vehicle_ids = forms.TypedMultipleChoiceField(
        label=_("Vehicles (seats)"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        vehicles: Choices,
        near: int = 0,
        sees_route: bool,
        sees_cars: bool,
        **kwargs: Any,
    ) -> None:
        """near: how many of the vehicles come first, for they are the delegation's or chosen."""
        super().__init__(*args, **kwargs)
        self.fields["vehicle_ids"].choices = vehicles  # type: ignore[attr-defined]
        self.near, self.others = f":{near}", f"{near}:"
        if not sees_route:
            del self.fields["route"]
        if not sees_cars:
            del self.fields["vehicle_ids"]


class Order(forms.Form):
    """For which incident, who decides, and why where it is not ready."""

    incident_id = forms.TypedChoiceField(label=_("Incident"), coerce=int)
    decider = _words(
        _("Who decides, by name"),
        required=True,
        error_messages={"required": _("Name who decides it.")},
    )
    why = _words(_("Why all the same, where something is missing"), 300)

    def __init__(self, *args: Any, incidents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["incident_id"].choices = [  # type: ignore[attr-defined]
            (pk, f"{number}: {what}") for pk, number, what in incidents
        ]


class Heads(forms.Form):
    """How many, counted by head."""

    heads = forms.IntegerField(
        label=_("Heads counted as it left"),
        min_value=0,
        max_value=5000,
        error_messages={"required": _("Count the heads.")},
    )

    def __init__(self, *args: Any, arrived: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if arrived:
            self.fields["heads"].label = _("Heads counted on arrival")


class Urgent(forms.Form):
    """What a delegation needs at once."""

    party_id = forms.TypedChoiceField(label=_("Delegation"), coerce=int)
    urgent = forms.ChoiceField(label=_("What is needed?"), choices=UrgentKind)
    quantity = forms.IntegerField(label=_("For how many?"), min_value=1, max_value=5000, initial=1)
    place = _words(_("Where?"))
    text = _words(
        _("More, for who answers it"),
        500,
        help_text=_("It stands in the request, not in this table: no diagnosis."),
    )

    def __init__(self, *args: Any, parties: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party_id"].choices = parties  # type: ignore[attr-defined]


__all__ = [
    "ChangePart",
    "Confirm",
    "Give",
    "Heads",
    "MakePlan",
    "Order",
    "Part",
    "Permit",
    "Start",
    "Take",
    "Urgent",
    "Wait",
    "WayOut",
    "Why",
]
