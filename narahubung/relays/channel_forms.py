"""The shape of a gateway's settings, of an address, of quiet hours."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from narahubung.kit.refusals import Refusal
from narahubung.relays.models import Channel

OWN = [one for one in Channel if one not in {Channel.PAGE, Channel.PUSH}]
_SECURITY = [
    ("starttls", "STARTTLS (587)"),
    ("tls", "TLS (465)"),
    ("none", _("none: only inside one's own network")),
]
_TYPES = [(one, one) for one in ("application/json", "application/x-www-form-urlencoded")]


def _is_web_address(text: str) -> None:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise forms.ValidationError(_("Write a whole address, beginning with https://."))


def _has_places(text: str) -> None:
    if "{number}" not in text or "{text}" not in text:
        raise forms.ValidationError(_("The body needs {number} and {text}, where they belong."))


def _secret(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=2000,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Sealed, and never shown again. Empty keeps the one that is there."),
    )


class _Gateway(forms.Form):
    """What all gateways have: a secret, and whether they are used."""

    on = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def settings(self) -> dict[str, Any]:
        """Return what the port is told, without the secret."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in {"secret", "on"}
        }

    def refuse(self, refusal: Refusal) -> None:
        """Show the refusal above the form."""
        self.add_error(None, f"{refusal} {refusal.advice}".strip())


class Smtp(_Gateway):
    """A mail server."""

    host = forms.CharField(label=_("Mail server"), max_length=200)
    port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=587)
    security = forms.ChoiceField(label=_("Security"), choices=_SECURITY)
    user = forms.CharField(label=_("User name"), required=False, max_length=200)
    sender = forms.EmailField(label=_("Sender's address"))
    secret = _secret(_("Password"))


class Http(_Gateway):
    """Any gateway that takes one POST a message."""

    url = forms.CharField(
        label=_("Address of the gateway"), max_length=500, validators=[_is_web_address]
    )
    content_type = forms.ChoiceField(label=_("Form of the body"), choices=_TYPES)
    body = forms.CharField(
        label=_("Body"),
        widget=forms.Textarea(attrs={"rows": 3}),
        initial='{"number": "{number}", "text": "{text}", "id": "{message_id}"}',
        help_text=_("{number}, {text}, {message_id} and {secret} are filled in."),
        validators=[_has_places],
    )
    headers = forms.CharField(
        label=_("Headers, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        initial="Authorization: Bearer {secret}",
    )
    id_field = forms.CharField(
        label=_("Field of its answer that holds the message's number"),
        required=False,
        max_length=60,
        initial="id",
    )
    secret = _secret(_("Token"))


class Twilio(_Gateway):
    """A gateway of Twilio's shape."""

    base = forms.CharField(
        label=_("Address of the gateway"), max_length=200, validators=[_is_web_address]
    )
    account = forms.CharField(label=_("Account"), max_length=60)
    sender = forms.CharField(
        label=_("Sender's number"), max_length=40, help_text=_("For WhatsApp: whatsapp:+62…")
    )
    secret = _secret(_("Token"))


class WhatsAppCloud(_Gateway):
    """A gateway of the WhatsApp Cloud API's shape."""

    base = forms.CharField(
        label=_("Address of the gateway, with its version"),
        max_length=200,
        validators=[_is_web_address],
    )
    phone_id = forms.CharField(label=_("Number's identifier"), max_length=40)
    template = forms.CharField(
        label=_("Approved template"),
        max_length=100,
        help_text=_("With one place in its body, for the link."),
    )
    secret = _secret(_("Token"))


class WebPush(_Gateway):
    """Push needs no gateway; only whom its services may ask."""

    contact = forms.CharField(
        label=_("Whom push services may ask"),
        required=False,
        max_length=200,
        help_text=_("For instance mailto:ops@example.org."),
    )


FORMS: dict[str, type[_Gateway]] = {
    "smtp": Smtp,
    "http": Http,
    "twilio": Twilio,
    "whatsapp_cloud": WhatsAppCloud,
    "webpush": WebPush,
}


class NewAddress(forms.Form):
    """An address of one's own."""

    channel = forms.ChoiceField(label=_("Channel"), choices=[(one.value, one.label) for one in OWN])
    value = forms.CharField(label=_("Number, address, call sign or place"), max_length=200)

    def refuse(self, refusal: Refusal) -> None:
        """Show the refusal at the value."""
        self.add_error("value", f"{refusal} {refusal.advice}".strip())


class Quiet(forms.Form):
    """Hours in which only what is urgent comes. Both, or none."""

    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    quiet_until = forms.TimeField(
        label=_("until"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )

    def clean(self) -> dict[str, Any]:
        """Refuse half of it."""
        found = super().clean() or {}
        if not self.errors and bool(found.get("quiet_from")) != bool(found.get("quiet_until")):
            raise forms.ValidationError(_("Write both hours, or leave both empty."))
        return found
