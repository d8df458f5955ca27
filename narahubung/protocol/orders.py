"""What the usual orders of occasions are called, by the code of their rule set."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ORDERS: dict[str, Promise] = {
    "uu9-9": _("UU 9/2010 art. 9: events in the capital"),
    "pp39-7-1": _("PP 39/2018 art. 7(1): courtesy call"),
    "pp39-7-2": _("PP 39/2018 art. 7(2): state banquet"),
    "pp39-10-1": _("PP 39/2018 art. 10: state guest in a region"),
    "alphabet-en": _("alphabet in English"),
    "g20-photo": _("G20 family photo"),
    "arrival": _("the most honoured arrives last and leaves first"),
    "own": _("own order of the event"),
}


def order_name(code: str) -> str:
    """Return what an order is called; its code where nobody named it, "" for none."""
    return str(ORDERS.get(code, code))
