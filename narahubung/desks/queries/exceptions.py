"""What needs a person now: the coordinator's exceptions, and the open items of one delegation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from narahubung.assignments.queries import LineNow, guest_lines
from narahubung.kit.actor import Actor
from narahubung.needs import queries as needs
from narahubung.needs.models import Direction, NeedState, Priority
from narahubung.needs.queries.ladder import DeskLine, desk_ladders
from narahubung.needs.queries.queue import QueueLine
from narahubung.relays import queries as relays
from narahubung.relays.queries.lists import Message, Ticks
from narahubung.relays.queries.voices import unwritten

SHOWN = 12  # of each sort; the rest is a link away
_URGENCY = Priority.values[::-1]


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing somebody must look at. why: what is wrong, in words. is_: alarm, tight or plain."""

    code: str
    text: str
    why: str
    is_: str
    icon: str
    url: str
    party_code: str = ""
    party: str = ""
    iso_alpha2: str = ""
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Group:
    """Things of one sort, the most pressing first. total: also those not shown."""

    name: str
    title: str
    empty: str
    url: str
    total: int
    items: tuple[Item, ...]

    @property
    def is_alarm(self) -> bool:
        """Tell whether one of them burns."""
        return any(item.is_ == "alarm" for item in self.items)


@dataclass(frozen=True, kw_only=True)
class Exceptions:
    """All that is not as it should be, and what nobody answered yet."""

    groups: tuple[Group, ...]
    completeness: needs.Completeness

    @property
    def total(self) -> int:
        """Return how many things wait for somebody."""
        return sum(group.total for group in self.groups)


def exceptions(*, by: Actor, at: datetime, slug: str, zone_name: str) -> Exceptions:
    """Return what does not go by itself, for who oversees everything."""
    queue = needs.queue(by=by, at=at, zone_name=zone_name)
    late = [line for line in queue.lines if line.need.overdue]
    late.sort(key=lambda line: _URGENCY.index(line.need.priority))  # of the same, by its clock
    own = [line for line in queue.lines if not line.need.department_code and line not in late]
    told = [ticks for ticks in relays.sent(by=by, at=at, everybody=True) if _troubled(ticks)]
    wishes = needs.waiting_wishes(by=by, at=at)
    moods = [pulse for pulse in needs.pulses(by=by, at=at) if pulse.waits]
    lines = guest_lines(by=by, at=at, zone_name=zone_name)
    alone = [desk for desk in desk_ladders(by=by, at=at) if desk.is_alone]
    return Exceptions(
        groups=(
            _group(
                "messages",
                _("Messages without an answer"),
                _("Everybody answered what was to be answered."),
                reverse("relays:sent", kwargs={"slug": slug}),
                (_of_message(ticks, slug) for ticks in told),
            ),
            _group(
                "late",
                _("Requests over their time"),
                _("No request is over its time."),
                reverse("needs:queue", kwargs={"slug": slug}) + "?show=late",
                (_of_need(line, slug) for line in late),
            ),
            _group(
                "own",
                _("Requests for you to give to somebody"),
                _("Every request has its department."),
                reverse("needs:queue", kwargs={"slug": slug}) + "?desk=",
                (_of_need(line, slug) for line in own),
            ),
            _group(
                "wishes",
                _("Wishes that wait for a yes or no"),
                _("No wish over the limit waits for an answer."),
                reverse("needs:wishes", kwargs={"slug": slug}),
                (_of_wish(wish, slug) for wish in wishes),
            ),
            _group(
                "moods",
                _("Guests to win back"),
                _("Nobody waits to be won back."),
                reverse("needs:register", kwargs={"slug": slug}),
                (_of_mood(pulse, slug) for pulse in moods),
            ),
            _group(
                "ladders",
                _("Desks that nobody stands behind"),
                _("At every desk somebody is asked first, and somebody next."),
                reverse("needs:ladders", kwargs={"slug": slug}),
                (_of_desk(desk, slug) for desk in alone),
            ),
            _group(
                "lines",
                _("Guests' lines to switch"),
                _("Every line given to guests rings at who is on duty."),
                reverse("desks:lines", kwargs={"slug": slug}),
                (_of_line_to_switch(line, slug) for line in lines if line.must_switch),
            ),
        ),
        completeness=needs.completeness(by=by, at=at),
    )


def open_items(*, by: Actor, at: datetime, slug: str, party_id: int) -> tuple[Group, ...]:
    """Return what an officer has open with one delegation: his turn, theirs, and messages."""
    lines = [
        line
        for line in needs.needs_of(by=by, at=at, party_id=party_id)
        if line.is_open or line.to_confirm
    ]
    mine = [line for line in lines if _my_turn(line)]
    owed = [line for line in relays.inbox(by=by, at=at) if line.owes]
    return (
        _group(
            "owed",
            _("Messages to answer"),
            _("You answered every message."),
            reverse("relays:inbox", kwargs={"slug": slug}),
            chain(
                (
                    _to_answer(
                        line.message,
                        slug,
                        why=line.message.precedence_word,
                        is_="alarm" if line.overdue else "tight",
                        until=line.answer_due_at,
                    )
                    for line in owed
                ),
                (
                    _to_answer(message, slug, why=_("write down what was said"))
                    for message in unwritten(by=by)
                ),
            ),
        ),
        _group(
            "mine",
            _("Your turn"),
            _("No request waits for you."),
            "",
            (_of_line(line, slug, _why(line)) for line in mine),
        ),
        _group(
            "theirs",
            _("You wait for"),
            _("You wait for nobody."),
            "",
            (_of_line(line, slug, _whom(line)) for line in lines if not _my_turn(line)),
        ),
    )


