"""The shape of a private item, and of an outing that begins now."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.models import Reach, TieKind
from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone
from narahubung.parties.models import Member, Officer, Party, Place
from narahubung.programme.forms.items import ClockField, DayInput
from narahubung.programme.models import PrivateKind
from narahubung.programme.queries import PrivateLine


class OutingForm(forms.Form):
    """Where to, and until when. Nothing else is asked."""

    where = forms.CharField(max_length=120, label=_("Where to"))
    until = ClockField(label=_("Back at"), required=True)
    key = forms.UUIDField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"].widget.attrs |= {"list": "places", "autocomplete": "off"}

    def back_at(self, at: datetime, zone_name: str) -> datetime:
        """Return the next moment with that clock time."""
        here = at.astimezone(zone(zone_name))
        found = datetime.combine(here.date(), self.cleaned_data["until"], tzinfo=here.tzinfo)
        return found if found > here else found + timedelta(days=1)


class PrivateForm(forms.Form):
    """A private item, on the event's clock. officer, cover: of those who serve the party."""

    title = forms.CharField(max_length=200, label=_("Item"))
    kind = forms.ChoiceField(choices=PrivateKind.choices, label=_("Sort"))
    on = forms.DateField(label=_("Day"), widget=DayInput)
    start = ClockField(label=_("Start"), required=True)
    end = ClockField(label=_("End"), required=True)
    place = forms.ModelChoiceField(
        Place.objects.none(), required=False, label=_("Place"), empty_label="-"
    )
    room = forms.CharField(
        required=False, max_length=120, label=_("Where"), help_text=_("Where it is no known place")
    )
    member = forms.ModelChoiceField(
        Member.objects.none(),
        required=False,
        label=_("Whose"),
        empty_label=_("the head, and so the delegation"),
    )
    officer = forms.ModelChoiceField(
        Officer.objects.none(), required=False, label=_("Officer who goes along"), empty_label="-"
    )
    cover = forms.ModelChoiceField(
        Officer.objects.none(),
        required=False,
        label=_("Officer who stays with the delegation"),
        empty_label="-",
    )
    note = forms.CharField(required=False, max_length=300, label=_("Note"))
    key = forms.UUIDField(required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        party: Party,
        zone_name: str,
        by: Actor,
        at: datetime,
        line: PrivateLine | None = None,
    ) -> None:
        self.zone = zone(zone_name)
        super().__init__(data, initial=_initial(line, self.zone) if line else {"on": at.date()})
        fields: Any = self.fields
        fields["place"].queryset = Place.objects.visible_to(by).order_by("name")
        fields["place"].label_from_instance = lambda row: row.name
        fields["member"].queryset = Member.objects.visible_to(by).filter(party=party)
        fields["member"].label_from_instance = lambda row: row.full_name
        serving = Reach.objects.in_force(at).filter(
            role="officer", kind=TieKind.PARTY, object_id=party.pk
        )
        officers = Officer.objects.filter(event=party.event_id, person__reach__in=serving)
        for name in ("officer", "cover"):
            fields[name].queryset = officers.distinct().order_by("full_name")
            fields[name].label_from_instance = lambda row: row.full_name

    def facts(self) -> dict[str, Any]:
        """Return what the commands take."""
        given = self.cleaned_data
        starts = datetime.combine(given["on"], given["start"], tzinfo=self.zone)
        ends = datetime.combine(given["on"], given["end"], tzinfo=self.zone)
        rows = ("place", "member", "officer", "cover")
        return {
            **{name: given[name] for name in ("title", "kind", "room", "note")},
            **{name: given[name].pk if given[name] else None for name in rows},
            "starts_at": starts,
            "ends_at": ends if ends > starts else ends + timedelta(days=1),
        }


def _initial(line: PrivateLine, here: Any) -> dict[str, Any]:
    item = line.item
    starts, ends = (
        moment.astimezone(here) if moment else None for moment in (item.starts_at, item.ends_at)
    )
    return {
        "title": item.title,
        "kind": line.kind,
        "on": starts.date() if starts else None,
        "start": starts.time() if starts else None,
        "end": ends.time() if ends else None,
        "place": item.place_id,
        "room": item.room,
        "member": line.member_id,
        "officer": line.officer_id,
        "cover": line.cover_id,
        "note": line.note,
    }
