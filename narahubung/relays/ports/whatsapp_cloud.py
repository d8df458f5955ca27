"""WhatsApp by a gateway of the WhatsApp Cloud API's shape.

settings: base (address with version), phone_id, template, languages. A business may begin to speak
only by a template it had approved: `template` is its name, with one place, for the link.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from narahubung.relays.ports import http
from narahubung.relays.ports.letter import Heard, Letter, Refused, Stumbled
from narahubung.relays.ports.wire import post

NOT_REACHABLE = {131026, 131030, 131021, 131050}
BAD_REQUEST = 400


def send(
    letter: Letter,
    settings: Mapping[str, Any],
    secret: str,
    *,
    time_left: Callable[[], float],
) -> str:
    """Post the template message; return its number. Raises the troubles of `ports.letter`."""
    place = {"type": "body", "parameters": [{"type": "text", "text": letter.link}]}
    asked = {
        "messaging_product": "whatsapp",
        "to": letter.to.lstrip("+"),
        "type": "template",
        "template": {
            "name": str(settings["template"]),
            "language": {"code": letter.language},
            "components": [place],
        },
        "biz_opaque_callback_data": letter.message_id,
    }
    reply = post(
        f"{str(settings['base']).rstrip('/')}/{settings['phone_id']}/messages",
        json.dumps(asked).encode(),
        {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"},
        time_left=time_left,
    )
    if reply.status == BAD_REQUEST:
        code = http.number_in(reply, "error.code")
        if code.isdecimal() and int(code) in NOT_REACHABLE:
            raise Refused(f"{code}: this number cannot be reached")
        raise Stumbled(f"400 {code}")
    http.check(reply)
    return http.number_in(reply, "messages.id")


def heard(told: Any) -> Iterator[Heard]:
    """Read what a webhook brings: statuses and messages, any number of each."""
    for value in _values(told):
        for one in _dicts(value.get("statuses")):
            number, status = str(one.get("id", "")), one.get("status")
            if status in {"delivered", "read"}:
                yield Heard(kind="delivered", message_id=number)
            elif status == "failed":
                codes = [str(each.get("code", "")) for each in _dicts(one.get("errors"))]
                yield Heard(kind="failed", message_id=number, trouble=" ".join(codes))
        for one in _dicts(value.get("messages")):
            text = one.get("text") or one.get("button") or {}
            words = text.get("body") or text.get("text") if isinstance(text, dict) else ""
            if words:
                sender = f"+{str(one.get('from', '')).lstrip('+')}"
                number = str(one.get("id", ""))
                yield Heard(kind="answer", sender=sender, text=str(words), message_id=number)


def _values(told: Any) -> Iterator[dict[str, Any]]:
    for entry in _dicts(told.get("entry")) if isinstance(told, dict) else []:
        for change in _dicts(entry.get("changes")):
            if isinstance(change.get("value"), dict):
                yield change["value"]


def _dicts(found: Any) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
