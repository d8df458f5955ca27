"""How the things of a wave are called, and how its lines are said."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from narahubung.kit.said import in_one
from narahubung.kit.zones import clock_text, zone, zone_label

# kind of a line: (what it is called, its icon)
KINDS: dict[str, tuple[str | Promise, str]] = {
    "arrival": (gettext_lazy("arrival"), "plane-arrival"),
    "departure": (gettext_lazy("departure"), "plane-departure"),
    "closes": (gettext_lazy("boarding"), "plane"),
    "trip": (gettext_lazy("drive"), "car"),
    "reaches": (gettext_lazy("there"), "flag"),
    "booking": (gettext_lazy("booked"), "calendar-time"),
    "request": (gettext_lazy("police escort"), "motorbike"),
    "line_up": (gettext_lazy("motorcade in line"), "route"),
    "check_in": (gettext_lazy("hotel check-in"), "key"),
    "room": (gettext_lazy("room ready"), "bed"),
    "wake": (gettext_lazy("wake-up call of the driver"), "alarm"),
    "session": (pgettext_lazy("programme", "session"), "calendar-event"),
    "meeting": (pgettext_lazy("bilateral", "meeting"), "users"),
    "duty_starts": (gettext_lazy("duty begins"), "user-check"),
    "duty_ends": (gettext_lazy("duty ends"), "user-minus"),
    "steps": (gettext_lazy("checklist"), "list-check"),
}


def kind_word(kind: str) -> str:
    """Return what such a thing is called, in the language in force."""
    return str(KINDS[kind][0])


def icon_of(kind: str) -> str:
    """Return the icon of such a thing."""
    return KINDS[kind][1]


def named(kind: str, label: str) -> str:
    """Return `drive: arrival transfer`, in the language in force."""
    told = in_one(label)
    return f"{kind_word(kind)}: {told}" if told else kind_word(kind)


def steps_label(number: int) -> str:
    """Return how many checks are to be made again."""
    words = ngettext("{number} check", "{number} checks", number)
    return words.format(number=number)


def old_to_new(old: datetime | None, new: datetime | None, zone_name: str) -> str:
    """Return `09.15 WITA -> 10.50 WITA`, with the days where they differ."""
    return " \N{RIGHTWARDS ARROW} ".join(
        _clock(one, other, zone_name) for one, other in ((old, new), (new, old))
    )


def late(minutes: int) -> str:
    """Return `15 minutes late`."""
    return ngettext("{number} minute late", "{number} minutes late", minutes).format(number=minutes)


def line_text(
    kind: str,
    label: str,
    *,
    party: str = "",
    old: datetime | None,
    new: datetime | None,
    zone_name: str,
    state: str,
    slack_min: int | None,
) -> str:
    """Say one line as it stands in a message: whose, what, old and new, or how late."""
    name = ", ".join(part for part in (party, named(kind, label)) if part)
    if state == "again":
        return _("{what}: check again").format(what=name)
    if state == "unknown":
        return _("{what}: when is not known yet").format(what=name)
    if state == "other":
        return _("{what}: another car or escort").format(what=name)
    if new and (state == "stays" or (state == "moved" and old == new)):
        return _("{what}: stays at {when}").format(what=name, when=_clock(new, old, zone_name))
    says = old_to_new(old, new, zone_name) if old and new and old != new else ""
    if state == "broken" and slack_min is not None:
        says = ", ".join(part for part in (says, late(-slack_min)) if part)
    if state == "eased":
        says = ", ".join(part for part in (says, _("in time again")) if part)
    return f"{name}: {says}" if says else name


def _clock(at: datetime | None, beside: datetime | None, zone_name: str) -> str:
    if at is None:
        return "-"
    text = f"{clock_text(at, zone_name)} {zone_label(zone_name, at)}"
    here = at.astimezone(zone(zone_name))
    if beside is not None and beside.astimezone(zone(zone_name)).date() != here.date():
        return f"{here:%d.%m.} {text}"
    return text
