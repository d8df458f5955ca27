"""A repair as data: what a wave keeps of it, how it is said, and the same one found again."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.kit.said import in_both
from narahubung.plans.ripple import Repair, Step
from narahubung.ripple.network import EventNetwork
from narahubung.ripple.words import late, named, old_to_new

SHIFT, SWAP, SHORTEN = "shift", "swap", "shorten"


def as_data(repair: Repair, net: EventNetwork) -> dict[str, Any]:
    """Return what is kept: the steps by name, the words in both languages, whom one asks."""
    return {
        "says": in_both(lambda: "; ".join(step_text(step, net) for step in repair.steps)),
        "points": repair.cost,
        "minutes": sum(step.minutes for step in repair.steps),
        "agree": list(repair.agree),
        "leaves": [in_both(lambda one=one: _left(one, net)) for one in repair.left],  # type: ignore[misc]
        "steps": [_step(step) for step in repair.steps],
        "reads": _reads(repair, net),
        "adopted_at": None,
        "adopted_by": "",
    }


def _reads(repair: Repair, net: EventNetwork) -> list[list[Any]]:
    """Return the rights with which one reads what it tells of, as [right, party]."""
    keys = [bound.key for bound in repair.left]
    for step in repair.steps:
        keys.append(f"{step.key}:departs" if step.kind == SWAP else _told_of(step))
    things = [net.things[key] for key in keys]
    return [list(one) for one in dict.fromkeys((about.reads, about.party_id) for about in things)]


def _told_of(step: Step) -> str:
    return step.link.target if step.link is not None else step.key


def _step(step: Step) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "key": step.key,
        "link": list(step.link) if step.link else None,
        "old": step.old,
        "new": step.new,
    }


def step_text(step: Step, net: EventNetwork) -> str:
    """Say one step in the language in force: what, and by how much."""
    if step.kind == SHIFT:
        what = _called(step.key, net)
        if isinstance(step.old, int) and isinstance(step.new, int):
            zone = net.things[step.key].zone
            when = old_to_new(net.when(step.old), net.when(step.new), zone)
            return _("{what} begins later: {when}").format(what=what, when=when)
        return what
    if step.kind == SWAP:
        what = _called(f"{step.key}:departs", net)
        kind, _colon, number = str(step.new).partition(":")
        other = net.names.get(str(step.new), number)
        if kind == "escort":
            return _("{what} with another escort: {other}").format(what=what, other=other)
        return _("{what} with another car: {other}").format(what=what, other=other)
    assert step.link is not None  # noqa: S101 -- a stretch is a link
    what = _called(step.link.target, net)
    if step.link.kind == "drive":
        return _("{what} with a police escort").format(what=what)
    words = ngettext(
        "{what}: {number} minute less at the airport",
        "{what}: {number} minutes less at the airport",
        step.minutes,
    )
    return words.format(what=what, number=step.minutes)


def _called(key: str, net: EventNetwork) -> str:
    about = net.things[key]
    return named(about.kind, about.says())


def _left(bound: Any, net: EventNetwork) -> str:
    return f"{_called(bound.key, net)}, {late(-bound.slack // 60)}"
