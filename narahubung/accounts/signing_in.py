"""The log-in library's forms and answers in our words: named in settings, used by its own pages."""

from typing import Any, ClassVar

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ConfirmByCodeForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_PASSWORD = gettext_lazy("Password")
_CODE = gettext_lazy("Code of the app, or one of your recovery codes")
_NAME = gettext_lazy("Name, to tell it from others")


class _OurWords(forms.Form):
    """Gives the fields our labels and help. The library's placeholders go: a label says it."""

    words: ClassVar[dict[str, tuple[Any, Any]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = label, help_text
            field.widget.attrs.pop("placeholder", None)


class SignIn(_OurWords, LoginForm):
    """User name and password."""

    words: ClassVar = {
        "login": (gettext_lazy("User name"), ""),
        "password": (_PASSWORD, ""),
        "remember": (
            gettext_lazy("Stay signed in for 12 hours, also when the browser is closed"),
            gettext_lazy("Not on a device that others use too."),
        ),
    }


class ChangePassword(_OurWords, ChangePasswordForm):
    """The old one, and the new one twice."""

    words: ClassVar = {
        "oldpassword": (gettext_lazy("Your present password"), ""),
        "password1": (
            gettext_lazy("The new password"),
            gettext_lazy("At least 12 characters. A sentence is easy to remember."),
        ),
        "password2": (gettext_lazy("The same once more"), ""),
    }


class ConfirmByPassword(_OurWords, ReauthenticateForm):
    """The password once more, before something that matters."""

    words: ClassVar = {"password": (_PASSWORD, "")}


class SecondStep(_OurWords, AuthenticateForm):
    """The code after the password."""

    words: ClassVar = {"code": (_CODE, "")}


class ConfirmByCode(_OurWords, ConfirmByCodeForm):
    """A code once more, before something that matters."""

    words: ClassVar = {"code": (_CODE, "")}


class AddApp(_OurWords, ActivateTOTPForm):
    """The first code of a new authenticator app."""

    words: ClassVar = {"code": (gettext_lazy("The six digits that the app shows now"), "")}


class AddPasskey(_OurWords, AddWebAuthnForm):
    """A new passkey; it opens the door alone unless that is unticked."""

    words: ClassVar = {
        "name": (_NAME, ""),
        "passwordless": (
            gettext_lazy("Sign in with this passkey alone, without the password"),
            gettext_lazy("The device then asks for your finger, your face or its PIN."),
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class RenamePasskey(_OurWords, EditWebAuthnForm):
    """Another name for a passkey."""

    words: ClassVar = {"name": (_NAME, "")}


class SecondFactors(DefaultMFAAdapter):
    """What the library says about codes and passkeys."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "This code is not right, or no longer. Take the one that the app shows now."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Recovery codes stand in for a passkey or an app: add one of these first."
        ),
    }

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """Return the name that a new passkey has until its owner gives another."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey {number}").format(number=count + 1)
