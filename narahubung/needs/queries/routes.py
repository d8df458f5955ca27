"""The table by which needs find their department, as a page shows it."""

from dataclasses import dataclass

from narahubung.accounts.roles import Right
from narahubung.kit.actor import Actor
from narahubung.needs.models import RoutingRule
from narahubung.needs.rules.routing import Line, Routed, route, table


@dataclass(frozen=True, kw_only=True)
class Routes:
    """The lines in their order. own: the event wrote them; else they come with the system."""

    lines: tuple[Line, ...]
    own: bool


def routes(*, by: Actor) -> Routes:
    """Return the event's table, to who may change it; to others an empty one."""
    if not by.may(Right.PLAN_OFFICERS):
        return Routes(lines=(), own=False)
    own = RoutingRule.objects.visible_to(by).exists()
    return Routes(lines=tuple(table(by.here)), own=own)


def try_route(*, text: str, by: Actor) -> Routed:
    """Return where a sentence would go, and why."""
    return route(routes(by=by).lines, text=text, category="", standing="", priority="normal")