def _to_answer(
    message: Message, slug: str, *, why: str, is_: str = "tight", until: datetime | None = None
) -> Item:
    return Item(
        code=message.code,
        text=message.text,
        why=why,
        is_=is_,
        icon="messages",
        url=reverse("relays:relay", kwargs={"slug": slug, "relay_id": message.id}),
        until=until,
    )


def _my_turn(line: needs.NeedLine) -> bool:
    """Tell whether the delegation's side, that is its officer, is to move."""
    answers = line.direction == Direction.TO_PARTY and not line.to_confirm
    asks = line.direction == Direction.TO_HOST and (
        line.to_confirm or line.state == NeedState.WAITING
    )
    return asks or (answers and line.state != NeedState.WAITING)


def _why(line: needs.NeedLine) -> str:
    if line.to_confirm:
        return _("said to be done: see with your own eyes")
    if line.state == NeedState.WAITING:
        return _("a question to you: {question}").format(question=line.answer or "?")
    return _("the host asks the delegation")


def _whom(line: needs.NeedLine) -> str:
    whom = line.department or _("the coordinator")
    return f"{whom} · {line.state_word}"


def _of_line(line: needs.NeedLine, slug: str, why: str) -> Item:
    return Item(
        code=line.code,
        text=line.text,
        why=why,
        is_="alarm" if line.overdue else "plain",
        icon="alert-triangle" if line.overdue else "clock",
        url=reverse("needs:sheet", kwargs={"slug": slug, "need_id": line.id}),
        until=line.until,
    )


def _of_need(line: QueueLine, slug: str) -> Item:
    need = line.need
    whom = need.department or _("the coordinator")
    why = f"{whom} · {line.who}" if line.who else whom
    if need.rung:
        went_up = ngettext("went up {n} time", "went up {n} times", need.rung)
        why = f"{why} · {went_up.format(n=need.rung)}"
    return Item(
        code=need.code,
        text=need.text,
        why=why,
        is_="alarm" if need.overdue else "tight",
        icon="alert-triangle",
        url=reverse("needs:sheet", kwargs={"slug": slug, "need_id": need.id}),
        party_code=line.party.code,
        party=line.party.name,
        iso_alpha2=line.party.iso_alpha2,
        until=need.until,
    )


def _troubled(ticks: Ticks) -> bool:
    return not ticks.message.struck and bool(ticks.overdue or ticks.differs)


def _of_message(ticks: Ticks, slug: str) -> Item:
    said = [
        ngettext("{n} without an answer", "{n} without an answer", ticks.overdue).format(
            n=ticks.overdue
        )
        if ticks.overdue
        else "",
        ngettext("{n} read back otherwise", "{n} read back otherwise", ticks.differs).format(
            n=ticks.differs
        )
        if ticks.differs
        else "",
    ]
    message = ticks.message
    return Item(
        code=message.code,
        text=message.text,
        why=" · ".join([message.precedence_word, *filter(None, said)]),
        is_="alarm",
        icon="messages",
        url=reverse("relays:relay", kwargs={"slug": slug, "relay_id": message.id}),
        until=message.expires_at,
    )


def _of_wish(wish: needs.WishLine, slug: str) -> Item:
    return Item(
        code=wish.code,
        text=f"{wish.name} × {wish.quantity}",
        why=f"{wish.why_word} · {wish.asked}",
        is_="alarm" if wish.late else "tight",
        icon="scale",
        url=reverse("needs:wish", kwargs={"slug": slug, "wish_id": wish.id}),
        party_code=wish.party.code,
        party=wish.party.name,
        iso_alpha2=wish.party.iso_alpha2,
        until=wish.answer_by,
    )


def _of_mood(pulse: needs.PulseLine, slug: str) -> Item:
    return Item(
        code="",
        text=pulse.word or pulse.whose_word,
        why=_("{name} goes").format(name=pulse.goes),
        is_="alarm" if pulse.late else "tight",
        icon="heart-handshake",
        url=reverse("needs:register_party", kwargs={"slug": slug, "code": pulse.party_code})
        if pulse.party_code
        else reverse("needs:register", kwargs={"slug": slug}),
        party_code=pulse.party_code,
        party=pulse.party,
        iso_alpha2=pulse.iso_alpha2,
        until=pulse.recover_by,
    )


def _of_desk(desk: DeskLine, slug: str) -> Item:
    nobody = [] if desk.at_desk else [_("nobody at the desk")]
    words = {"deputy": _("no deputy"), "chief": _("no chief")}
    nobody += [words[post.post] for post in desk.posts if post.trouble]
    return Item(
        code=desk.code,
        text=desk.name,
        why=" · ".join(nobody),
        is_="tight",
        icon="users",
        url=f"{reverse('needs:ladders', kwargs={'slug': slug})}#ladder-{desk.id}",
    )


def _of_line_to_switch(line: LineNow, slug: str) -> Item:
    to = line.now.name if line.now else _("nobody on duty has a known number")
    return Item(
        code="",
        text=line.phone,
        why=_("to {name}").format(name=to),
        is_="alarm",
        icon="phone",
        url=f"{reverse('desks:lines', kwargs={'slug': slug})}#line-{line.id}",
        party_code=line.party.code,
        party=line.party.name,
        iso_alpha2=line.party.iso_alpha2,
    )


def _group(name: str, title: str, empty: str, url: str, items: Iterable[Item]) -> Group:
    found = list(items)
    return Group(
        name=name,
        title=title,
        empty=empty,
        url=url,
        total=len(found),
        items=tuple(found[:SHOWN]),
    )
