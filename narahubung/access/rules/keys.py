"""When a new signing key is made."""

from django.utils.translation import gettext_lazy as _

from narahubung.access.models import BadgeState
from narahubung.kit.refusals import Refusal

WORN = (BadgeState.PRINTED.value, BadgeState.COLLECTED.value)
"""Badges that are out of the printer: a new key cannot reach them."""


class AnotherCame(Refusal):
    """Somebody else made a new key meanwhile: one is enough."""

    says = _("Another new key was made meanwhile.")
    advice = _("Look at the page again: its badges sign with that one now.")
    status = 409


def check_current(current: str, seen: str) -> None:
    """Raise AnotherCame where the page showed another key than the one that signs now."""
    if seen and seen != current:
        raise AnotherCame
