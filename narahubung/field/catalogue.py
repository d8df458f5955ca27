"""What may wait on a phone: one line for each form; a form that is not here is never offline.

`policy` says what happens when the world went on meanwhile:

fact     never in conflict: what happened, happened
tick     ticked already: two looks, one state; both are kept
untick   takes back what its author saw ticked, and nothing later
state    there already: fine; not possible any more: what was seen is kept in the log
field    three ways for each field: only where two people changed the same one, people are asked
scarce   a request; nothing is promised by it
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from narahubung.accounts.guards import all_pages
from narahubung.field.models import LaneClass

Body = tuple[tuple[str, str], ...]
URGENT, NORMAL, MEDIA = (sort.value for sort in LaneClass)
KEEPS_WHAT_WAS_SEEN = ("tick", "state")  # where they cannot be done any more, the log gets a line
MAY_DIFFER = ("tick", "untick", "state")  # their "no" is a conflict; that of others a refusal


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One form. name: of its page. met: refusals that say "it is so already".

    over: refusals that say "it was voided": what was written is proposed, and revives nothing.
    files: its fields of files. upcasts: of an older version of the form, its body in the next.
    """

    name: str
    label: str | Promise
    lane: str
    policy: str
    met: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()
    files: tuple[str, ...] = ()
    v: int = 1
    upcasts: Mapping[int, Callable[[Body], Body]] = field(default_factory=dict)

    def brought_up(self, v: int, body: Body) -> Body:
        """Return the body of an older version as the form has it now. Raises KeyError."""
        for step in range(v, self.v):
            body = self.upcasts[step](body)
        return body


def _all(*kinds: Kind) -> dict[str, Kind]:
    return {kind.name: kind for kind in kinds}


def _kind(
    name: str, label: str | Promise, lane: str, policy: str, *met: str, **more: object
) -> Kind:
    return Kind(
        name=name,
        label=label,
        lane=lane,
        policy=policy,
        met=frozenset(met),
        **more,  # type: ignore[arg-type]
    )


