"""What a phone says of its place."""

from datetime import UTC, datetime
from typing import Any

from django import forms

from narahubung.transport.rules.positions import NotAPosition


class PositionForm(forms.Form):
    """A reading as a browser gives it: degrees, metres, milliseconds since 1970."""

    latitude = forms.FloatField(min_value=-90, max_value=90)
    longitude = forms.FloatField(min_value=-180, max_value=180)
    accuracy = forms.FloatField(min_value=0, max_value=100_000)
    read_at = forms.IntegerField(min_value=0, max_value=4_102_444_800_000)

    def reading(self) -> dict[str, Any]:
        """Return what the commands take. Raises NotAPosition."""
        if not self.is_valid():
            raise NotAPosition
        given = self.cleaned_data
        return {
            "latitude": given["latitude"],
            "longitude": given["longitude"],
            "accuracy_m": given["accuracy"],
            "read_at": datetime.fromtimestamp(given["read_at"] / 1000, tz=UTC),
        }
