"""The words of plans, evacuations and urgent needs, as pages, messages and entries say them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SIDES = {
    "delegation": _("delegation"),
    "team": _("team"),
    "organisation": _("organisation"),
}
ACTIONS = {
    "planned": pgettext_lazy("action", "planned"),
    "started": pgettext_lazy("action", "started"),
    "done": pgettext_lazy("action", "done"),
    "dropped": pgettext_lazy("action", "dropped"),
}
PERMITS = {
    "not_needed": pgettext_lazy("permit", "not needed"),
    "needed": pgettext_lazy("permit", "needed, not asked yet"),
    "asked": pgettext_lazy("permit", "asked"),
    "given": pgettext_lazy("permit", "given"),
    "refused": pgettext_lazy("permit", "refused"),
}
LEVELS = {
    "shelter": _("take shelter where they are"),
    "inside": _("move inside the venue"),
    "hotel": _("move to the hotel"),
    "safe_site": _("move to a safe site"),
    "leave": _("leave the country"),
}
# Who usually decides it; the plan names a person.
DECIDES = {
    "shelter": _("officer on the spot"),
    "inside": _("venue commander"),
    "hotel": _("crisis lead"),
    "safe_site": _("crisis lead with the police"),
    "leave": _("head of delegation with the embassy and the foreign ministry"),
}
EVACUATIONS = {
    "planned": pgettext_lazy("evacuation", "planned"),
    "ordered": pgettext_lazy("evacuation", "ordered"),
    "left": pgettext_lazy("evacuation", "on the way"),
    "arrived": pgettext_lazy("evacuation", "arrived"),
}
URGENT = {
    "medical": _("medical help"),
    "transport": _("transport"),
    "shelter": _("shelter"),
    "interpreter": _("interpreter"),
    "word": _("word to the family"),
}
