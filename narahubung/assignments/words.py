"""The engine's reasons and positions in the reader's language."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import gettext_noop as noop

from narahubung.kit.said import said
from narahubung.kit.zones import clock_text, zone, zone_label
from narahubung.plans.assignment import Reason
from narahubung.plans.assignment.terms import Fact
from narahubung.plans.roster import Breach

_LISTED = {"name", "grade", "by"}  # facts told by the words of the organiser's list
_POSITIONS = {
    "lead": lazy("lead"),
    "deputy": lazy("deputy"),
    "relief": lazy("relief"),
    "spouse": lazy("spouse's officer"),
    "language": lazy("language aide"),
}

# The engine's codes (plans.assignment.wording) in words. Texts in braces come from its facts.
_SENTENCES: Mapping[str, str] = {
    "language": noop("{language} {level}"),
    "language_working": noop("{language} {level} only, none of the delegation's own languages"),
    "served_before": noop("served this delegation before"),
    "certified": noop("certified {name}"),
    "cleared": noop("VIP cleared"),
    "gender_met": noop("meets the gender wish"),
    "free": noop("free {when}"),
    "pinned": noop("named by {by}"),
    "kept": noop("as in the present plan"),
    "conflict": noop("conflict: {why}"),
    "not_free": noop("not free {when}"),
    "no_clearance": noop("no VIP clearance"),
    "no_language": noop("speaks none of {languages} well enough"),
    "gender_firm": noop("the delegation asks for {wish}"),
    "capacity": noop("already serves as many as allowed"),
    "carries": noop("already serves {delegation} as {position}"),
    "kept_back": noop("{grade}: kept back as a reserve"),
    "place_pinned": noop("the place was given by {by}"),
    "short_cover": noop("together they do not reach {hours} hours a day"),
    "fits_worse": noop("{holder} fits better by {points} points"),
    "fits_as_well": noop("{holder} fits as well"),
    "fits_better": noop("fits better by {points} points, but the whole plan would lose more"),
    "ahead": noop(
        "fits better by {points} points than {officer}, the next officer without a place"
    ),
    "level": noop("fits as well as {officer}, the next officer without a place"),
    "behind": noop(
        "{officer} fits better by {points} points, but the pair would not cover the day"
    ),
    "only_one": noop("no other officer without a place may go"),
    "unknown": noop("there is no such place or officer"),
    "twice": noop("the place is filled {times} times"),
    "both": noop("one person on {times} places of the delegation"),
    "pin_broken": noop("the place was given to somebody and is not kept"),
    "left_out": noop("nobody is there and the plan does not say why"),
    "alone": noop("none of its officers is free from {start}"),
    "objective": noop("the plan states {stated} points and has others"),
    # plans.roster: for and against an officer for a duty, and what is wrong with a roster
    "home_there": noop("{position} of this delegation"),
    "known_there": noop("was with this delegation already at this event"),
    "rest_before": noop("{minutes} of rest before"),
    "rest_after": noop("{minutes} of rest after"),
    "day": noop("{minutes} on duty in 24 hours with it"),
    "engaged": noop("with {delegation} {when}"),
    "firm_broken": noop("a duty or a place that stands is not kept"),
    "no_home": noop("a duty as {position} without being that"),
    "posted_twice": noop("{times} officers hold one place"),
}
_LENGTHS = ("minutes", "least", "most")
_RULES: Mapping[str, str] = {
    "not_free": noop("not free for the whole stay"),
    "no_clearance": noop("no VIP clearance"),
    "no_language": noop("no language in common"),
    "conflict": noop("conflict of interest"),
    "gender_firm": noop("gender wish"),
    "capacity": noop("already serve others"),
    "carries": noop("already serve others"),
    "kept_back": noop("kept back as reserves"),
    "short_cover": noop("the pair would not cover the day"),
    "overlap": noop("on duty elsewhere then"),
    "rest": noop("not enough rest"),
    "day_hours": noop("too many hours in 24 hours"),
    "overtime": noop("overtime without consent"),
    "week_hours": noop("too many hours in seven days"),
    "overtime_week": noop("too much overtime in seven days"),
    "free_day": noop("no free day left"),
    "nights": noop("too many nights one after another"),
    "party_hours": noop("too many hours with this delegation"),
    "way": noop("no time for the way from another delegation"),
    "left_free": noop("free, but their hours are needed elsewhere"),
}


def position_word(code: str) -> str:
    """Return `lead` or `deputy` in the language in force; an event's own word stands as it is."""
    return str(_POSITIONS.get(code, code))


