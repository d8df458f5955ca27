"""The words of notices to authorities and of permissions."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATES = {
    "open": _("to be told"),
    "told": _("told"),
    "not_needed": _("need not be told"),
}
WAYS = {
    "phone": _("by telephone"),
    "letter": _("by letter"),
    "mail": _("by e-mail"),
    "portal": _("on the authority's own page"),
    "person": _("face to face"),
}
PERMISSIONS = {
    "needed": _("needed, not asked for yet"),
    "asked": _("asked for"),
    "granted": pgettext_lazy("permission", "granted"),
    "refused": pgettext_lazy("permission", "refused"),
    "ended": pgettext_lazy("permission", "ended"),
    "not_needed": _("not needed"),
}
