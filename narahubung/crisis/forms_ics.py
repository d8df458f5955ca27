"""The shape of the briefing, of a check-in, of a general message."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from narahubung.crisis.models import Stakeholder


def _text(label: Any, longest: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=False, **more)


def _long(label: Any, rows: int = 3, longest: int = 4000) -> forms.CharField:
    return _text(label, longest, widget=forms.Textarea(attrs={"rows": rows}))


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class WriteBrief(forms.Form):
    """What the forms need and nobody has written elsewhere."""

    period_from = _moment(_("Operational period from"))
    period_until = _moment(_("Operational period until"))
    objectives = _long(_("Current and planned objectives"))
    planned = _long(_("Planned actions, strategies, and tactics"))
    safety = _long(_("Health and safety briefing"))
    sketch = _text(_("Map or sketch: where it is, what it shows"), 500)
    check_in_place = _text(_("Where agencies report, work and telephone"), 200)
    safety_officer = _text(_("Safety officer"), 200)
    planning = _text(_("Planning section: who"), 300)
    logistics = _text(_("Logistics section: who"), 300)
    finance = _text(_("Finance/administration section: who"), 300)


class _WithStakeholder(forms.Form):
    stakeholder = forms.ModelChoiceField(
        label=_("Of whom on the list"),
        queryset=Stakeholder.objects.none(),
        required=False,
        empty_label="-",
    )

    def __init__(self, *args: Any, stakeholders: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stakeholder"].queryset = stakeholders  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """Return what the command takes: the stakeholder by its number."""
        given = dict(self.cleaned_data)
        body = given.pop("stakeholder")
        return {**given, "stakeholder_id": body.pk if body else None}


class CheckInForm(_WithStakeholder):
    """Who reports at the liaison's place; the columns of form 211."""

    who = forms.CharField(
        label=_("Person or resource"),
        max_length=200,
        error_messages={
            "required": _("Who reports here? Write the name of the person or of the resource.")
        },
    )
    role = _text(_("Position, or kind and type of the resource"), 200)
    agency = _text(_("Agency, if it is not on the list"), 200)
    contact = _text(_("Contact here"), 200)
    people = forms.IntegerField(
        label=_("Number of people"), min_value=1, max_value=9999, required=False
    )
    expected_at = _moment(_("Not here yet: expected at"))
    order_no = _text(_("Number of the request"), 40)
    ordered_at = _moment(_("Asked for at"))
    leader = _text(_("Leader's name"), 200)
    home = _text(_("Home unit"), 200)
    came_from = _text(_("Departure point and time"), 200)
    came_by = _text(_("Method of travel"), 100)
    assignment = _text(_("Assignment in this incident"), 200)
    skills = _text(_("Other qualifications"), 200)

    def clean_people(self) -> int:
        """Nobody counted: one."""
        return int(self.cleaned_data["people"] or 1)


class RewriteMessage(forms.Form):
    """To whom, about what, the message."""

    to_name = forms.CharField(
        label=_("To (name)"), max_length=200, error_messages={"required": _("Write to whom.")}
    )
    to_role = _text(_("To (position)"), 200)
    from_role = _text(_("Your position"), 200)
    subject = forms.CharField(
        label=_("Subject"),
        max_length=200,
        error_messages={"required": _("Write what it is about.")},
    )
    text = forms.CharField(
        label=_("Message"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write the message.")},
    )


class WriteMessage(_WithStakeholder, RewriteMessage):
    """The same, to somebody on the list: then name and position come from there."""

    field_order = ("stakeholder", "to_name", "to_role", "from_role", "subject", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_name"].required = False

    def clean(self) -> dict[str, Any]:
        """Take name and position from the list where nobody typed them."""
        given = super().clean() or {}
        body = given.get("stakeholder")
        if not given.get("to_name") and body:
            given["to_name"] = body.representative or body.name
            given["to_role"] = given.get("to_role") or ", ".join(
                part for part in (body.role, body.name if body.representative else "") if part
            )
        if not given.get("to_name"):
            self.add_error("to_name", _("Write to whom."))
        return given


class Approve(forms.Form):
    """The position of who approves."""

    role = _text(_("Your position"), 200)


class Reply(forms.Form):
    """What came back, from whom."""

    reply = forms.CharField(
        label=pgettext_lazy("message", "Reply"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reply.")},
    )
    replied_by = _text(_("Who replied, if not whom it went to"), 200)
    replied_role = _text(pgettext_lazy("person", "Position"), 200)
