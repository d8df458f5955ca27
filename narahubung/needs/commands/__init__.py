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
from narahubung.needs.commands.book import (
    end_line,
    match_lines,
    note_unanswered,
    take_back_line,
    tell_late_calls,
    write_line,
)
from narahubung.needs.commands.costs import sign_costs, strike_cost, write_cost
from narahubung.needs.commands.escalating import escalate
from narahubung.needs.commands.parts import deliver_part, drop_part, give_part, promise_part, prove
from narahubung.needs.commands.pulse import give_pulse, recover, tell_overdue
from narahubung.needs.commands.register import (
    answer_expectation,
    forget_expired,
    forget_preference,
    note_expectation,
    open_negotiation,
    remember_preference,
    write_negotiation,
)
from narahubung.needs.commands.routing import own_the_routes, remove_route, write_route
from narahubung.needs.commands.with_files import raise_with_files

__all__ = [
    "accept",
    "answer_expectation",
    "ask_back",
    "begin_work",
    "confirm",
    "deliver_part",
    "drop_part",
    "end_line",
    "escalate",
    "forget_expired",
    "forget_preference",
    "fulfil",
    "give_part",
    "give_pulse",
    "match_lines",
    "name_person",
    "note_expectation",
    "note_unanswered",
    "open_negotiation",
    "own_the_routes",
    "pass_on",
    "promise",
    "promise_part",
    "prove",
    "raise_need",
    "raise_with_files",
    "recover",
    "reject",
    "remember_preference",
    "remove_route",
    "reopen",
    "reply",
    "route",
    "sign_costs",
    "strike_cost",
    "take_back",
    "take_back_line",
    "tell_late_calls",
    "tell_overdue",
    "withdraw",
    "write_cost",
    "write_line",
    "write_negotiation",
    "write_route",
]