def language_name(code: str) -> str:
    """Return the name of a language (ISO 639) in the language in force."""
    try:
        name = Locale.parse(get_language() or "id").languages.get(code)
    except (UnknownLocaleError, ValueError):
        name = None
    return str(name or code)


def languages_told(listed: str) -> str:
    """Return `es:C2; en:B2`, as a list gives it, as `Spanish C2, English B2`."""
    pairs = (one.strip().partition(":") for one in listed.split(";"))
    told = (f"{language_name(code)} {level}".strip() for code, _colon, level in pairs if code)
    return ", ".join(told)


def say(reason: Reason, *, zone_name: str, officer: Callable[[str], str] = str) -> str:
    """Return one reason as words. officer: turns an officer's code into a name.

    A reason the words do not know yet is given by its code, so that nothing is hidden.
    """
    facts = dict(reason.facts)
    if reason.code == "events":
        return _served(int(facts["events"]))
    if reason.code in BREACHES:
        at = datetime.fromisoformat(str(facts.pop("start")))
        return say_breach(Breach(code=reason.code, at=at, facts=facts), zone_name=zone_name)
    if reason.code == "kept_away":
        rule = _RULES.get(str(facts["rule"]), str(facts["rule"]))
        count = int(facts["officers"])
        return ngettext("{n} officer: {rule}", "{n} officers: {rule}", count).format(
            n=count, rule=_(rule)
        )
    if "day" in facts:
        return _("on {day} they reach {given} of {needed} hours").format(
            day=facts["day"],
            given=f"{int(facts['given_min']) / 60:g}",
            needed=f"{int(facts['needed_min']) / 60:g}",
        )
    known = _in_words(facts, zone_name, officer)
    sentence = _SENTENCES.get(reason.code)
    return _(sentence).format(**known) if sentence else reason.code


def _in_words(
    facts: Mapping[str, Fact], zone_name: str, officer: Callable[[str], str]
) -> dict[str, object]:
    """Return the facts of a reason as words, by name."""
    known: dict[str, object] = {
        name: said(str(fact)) if name in _LISTED else fact for name, fact in facts.items()
    }
    for name in _LENGTHS:
        if name in facts:
            known[name] = hours_text(int(facts[name]))
    if "start" in facts and "end" in facts:
        known["when"] = days_text(str(facts["start"]), str(facts["end"]), zone_name)
    if "language" in facts:
        known["language"] = language_name(str(facts["language"]))
    if "languages" in facts:
        known["languages"] = ", ".join(
            language_name(code) for code in str(facts["languages"]).replace(",", " ").split()
        )
    if "position" in facts:
        known["position"] = position_word(str(facts["position"]))
    for name in ("holder", "officer"):
        if name in facts:
            known[name] = officer(str(facts[name]))
    return known


def _served(count: int) -> str:
    if not count:
        return _("serves for the first time")
    return ngettext("served {n} event", "served {n} events", count).format(n=count)


def days_text(start: str, end: str, zone_name: str) -> str:
    """Return `11-18 Nov` (or a day with clock times) for a span of ISO moments."""
    first = datetime.fromisoformat(start).astimezone(zone(zone_name))
    # A span that ends at midnight ends on the day before.
    last = (datetime.fromisoformat(end) - timedelta(microseconds=1)).astimezone(zone(zone_name))
    locale = (get_language() or "id").split("-")[0]
    if first.date() == last.date():
        after = last + timedelta(microseconds=1)
        return (
            f"{format_date(first, 'd MMM', locale=locale)} "
            f"{clock_text(first, zone_name)}\N{EN DASH}{clock_text(after, zone_name)}"
        )
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}\N{EN DASH}{format_date(last, 'd MMM', locale=locale)}"
    return (
        f"{format_date(first, 'd MMM', locale=locale)} \N{EN DASH} "
        f"{format_date(last, 'd MMM', locale=locale)}"
    )