_CHECKED = ("duties.AlreadyChecked", "duties.AllDone")
_OVER = frozenset({"airports.BookingIsOver"})
_TAKEN = ("duties.NothingToUndo",)
KINDS: dict[str, Kind] = _all(
    # the officer's day
    _kind("desks:day_tell", _("Status"), URGENT, "state"),
    _kind("desks:day_untell", _("Status taken back"), URGENT, "untick"),
    _kind("desks:day_picture", _("Photo"), MEDIA, "fact", files=("file",)),
    _kind("desks:day_look", _("Check"), NORMAL, "tick", *_CHECKED),
    _kind("desks:day_unlook", _("Check taken back"), NORMAL, "untick", *_TAKEN),
    _kind("desks:day_leave", _("Before the departure"), NORMAL, "tick", "airports.DoneAlready"),
    _kind("desks:day_unleave", _("Taken back"), NORMAL, "untick", "airports.NotDone"),
    _kind("desks:day_observe", _("Noticed about the guest"), NORMAL, "fact"),
    _kind("desks:day_unobserve", _("Removed"), NORMAL, "untick", "duties.AlreadyRemoved"),
    _kind("desks:day_jot", _("Line for the log"), NORMAL, "fact"),
    _kind("desks:ask_send", _("Request"), URGENT, "scarce", files=("photo", "voice")),
    # hand-overs
    _kind("desks:hand_over_give", _("Handed over"), URGENT, "state"),
    _kind("desks:hand_over_take", _("Taken over"), URGENT, "state"),
    _kind("desks:hand_over_back", _("Hand-over taken back"), URGENT, "untick"),
    # duties
    _kind("duties:check", _("Check"), NORMAL, "tick", *_CHECKED),
    _kind("duties:recheck", _("Re-check"), NORMAL, "tick", "duties.AllDone"),
    _kind("duties:undo", _("Check taken back"), NORMAL, "untick", *_TAKEN),
    _kind("duties:open", _("Step opened"), NORMAL, "state", "duties.StepIsOpen"),
    _kind("duties:note", _("Note"), NORMAL, "fact"),
    _kind("duties:photo", _("Photo"), MEDIA, "fact", files=("file",)),
    _kind("duties:note_in_log", _("Line for the log"), NORMAL, "fact", files=("photo", "voice")),
    _kind("duties:observe", _("Noticed about the guest"), NORMAL, "fact"),
    _kind("duties:unobserve", _("Removed"), NORMAL, "untick", "duties.AlreadyRemoved"),
    # movements, and what stands at the airport
    _kind("movements:report", _("Status"), URGENT, "state"),
    _kind("movements:undo", _("Status taken back"), URGENT, "untick"),
    _kind(
        "airports:leaving_tell", _("Before the departure"), NORMAL, "tick", "airports.DoneAlready"
    ),
    _kind("airports:leaving_take_back", _("Taken back"), NORMAL, "untick", "airports.NotDone"),
    _kind("airports:count", _("Bags counted"), NORMAL, "fact"),
    _kind("airports:uncount", _("Count taken back"), NORMAL, "untick", "airports.NoBagsToUndo"),
    _kind("airports:miss", _("Missing bag"), URGENT, "fact"),
    _kind("airports:follow", _("Missing bag"), NORMAL, "state"),
    _kind("airports:book", _("Booking"), NORMAL, "scarce"),
    _kind("airports:answer", _("Booking"), NORMAL, "state"),
    _kind("airports:move", _("Booking"), NORMAL, "field", over=_OVER),
    _kind("airports:paper", _("Paper of the aircraft"), NORMAL, "field"),
    # messages, and the watch
    _kind("relays:acknowledge", _("Acknowledged"), URGENT, "state"),
    _kind("relays:read_back", _("Read back"), URGENT, "fact"),
    _kind("relays:pick", _("Read back"), URGENT, "fact"),
    _kind("relays:refuse", _("Cannot be done"), URGENT, "fact"),
    _kind("relays:done", _("Done"), URGENT, "state"),
    _kind("assignments:answer_alarm", _("Answer"), URGENT, "state"),
    _kind("assignments:call_for_help", _("Note"), URGENT, "fact", "assignments.HelpCalled"),
    _kind("assignments:take_help_back", _("Note taken back"), URGENT, "untick"),
    _kind("assignments:note_break", _("Break"), NORMAL, "fact"),
    _kind("assignments:say_wish", _("Wish for the roster"), NORMAL, "scarce"),
    # a crisis
    _kind("crisis:report", _("Incident"), URGENT, "fact", files=("photo",)),
    _kind("crisis:count_party", _("Roll call"), URGENT, "fact", "crisis.NobodyToCount"),
    _kind("crisis:count", _("Roll call"), URGENT, "fact"),
    _kind("crisis:confirm_action", _("Part in a plan"), URGENT, "fact", "crisis.ConfirmedBefore"),
    _kind("crisis:evacuation_left", _("Evacuation: left"), URGENT, "state"),
    _kind("crisis:evacuation_arrived", _("Evacuation: arrived"), URGENT, "state"),
    # gifts
    _kind("gifts:declare", _("Gift"), NORMAL, "fact", files=("photo",)),
    # a gate
    _kind("access:pass_gate", _("Passage at a gate"), URGENT, "fact"),
    # the guest
    _kind("programme:outing", _("Going out"), URGENT, "fact"),
    _kind("programme:private_end", _("Back again"), NORMAL, "state"),
    _kind("needs:feel", _("How the guest feels"), NORMAL, "fact"),
    _kind("needs:expect", _("Expectation"), NORMAL, "fact"),
    _kind("needs:remember", _("What the guest likes"), NORMAL, "fact"),
)

