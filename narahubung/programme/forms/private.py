"""The shape of a private item, and of an outing that begins now."""

from datetime import date, datetime, time, timedelta, tzinfo
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

# An end before its start is tomorrow's where so few hours lie between: an evening. More is a slip,
# as of who means 21.00 and writes 09.00.
OVER_MIDNIGHT = timedelta(hours=12)


class OutingForm(forms.Form):
    """Where to, and until when. Nothing else is asked. at: now, on the event's clock."""

    where = forms.CharField(max_length=120, label=_("Where to"))
    until = ClockField(label=_("Back at"), required=True)
    key = forms.UUIDField(required=False)

    def __init__(self, data: Any = None, *, at: datetime, zone_name: str) -> None:
        super().__init__(data)
        self._here = at.astimezone(zone(zone_name))
        self.fields["where"].widget.attrs |= {"list": "places", "autocomplete": "off"}

    def clean_until(self) -> datetime:
        """Return the moment with that clock time, today or soon after midnight."""
        here = self._here
        found = ends_at(here.date(), here.time(), self.cleaned_data["until"], here.tzinfo)
        if found is None:
            raise forms.ValidationError(_("This time is over today. Write when they will be back."))
        return found


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
        self._ends_at: datetime | None = None
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

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start, unless the item lasts over midnight."""
        given = super().clean() or self.cleaned_data
        on, start, end = (given.get(name) for name in ("on", "start", "end"))
        if on and start is not None and end is not None:
            self._ends_at = ends_at(on, start, end, self.zone)
            if self._ends_at is None:
                self.add_error(
                    "end",
                    _("It ends before it starts. Over midnight an item lasts at most 12 hours."),
                )
        return given

    def facts(self) -> dict[str, Any]:
        """Return what the commands take."""
        given = self.cleaned_data
        rows = ("place", "member", "officer", "cover")
        return {
            **{name: given[name] for name in ("title", "kind", "room", "note")},
            **{name: given[name].pk if given[name] else None for name in rows},
            "starts_at": datetime.combine(given["on"], given["start"], tzinfo=self.zone),
            "ends_at": self._ends_at,
        }


def ends_at(on: date, start: time, end: time, here: tzinfo | None) -> datetime | None:
    """Return when that ends which starts on a day; None where the end can only be a slip."""
    starts, ends = (datetime.combine(on, clock, tzinfo=here) for clock in (start, end))
    if ends > starts:
        return ends
    ends = datetime.combine(on + timedelta(days=1), end, tzinfo=here)
    return ends if ends - starts <= OVER_MIDNIGHT else None


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
