"""How allauth behaves here: nobody signs up; people are invited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

_ROOM, _FAILED = "allauth.account", "login_failed"


class NobodySignsUp(DefaultAccountAdapter):
    """Accounts are made by the organiser, never by a stranger."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse."""
        return False

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
