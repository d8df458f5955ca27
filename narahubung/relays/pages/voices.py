"""Voice notes of messages: to hear, and to write down."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from narahubung.accounts.guards import MemberRequest, guard, once
from narahubung.kit.files import handed_out
from narahubung.kit.web import done
from narahubung.relays import commands
from narahubung.relays.pages.messages import ANY_ROLE
from narahubung.relays.queries.voices import voice_of


@require_GET
@guard(*ANY_ROLE)
def voice(request: MemberRequest, relay_id: int) -> HttpResponse:
    """Send the voice note of a message, to whom may see the message."""
    note = voice_of(by=request.by, relay_id=relay_id)
    return handed_out(request, note.path, media_type=note.media_type, name=note.name)


@require_POST
@guard(*ANY_ROLE, writes=True)
def write_down(request: MemberRequest, relay_id: int) -> HttpResponse:
    """Write down what a voice note says."""
    once(commands.write_down, request, relay_id=relay_id, text=request.POST.get("text", "")[:2000])
    says = _("Written down. Both sides read it now.")
    return done(request, "relays:relay", slug=request.event.slug, relay_id=relay_id, says=says)
