"""Which telephone numbers answered when they were last called, by the results of the call list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from narahubung.relays.models import Channel, Delivery
from narahubung.relays.rules.channels import NotANumber, mark_of, written


@dataclass(frozen=True, kw_only=True)
class LastCall:
    """The last call to a number. answered: somebody was reached, or repeated what was said."""

    at: datetime
    answered: bool


def last_calls(
    event_id: int, numbers: Iterable[str], *, since: datetime, until: datetime
) -> dict[str, LastCall]:
    """Return the last call to each of the numbers that was made in that time. One query.

    Says nothing of who was called and why: no right is needed to know that a desk's number answers.
    """
    marks: dict[str, list[str]] = {}
    for number in set(numbers):
        if mark := _mark(number):
            marks.setdefault(mark, []).append(number)
    rows = Delivery.objects.filter(
        event_id=event_id,
        channel=Channel.PHONE,
        sent_at__gt=since,
        sent_at__lte=until,
        address__value_hash__in=list(marks),
    ).exclude(answer="")
    found: dict[str, LastCall] = {}
    for mark, at, answer in rows.order_by("sent_at", "pk").values_list(
        "address__value_hash", "sent_at", "answer"
    ):
        if at is not None:
            last = LastCall(at=at, answered=answer != "no_answer")
            found.update(dict.fromkeys(marks[mark], last))
    return found


def _mark(number: str) -> str:
    try:
        return mark_of(Channel.PHONE, written(Channel.PHONE, number))
    except NotANumber:
        return ""
