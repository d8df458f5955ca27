"""What the register, the pulse and the book are called, for models and entries alike."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SIDE: dict[str, Promise] = {"theirs": _("they want"), "ours": _("we want")}
EXPECTATION: dict[str, Promise] = {
    "open": _("without an answer"),
    "answered": _("answered"),
    "met": _("met"),
    "dropped": _("dropped"),
}
NEGOTIATION: dict[str, Promise] = {
    "open": _("being talked over"),
    "agreed": _("agreed"),
    "stopped": _("stopped"),
}
WHOSE: dict[str, Promise] = {
    "guest": _("the guest's side"),
    "officer": _("the officer"),
    "department": _("a department"),
    "partner": _("a partner"),
}
BOOK: dict[str, Promise] = {
    "request": _("request"),
    "key": _("key"),
    "ticket": _("ticket"),
    "lost": _("lost"),
    "found": _("found"),
    "wake_up": _("wake-up call"),
    "luggage": _("luggage"),
}
