"""Any HTTP gateway that takes one POST per message, described by templates.

settings: url, headers (one "Name: value" a line), body, content_type, id_field (the field of its
JSON answer that holds its own number). {number}, {text}, {message_id} and {secret} are everywhere
filled in: as JSON text, form value or plain, after what content_type says.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote_plus

from narahubung.relays.ports.letter import Heard, Later, Letter, Refused, Stumbled
from narahubung.relays.ports.wire import Reply, post

REFUSED = {400, 410, 422}
_PLACE = re.compile(r"\{(number|text|message_id|secret)\}")
_BREAK = re.compile(r"[\r\n]")
DELIVERED = {"delivered", "delivrd", "read", "received"}
FAILED = {"failed", "undelivered", "undeliv", "rejected", "rejectd", "expired"}


def send(
    letter: Letter,
    settings: Mapping[str, Any],
    secret: str,
    *,
    time_left: Callable[[], float],
) -> str:
    """Fill in the templates and post it. Raises the troubles of `ports.letter`."""
    content_type = str(settings.get("content_type") or "application/json")
    values = {
        "number": letter.to,
        "text": letter.words,
        "message_id": letter.message_id,
        "secret": secret,
    }
    body = fill(str(settings["body"]), values, as_written_in(content_type))
    headers = {"Content-Type": content_type, "Idempotency-Key": letter.message_id}
    for line in str(settings.get("headers") or "").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            headers[name.strip()] = fill(value.strip(), values, lambda word: _BREAK.sub("", word))
    url = fill(str(settings["url"]), values, quote_plus)
    reply = post(url, body.encode(), headers, time_left=time_left)
    check(reply)
    return number_in(reply, str(settings.get("id_field") or "id"))


def check(reply: Reply) -> None:
    """Raise what the status of a gateway means."""
    if reply.status in REFUSED:
        raise Refused(_told(reply))
    if reply.status == 413:
        raise Stumbled(_told(reply))
    if (
        reply.status >= 300
    ):  # also 401 and 403: the gateway does not know us, it is no address's fault
        raise Later(_told(reply))


def number_in(reply: Reply, field: str) -> str:
    """Return the gateway's own number of the message, "" where the answer holds none."""
    try:
        found = json.loads(reply.body)
    except ValueError:
        return ""
    for name in field.split("."):
        found = found[0] if isinstance(found, list) and found else found
        found = found.get(name) if isinstance(found, dict) else None
    return str(found)[:200] if isinstance(found, str | int) else ""


def fill(template: str, values: Mapping[str, str], written: Callable[[str], str]) -> str:
    """Fill in the places of a template in one go: what is filled in is not looked at again."""
    return _PLACE.sub(lambda place: written(values[place[1]]), template)


def as_written_in(content_type: str) -> Callable[[str], str]:
    """Return how a value is written in a body of that type."""
    if "json" in content_type:
        return lambda word: json.dumps(word)[1:-1]
    if "x-www-form-urlencoded" in content_type:
        return quote_plus
    return str


def heard(told: Any) -> Iterator[Heard]:
    """Read {"id", "status"} or {"from", "text"}, one or a list of them; also as form fields."""
    for one in told if isinstance(told, list) else [told]:
        if not isinstance(one, dict):
            continue
        status = str(one.get("status", "")).lower()
        number = str(one.get("id") or one.get("message_id") or "")
        if one.get("from") and one.get("text"):
            sender, text = str(one["from"]), str(one["text"])
            yield Heard(kind="answer", sender=sender, text=text, message_id=number)
        elif number and status in DELIVERED:
            yield Heard(kind="delivered", message_id=number)
        elif number and status in FAILED:
            yield Heard(kind="failed", message_id=number, trouble=status)


def _told(reply: Reply) -> str:
    return f"{reply.status} {reply.body[:200].decode(errors='replace')}"
