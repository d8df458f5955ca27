"""Links that open one page without an account; what leaves carries no content.

The signature is made when the text is written, and stands in no table.
"""

from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from narahubung.relays.models import Channel, Gateway

CHANNELS = (Channel.MAIL, Channel.SMS)
OPENS_FOR = timedelta(days=7)  # a link in an old text opens nothing
OPEN = "~"
_signer = Signer(salt="relays.letters")


def can_go_by(event_id: int) -> frozenset[str]:
    """Return by which channels an event can send to somebody without an account."""
    rows = Gateway.objects.filter(event_id=event_id, on=True, channel__in=CHANNELS)
    return frozenset(rows.values_list("channel", flat=True))


def link_of(path: str) -> str:
    """Return a delivery's link as it leaves: one that opens a page gets its signature."""
    opens = path.removesuffix(f"{OPEN}/")
    return path if opens == path else f"{opens}{_signer.signature(opens)}/"


def path_of(page: str, **words: object) -> str:
    """Return the path of a page that a letter opens, as `post` takes it: without its signature."""
    return reverse(page, kwargs={**words, "signature": OPEN}).removesuffix(f"{OPEN}/")


def is_ours(path: str, signature: str) -> bool:
    """Tell whether the signature at the end of this path opens it."""
    try:
        _signer.unsign(f"{path.removesuffix(f'{signature}/')}:{signature}")
    except BadSignature:
        return False
    return True
