"""The engine's reasons as sentences, in the language in force."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.places.words import RULES
from narahubung.plans import seating as engine

Names = Mapping[str, str]
WISH = "wish_"  # before the kind of a wish that two neighbours do not meet


def reasons_said(reasons: Iterable[Mapping[str, Any]], names: Names) -> list[str]:
    """Return why somebody sits there. names: by the engine's code of a guest."""
    return [said for one in reasons if (said := _reason(one["code"], one["facts"], names))]


def faults_said(faults: Iterable[engine.Fault | engine.Broken], names: Names) -> list[str]:
    """Return what a plan breaks, or wishes that it does not meet."""
    return [
        _fault(getattr(one, "code", "") or getattr(one, "kind", ""), one.guests, names)
        for one in faults
    ]


def rule_said(key: str, names: Names) -> str:
    """Return the sentence of a rule by its key: `kind:guest:guest:seat`."""
    kind, *guests = key.split(":")
    return _fault(kind, tuple(guests), names)


def pair_said(pair: engine.Pair, names: Names) -> str:
    """Return why two sit side by side as they do."""
    sentences = [_pair(one, names) for one in pair.reasons]
    return " ".join(one for one in sentences if one)


def _reason(code: str, facts: Mapping[str, Any], names: Names) -> str:
    named = {**facts}
    for key in ("guest", "holder", "absent"):
        if key in facts:
            named[key] = names.get(str(facts[key]), "") or _("nobody")
    if "guests" in facts:
        named["guests"] = _listed(str(facts["guests"]).split(", "), names)
    if code in {"would_break", "would_miss", "rule"}:
        named["rule"] = _kind(str(facts.get("kind", "")))
    words = _words(int(facts.get("steps", 1))).get(code, "")
    return words.format(**named) if words else ""


def _words(steps: int) -> dict[str, str]:
    return {
        "pinned": _("This place was decided by a person."),
        "by_hand": _("Put here by {by}."),
        "in_order": _("In order: number {rank} on the place of honour {honour}."),
        "below": ngettext(
            "{steps} place below what number {rank} asks.",
            "{steps} places below what number {rank} asks.",
            steps,
        ),
        "above": ngettext(
            "{steps} place above what number {rank} asks.",
            "{steps} places above what number {rank} asks.",
            steps,
        ),
        "interpreter_behind": _("Interprets for {guest}, and sits behind."),
        "interpreter_beside": _("Interprets for {guest}, and sits beside."),
        "interpreter_follows": _("Goes along with {guest}."),
        "own_rank": _("Stands in for {absent} and sits by the own rank."),
        "spouse": _("Spouse of {guest}."),
        "accessible": _("The seat can be reached with a wheelchair."),
        "aisle": _("At the aisle, as wished."),
        "side": _("On the side of the own delegation."),
        "right_of": _("At the right hand of {guest}, as the rule asks."),
        "next_to": _("Beside {guest}, as the rule asks."),
        "same_table": _("At one table with {guest}, as the rule asks."),
        "would_break": _("On seat {seat} a rule would break: {rule} ({guests})."),
        "would_miss": _("On seat {seat} a wish would not be met: {rule} ({guests})."),
        "would_cost": _("On seat {seat} others would sit farther from what their numbers ask."),
        "order_up": ngettext(
            "Moves up: {steps} place too low otherwise.",
            "Moves up: {steps} places too low otherwise.",
            steps,
        ),
        "order_down": ngettext(
            "Moves down: {steps} place too high otherwise.",
            "Moves down: {steps} places too high otherwise.",
            steps,
        ),
        "rule": _("A rule would break otherwise: {rule} ({guests})."),
        "one_of_tie": _("One of equal number has to move, the rules do not say who: {guests}."),
        "gives_place": _("Gives the seat to {guest}."),
        "follows": _("Takes the seat of {guest}."),
        "takes_empty": _("Takes the empty seat {seat}."),
        "filled": _("Seat {seat} may not stand empty."),
        "new": _("Comes after all."),
    }


def _kind(code: str) -> str:
    known = _kinds().get(code)
    return known or str(RULES.get(code, code))


def _kinds() -> dict[str, str]:
    return {
        "accessible": _("the seat can be reached with a wheelchair"),
        "interpreter": _("the interpreter sits behind"),
        "side": _("on the side of the own delegation"),
        "filled": _("a seat that may not stand empty"),
        "aisle": _("at the aisle"),
        "pinned": _("a place that a person decided"),
        "language": _("neighbours have a language in common"),
        "unseated": _("everybody has a seat"),
        "seat_twice": _("one person on a seat"),
        "behind": _("only interpreters sit behind"),
        "sexes": _("neighbours are a woman and a man"),
        "sides": _("neighbours are a host and a guest"),
        "parties": _("neighbours are of two delegations"),
        "diet": _("few diets at one table"),
        "party_tables": _("a delegation at one table"),
        "unknown_guest": _("somebody who is not on the list"),
        "unknown_seat": _("a seat that is not in the drawing"),
    }


def _fault(code: str, guests: tuple[str, ...], names: Names) -> str:
    who = _listed(guests, names)
    if code == "unseated":
        return _("{who} has no seat.").format(who=who)
    return _("{who}: {rule}").format(who=who, rule=_kind(code))


def _listed(guests: Iterable[str], names: Names) -> str:
    return ", ".join(names[one] for one in guests if one in names)


def _pair(one: engine.Reason, names: Names) -> str:
    facts = one.facts
    if one.code == "tie":
        return _("Both are number {rank}: the rules do not say who comes first.").format(**facts)
    if one.code == "ranks_before":
        words = _("{guest} (number {rank}) ranks before {other} (number {other_rank}).")
        return words.format(
            guest=names.get(str(facts["guest"]), ""),
            other=names.get(str(facts["other"]), ""),
            rank=facts["rank"],
            other_rank=facts["other_rank"],
        )
    if one.code == "common_language":
        return _("They have a language in common: {language}.").format(**facts)
    if one.code.startswith(WISH):
        return _("Not met here: {rule}.").format(rule=_kind(one.code.removeprefix(WISH)))
    plain = {
        "spouses": _("They are spouses."),
        "interprets": _("One interprets for the other."),
        "no_order": _("An interpreter takes no part in the order."),
    }
    return plain.get(one.code, "")
