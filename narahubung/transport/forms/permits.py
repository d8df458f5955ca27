"""What the page of a car sends of its permits."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.kit.actor import Actor
from narahubung.kit.zones import zone
from narahubung.movements.models import VehiclePermit
from narahubung.parties.models import Place
from narahubung.transport.forms.days import DayField


class PermitForm(forms.Form):
    """A permit: into which area, from which day to which, both included, on the event's clock."""

    zone = forms.ChoiceField(label=_("Into"))
    number = forms.CharField(required=False, max_length=40, label=_("Number"))
    valid_from = DayField(required=False, label=_("Valid from"))
    valid_until = DayField(required=False, label=_("Valid until"))
    key = forms.UUIDField(required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        by: Actor,
        zone_name: str,
        permit: VehiclePermit | None = None,
    ) -> None:
        self.here = zone(zone_name)
        prefix = f"permit-{permit.pk if permit else 'new'}"
        super().__init__(
            data, initial=self._initial(permit) if permit else None, auto_id=f"{prefix}-%s"
        )
        places = Place.objects.visible_to(by).exclude(area="").order_by("area")
        areas = list(dict.fromkeys(places.values_list("area", flat=True)))
        field: Any = self.fields["zone"]
        field.choices = [("", "-"), *((area, area) for area in areas)]

    def to(self) -> dict[str, Any]:
        """Return what the commands take: from the first moment of a day to the last of one."""
        given = self.cleaned_data
        first, last = given["valid_from"], given["valid_until"]
        return {
            "zone": given["zone"],
            "number": given["number"],
            "valid_from": datetime.combine(first, time(), tzinfo=self.here) if first else None,
            "valid_until": datetime.combine(last + timedelta(days=1), time(), tzinfo=self.here)
            if last
            else None,
        }

    def _initial(self, permit: VehiclePermit) -> dict[str, Any]:
        first, last = permit.valid_from, permit.last_moment
        return {
            "zone": permit.zone,
            "number": permit.number,
            "valid_from": first.astimezone(self.here).date() if first else None,
            "valid_until": last.astimezone(self.here).date() if last else None,
        }