# Forms on pages that a phone keeps which need a connection, and why.
NEVER: dict[str, str] = {
    "desks:day_seen": "it is kept on the device only",
    "desks:hand_over_code": "both sides must be told at once whether the code is right",
    "desks:line_give": "who has which telephone is told at once",
    "relays:send": "who gets a message is shown before it goes",
    "relays:said": "who heard it is shown at once",
    "relays:outside": "what an outsider said goes on at once or not at all",
    "relays:threads": "a question has one keeper, who must be known",
    "relays:fold": "the sender counts how often it was looked at",
    "relays:look_again": "the sender counts how often it was looked at",
    "relays:confirm": "it confirms what stands on the screen now",
    "relays:correct": "a correction voids what others act on",
    "relays:pass_on": "who has it already is shown before it goes",
    "assignments:call_in_sick": "the desk must know at once, so one calls",
    "assignments:be_back": "the roster is changed by it",
    "assignments:offer_swap": "a swap is for two who are both asked",
    "assignments:answer_swap": "a swap is for two who are both asked",
    "assignments:take_wish_back": "the plan may be made already",
    "assignments:answer_overtime": "the roster is changed by it",
    "assignments:hand_over_now": "both sides are asked at once",
    "assignments:leave_to_desk": "the desk must know at once, so one calls",
    "assignments:open_calendar": "it makes a secret address",
    "assignments:close_calendar": "it ends a secret address",
    "protocol:look_at_check": "two people look, one after the other",
    "protocol:take_back_look": "two people look, one after the other",
    "programme:private_item": "others plan by it",
    "programme:private_plan": "others plan by it",
    "programme:private_cancel": "others plan by it",
    "knowledge:ask_colleagues": "everybody is asked",
    "knowledge:answer_colleague": "it answers what stands on the screen now",
    "knowledge:take_question_back": "everybody was asked",
    "knowledge:take_answer_back": "it may have been read",
    "movements:delay": "a new time may be overtaken before it comes, so one calls",
    "movements:divert": "a new airport may be overtaken before it comes, so one calls",
    "movements:carriage": "others plan by it",
    "movements:lead": "others plan by it",
    "movements:companions": "others plan by it",
    "movements:split": "others plan by it",
    "movements:rejoin": "others plan by it",
    "airports:leaving_stand": "others stand in the same line",
    "airports:leaving_leave": "others stand in the same line",
    "transport:outing_drive": "a car is given by the desk",
    "ripple:undo": "it takes back what others act on",
    "needs:suggest": "it only looks",
    "needs:answer_expectation": "it answers what stands on the screen now",
    "needs:forget": "it is gone at once and for everybody",
    "needs:negotiate": "nothing of a negotiation lies on a phone",
    "needs:recovered": "it answers what stands on the screen now",
    "crisis:ask_own_urgent": "who needs help at once must not wait for a network, so one calls",
    "crisis:note_permit": "others begin by it",
    "crisis:start_action": "it may lack what it needs, or wait for another",
    "crisis:finish_action": "others begin by it",
    "crisis:hand_off": "a signature is for two who are both asked",
    "crisis:take_hand_off": "a signature is for two who are both asked",
    "reports:open_calendar": "it makes a secret address",
    "set_language": "pages are made in a language",
    "account_logout": "it ends a session on the server",
}


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Return, of each kind, the address of its form as a regular expression over the path."""
    found: dict[str, re.Pattern[str]] = {}
    for path, pattern in all_pages():
        room = getattr(pattern.callback, "__module__", "").split(".")[1:2]
        name = f"{room[0]}:{pattern.name}" if room else ""
        if name in KINDS:
            found[name] = re.compile("^/" + _CONVERTED.sub(_as_pattern, path) + "$")
    return found


_CONVERTED = re.compile(r"<(?:(\w+):)?\w+>")
_AS = {"slug": r"[-a-zA-Z0-9_]+", "int": "[0-9]+", "str": "[^/]+"}


def _as_pattern(found: re.Match[str]) -> str:
    return _AS[found[1] or "str"]
