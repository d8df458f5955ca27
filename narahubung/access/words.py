"""The words of accreditation, badges and gates."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

BASES = {
    "programme": _("by the programme: who attends an item at this place"),
    "stay": _("for the whole stay of a delegation"),
    "given": _("by category, or given by name"),
}
ACCREDITATIONS = {
    "asked": pgettext_lazy("accreditation", "asked for"),
    "checked": pgettext_lazy("accreditation", "checked, waits for approval"),
    "approved": pgettext_lazy("accreditation", "approved"),
    "declined": pgettext_lazy("accreditation", "declined"),
    "withdrawn": pgettext_lazy("accreditation", "withdrawn"),
}
VETTINGS = {
    "not_needed": pgettext_lazy("vetting", "not needed"),
    "pending": pgettext_lazy("vetting", "pending"),
    "cleared": pgettext_lazy("vetting", "cleared"),
    "refused": pgettext_lazy("vetting", "refused"),
}
BADGES = {
    "ready": pgettext_lazy("badge", "to be printed"),
    "printed": pgettext_lazy("badge", "printed, not collected"),
    "collected": pgettext_lazy("badge", "handed out"),
    "lost": pgettext_lazy("badge", "lost"),
    "replaced": pgettext_lazy("badge", "replaced"),
    "withdrawn": pgettext_lazy("badge", "withdrawn"),
}
DAY_USES = {
    "asked": pgettext_lazy("day badge", "waits for a second person"),
    "active": pgettext_lazy("day badge", "valid today"),
    "ended": pgettext_lazy("day badge", "given back"),
}
CHECKS = {
    "entry": pgettext_lazy("check", "In"),
    "exit": pgettext_lazy("check", "Out"),
    "vehicle": pgettext_lazy("check", "Vehicle"),
    "meal": pgettext_lazy("check", "Meal"),
    "bag": pgettext_lazy("check", "Bag"),
}
COLOURS = {"green": _("admit"), "amber": _("ask the supervisor"), "red": _("refuse")}
REASONS = {
    "": "",
    "admitted": _("This badge may pass here now."),
    "leaves": _("Goes out."),
    "not_a_badge": _("This is no badge of this installation."),
    "forged": _("The signature of this code is wrong: it was copied badly or forged."),
    "foreign": _("This badge belongs to another event."),
    "unknown": _("This badge is not on the list of this gate."),
    "not_now": _("Not at this hour: the badge may pass here at another time."),
    "not_here": _("This badge does not open this gate."),
    "off_duty": _("This officer is not on duty with a delegation that may pass here."),
    "beyond": _("The delegation that this officer serves may not pass here now."),
    "expired": _("The right has run out. Get a new list, or ask the supervisor."),
    "old_list": _("The list of this gate is older than 15 minutes."),
    "no_list": _("This phone has no list of this gate yet."),
    "withdrawn": _("This badge was withdrawn."),
    "lost": _("This badge was reported lost."),
    "replaced": _("This badge was replaced by a new one."),
    "old_key": _("This badge was signed with an older key. It must be replaced at the desk."),
    "not_collected": _("This badge was never handed out."),
    "pass_back": _("This badge is inside already: it went in and did not come out."),
    "had_it": _("This badge was scanned for this check today already."),
}
