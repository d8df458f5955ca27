"""Reasons in plain English, for the command line, logs and tests. Pages render codes by gettext."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from narahubung.plans.assignment.terms import Fact, Reason

SENTENCES: Mapping[str, str] = {
    # for
    "language": "{language} {level}",
    "language_working": "works in {language} {level}, none of the delegation's own languages",
    "served_before": "served this delegation before",
    "events": "served {events} events",
    "certified": "certified {name}",
    "cleared": "VIP cleared",
    "gender_met": "meets the gender wish",
    "free": "free {when}",
    "pinned": "set by {source} {by}",
    "kept": "as in the present plan",
    "ahead": "fits better by {points} than {officer}, the next officer without a place",
    "level": "fits as well as {officer}, the next officer without a place",
    "behind": "{officer} without a place fits better by {points}, but the pair would not cover",
    "only_one": "no other officer without a place may go",
    # against, hard
    "conflict": "conflict: {why}",
    "not_free": "not free {when}",
    "no_clearance": "no VIP clearance",
    "no_language": "speaks none of {languages} well enough",
    "gender_firm": "the delegation asks for {wish}",
    "capacity": "carries {capacity} already",
    # against, soft or by the plan
    "carries": "already carries {delegation} ({position})",
    "kept_back": "{grade}: kept back",
    "place_pinned": "the place stands by {by}",
    "too_few_hours": "with the others there it would not reach {hours} h a day",
    "fits_worse": "{holder} fits better by {points}",
    "fits_as_well": "{holder} fits as well",
    "fits_better": "fits better by {points} than {holder}, the rest of the plan would lose more",
    # of places and plans
    "kept_away": "{officers} officers: {rule}",
    "unknown": "there is no such place or officer",
    "twice": "the place is filled {times} times",
    "both": "one person on {times} places of the delegation",
    "pin_broken": "the place was set and is not kept",
    "left_out": "nobody is there and the plan does not say why",
    "short_cover": "on {day} they reach {given} of {needed} h",
    "alone": "none of its officers is free from {start}",
    "objective": "the plan states {stated} points and has others",
}


def words(reason: Reason, *, timezone: str = "UTC") -> str:
    """Return the reason as English words; `timezone` names the zone of its days."""
    facts = dict(reason.facts)
    if "start" in facts and "end" in facts:
        facts["when"] = _days(facts, ZoneInfo(timezone))
    if "day" in facts:
        facts["given"] = f"{int(facts['given_min']) / 60:g}"
        facts["needed"] = f"{int(facts['needed_min']) / 60:g}"
    return SENTENCES[reason.code].format(**facts).strip()


def _days(facts: Mapping[str, Fact], zone: ZoneInfo) -> str:
    start = datetime.fromisoformat(str(facts["start"])).astimezone(zone)
    # A span that ends at midnight ends on the day before.
    end = (datetime.fromisoformat(str(facts["end"])) - timedelta(microseconds=1)).astimezone(zone)
    if (start.year, start.month) != (end.year, end.month):
        return f"{start.day} {start:%b} - {end.day} {end:%b}"
    if start.date() != end.date():
        return f"{start.day}-{end.day} {end:%b}"
    return f"{start.day} {start:%b} {start:%H.%M}-{end + timedelta(microseconds=1):%H.%M}"
