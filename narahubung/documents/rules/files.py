"""What may be attached, and by whom."""

from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2048


class TooManyPixels(Refusal):
    """A picture that would fill the memory."""

    says = _("This picture has more than 50 million points.")
    advice = _("Take it again at a lower resolution.")


class NotAPicture(Refusal):
    """Whatever it is called, it cannot be read as a photo."""

    says = _("This file cannot be read as a photo.")
    advice = _("Take the photo again, or send it as JPEG, PNG or WebP.")


class NotAVoiceNote(Refusal):
    """Neither a photo nor a sound we know."""

    says = _("This is neither a photo nor a voice note.")
    advice = _("Photos may be JPEG, PNG or WebP; voice notes WebM, OGG, M4A or MP3.")


class NotYoursToAttach(Refusal):
    """Who does not work for the party attaches nothing to it."""

    says = _("Only who is attached to this delegation, or answers its requests, attaches files.")
    status = 403


def check_can_attach(party_id: int, by: Actor) -> None:
    """Raise NotYoursToAttach. A desk proves what it did for a party; its page knows which need."""
    if not (by.may_for(Right.DO_DUTIES, party_id) or by.may(Right.ANSWER_NEED)):
        raise NotYoursToAttach
