"""SMS or WhatsApp by a gateway of Twilio's shape.

settings: base (address of the service), account, sender. secret: the token of the account.
"""

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from narahubung.relays.ports import http
from narahubung.relays.ports.letter import Heard, Letter, Refused, Stumbled
from narahubung.relays.ports.wire import post

# Not a number, not reachable by it, unsubscribed, no mobile.
NO_SUCH_NUMBER = {21211, 21214, 21217, 21610, 21614, 21635, 63003}
FAILED = {"failed", "undelivered", "canceled"}


def send(
    letter: Letter,
    settings: Mapping[str, Any],
    secret: str,
    *,
    time_left: Callable[[], float],
) -> str:
    """Post the message; return its SID. Raises the troubles of `ports.letter`."""
    account, sender = str(settings["account"]), str(settings["sender"])
    to = f"whatsapp:{letter.to}" if sender.startswith("whatsapp:") else letter.to
    asked = {"To": to, "From": sender, "Body": letter.words}
    asked["ValidityPeriod"] = str(max(1, min(letter.ttl_s, 14400)))
    if hook := settings.get("hook"):
        asked["StatusCallback"] = str(hook)
    word = base64.b64encode(f"{account}:{secret}".encode()).decode()
    reply = post(
        f"{str(settings['base']).rstrip('/')}/2010-04-01/Accounts/{account}/Messages.json",
        urlencode(asked).encode(),
        {
            "Authorization": f"Basic {word}",
            "Content-Type": "application/x-www-form-urlencoded",
            "I-Twilio-Idempotency-Token": letter.message_id,
        },
        time_left=time_left,
    )
    if reply.status == 400:
        code = http.number_in(reply, "code")
        if code.isdecimal() and int(code) in NO_SUCH_NUMBER:
            raise Refused(f"{code}: this number cannot be reached")
        raise Stumbled(f"400 {code}")
    http.check(reply)
    return http.number_in(reply, "sid")


def heard(told: Any) -> Iterator[Heard]:
    """Read a status callback or an incoming message (form fields)."""
    if not isinstance(told, dict):
        return
    status = str(told.get("MessageStatus") or told.get("SmsStatus") or "").lower()
    number = str(told.get("MessageSid") or told.get("SmsSid") or "")
    if told.get("Body") and told.get("From"):
        sender = str(told["From"]).removeprefix("whatsapp:")
        yield Heard(kind="answer", sender=sender, text=str(told["Body"]), message_id=number)
    elif number and status in {"delivered", "read"}:
        yield Heard(kind="delivered", message_id=number)
    elif number and status in FAILED:
        trouble = json.dumps({"status": status, "code": told.get("ErrorCode", "")})
        yield Heard(kind="failed", message_id=number, trouble=trouble)
