"""Words of messages that records and entries share."""

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

# What somebody had done with a message by a certain moment (`queries.knowing`).
KNEW = {
    "sent": _("not known to have arrived"),
    "delivered": _("had it on the device"),
    "seen": _("had it on the screen"),
    "acknowledged": _("acknowledged it"),
    "read_back": _("had repeated it rightly"),
    "other": _("believed something else"),
    "confirmed": _("knew it, confirmed"),
    "done": _("had done it"),
    "refused": _("had said no"),
}

# Fields of the house's own templates (phrases.yaml).
FIELDS = {
    "party": _("delegation"),
    "time": _("time"),
    "zone": _("time zone"),
    "place": _("place"),
    "cars": _("number of cars"),
    "what": _("what"),
    "name": _("name"),
    "number": _("number"),
}
