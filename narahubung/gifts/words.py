"""The words of the register of gifts."""

from django.utils.translation import gettext_lazy as _

DIRECTIONS = {"received": _("received"), "given": _("given by the host")}
KINDS = {
    "object": _("object"),
    "money": _("money, tip, envelope"),
    "voucher": _("voucher"),
    "food": _("food and drink"),
    "kit": _("event kit"),
    "plaque": _("plaque, souvenir"),
    "logo": _("item with logo"),
    "flowers": _("flowers"),
    "prize": _("prize, discount"),
    "allowance": _("honorarium, travel cost"),
    "service": _("service, trip, treatment"),
    "errand": _("errand paid for a guest"),
}
KIND_ICONS = {
    "object": "gift",
    "money": "mail",
    "voucher": "certificate",
    "food": "tools-kitchen-2",
    "kit": "briefcase",
    "plaque": "award",
    "logo": "tag",
    "flowers": "leaf",
    "prize": "trophy",
    "allowance": "file-text",
    "service": "plane",
    "errand": "clipboard-list",
}
SETTINGS = {
    "ordinary": _("no special occasion"),
    "ceremony": _("wedding, customary or religious ceremony"),
    "colleague": _("between colleagues"),
    "farewell": _("a colleague's farewell, pension or birthday"),
}
RECIPIENTS = {"person": _("me, a person"), "institution": _("an institution")}
WHOM = {"person": _("a person"), "institution": _("an institution")}
OUTCOMES = {
    "accepted": _("accepted"),
    "refused": _("refused politely"),
    "harm": _("accepted, a refusal would have harmed"),
}
BASES = {
    "unknown": _("not known"),
    "estimate": _("estimated"),
    "price": _("price tag or shop"),
    "receipt": _("receipt"),
    "appraisal": _("appraised"),
}
STATES = {
    "held": _("with who received it"),
    "kept": _("in custody"),
    "display": _("on display"),
    "returned": _("returned"),
    "handed": _("handed over"),
    "upg": _("handed to the UPG"),
    "state": _("state property, by decision of the KPK"),
    "owner": _("the receiver's, by decision of the KPK"),
    "refused": _("refused"),
    "used": _("used up"),
}
DECISIONS = {
    "": _("no decision yet"),
    "state": _("state property"),
    "owner": _("the receiver's"),
    "none": _("no gratification, or not followed up"),
}
EMPLOYMENTS = {
    "": _("not said yet"),
    "civil_servant": _("civil servant"),
    "state_organiser": _("state organiser"),
    "state_paid": _("paid from state funds or facilities"),
    "private": _("none of these: private, volunteer, student"),
}
LABELS = {
    "yes": _("yes"),
    "item": _("what it is"),
    "kind": _("sort of gift"),
    "giver": _("from whom"),
    "giver_address": _("address of the giver"),
    "recipient": _("for whom"),
    "outcome": _("what was done"),
    "occasion": _("occasion"),
    "setting": _("occasion with a limit of its own"),
    "is_general": _("everybody got one"),
    "place": _("place"),
    "witness": _("witness"),
    "employment": _("the receiver is"),
    "value": _("value"),
    "basis": _("how the value is known"),
    "chronology": _("how it came about"),
}
DUE = {
    "": _("nothing is due"),
    "report": _("report to the KPK"),
    "forward": _("the UPG forwards it to the KPK"),
    "decide": _("the KPK decides"),
    "hand_in": _("hand it in to the registrar"),
}
