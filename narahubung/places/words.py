"""The words of rooms, seats and marks."""

from django.utils.translation import gettext_lazy as _

SHAPES = {
    "theatre": _("theatre"),
    "classroom": _("classroom"),
    "u": _("U shape"),
    "square": _("hollow square"),
    "banquet": _("round tables"),
    "head": _("head table"),
    "bilateral": _("bilateral table"),
    "signing": _("signing table"),
    "stage": _("stage"),
    "stairs": _("photo on stairs"),
    "photo": _("photo rows"),
    "carpet": _("red carpet"),
}
NUMBERS = {
    "rows": _("Rows"),
    "seats": _("Seats in a row, at a table or on a side"),
    "aisles": _("Aisles"),
    "base": _("Places at the base"),
    "arm": _("Places on each arm"),
    "tables": _("Tables"),
    "behind": _("Interpreters behind each principal"),
    "witnesses": _("Witnesses"),
    "front": _("Places in the front row"),
    "more": _("More in each row behind"),
    "hosts": _("Who receive"),
    "guests": _("Guests in the line"),
}
MARKS = {
    "door": _("door"),
    "camera": _("camera"),
    "podium": _("podium"),
    "waiting": _("officers wait here"),
    "lift": _("lift"),
    "stairs": _("stairs"),
}
MARK_ICONS = {
    "door": "door",
    "camera": "camera",
    "podium": "microphone",
    "waiting": "user-check",
    "lift": "escalator-up",
    "stairs": "stairs-up",
}
VIEWS = {
    "door": _("seen from the door"),
    "seated": _("seen by those seated"),
    "camera": _("seen by the camera"),
}
SIDES = {
    "left": _("from the left of the picture"),
    "right": _("from the right of the picture"),
    "front": _("last, from the front"),
}
STATES = {
    "draft": _("draft"),
    "proposed": _("proposed"),
    "adopted": _("adopted"),
    "cancelled": _("cancelled"),
}
ROLES = {
    "principal": _("principal"),
    "host": _("host"),
    "spouse": _("spouse"),
    "interpreter": _("interpreter"),
    "companion": _("companion"),
}
PAPERS = {
    "place-cards": _("Place cards (A6 tent)"),
    "name-plates": _("Name plates (A4 folded)"),
    "table-plan": _("Table plan"),
    "floor-marks": _("Floor marks"),
    "line-up": _("Line-up and order of entry"),
}
RULES = {
    "apart_seats": _("never side by side"),
    "apart_table": _("never at one table"),
    "same_table": _("at one table"),
    "next_to": _("side by side"),
    "right_of": _("the first at the right hand of the second"),
}
