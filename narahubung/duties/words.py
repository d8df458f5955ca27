"""How facts and roles of steps are said, in the language in force."""

import re
from datetime import date, datetime
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from narahubung.kit.said import in_one, said
from narahubung.kit.templatetags.times import day_text

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FACTS = {
    "time": lazy("time"),
    "end": lazy("end"),
    "place": lazy("place"),
    "flight": lazy("flight"),
    "persons": lazy("number of persons"),
    "luggage": lazy("pieces of luggage"),
    "vehicle": lazy("car"),
    "escort": lazy("escort"),
    "order": lazy("order of cars"),
    "seats": lazy("who sits where"),
    "greeter": lazy("greeter"),
    "dress": lazy("dress"),
    "counterpart": lazy("the other side"),
    "interpreter": lazy("interpreter"),
}
_ROLES = {
    "officer": lazy("liaison officer"),
    "coordinator": lazy("LO coordinator"),
    "protocol": lazy("protocol officer"),
    "desk": lazy("department desk"),
}
_EVIDENCE = {
    "photo": lazy("photo"),
    "count": lazy("count"),
    "time": lazy("time"),
    "text": lazy("note"),
}
_ANCHORS = {
    "arrival": lazy("arrival"),
    "departure": lazy("departure"),
    "trip": lazy("trip"),
    "session": lazy("programme"),
    "meeting": lazy("meeting"),
    "stay": lazy("hotel"),
    "day": lazy("the day"),
    "event": lazy("the event"),
}


def fact_word(fact: str) -> str:
    """Return how a fact of an anchor is called."""
    return str(_FACTS.get(fact, fact))


def told_value(fact: str, value: str, *, beside: str = "") -> str:
    """Return a fact's value as a person reads it; a time with its day where `beside` has another.

    Times are told on the clock of the fact's own zone, as they are kept.
    """
    if not value:
        return _("not known")
    if fact in {"persons", "dress", "greeter"}:
        return said(value)
    if fact in {"order", "seats"}:
        # Who sits where is need-to-know: a step tells how many, and which list of them.
        many, _slash, mark = value.partition("/")
        return _("{many}, list {mark}").format(many=many, mark=mark)
    if fact not in {"time", "end"}:
        return value.replace(" > ", " \N{RIGHTWARDS ARROW} ")
    at = datetime.fromisoformat(value)
    if beside and datetime.fromisoformat(beside).date() == at.date():
        return f"{at:%H.%M}"
    return f"{day_text(at.date(), short=True)} {at:%H.%M}"


def role_word(role: str) -> str:
    """Return who ticks a step."""
    return str(_ROLES.get(role, role))


def evidence_word(kind: str) -> str:
    """Return what proves a step."""
    return str(_EVIDENCE.get(kind, ""))


def anchor_word(kind: str) -> str:
    """Return what sort of fact a step hangs on."""
    return str(_ANCHORS.get(kind, kind))


def label_word(label: str) -> str:
    """Return what a step hangs on in the language in force: names, the workbook's words, days."""
    return _label(label, get_language())


@lru_cache(maxsize=4096)  # all steps of one fact ask for the same
def _label(label: str, language: str | None) -> str:
    del language
    if _DAY.fullmatch(label):
        return day_text(date.fromisoformat(label), short=True)
    name = in_one(label)
    return name if name != label else said(label)
