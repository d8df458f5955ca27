"""How a letter leaves the house: one module for each kind of gateway.

A port has `send(letter, settings, secret, *, time_left) -> str`, which returns the gateway's own
number of the message ("" where it gives none), and raises one of the troubles of `ports.letter`.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from narahubung.config.environment import environment
from narahubung.kit import exercise
from narahubung.relays.ports import http, smtp, twilio, webpush, whatsapp_cloud
from narahubung.relays.ports.letter import Did, Letter, Outcome, Trouble

__all__ = ["HOOKS", "PORTS", "Did", "Letter", "Outcome", "send"]

log = logging.getLogger(__name__)
Port = Callable[..., str]
PORTS: dict[str, Port] = {
    "smtp": smtp.send,
    "webpush": webpush.send,
    "http": http.send,
    "twilio": twilio.send,
    "whatsapp_cloud": whatsapp_cloud.send,
}
# What a gateway tells of itself: receipts, and answers of people (`ports.letter.Heard`).
HOOKS: dict[str, Callable[..., Any]] = {
    "http": http.heard,
    "twilio": twilio.heard,
    "whatsapp_cloud": whatsapp_cloud.heard,
}


def send(
    letter: Letter,
    *,
    shape: str,
    settings: Mapping[str, Any],
    secret: str,
    time_left: Callable[[], float],
) -> Outcome:
    """Send one letter and say what became of it; never raises.

    Where nothing leaves the machine (NARAHUBUNG_SENDS) it ends here, and counts as taken. In an
    exercise every gateway refuses.
    time_left: seconds until it may no longer be handed over, because its hour is past or somebody
    else will take it; asked immediately before the hand-over.
    """
    if exercise.is_on():
        return Outcome(did=Did.REFUSED, trouble=f"{exercise.MARK}: nothing leaves a drill")
    if not environment.sends:
        return Outcome(did=Did.ACCEPTED)
    try:
        number = PORTS[shape](letter, settings, secret, time_left=time_left)
    except Trouble as trouble:
        return Outcome(did=trouble.did, trouble=str(trouble)[:300])
    except Exception as problem:
        log.exception("the port %s stumbled", shape)
        return Outcome(did=Did.STUMBLED, trouble=f"{type(problem).__name__}: {problem}"[:300])
    return Outcome(did=Did.ACCEPTED, message_id=number)
