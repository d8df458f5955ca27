"""The shape of input: first run, events, people, roles, passwords."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from narahubung.accounts import first_run
from narahubung.accounts.models import Person, TieKind
from narahubung.kit.refusals import Refusal
from narahubung.kit.zones import NotAZone, zone, zone_word

# Zones a host is likely to need first; any IANA name may be typed.
ZONES = ("WIB", "WITA", "WIT", "UTC")


class Answering(forms.Form):
    """A form that can carry a refusal of the command back to the person."""

    def refuse(self, refusal: Refusal) -> None:
        """Show the refusal above the form."""
        self.add_error(None, f"{refusal} {refusal.advice}".strip())


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ZoneField(forms.CharField):
    """A time zone by its IANA name, or WIB, WITA, WIT."""

    def prepare_value(self, value: Any) -> Any:
        """Show the zone as people write it."""
        return zone_word(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        """Return the IANA name."""
        text = cast("str", super().clean(value))
        if not text:
            return ""
        try:
            return zone(text).key
        except NotAZone as problem:
            raise forms.ValidationError(
                _("There is no zone of this name. Examples: WITA, Asia/Tokyo, UTC.")
            ) from problem


def _zone_field() -> ZoneField:
    return ZoneField(
        label=_("Time zone"),
        max_length=60,
        initial="Asia/Jakarta",
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
        help_text=_("The clock of the host. WIB, WITA, WIT or a name such as Asia/Tokyo."),
    )


class EventFacts(Answering):
    """What an organiser says of an event, after it was made."""

    name_id = forms.CharField(label=_("Name in Indonesian"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    zone = _zone_field()
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput())

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        facts = super().clean() or {}
        first, last = facts.get("starts_on"), facts.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        return facts


class NewEvent(EventFacts):
    """An empty event."""

    slug = forms.SlugField(
        label=_("Short name"),
        max_length=60,
        help_text=_("For addresses: small letters, digits and hyphens, such as g20-bali-2022."),
    )
    field_order: tuple[str, ...] = (
        "name_id",
        "name_en",
        "slug",
        "zone",
        "starts_on",
        "ends_on",
    )


class NewPassword(Answering):
    """A password, twice. `person` is only asked whether the password resembles it."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. A sentence is easy to remember."),
    )
    again = forms.CharField(
        label=_("The same once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        """Refuse what is weak or not the same twice."""
        facts = super().clean() or {}
        password = facts.get("password")
        if password and password != facts.get("again"):
            self.add_error("again", _("The two are not the same."))
        elif password:
            try:
                password_validation.validate_password(password, self.person)
            except forms.ValidationError as problem:
                self.add_error("password", problem)
        return facts


class FirstRun(NewEvent, NewPassword):
    """The first person and the first event; without one where a workbook will make it."""

    OF_EVENT = ("name_id", "name_en", "starts_on", "ends_on")  # besides slug and zone

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("It stands where the server was started, and `narahubung init` prints it."),
    )
    full_name = forms.CharField(label=_("Your name"), max_length=200)
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("slug", "zone", *self.OF_EVENT):
            self.fields[name].required = False

    def has_event(self) -> bool:
        """Tell whether an event is asked for; a zone alone stands there from the beginning."""
        return any(self.cleaned_data.get(name) for name in ("slug", *self.OF_EVENT))

    def clean(self) -> dict[str, Any]:
        """Refuse half an event."""
        facts = super().clean()
        if self.has_event():
            for name in ("slug", "zone", *self.OF_EVENT):
                if not facts.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill this in too, or leave the whole event empty."))
        return facts

    def clean_code(self) -> str:
        """Refuse a code that is not the one on the console."""
        given = str(self.cleaned_data["code"])
        if not first_run.is_right(given):
            raise forms.ValidationError(_("This is not the code."))
        return given

    field_order: tuple[str, ...] = (
        "code",
        "full_name",
        "username",
        "password",
        "again",
        "name_id",
        "name_en",
        "slug",
        "zone",
        "starts_on",
        "ends_on",
    )


class GiveRole(Answering):
    """A role, and what it is tied to."""

    role = forms.ChoiceField(label=_("Role"))
    party = forms.TypedChoiceField(
        label=_("Delegation"), coerce=int, required=False, empty_value=None
    )
    department = forms.TypedChoiceField(
        label=_("Department"), coerce=int, required=False, empty_value=None
    )

    def __init__(
        self,
        *args: Any,
        roles: list[tuple[str, str]],
        tied: dict[TieKind, list[tuple[int, str]]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        nothing: list[tuple[Any, Any]] = [("", _("(none)"))]
        self._choose("role", [("", _("(choose)")), *roles])
        self._choose("party", [*nothing, *tied[TieKind.PARTY]])
        self._choose("department", [*nothing, *tied[TieKind.DEPARTMENT]])

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices


class NewPerson(GiveRole):
    """Somebody who gets a part in the event."""

    full_name = forms.CharField(label=_("Name"), max_length=200)
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
        help_text=_("Small letters, digits, and single dots or hyphens between them."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, initial="id")
    known = forms.BooleanField(
        label=_("There is an account with this user name already, from another event"),
        required=False,
    )
    field_order: tuple[str, ...] = (
        "full_name",
        "username",
        "language",
        "role",
        "party",
        "department",
        "known",
    )


class GiveLink(Answering):
    """For whom a link without log-in is, in which language, and its last day."""

    name = forms.CharField(
        label=_("For whom"),
        max_length=120,
        help_text=_("What is done through the link is written down under this name."),
    )
    language = forms.ChoiceField(label=_("Language"))
    last_day = forms.DateField(
        label=_("Last day"),
        widget=DayInput(),
        help_text=_("The link ends at midnight at the end of this day, or when you take it back."),
    )

    def __init__(
        self, *args: Any, languages: list[tuple[str, str]], has_last_day: bool = True, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        choice: Any = self.fields["language"]
        choice.choices = languages
        if not has_last_day:
            del self.fields["last_day"]
