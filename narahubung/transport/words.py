"""What cars do in a motorcade, and how that is said, in the language in force."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CarRole(TextChoices):
    """What a car does in the motorcade, from front to rear."""

    SWEEPER = "sweeper", _("police sweeper")
    LEAD = "lead", _("car in the lead")
    PROTOCOL = "protocol", _("protocol car")
    PRINCIPAL = "principal", _("principal's car")
    SPARE = "spare", _("spare car of the principal")
    CLOSE_PROTECTION = "protection", _("close protection")
    SECOND = "second", _("car of the second person")
    MINISTERS = "ministers", _("ministers")
    REGIONAL = "regional", _("regional officials")
    DELEGATION = "delegation", _("delegation")
    BUS = "bus", _("delegation bus")
    MEDIA = "media", _("media")
    LUGGAGE = "luggage", _("luggage van")
    AMBULANCE = "ambulance", _("ambulance")
    REAR = "rear", _("police at the rear")


def car_role_word(role: str) -> str:
    """Return what a car does in the motorcade."""
    return str(CarRole(role).label) if role in CarRole else role
