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
