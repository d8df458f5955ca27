"""The words of reviews, lessons and drills, as pages and entries say them."""

from django.utils.translation import gettext_lazy as _

MEASURES = {
    "reached": _("everybody who is called answers"),
    "switch": _("the second person confirms the crisis"),
    "cards": _("every role card is taken"),
    "roll": _("everybody is accounted for"),
    "first_draft": _("the first situation report is drafted"),
    "first_report": _("the first situation report is approved"),
    "reports": _("every situation report comes in time"),
}
RATINGS = {
    "P": _("P: performed without challenges"),
    "S": _("S: performed with some challenges"),
    "M": _("M: performed with major challenges"),
    "U": _("U: unable to be performed"),
}
POINTS = {"well": _("went well"), "less": _("went less well")}
ELEMENTS = {
    "planning": _("planning"),
    "organisation": _("organisation"),
    "equipment": _("equipment"),
    "training": _("training"),
    "exercise": _("exercise"),
}
CHANGES = {
    "procedure": _("procedure"),
    "playbook": _("playbook of the crisis"),
    "card": _("role card"),
    "template": _("message template"),
}
KINDS = {
    "seminar": _("seminar"),
    "workshop": _("workshop"),
    "tabletop": _("tabletop"),
    "game": _("game"),
    "drill": _("drill"),
    "functional": _("functional exercise"),
    "full_scale": _("full-scale exercise"),
}
INJECTS = {
    "contextual": _("sets the scene"),
    "expected": _("expected action"),
    "contingency": _("only when needed"),
}
MODES = {
    "message": _("message"),
    "flash": _("flash message"),
    "phone": _("by phone, the controller speaks"),
    "radio": _("by radio, the controller speaks"),
    "paper": _("on paper, the controller hands it out"),
}
MISSING = {
    "version": _("the new version in force"),
    "users": _("the acknowledgement of its users"),
    "retest": _("a drill that meets the target"),
}
