"""The words of warnings, as pages, messages and entries say them."""

from django.utils.translation import gettext_lazy as _

from narahubung.kit import exercise

STATES = {
    "new": _("not verified yet"),
    "held": _("held: means a warning that is not here"),
    "verified": _("verified"),
    "dismissed": _("dismissed"),
    "issued": _("issued by us"),
    "replaced": _("replaced by an update"),
    "cancelled": _("cancelled"),
}
SEVERITY = {
    "Extreme": _("extreme"),
    "Severe": _("severe"),
    "Moderate": _("moderate"),
    "Minor": _("minor"),
    "Unknown": _("severity not known"),
}
URGENCY = {
    "Immediate": _("act now"),
    "Expected": _("act within the hour"),
    "Future": _("act soon"),
    "Past": _("is over"),
    "Unknown": _("urgency not known"),
}
CERTAINTY = {
    "Observed": _("observed"),
    "Likely": _("likely"),
    "Possible": _("possible"),
    "Unlikely": _("unlikely"),
    "Unknown": _("certainty not known"),
}
CATEGORY = {
    "Geo": _("quake, volcano, tsunami"),
    "Met": _("weather, flood"),
    "Safety": _("safety"),
    "Security": _("security"),
    "Rescue": _("rescue"),
    "Fire": _("fire"),
    "Health": _("health"),
    "Env": _("environment"),
    "Transport": _("transport"),
    "Infra": _("power, water, network"),
    "CBRNE": _("chemical, biological, nuclear, explosive"),
    "Other": _("something else"),
}
RESPONSE = {
    "Shelter": _("take shelter"),
    "Evacuate": _("leave the area"),
    "Prepare": _("prepare"),
    "Execute": _("do as planned"),
    "Avoid": _("keep away"),
    "Monitor": _("watch for news"),
    "Assess": _("judge what it means"),
    "AllClear": _("all clear"),
    "None": _("nothing to do"),
}
MSG_TYPES = {
    "Alert": _("warning"),
    "Update": _("update"),
    "Cancel": _("cancel"),
    "Ack": _("acknowledgement"),
    "Error": _("refused by its receiver"),
}
TROUBLES = {
    "missing": _("missing: {element}"),
    "unknown": _("a value nobody knows: {element} {value}"),
    "time": _("no moment that can be known: {element} {value}"),
    "zulu": _("written with Z instead of an offset: {element}"),
    "reference": _("not the three parts of a reference: {value}"),
    "name": _("a name with signs that are not allowed: {element}"),
    "twice": _("stands twice: {element}"),
    "code": _("an older word: {element} {value}"),
}
WRONG = {
    "open": _("a polygon that is not closed"),
    "few": _("a polygon of too few corners"),
    "flat": _("a polygon that encloses nothing"),
    "crosses": _("a polygon whose sides cross"),
    "swapped": _("latitude and longitude stand the wrong way round"),
    "nowhere": _("a position that is nowhere on earth"),
    "date_line": _("a polygon around the other side of the earth"),
    "radius": _("a circle without a radius, or larger than can be meant"),
    "": _("not written as numbers"),
}
UNREADABLE = {
    "large": _("it is larger than 1 MB"),
    "encoding": _("it is not written in UTF-8 or UTF-16"),
    "doctype": _("it has a DOCTYPE, as hostile files do"),
    "deep": _("it is nested too deeply"),
    "not_xml": _("it is no XML"),
    "not_cap": _("it is no CAP message"),
}
EXERCISE = exercise.MARK
"""Stands before every text of what is not real; in both languages, so that nobody misreads it."""
