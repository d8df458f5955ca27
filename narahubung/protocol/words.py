"""The words of protocol: shapes of rooms, orders, directions, seats and their reasons."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SHAPES: dict[str, Promise] = {
    "line": _("receiving line or row"),
    "armchairs": _("armchairs"),
    "round": _("round tables"),
    "hollow": _("hollow square"),
    "theatre": _("theatre"),
    "bilateral": _("bilateral table"),
    "signing": _("signing table"),
    "stairs": _("rows on steps"),
    "stage": _("stage"),
    "u": _("U shape"),
    "classroom": _("classroom"),
}
TEXT_KINDS: dict[str, Promise] = {
    "announcement": _("announcement"),
    "address": _("what the officer says"),
    "note": _("note"),
}
VIP: dict[str, Promise] = {
    "auto": _("VIP item where heads of delegation attend"),
    "yes": _("VIP item"),
    "no": _("no VIP item"),
}
PARTS_OF_A_SHEET: dict[str, Promise] = {
    "logistics": _("logistics"),
    "staffing": _("staffing"),
    "materials": _("materials"),
    "contacts": pgettext_lazy("detail book", "contacts"),
    "owner": _("who owes it"),
    "due_at": _("deadline"),
    "plan_b": _("plan B"),
}
DIRECTIONS: dict[str, Promise] = {
    "ahead": _("ahead"),
    "ahead_right": _("ahead, on the right"),
    "right": _("on the right"),
    "behind_right": _("behind, on the right"),
    "behind": _("behind"),
    "behind_left": _("behind, on the left"),
    "left": _("on the left"),
    "ahead_left": _("ahead, on the left"),
}
WHO: dict[str, Promise] = {
    "officer": _("you"),
    "guest": _("your guest"),
    "second": _("second person"),
    "third": _("third person"),
    "host": _("host"),
    "interpreter": _("interpreter"),
    "aide": _("aide"),
    "protection": _("close protection"),
    "driver": _("driver"),
    "photographer": _("photographer"),
    "spouse": _("spouse"),
    "delegation": _("delegation"),
}
THINGS: dict[str, Promise] = {
    "door": _("door"),
    "wall": _("wall"),
    "table": _("table"),
    "car": _("car"),
    "stairs": _("stairs"),
    "lift": _("lift"),
    "carpet": _("carpet"),
    "line": _("line"),
    "camera": _("camera"),
    "plane": _("aircraft"),
    "wreath": _("wreath"),
    "flag": _("flag"),
    "chair": _("chair"),
    "line_of_sight": _("line of sight"),
}
VEHICLES: dict[str, Promise] = {
    "sedan": _("sedan or SUV"),
    "van": _("van"),
    "minibus": _("minibus"),
    "bus": _("bus"),
}
SEATS: dict[str, Promise] = {
    "rear_right": _("rear right"),
    "rear_left": _("rear left"),
}
FRONTS: dict[str, Promise] = {
    "protection": _("close protection"),
    "aide": _("aide"),
    "officer": _("liaison officer"),
}
BESIDE: dict[str, Promise] = {
    "same": _("only somebody of the same gender, or the spouse"),
    "nobody": pgettext_lazy("seat", "nobody"),
}
RIDERS: dict[str, Promise] = {
    "guest": _("guest"),
    "spouse": _("spouse"),
    "interpreter": _("interpreter"),
    "aide": _("aide"),
    "protection": _("close protection"),
    "officer": _("liaison officer"),
}
REASONS: dict[str, Promise] = {
    "asked": _("asked for by the guest's own security"),
    "rear_right": _("seat of honour: rear right, as this event has it"),
    "rear_left": _("seat of honour: rear left, as this event has it"),
    "kerb_van": _("seat of honour: first row, at the door on the kerb side"),
    "kerb_minibus": _("seat of honour: first row, at the door on the kerb side"),
    "kerb_bus": _("first row, at the door on the kerb side"),
    "front_protection": _("close protection sits beside the driver"),
    "front_aide": _("the aide sits beside the driver when no protection does"),
    "front_officer": _("free seat in front: neither protection nor aide takes it"),
    "by_spouse": _("the spouse beside the principal"),
    "by_guest": _("next by rank"),
    "by_interpreter": _("near enough to be heard by the principal"),
    "by_aide": _("next free seat"),
    "by_officer": _("next free seat, not beside the principal"),
    "by_protection": _("next free seat"),
    "next_officer": _("never beside the head of delegation unless asked"),
    "next_beside": _("asked that nobody else sits beside the principal"),
    "next_full": _("no fitting seat is left in this car"),
}
CAR_NOTES: dict[str, Promise] = {
    "middle": _("Somebody sits in the middle of the rear: avoid it, take a second car."),
    "asked_seat_absent": _("This vehicle has not the seat that was asked for: ask again."),
}


def seat_word(code: str, row: int, column: int) -> str:
    """Return what a seat is called."""
    if code in SEATS:
        return str(SEATS[code])
    if code == "front":
        return str(_("beside the driver"))
    if code == "rear_middle":
        return str(_("rear middle"))
    side = pgettext_lazy("side", "left") if column < 0 else pgettext_lazy("side", "right")
    return str(_("row {row}, {side}")).format(row=row, side=side)
