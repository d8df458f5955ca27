"""The words of the media desk."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "holding": _("holding statement"),
    "statement": _("statement"),
    "release": _("press release"),
    "correction": _("correction"),
}
STATES = {
    "draft": _("draft"),
    "facts": _("waits for the fact check"),
    "review": _("waits for legal, protocol and security"),
    "release": _("waits for the spokesperson"),
    "cleared": _("cleared, not published"),
    "published": _("published"),
    "withdrawn": _("withdrawn"),
}
STEPS = {
    "draft": _("drafted"),
    "facts": _("facts checked"),
    "review": _("checked: legal, protocol, security"),
    "release": _("released"),
    "published": _("published"),
    "back": _("sent back"),
}
PARTS = {
    "confirmed": _("what is confirmed"),
    "headline": _("headline"),
    "announced": _("what is announced"),
    "quote": _("quotation"),
    "concern": _("concern"),
    "done": _("what is done"),
    "next": _("next word"),
    "contact": _("contact"),
    "taken_back": _("what no longer holds"),
}
WORTH = {
    "confirmed": _("confirmed"),
    "open": _("not confirmed any more"),
    "against": _("contradicted"),
    "expired": _("too old: renew it"),
    "withdrawn": _("withdrawn"),
    "unapproved": _("not approved any more"),
    "dropped": _("dropped"),
    "gone": _("taken back by its source"),
}
PLANNED = {
    "written": _("waits for approval"),
    "approved": _("key message approved"),
    "said": _("said"),
    "dropped": _("dropped"),
}
RUMOURS = {
    "new": _("new"),
    "triaged": _("sorted"),
    "checking": _("being checked"),
    "true": _("true"),
    "false": _("false"),
    "partly": _("partly true"),
    "unverifiable": _("cannot be verified"),
    "answered": _("answered"),
    "closed": _("closed"),
}
CHANNELS = {
    "street": _("people talk"),
    "chat": _("chat group"),
    "social": _("social media"),
    "news": _("news"),
    "broadcast": _("radio or television"),
    "phone": _("phone"),
    "other": _("something else"),
}
TONES = {
    "calm": _("calm"),
    "worried": _("worried"),
    "angry": _("angry"),
    "mocking": _("mocking"),
    "hateful": _("hateful"),
}
REACHES = {
    "few": _("a few people"),
    "local": _("the place"),
    "national": _("the country"),
    "world": _("the world"),
}
RISKS = {
    "low": _("low"),
    "medium": _("medium"),
    "high": _("high"),
}
ASKS = {
    "question": _("question"),
    "interview": _("interview"),
    "accreditation": _("accreditation"),
}
ANSWERS = {
    "": _("not answered"),
    "text": _("answered from a published text"),
    "unknown": _("answered: we do not know yet"),
    "granted": _("granted"),
    "declined": _("declined"),
    "more": _("more asked for"),
    "said": _("answered by the speaker"),
}
MEDIUMS = {
    "agency": _("news agency"),
    "print": _("newspaper or magazine"),
    "online": _("online news"),
    "photo": _("photographer"),
    "tv": _("television"),
    "radio": _("radio"),
    "host": _("host broadcaster"),
    "crew": _("technical crew"),
}
CONFERENCES = {
    "planned": _("planned"),
    "confirmed": _("confirmed"),
    "held": _("took place"),
    "cancelled": _("cancelled"),
}
