"""Reasons and faults in plain English, for logs and tests. Pages render codes by gettext."""

from collections.abc import Mapping

from narahubung.plans.assignment.terms import Reason

SENTENCES: Mapping[str, str] = {
    # why by this vehicle
    "pinned": "set by {by}",
    "kept": "as in the present plan",
    "moved": "went by {vehicle} in the present plan",
    "alone": "alone on board",
    "shared": "shares with {requests}",
    "aboard": "{min} min on board, at most {most}, {direct} direct",
    "costs": "{points} points more for this ride, {own} for a vehicle of its own",
    # why left behind: of so many vehicles
    "pinned_elsewhere": "{vehicles} vehicles: it is set for another",
    "too_many": "{vehicles} vehicles: more people than seats",
    "too_much_luggage": "{vehicles} vehicles: more luggage than room",
    "needs": "{vehicles} vehicles: without what is needed",
    "no_way": "{vehicles} vehicles: not in time, even with nobody else",
    "apart": "{vehicles} vehicles: it would meet a delegation that it must not",
    "full": "{vehicles} vehicles: full then",
    "no_time": "{vehicles} vehicles: under way then",
    "not_found": "{vehicles} vehicles: possible, and not found to be worth it",
    # faults; `full`, `apart` and `needs` are told with other facts there
    "unknown": "there is no such request or vehicle",
    "two_rides": "one vehicle on two rides",
    "stops": "does not get in at the origin and then out at the destination, once each",
    "left_out": "is not carried and the plan does not say why",
    "both": "is carried and told as left behind",
    "window": "outside its window at {at}",
    "too_fast": "less time than it takes to {place}",
    "too_long_aboard": "{min} min on board, at most {most}",
    "luggage": "more than {pieces} pieces of luggage",
    "pin_broken": "was set for {pinned}",
    "outside_hours": "outside the vehicle's hours",
    "too_long": "longer under way than {most} min",
    "objective": "the plan states {stated} points and has {points}",
}
FAULTS: Mapping[str, str] = {
    "full": "more people than {seats} seats",
    "apart": "on board with {other}",
    "needs": "the vehicle has no {what}",
}


def pool_words(reason: Reason) -> str:
    """Return a reason or the reason of a fault as an English sentence."""
    about_vehicles = "vehicles" in reason.facts or reason.code not in FAULTS
    sentence = SENTENCES[reason.code] if about_vehicles else FAULTS[reason.code]
    return sentence.format(**reason.facts).strip()
