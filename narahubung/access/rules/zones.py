"""What a zone, a gate and a category need."""

from django.utils.translation import gettext_lazy as _

from narahubung.access.models import Basis, Zone
from narahubung.access.words import CHECKS
from narahubung.kit.refusals import Refusal


class Nameless(Refusal):
    """Nobody could call it."""

    says = _("Write a short code and a name.")


class NoPlace(Refusal):
    """Items of the programme have a place."""

    says = _("A zone by the programme needs the place whose items open it.")
    advice = _("Choose the place, or another basis.")


class NoCheck(Refusal):
    """A gate at which nothing is checked."""

    says = _("Choose what is checked at this gate.")


def check_named(code: str, name_en: str) -> None:
    """Raise Nameless."""
    if not code.strip() or not name_en.strip():
        raise Nameless


def check_zone(zone: Zone) -> None:
    """Raise NoPlace."""
    if zone.basis == Basis.PROGRAMME and zone.place_id is None:
        raise NoPlace


def check_checks(checks: list[str]) -> None:
    """Raise NoCheck."""
    if not checks or not set(checks) <= set(CHECKS):
        raise NoCheck
