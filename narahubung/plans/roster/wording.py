"""Reasons of the roster in plain English, for logs and tests. Pages render codes by gettext."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from narahubung.plans.assignment import wording
from narahubung.plans.assignment.terms import Reason

SENTENCES: Mapping[str, str] = {
    # for
    "home_there": "{position} of this delegation",
    "known_there": "was with this delegation already at this event",
    "rest_before": "{length} of rest before",
    "rest_after": "{length} of rest after",
    "day": "{length} on duty in 24 h with it",
    # against: the rules of working time
    "overlap": "two duties at one time from {when}",
    "engaged": "with {delegation} from {when}",
    "rest": "{length} rest, {least} needed",
    "day_hours": "{length} on duty in 24 h, at most {most}",
    "overtime": "{length} on duty in 24 h, more than {most} only with consent",
    "week_hours": "{length} on duty in seven days, at most {most}",
    "overtime_week": "{length} on duty in seven days, at most {most} with overtime",
    "break": "{length} without a break, at most {most}",
    "free_day": "on duty on {days} days of {in}, without the free day",
    "nights": "{nights} nights one after another, at most {most}",
    "party_hours": "{length} in 24 h with {delegation}, at most {most}",
    "way": "{length} from one delegation to the other, {least} needed",
    # of rosters
    "uncovered": "nobody is there for {length} from {when}",
    "firm_broken": "a duty or post that stands is not kept",
    "no_home": "does a duty as {position} without being that",
    "posted_twice": "{times} officers hold one post",
}
LENGTHS = ("minutes", "least", "most")


def words(reason: Reason, *, timezone: str = "UTC") -> str:
    """Return the reason as English words; `timezone` names the zone of its moments."""
    if reason.code not in SENTENCES:
        return wording.words(reason, timezone=timezone)
    facts: dict[str, str | int] = dict(reason.facts)
    if "minutes" in facts:
        for name in LENGTHS:
            if name in facts:
                facts[name] = _length(int(facts[name]))
        facts["length"] = facts["minutes"]
    if "start" in facts:
        at = datetime.fromisoformat(str(facts["start"])).astimezone(ZoneInfo(timezone))
        facts["when"] = f"{at.day} {at:%b} {at:%H.%M}"
    return SENTENCES[reason.code].format(**facts)


def _length(count: int) -> str:
    hours, rest = divmod(count, 60)
    return f"{hours} h {rest:02} min"
