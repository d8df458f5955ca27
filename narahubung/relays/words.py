"""Words of messages that records and entries share."""

from django.utils.dates import MONTHS
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

# How urgent, after ACP 121: Z, O, P, R.
PRECEDENCE = {
    "kilat": _("FLASH"),
    "segera": _("IMMEDIATE"),
    "penting": _("PRIORITY"),
    "biasa": _("ROUTINE"),
}

# How word reaches a person; the last three are worked by people.
CHANNELS = {
    "page": _("page"),
    "push": _("push"),
    "mail": _("e-mail"),
    "sms": "SMS",
    "whatsapp": "WhatsApp",
    "print": _("printed bulletin"),
    "phone": _("telephone"),
    "radio": _("radio"),
    "pa": _("public address"),
}

# What must not be misheard (`reading_back.facts_of`).
FACTS = {
    "times": _("time"),
    "dates": _("day"),
    "places": _("place"),
    "codes": _("flight or plate"),
    "names": _("name"),
    "numbers": _("number"),
    "orders": _("order"),
}

# How word from outside came, and how something was passed on without a channel.
HOW = {
    "aloud": _("face to face"),
    "phone": _("telephone"),
    "radio": _("radio"),
    "letter": _("in writing"),
}

# Stands where a text will stand: only a voice note says it so far.
UNWRITTEN = _("Voice note, not yet written down")

# What somebody had done with a message by a certain moment (`queries.knowing`).
KNEW = {
    "sent": _("not known to have arrived, sent"),
    "delivered": _("had it on the device"),
    "seen": _("had it on the screen"),
    "acknowledged": _("acknowledged it"),
    "read_back": _("had repeated it rightly"),
    "other": _("believed something else"),
    "confirmed": _("knew it, confirmed"),
    "done": _("had done it"),
    "refused": _("had said no"),
}

# Languages of templates and translations, each by its own name: the house's, and of guests.
_CODES = "id en ar de es fr hi it ja ko nl pt ru tr zh"


def _own_name(code: str) -> str:
    name = str(get_language_info("zh-hans" if code == "zh" else code)["name_local"])
    return name[:1].upper() + name[1:]


LANGUAGES = {code: _own_name(code) for code in _CODES.split()}
GUESTS = [code for code in LANGUAGES if code not in {"id", "en"}]

# Fields of templates; `name`, `office`, `address` and `party` a delegation fills by itself.
FIELDS = {
    "party": _("delegation"),
    "time": _("time"),
    "zone": _("time zone"),
    "place": _("place"),
    "cars": _("number of cars"),
    "what": _("what"),
    "name": _("name"),
    "office": _("office"),
    "address": _("polite form of address"),
    "number": _("number"),
}

# Places and orders of a read-back, as said aloud; `reading_back` reads each of these words.
PLACES = {
    "gate": pgettext_lazy("read back", "gate"),
    "door": pgettext_lazy("read back", "door"),
    "terminal": pgettext_lazy("read back", "terminal"),
    "room": pgettext_lazy("read back", "room"),
    "hall": pgettext_lazy("read back", "hall"),
    "lounge": pgettext_lazy("read back", "lounge"),
    "lobby": pgettext_lazy("read back", "lobby"),
    "floor": pgettext_lazy("read back", "floor"),
    "table": pgettext_lazy("read back", "table"),
    "stand": pgettext_lazy("read back", "stand"),
    "apron": pgettext_lazy("read back", "apron"),
    "pier": pgettext_lazy("read back", "pier"),
}
ORDERS = {
    "go": pgettext_lazy("read back", "go"),
    "hold": pgettext_lazy("read back", "hold"),
    "cancel": pgettext_lazy("read back", "cancel"),
    "not go": pgettext_lazy("read back", "do not go"),
    "not hold": pgettext_lazy("read back", "do not hold"),
    "not cancel": pgettext_lazy("read back", "do not cancel"),
}

# How a read-back was given; typed is what it is by itself.
READ_BACK_HOW = {
    "picked": _("chosen among answers"),
    "looked": _("chosen among answers, looked again"),
}
_MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")


def fact_words(kind: str, fact: str) -> str:
    """Return a fact of a message as people say it, in the language in force."""
    first, _space, rest = fact.partition(" ")
    if kind == "times":
        return fact.replace(":", ".")
    if kind == "places":
        return f"{PLACES.get(first, first)} {rest}".strip()
    if kind == "dates" and rest in _MONTHS:
        return f"{first} {MONTHS[_MONTHS.index(rest) + 1]}"
    if kind == "orders":
        return str(ORDERS.get(fact, fact))
    return fact
