"""The words of a crisis, as pages, messages and entries say them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS = {
    "quake": _("earthquake"),
    "tsunami": _("tsunami"),
    "volcano": _("volcano"),
    "weather": _("severe weather"),
    "flood": _("flood"),
    "fire": _("fire"),
    "explosion": _("explosion"),
    "security": _("security"),
    "medical": _("medical emergency"),
    "epidemic": _("outbreak of disease"),
    "transport": _("accident on the road"),
    "aircraft": _("aircraft in trouble"),
    "infrastructure": _("power, water or network down"),
    "missing": _("missing person"),
    "data": _("loss or theft of data"),
    "reputation": _("reputation"),
    "other": _("something else"),
}
GRADES = {
    "unknown": _("not known yet"),
    "minor": _("minor"),
    "moderate": _("moderate"),
    "severe": _("severe"),
    "extreme": _("extreme"),
}
STATES = {
    "reported": _("reported"),
    "watched": _("somebody takes care of it"),
    "crisis": _("crisis"),
    "recovering": _("after the crisis"),
    "closed": _("closed"),
}
HEADS = {
    "unaccounted": _("not accounted for"),
    "safe": _("safe"),
    "elsewhere": _("safe, elsewhere"),
    "injured": _("injured"),
    "hospital": _("in hospital"),
    "refused": _("refused"),
    "departed": _("departed"),
}
HOW = {
    "sighted": _("seen by myself"),
    "voice": _("spoke with them"),
    "message": _("by message"),
    "third": _("somebody told me"),
}
RELIABILITY = {
    "A": _("A: completely reliable"),
    "B": _("B: usually reliable"),
    "C": _("C: fairly reliable"),
    "D": _("D: not usually reliable"),
    "E": _("E: unreliable"),
    "F": _("F: cannot be judged"),
}
CREDIBILITY = {
    "1": _("1: confirmed elsewhere"),
    "2": _("2: probably true"),
    "3": _("3: possibly true"),
    "4": _("4: doubtful"),
    "5": _("5: improbable"),
    "6": _("6: cannot be judged"),
}
STANDINGS = {
    "confirmed": _("confirmed"),
    "open": _("not confirmed"),
    "against": _("contradicted"),
    "expired": _("too old: renew it"),
    "withdrawn": _("withdrawn"),
}
STAKEHOLDERS = {
    "assisting": _("assisting agency"),
    "cooperating": _("cooperating agency"),
    "authority": _("authority"),
    "embassy": _("embassy"),
    "delegation": _("delegation"),
    "department": _("department of the organiser"),
    "staff": _("staff"),
    "guests": _("guests"),
    "media": _("media"),
    "other": _("somebody else"),
}
SPEAKS = {
    "unknown": _("not known whether they speak for it"),
    "decides": _("speaks for it"),
    "asks_back": _("must ask back first"),
}
WAYS = {
    "phone": _("telephone"),
    "radio": _("radio"),
    "mail": _("mail"),
    "place": _("place"),
    "relay": _("message in Narahubung"),
}
# How a person told somebody: by a way, or by a message that one typed.
TOLD_HOW = {
    "phone": _("by telephone"),
    "message": _("by message"),
    "person": pgettext_lazy("told", "in person"),
    "radio": _("by radio"),
    "mail": _("by mail"),
}
# How the house told somebody.
SENT_HOW = {
    "relay": _("by a message in Narahubung"),
    "letter": _("by a mail from here"),
    "sms": _("by an SMS from here"),
    "form213": _("by general message (ICS 213)"),
}