def when_text(start: datetime, end: datetime, zone_name: str) -> str:
    """Return `15 Nov 07.00-15.00 WITA` for a span, the day of the end only where it is another."""
    locale = (get_language() or "id").split("-")[0]
    first, last = start.astimezone(zone(zone_name)), end.astimezone(zone(zone_name))
    day = format_date(first, "d MMM", locale=locale)
    other = "" if first.date() == last.date() else f"{format_date(last, 'd MMM', locale=locale)} "
    return (
        f"{day} {clock_text(first, zone_name)}\N{EN DASH}{other}{clock_text(last, zone_name)}"
        f" {zone_label(zone_name, start)}"
    )


def from_until_text(since: datetime, until: datetime | None, zone_name: str) -> str:
    """Return a span of moments as `when_text` does; until None: `from 15 Nov 07.00 WITA on`."""
    if until is not None:
        return when_text(since, until, zone_name)
    locale = (get_language() or "id").split("-")[0]
    day = format_date(since.astimezone(zone(zone_name)), "d MMM", locale=locale)
    clock = f"{clock_text(since, zone_name)} {zone_label(zone_name, since)}"
    return _("from {day} {clock} on").format(day=day, clock=clock)


def hours_text(minutes: int) -> str:
    """Return `10 h 59 min` for minutes; `59 min` below an hour."""
    if 0 <= minutes < 60:
        return _("{minutes} min").format(minutes=minutes)
    return _("{hours} h {minutes:02} min").format(hours=minutes // 60, minutes=minutes % 60)


# The codes of plans.roster.rules in words.
BREACHES: Mapping[str, str] = {
    "overlap": noop("another duty lies at the same time"),
    "day_hours": noop("{minutes} on duty in 24 hours, {most} are allowed"),
    "overtime": noop("{minutes} on duty in 24 hours; more than {most} only with consent"),
    "week_hours": noop("{minutes} on duty in seven days, {most} are allowed"),
    "overtime_week": noop("{minutes} on duty in seven days, {most} are allowed with overtime"),
    "rest": noop("{minutes} of rest between two duties, {least} are needed"),
    "break": noop("{minutes} in a row without a break, {most} are allowed"),
    "free_day": noop("no free day: on duty on {days} of {in} days"),
    "nights": noop("{nights} nights one after another, {most} are allowed"),
    "party_hours": noop("{minutes} with {delegation} in 24 hours, {most} are allowed"),
    "way": noop("{minutes} for the way from one delegation to the other, {least} are needed"),
}
_COUNTED = {"nights", "free_day"}  # their figures are no minutes


def say_breach(breach: Breach, *, zone_name: str) -> str:
    """Return in words which rule of working time is broken, with the day."""
    facts: dict[str, object] = {
        name: hours_text(fact) if isinstance(fact, int) and breach.code not in _COUNTED else fact
        for name, fact in breach.facts.items()
    }
    locale = (get_language() or "id").split("-")[0]
    day = format_date(breach.at.astimezone(zone(zone_name)), "d MMM", locale=locale)
    return f"{_(BREACHES[breach.code]).format(**facts)} ({day})"


ALARMS = {
    "gap": lazy("nobody is planned"),
    "not_taken": lazy("the duty was not taken over"),
    "no_sign": lazy("no sign while moving"),
    "not_there": lazy("not at the airport"),
    "still": lazy("the car did not set off"),
    "long_duty": lazy("soon on duty for too long"),
}


def alarm_word(kind: str) -> str:
    """Return what the watch noticed, in words."""
    return str(ALARMS.get(kind, kind))
