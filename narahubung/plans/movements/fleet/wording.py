"""Reasons of the fleet in plain English, for logs and tests. Pages render codes by gettext."""

from collections.abc import Mapping

from narahubung.plans.assignment.terms import Reason

SENTENCES: Mapping[str, str] = {
    # for
    "pinned": "stands as it is",
    "kept": "as in the present plan",
    "first": "its first trip, {drive_min} min from {place}",
    "follows": "after {trip}: {drive_min} min drive, {spare_min} min to spare",
    # against
    "kept_away": "{vehicles} vehicles: {rule}",
    "short": "more trips at one time than the {vehicles} vehicles can do",
    "kind": "another class is wanted",
    "seats": "too few seats",
    "permits": "no permit for {zone}",
    "no_drive": "no way between the places is known",
    "not_free": "not free, from home and back",
    "pinned_elsewhere": "the trip stands with another vehicle",
    "engaged": "on another trip",
    "too_far": "cannot be there in time, or not at its next trip",
    "own": "it or its neighbour is for one delegation only",
    "free": "free, but that was not found",
    # of whole chains
    "apart": "{delegation} and {other} never have one vehicle",
    "driving": "too long at the wheel in a day",
    "spread": "too long from leaving to coming back",
    "unbroken": "too long without a pause",
    "range": "farther than the charge reaches",
    "charge": "cannot charge at {place} then",
    # of plans
    "unknown": "there is no such trip or vehicle",
    "twice": "the trip is in the plan {times} times",
    "left_out": "nobody does the trip and the plan does not say why",
    "firm_broken": "the ride stands and is not kept",
    "late": "{minutes} min too late after {trip}",
    "fleet": "the plan states {stated} vehicles and uses {used}",
    "empty": "the plan states {stated} empty minutes and drives {driven}",
}
RULES = {
    code: words
    for code, words in SENTENCES.items()
    if "{" not in words or code in {"permits", "apart"}
}


def fleet_words(reason: Reason) -> str:
    """Return the reason as English words."""
    facts = dict(reason.facts)
    if "rule" in facts:
        rule = str(facts["rule"])
        plain = {"permits": "no permit", "apart": "delegations that never have one vehicle"}
        facts["rule"] = plain.get(rule, RULES.get(rule, rule))
    return SENTENCES[reason.code].format(**facts)
