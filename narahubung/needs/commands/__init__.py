"""What is done to needs, one verb each."""

from narahubung.needs.commands.answering import (
    accept,
    ask_back,
    begin_work,
    confirm,
    fulfil,
    name_person,
    pass_on,
    promise,
    reject,
    reopen,
    reply,
    route,
    take_back,
    withdraw,
)
from narahubung.needs.commands.asking import raise_need
from narahubung.needs.commands.costs import sign_costs, strike_cost, write_cost
from narahubung.needs.commands.escalating import escalate
from narahubung.needs.commands.parts import deliver_part, drop_part, give_part, promise_part, prove
from narahubung.needs.commands.routing import own_the_routes, remove_route, write_route

__all__ = [
    "accept",
    "ask_back",
    "begin_work",
    "confirm",
    "deliver_part",
    "drop_part",
    "escalate",
    "fulfil",
    "give_part",
    "name_person",
    "own_the_routes",
    "pass_on",
    "promise",
    "promise_part",
    "prove",
    "raise_need",
    "reject",
    "remove_route",
    "reopen",
    "reply",
    "route",
    "sign_costs",
    "strike_cost",
    "take_back",
    "withdraw",
    "write_cost",
    "write_route",
]
