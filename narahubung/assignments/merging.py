"""What a delegation fills in a template of a message: its name, its head, the polite form."""

from django.utils.translation import gettext as _

from narahubung.kit.actor import Actor
from narahubung.kit.said import said
from narahubung.knowledge.models import Briefing
from narahubung.parties.models import Party
from narahubung.relays.merging import fills


@fills
def of_party(by: Actor, party_id: int) -> dict[str, str]:
    """Return its fields. The polite form is the briefing's, else the one that is never wrong."""
    party = Party.objects.visible_to(by).filter(pk=party_id).first()
    if party is None:
        return {}
    briefing = Briefing.objects.visible_to(by).filter(party=party).first()
    return {
        "party": party.name,
        "name": party.head_name,
        "office": said(party.head_office),
        "address": said(briefing.form_of_address if briefing else "") or _("Excellency"),
    }
