"""The shape of a report, of a grade, of a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.crisis.models import (
    Credibility,
    Grade,
    HeadState,
    IncidentKind,
    Reliability,
    SeenHow,
)
from narahubung.parties.models import Place


class Report(forms.Form):
    """What happened, where: three taps and a few words."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=IncidentKind,
        error_messages={"required": _("Choose what it is; something else will do.")},
    )
    what = forms.CharField(
        label=_("What happened?"),
        help_text=_("What you see and hear; who is hurt; what is needed first."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("What happened: write it in a few words.")},
    )
    place = forms.ModelChoiceField(
        label=_("Where?"), queryset=Place.objects.none(), required=False, empty_label="-"
    )
    place_text = forms.CharField(
        label=_("Where exactly, or another place"), max_length=200, required=False
    )
    looks = forms.ChoiceField(
        label=_("How bad does it look?"),
        choices=Grade,
        initial=Grade.UNKNOWN.value,
        required=False,
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}
        ),
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        field.queryset = places  # type: ignore[attr-defined]
        field.label_from_instance = lambda place: place.name  # type: ignore[attr-defined]

    def clean_looks(self) -> str:
        """Return not known where nobody says: an older page on a phone has no such field."""
        return self.cleaned_data["looks"] or Grade.UNKNOWN.value


class Why(forms.Form):
    """One sentence why."""

    why = forms.CharField(
        label=_("Why? One sentence"),
        max_length=300,
        error_messages={"required": _("Reason: write one sentence why.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class Grades(Why):
    """How bad, and why."""

    grade = forms.ChoiceField(label=_("How bad?"), choices=Grade)
    field_order = ("grade", "why")


class CountHead(forms.Form):
    """How one person is, and how one knows."""

    state = forms.ChoiceField(label=_("How is the person?"), choices=HeadState)
    how = forms.ChoiceField(
        label=_("How do you know?"), choices=SeenHow, initial=SeenHow.SIGHTED.value
    )
    now_at = forms.CharField(label=_("Where now?"), max_length=200, required=False)


class Source(forms.Form):
    """Who says so, and how good that is."""

    source = forms.CharField(
        label=_("Who says so?"),
        help_text=_("A person or a body, as they would be called in a report."),
        max_length=200,
        error_messages={"required": _("Name the source.")},
    )
    is_authority = forms.BooleanField(label=_("An authority that decides this"), required=False)
    reliability = forms.ChoiceField(
        label=_("The source"), choices=Reliability, initial=Reliability.F.value
    )
    credibility = forms.ChoiceField(
        label=_("What it says"), choices=Credibility, initial=Credibility.SIX.value
    )


class TellFact(Source):
    """One fact in one sentence, with its source where there is one; or a message that tells it.

    messages: those that this person may read.
    """

    text = forms.CharField(
        label=_("What is known?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    message = forms.CharField(
        label=_("Or take it from a message"),
        help_text=_("As M-12: its words and its sender, where you write none."),
        max_length=40,
        required=False,
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}
        ),
    )
    field_order = ("text", "message", "source")

    def __init__(self, *args: Any, messages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].required = False
        self.messages = messages

    def clean(self) -> dict[str, Any]:
        """Fill in what the message says. Left: the names that `commands.tell_fact` takes."""
        data = self.cleaned_data
        asked = data.pop("message", "").strip()
        data["origin"] = ""
        if asked:
            found = self.messages.filter(code__iexact=asked).first()
            if found is None:
                words = _("Message: there is no message %(code)s that you may read.")
                self.add_error("message", forms.ValidationError(words, params={"code": asked}))
                return data
            data["origin"] = found.code
            data["text"] = data.get("text") or found.text[:500]
            data["source"] = data.get("source") or found.said_by or found.sender_name
        if not data.get("text"):
            self.add_error("text", _("Fact: write what is known in one sentence."))
        return data


class Contradict(forms.Form):
    """The number of the fact that cannot be true beside this one."""

    number = forms.IntegerField(
        label=_("Contradicts fact no."), min_value=1, error_messages={"required": _("Which fact?")}
    )


class WriteReport(forms.Form):
    """What people add to what is known."""

    text = forms.CharField(
        label=_("What we do, what is needed, what must be decided, what comes next"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
