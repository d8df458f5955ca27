"""How allauth behaves here: nobody signs up; people are invited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as noop

_ROOM, _FAILED = "allauth.account", "login_failed"
# What the library tells after an act, by its name for it; what is not here says itself.
_SAID = {
    "account/messages/password_changed.txt": noop("Your password is changed."),
    "mfa/messages/totp_activated.txt": noop("The authenticator app is in use."),
    "mfa/messages/totp_deactivated.txt": noop("The authenticator app is no longer in use."),
    "mfa/messages/webauthn_added.txt": noop("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": noop("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": noop("You have new recovery codes."),
    "usersessions/messages/sessions_logged_out.txt": noop("You are signed out everywhere else."),
}
_WAYS = {
    "reauthenticate": gettext_lazy("With the password"),
    "mfa_reauthenticate": gettext_lazy("With a code"),
    "mfa_reauthenticate:webauthn": gettext_lazy("With a passkey"),
}


class NobodySignsUp(DefaultAccountAdapter):
    """Accounts are made by the organiser, never by a stranger; its words are ours."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("User name and password do not fit together."),
        "too_many_login_attempts": gettext_lazy(
            "Too many tries. Wait five minutes, or ask your coordinator to reset your access."
        ),
        "enter_current_password": gettext_lazy("This is not your present password."),
        "incorrect_password": gettext_lazy("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse."""
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Leave one sentence for the next page, as our own pages do (`kit.web.done`)."""
        if message_template in _SAID:
            request.session["toast"] = _(_SAID[message_template])

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Lead back to the own account."""
        return "/account/"

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to prove oneself once more, in our words."""
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": _WAYS[way["id"]]} for way in ways]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count failed tries per user name only: the Host header is the stranger's to choose."""
        return str(credentials.get("username", "")).lower()


def forgive(username: str) -> None:
    """Forget the failed tries on an account, so that a right password is taken again at once.

    Tries counted against a network address stay counted.
    """
    for rate in ratelimit.get_rates(app=_ROOM, action=_FAILED):
        if rate.per == "key":
            cache.delete(
                ratelimit.get_cache_key(
                    HttpRequest(), app=_ROOM, action=_FAILED, rate=rate, key=username.lower()
                )
            )
