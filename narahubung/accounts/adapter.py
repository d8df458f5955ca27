"""How allauth behaves here: nobody signs up; people are invited."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class NobodySignsUp(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the organiser, never by a stranger."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse."""
        return False
