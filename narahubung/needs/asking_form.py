"""The ten-second form: what is needed, with everything else optional."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.documents.reading import Received, receive
from narahubung.kit.actor import Actor
from narahubung.kit.files import MOST_BYTES, TooBig
from narahubung.kit.refusals import Refusal
from narahubung.kit.zones import zone_word
from narahubung.needs.forms import RaiseNeed
from narahubung.needs.models import Direction


class AskForm(RaiseNeed):
    """A request with its number, its wanted time, a photo and a voice note.

    Who attaches nothing to this party gets no fields for files; who speaks for no department no
    choice of direction.
    """

    field_order = ("text", "department", "priority", "wanted_at", "quantity", "member", "direction")
    wanted_at = forms.DateTimeField(
        label=_("Wanted at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Write day and time, as 2026-11-21 14:30.")},
    )
    quantity = forms.IntegerField(
        label=_("How many"),
        required=False,
        min_value=1,
        max_value=10_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    direction = forms.ChoiceField(
        label=_("Who asks"),
        choices=Direction.choices,
        initial=Direction.TO_HOST.value,
        required=False,
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}
        ),
    )
    voice = forms.FileField(
        label=_("Voice note"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "audio/*", "capture": "user"}),
    )
    template = forms.SlugField(required=False, max_length=60, widget=forms.HiddenInput)
    category = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Actor, party_id: int, zone_name: str, **kwargs: Any) -> None:
        super().__init__(*args, by=by, party_id=party_id, **kwargs)
        departments: Any = self.fields["department"]
        departments.empty_label = _("Let the rules decide")
        self.fields["wanted_at"].label = _("Wanted at ({zone})").format(zone=zone_word(zone_name))
        if not by.may(Right.ANSWER_NEED):
            del self.fields["direction"]
        if not by.may_for(Right.DO_DUTIES, party_id):
            del self.fields["photo"], self.fields["voice"]

    def clean_photo(self) -> Received | None:
        """Return the photo as it is kept, or None."""
        return self._received("photo")

    def clean_voice(self) -> Received | None:
        """Return the voice note as it is kept, or None."""
        return self._received("voice")

    def asked(self) -> dict[str, Any]:
        """Return the request as `raise_need` takes it."""
        found = self.cleaned_data
        department, member = found["department"], found["member"]
        return {
            "text": found["text"],
            "priority": found["priority"],
            "department_id": department.pk if department else None,
            "member_id": member.pk if member else None,
            "direction": found.get("direction") or Direction.TO_HOST.value,
            "quantity": found["quantity"],
            "wanted_at": found["wanted_at"],
            "category": found["category"],
            "template": found["template"],
        }

    def attached(self) -> tuple[Received, ...]:
        """Return what was attached."""
        found = (self.cleaned_data.get("photo"), self.cleaned_data.get("voice"))
        return tuple(file for file in found if file)

    def _received(self, name: str) -> Received | None:
        sent = self.cleaned_data[name]
        if sent is None:
            return None
        try:
            if (sent.size or 0) > MOST_BYTES:
                raise TooBig
            return receive(sent.read())
        except Refusal as no:
            raise forms.ValidationError(f"{no} {no.advice}") from no
