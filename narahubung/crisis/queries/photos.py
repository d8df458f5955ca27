"""Where the photos of incidents and facts lie, for whom may see these."""

from pathlib import Path

from narahubung.crisis.models import Fact, Incident
from narahubung.kit.actor import Actor
from narahubung.kit.files import path_of


def photo_of_incident(*, number: int, by: Actor) -> Path:
    """Return it. Raises Incident.DoesNotExist, also where it has none."""
    row = Incident.objects.visible_to(by).exclude(photo="").get(number=number)
    if not (path := path_of(row.photo)).exists():
        raise Incident.DoesNotExist
    return path


def photo_of_fact(*, fact_id: int, by: Actor) -> Path:
    """Return it. Raises Fact.DoesNotExist, also where it has none."""
    row = Fact.objects.visible_to(by).exclude(photo="").get(pk=fact_id)
    if not (path := path_of(row.photo)).exists():
        raise Fact.DoesNotExist
    return path
