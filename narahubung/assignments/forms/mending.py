"""What of a mended roster was seen, and who is to come into the empty places."""

from typing import Any

from django import forms

from narahubung.assignments.models import BY_HAND


class Homes(forms.Form):
    """An officer for each empty place, by its code; none: the best."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for code in BY_HAND:
            self.fields[code] = forms.IntegerField(required=False, min_value=0)

    def homes(self) -> dict[str, int]:
        """Return the officers by place; what is no number is left out."""
        self.is_valid()
        given = self.cleaned_data
        return {code: given[code] for code in BY_HAND if given.get(code) is not None}


class Adopt(Homes):
    """The same, with what the person saw and when."""

    seen_at = forms.DateTimeField()
    digest = forms.CharField(max_length=40)
