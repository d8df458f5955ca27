"""Reasons and faults in plain English, for logs and tests. Pages render codes by gettext."""

from collections.abc import Mapping

from narahubung.plans.assignment.terms import Reason

SENTENCES: Mapping[str, str] = {
    # why then
    "pinned": "stands as it is",
    "kept": "as in the present plan",
    "moved": "{minutes} min from the present plan",
    "last": "arrives last of all",
    "first": "leaves first of all",
    "before": "right before {party}, who is nearer to the moment",
    "after": "right after {party}, who is nearer to the moment",
    "inverted": "nearer than {parties}, who are more honoured: their times or its own ask for it",
    "its_earliest": "cannot be there earlier",
    "its_latest": "must not be there later",
    # why no slot
    "closed": "its own times leave no minute at which the door is open",
    "crowded": "others hold the door whenever it could come",
    # faults
    "unknown": "there is no such party",
    "twice": "the party is in the plan {times} times",
    "left_out": "has no slot and the plan does not say why",
    "length": "the slot lasts {minutes} min, not {wanted}",
    "shut": "the door is not open then",
    "window": "outside its own times",
    "gap": "{minutes} min too close to {other}",
    "firm_broken": "the slot stands and is not kept",
    "wait": "the plan states {stated} min of wait, it is {is_so}",
    "objective": "the plan states {stated} points and has {points}",
}


def arrival_words(reason: Reason) -> str:
    """Return the reason as English words."""
    return SENTENCES[reason.code].format(**reason.facts)
