"""What waits while an event is quiet, and who may let one message through all the same.

Urgent messages (FLASH, IMMEDIATE) go as ever, tests of the channels, and notices of the rooms that
say so (`goes_through`). Nothing is lost: the rest waits where it stands and goes out afterwards.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.kit.refusals import Refusal
from narahubung.relays.models import Quiet, Relay
from narahubung.relays.rules.delivering import LOUD

_GO_THROUGH: list[str] = []


class MayNotLift(Refusal):
    """Who leads decides what goes out while it is quiet."""

    says = _("Only who leads in a crisis lets a single message through.")
    advice = _("Ask the crisis lead, or send it again as urgent, if it is.")
    status = 403


class NotHeld(Refusal):
    """It goes out as it is."""

    says = _("This message is not held.")
    status = 409


class IsQuiet(Refusal):
    """Another was faster."""

    says = _("Only urgent messages go out already.")
    status = 409


class IsNotQuiet(Refusal):
    """Another was faster."""

    says = _("Messages go out as ever already.")
    status = 409


class WhyThrough(Refusal):
    """It stays on record."""

    says = _("Reason: write one sentence why this one goes out now.")


def goes_through(*prefixes: str) -> None:
    """Register kinds of entries (by how they begin) whose notices wait neither for quiet nor night.

    For rooms above: `goes_through("crisis.")`.
    """
    _GO_THROUGH.extend(prefix for prefix in prefixes if prefix not in _GO_THROUGH)


def is_pressing(kind: str) -> bool:
    """Tell whether notices of this kind of entry wait for nothing."""
    return kind.startswith(tuple(_GO_THROUGH))


def may_lift(by: Actor) -> bool:
    """Tell whether this person may let a single message through."""
    return "house" in by.roles or by.may(Right.LEAD_CRISIS)


def check_can_lift(by: Actor) -> None:
    """Raise MayNotLift."""
    if not may_lift(by):
        raise MayNotLift


def check_why(why: str) -> None:
    """Raise WhyThrough."""
    if not why.strip():
        raise WhyThrough


def is_held(relay: Relay, quiet: Quiet | None) -> bool:
    """Tell whether a message waits. quiet: that of its event, as it stands now."""
    return quiet is not None and relay.precedence not in LOUD and not relay.goes_through


def held_relays(of: str = "relay__") -> Q:
    """Return the condition for rows (`of`: their way to a message) whose message waits now."""
    ordinary = ~Q(**{f"{of}precedence__in": LOUD}) & Q(**{f"{of}goes_through": False})
    now = Quiet.objects.filter(event=OuterRef(f"{of}event"), lifted_at=None)
    return ordinary & Q(Exists(now))


def held_here() -> Q:
    """Return the condition for recipients whose message was sent while it is quiet, and waits."""
    now = Quiet.objects.filter(
        event=OuterRef("relay__event"), lifted_at=None, since__lte=OuterRef("relay__sent_at")
    )
    return ~Q(relay__precedence__in=LOUD) & Q(relay__goes_through=False) & Q(Exists(now))


def held_deliveries() -> Q:
    """Return the condition for texts that wait: of ordinary messages, and ordinary notices."""
    let_go = Relay.objects.filter(pk=OuterRef("relay"), goes_through=True)
    now = Quiet.objects.filter(event=OuterRef("event"), lifted_at=None)
    return ~Q(precedence__in=LOUD) & Q(test=None) & Q(Exists(now)) & ~Q(Exists(let_go))
