"""The shape of a message, of a question and of a word from outside."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from narahubung.kit.actor import Actor
from narahubung.kit.files import MOST_BYTES, TooBig
from narahubung.kit.refusals import Refusal
from narahubung.kit.sounds import Sound, received
from narahubung.relays import audiences
from narahubung.relays.models import Lane, Precedence
from narahubung.relays.translation_forms import ROWS, Translated
from narahubung.relays.words import HOW

LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
HOWS = [(how, HOW[how]) for how in ("aloud", "phone", "radio")]


class _ForWhom(forms.Form):
    """Whom it is for: the audiences this person may address, in groups."""

    audience = forms.MultipleChoiceField(
        label=_("For whom"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose whom it is for."),
            "invalid_choice": _("Choose from the list: %(value)s is not on it."),
        },
    )

    def __init__(self, *args: Any, by: Actor, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["audience"]
        offered.choices = audiences.choices(by, at)


class _WithVoice(_ForWhom):
    """A voice note besides. It is kept while the form is shown again, signed for who sent it."""

    voice = forms.FileField(
        label=_("Voice note"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "audio/*", "capture": "user"}),
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.salt = f"relays.voice:{by.here}:{by.person_id}"

    def clean_voice(self) -> Sound | None:
        """Return the voice note as it is kept: of this try, or of the one before."""
        sent = self.cleaned_data["voice"]
        if sent is None:
            return self._kept_before()
        try:
            if (sent.size or 0) > MOST_BYTES:
                raise TooBig
            return received(sent.read())
        except Refusal as no:
            raise forms.ValidationError(f"{no} {no.advice}") from no

    @property
    def kept_voice(self) -> str:
        """Return what brings the voice note back with the form's next try, "" without one."""
        voice = getattr(self, "cleaned_data", {}).get("voice")
        if voice is None:
            return ""
        return signing.dumps([voice.media_type, voice.digest], salt=self.salt)

    def _kept_before(self) -> Sound | None:
        try:
            kept = signing.loads(self.data.get("kept_voice", ""), salt=self.salt)
        except signing.BadSignature:
            return None
        return Sound(media_type=kept[0], digest=kept[1])


class SendMessage(Translated, _WithVoice):
    """A message with all that belongs to it. What is seldom needed may stay empty."""

    text = forms.CharField(
        label=_("Message"),
        max_length=2000,
        widget=forms.Textarea(attrs=ROWS),
        error_messages={"required": _("Write the message first.")},
    )
    precedence = forms.ChoiceField(
        label=_("How urgent"),
        choices=[
            (Precedence.BIASA.value, _("ROUTINE: answer in 2 hours")),
            (Precedence.PENTING.value, _("PRIORITY: answer in 15 minutes")),
            (Precedence.SEGERA.value, _("IMMEDIATE: answer in 5 minutes")),
            (Precedence.KILAT.value, _("FLASH: answer in 2 minutes, life and safety")),
        ],
        initial=Precedence.BIASA.value,
    )
    must_read_back = forms.TypedChoiceField(
        label=_("Must it be repeated"),
        required=False,
        choices=[
            ("", _("When urgent, and something could be misheard")),
            ("yes", _("Yes, everybody repeats it")),
            ("no", _("No, receiving it is enough")),
        ],
        coerce=lambda word: {"yes": True, "no": False}.get(word),
        empty_value=None,
    )
    also = forms.CharField(
        label=_("To be repeated besides"),
        max_length=200,
        required=False,
        help_text=_("Names or words, with commas between them."),
    )
    lane = forms.ChoiceField(label=_("Lane"), choices=Lane.choices, initial=Lane.OPERATIONS.value)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, initial="id")
    lasts_min = forms.IntegerField(
        label=_("Worthless after minutes"),
        min_value=1,
        max_value=10_080,
        required=False,
        help_text=_("A message that comes later than this is not sent any more."),
    )

    def asked(self, at: datetime) -> dict[str, Any]:
        """Return what the command `send` takes."""
        told = dict(self.cleaned_data)
        minutes = told.pop("lasts_min")
        told["also"] = tuple(word.strip() for word in told["also"].split(",") if word.strip())
        told["expires_at"] = at + timedelta(minutes=minutes) if minutes else None
        return {**told, **self.translated(told["language"])}


class PassOn(_ForWhom):
    """To whom a message goes on."""


class SaidAloud(_WithVoice):
    """A word said aloud, by phone or by radio: to whom, what, repeated back or not."""

    text = forms.CharField(
        label=_("What was said"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "autocapitalize": "sentences"}),
        help_text=_("May stay empty with a voice note: one of you writes it down later."),
    )
    how = forms.ChoiceField(label=_("How"), choices=HOWS, initial="aloud")

    def clean(self) -> dict[str, Any]:
        """Ask for words where there is no voice either."""
        cleaned = super().clean() or {}
        if not cleaned.get("text") and not cleaned.get("voice") and "voice" not in self.errors:
            self.add_error("text", _("Write what was said, or record a voice note."))
        return cleaned


class Question(forms.Form):
    """A question between two rooms."""

    subject = forms.CharField(
        label=_("What it is about"),
        max_length=200,
        error_messages={"required": _("Write what it is about.")},
    )
    party = forms.ChoiceField(label=_("About whom"), required=False)
    lane = forms.ChoiceField(label=_("Lane"), choices=Lane.choices, initial=Lane.OPERATIONS.value)

    def __init__(self, *args: Any, parties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["party"]
        offered.choices = [("", _("Nobody in particular")), *parties]


class SayInside(_ForWhom):
    """A message on the inside of a question."""

    text = forms.CharField(
        label=_("Said inside"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "autocapitalize": "sentences"}),
        error_messages={"required": _("Write the message first.")},
    )


class Release(_ForWhom):
    """The very text that goes outside. Empty audience: told to somebody who cannot sign in."""

    text = forms.CharField(
        label=_("Goes outside, exactly as written here"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "autocapitalize": "sentences"}),
        error_messages={"required": _("Write the message first.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].required = False
        self.fields["audience"].help_text = _("Empty: you told it yourself.")


def party_of(form: forms.Form) -> int | None:
    """Return the party that was chosen, None for nobody in particular."""
    return audiences.number(form.cleaned_data["party"] or "")
