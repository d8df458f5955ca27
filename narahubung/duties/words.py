"""How facts and roles of steps are said, in the language in force."""

import re
from datetime import date, datetime

from django.utils.translation import gettext as _

from narahubung.kit.said import in_one, said
from narahubung.kit.templatetags.times import day_text

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def fact_word(fact: str) -> str:
    """Return how a fact of an anchor is called."""
    words = {
        "time": _("time"),
        "end": _("end"),
        "place": _("place"),
        "flight": _("flight"),
        "persons": _("number of persons"),
        "luggage": _("pieces of luggage"),
        "vehicle": _("car"),
        "escort": _("escort"),
        "greeter": _("greeter"),
        "dress": _("dress"),
        "counterpart": _("the other side"),
        "interpreter": _("interpreter"),
    }
    return words.get(fact, fact)


def told_value(fact: str, value: str, *, beside: str = "") -> str:
    """Return a fact's value as a person reads it; a time with its day where `beside` has another.

    Times are told on the clock of the fact's own zone, as they are kept.
    """
    if not value:
        return _("not known")
    if fact in {"persons", "dress", "greeter"}:
        return said(value)
    if fact not in {"time", "end"}:
        return value.replace(" > ", " \N{RIGHTWARDS ARROW} ")
    at = datetime.fromisoformat(value)
    if beside and datetime.fromisoformat(beside).date() == at.date():
        return f"{at:%H.%M}"
    return f"{day_text(at.date(), short=True)} {at:%H.%M}"


def role_word(role: str) -> str:
    """Return who ticks a step."""
    words = {
        "officer": _("liaison officer"),
        "coordinator": _("LO coordinator"),
        "protocol": _("protocol officer"),
        "desk": _("department desk"),
    }
    return words.get(role, role)


def evidence_word(kind: str) -> str:
    """Return what proves a step."""
    words = {
        "photo": _("photo"),
        "count": _("count"),
        "time": _("time"),
        "text": _("note"),
    }
    return words.get(kind, "")


def anchor_word(kind: str) -> str:
    """Return what sort of fact a step hangs on."""
    words = {
        "arrival": _("arrival"),
        "departure": _("departure"),
        "trip": _("trip"),
        "session": _("programme"),
        "meeting": _("meeting"),
        "stay": _("hotel"),
        "day": _("the day"),
        "event": _("the event"),
    }
    return words.get(kind, kind)


def label_word(label: str) -> str:
    """Return what a step hangs on in the language in force: names, the workbook's words, days."""
    if _DAY.fullmatch(label):
        return day_text(date.fromisoformat(label), short=True)
    return in_one(label) if in_one(label) != label else said(label)
